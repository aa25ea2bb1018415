from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CycleState(TextChoices):
    """Where a cycle stands. The first five are the five phases; closed ends the last one."""

    PREPARATION = "preparation", _("preparation")
    COMMUNITY = "community", _("community scoring")
    PROVIDER = "provider", _("provider self-evaluation")
    INTERFACE = "interface", _("interface meeting")
    FOLLOW_UP = "follow_up", _("action plan and follow-up")
    CLOSED = "closed", _("closed")


#: The five phases, in order, as the guided page shows them.
PHASES = (
    CycleState.PREPARATION,
    CycleState.COMMUNITY,
    CycleState.PROVIDER,
    CycleState.INTERFACE,
    CycleState.FOLLOW_UP,
)


class Scale(TextChoices):
    """How a session scores; fixed for the cycle once scoring begins. Rules in ``scorecards.scales``."""

    FACES = "faces", _("1 to 5, faces")
    TEN = "ten", _("0 to 10, half points")
    HUNDRED = "hundred", _("0 to 100")
    COLOURS = "colours", _("three colours")


class ConsolidationRule(TextChoices):
    SIMPLE_MEAN = "simple_mean", _("simple mean of the groups")
    WEIGHTED_BY_PRESENT = "weighted_by_present", _("mean weighted by people present")
    VILLAGE_MEAN = "village_mean", _("mean of the villages")


class Side(TextChoices):
    USERS = "users", _("users")
    PROVIDER = "provider", _("provider")


class AskedOf(TextChoices):
    USERS = "users", _("users")
    PROVIDER = "provider", _("provider")
    BOTH = "both", _("users and provider")


class About(TextChoices):
    PROVIDER = "provider", _("the provider's service")
    USERS = "users", _("the users' own behaviour")


class GroupKind(TextChoices):
    WOMEN = "women", _("women")
    MEN = "men", _("men")
    YOUTH = "youth", _("youth")
    GIRLS = "girls", _("adolescent girls")
    BOYS = "boys", _("adolescent boys")
    ELDERS = "elders", _("elders")
    LEADERS = "leaders", _("leaders")
    DISABLED = "disabled", _("people with disabilities")
    COMMITTEE = "committee", _("service committee")
    COMMUNITY = "community", _("whole community")
    OTHER = "other", _("other group")


class SessionState(TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    CLOSED = "closed", pgettext_lazy("session", "closed")


class ScoreStatus(TextChoices):
    SCORED = "scored", _("scored")
    NOT_SCORED = "not_scored", _("not scored")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    REFUSED = "refused", _("refused")


class ScoreMode(TextChoices):
    CONSENSUS = "consensus", _("one agreed score")
    TALLY = "tally", _("show of hands")
    BALLOT = "ballot", _("ballots")


class ReviewKind(TextChoices):
    CONFIRM = "confirm", _("confirmed")
    CONTEST = "contest", _("contested")
    ANSWER = "answer", _("answered")


class ReviewState(TextChoices):
    """Where the conversation about one provider's score stands; derived from its reviews, never stored."""

    TO_REVIEW = "to_review", _("to review")
    CONFIRMED = "confirmed", _("confirmed by the municipality")
    CONTESTED = "contested", _("contested, waits for an answer")
    ANSWERED = "answered", _("kept by the provider, both versions stand")


class Outcome(TextChoices):
    AGREED = "agreed", _("agreed")
    DISAGREEMENT = "disagreement", _("disagreement kept")
    POSTPONED = "postponed", _("postponed")


class Variant(TextChoices):
    """How much of the instrument a cycle uses. The full one gates its steps on the preparation that manuals ask."""

    ESSENTIAL = "essential", _("essential: straight to the scores")
    FULL = "full", _("full: checklist, briefings and input tracking come first")


class BriefingSide(TextChoices):
    USERS = "users", _("the community")
    PROVIDER = "provider", _("the provider's staff")


class Qualification(TextChoices):
    LEARNING = "learning", _("is learning")
    WITH_HELP = "with_help", _("leads with help")
    ALONE = "alone", _("leads alone")
    TRAINS = "trains", _("can train others")


class ReadinessKey(TextChoices):
    """The lines of the checklist before launch."""

    AUTHORITIES = "authorities", _("authorities informed")
    PROVIDER = "provider", _("provider's agreement obtained")
    ENTITLEMENTS = "entitlements", _("entitlements known")
    PLACE = "place", _("neutral and safe place found")
    CONSENT = "consent", _("wording of the consent ready")
    REFERRAL = "referral", _("referral contacts at hand")


class ReadinessState(TextChoices):
    """What the page asks of each line; the row keeps ``is_done`` and ``is_needed``."""

    TODO = "todo", _("to do")
    DONE = "done", pgettext_lazy("line of the checklist", "done")
    NOT_NEEDED = "not_needed", _("not needed here")


class BoardKind(TextChoices):
    CAUSE = "cause", _("cause")
    SOLUTION = "solution", _("solution")


class Feasibility(TextChoices):
    YES = "yes", _("can be done")
    WITH_HELP = "with_help", _("can be done with help")
    NO = "no", _("can't be done")


class IncidentKind(TextChoices):
    PRESSURE = "pressure", _("pressure on participants")
    PERSONAL_ATTACK = "personal_attack", _("personal attack")
    REFUSAL = "refusal", _("refusal to take part")
    DISPUTE = "dispute", _("dispute between the two sides")
    EXPECTATION = "expectation", _("expectation that can't be met")
    OTHER = "other", _("other incident")


class IncidentState(TextChoices):
    OPEN = "open", _("open")
    MEDIATION = "mediation", _("in mediation")
    CLOSED = "closed", _("closed")


class ModerationState(TextChoices):
    WAITING = "waiting", _("to look at")
    KEPT = "kept", _("kept as it is")
    MASKED = "masked", _("masked")


class Suspicion(TextChoices):
    NAME = "name", _("a person's name")
    PHONE = "phone", _("a phone number")
    EMAIL = "email", _("an e-mail address")
    ACCUSATION = "accusation", _("an accusation")


class SensitiveKind(TextChoices):
    CORRUPTION = "corruption", _("money asked or diverted")
    ABUSE = "abuse", _("violence or abuse")
    DISCRIMINATION = "discrimination", _("refusal or unequal treatment")
    REPRISAL = "reprisal", _("threat after speaking up")
    OTHER = "other", _("something else")


class SensitiveState(TextChoices):
    RECEIVED = "received", _("received")
    IN_HAND = "in_hand", _("in hand")
    CLOSED = "closed", _("closed")


class RightKind(TextChoices):
    RIGHT = "right", _("right")
    DUTY = "duty", _("duty")


class PulseQuestion(TextChoices):
    """Two questions by show of hands, before and after: the relation, and what the rights are."""

    RELATION = "relation", _("we can talk to each other about problems")
    RIGHTS = "rights", _("we know our rights and duties at this service")


class PulseMoment(TextChoices):
    BEFORE = "before", _("before the cycle")
    AFTER = "after", _("after the meeting")


class SubmissionState(TextChoices):
    """What became of a send: stored first, then applied, or kept for a person."""

    STORED = "stored", _("received, being entered")
    APPLIED = "applied", _("entered")
    CONFLICT = "conflict", _("two versions, to choose")
    INVALID = "invalid", _("to correct")
    SET_ASIDE = "set_aside", _("set aside")


class CellChoice(TextChoices):
    MINE = "device", _("version of the device")
    THEIRS = "server", _("version that was there")


class ClipLanguage(TextChoices):
    """In which language an indicator is said: the screens' three, and those that people speak at home."""

    FRENCH = "fr", _("French")
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    DARIJA = "ary", _("Moroccan Arabic")
    TAMAZIGHT = "zgh", _("Tamazight")
    LOCAL = "local", _("local language")
    SECOND = "local2", _("another local language")
