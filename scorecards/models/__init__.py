from scorecards.models.ballots import BallotBox, BallotCount, BallotStub
from scorecards.models.clips import IndicatorClip
from scorecards.models.cycle import Cycle, CycleEvent, CycleQuerySet, Group, Indicator
from scorecards.models.field import Device, DevicePreparation, Submission, SubmissionCell
from scorecards.models.files import CardImport
from scorecards.models.issues import BoardEntry, Cluster, Issue
from scorecards.models.library import IndicatorTemplate
from scorecards.models.meeting import Discussion, InterfaceMeeting
from scorecards.models.preparation import (
    Briefing,
    FacilitatorProfile,
    GroupTeam,
    InputItem,
    PeerFeedback,
    Pulse,
    ReadinessCheck,
    SocialMapEntry,
    StepHours,
)
from scorecards.models.public import Publication, RightOrDuty, RightsSheet
from scorecards.models.release import CardRelease, ReleasedScore
from scorecards.models.review import AgreedScore, ReopenRequest, Review
from scorecards.models.rollup import CardRollup
from scorecards.models.safeguards import (
    Incident,
    ModerationItem,
    SensitiveChannel,
    SensitiveMessage,
    SensitiveReferent,
    SensitiveReport,
)
from scorecards.models.score import Score
from scorecards.models.session import ScoringSession

__all__ = [
    "IndicatorClip",
    "BallotBox",
    "BallotCount",
    "BallotStub",
    "Device",
    "DevicePreparation",
    "Submission",
    "SubmissionCell",
    "RightOrDuty",
    "RightsSheet",
    "Publication",
    "SensitiveReport",
    "SensitiveChannel",
    "SensitiveReferent",
    "SensitiveMessage",
    "ModerationItem",
    "Incident",
    "Issue",
    "Cluster",
    "BoardEntry",
    "StepHours",
    "SocialMapEntry",
    "ReadinessCheck",
    "Pulse",
    "PeerFeedback",
    "InputItem",
    "GroupTeam",
    "FacilitatorProfile",
    "Briefing",
    "AgreedScore",
    "CardImport",
    "CardRelease",
    "CardRollup",
    "Cycle",
    "CycleEvent",
    "CycleQuerySet",
    "Discussion",
    "Group",
    "Indicator",
    "IndicatorTemplate",
    "InterfaceMeeting",
    "ReleasedScore",
    "ReopenRequest",
    "Review",
    "Score",
    "ScoringSession",
]
