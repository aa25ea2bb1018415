from scorecards.models.cycle import Cycle, CycleEvent, CycleQuerySet, Group, Indicator
from scorecards.models.files import CardImport
from scorecards.models.library import IndicatorTemplate
from scorecards.models.meeting import Discussion, InterfaceMeeting
from scorecards.models.release import CardRelease, ReleasedScore
from scorecards.models.review import AgreedScore, Review
from scorecards.models.score import Score
from scorecards.models.session import ScoringSession

__all__ = [
    "AgreedScore",
    "CardImport",
    "CardRelease",
    "Cycle",
    "CycleEvent",
    "CycleQuerySet",
    "Discussion",
    "Group",
    "Indicator",
    "IndicatorTemplate",
    "InterfaceMeeting",
    "ReleasedScore",
    "Review",
    "Score",
    "ScoringSession",
]
