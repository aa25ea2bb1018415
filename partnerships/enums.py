"""The words of a partnership: its life, its agreement, its ratings, its facts."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a partnership stands. Forward steps ask each party (``partnerships.services.life``)."""

    DRAFT = "draft", pgettext_lazy("partnership", "draft")
    FRAMING = "framing", pgettext_lazy("partnership", "framing: what and why")
    REVEALED = "revealed", pgettext_lazy("partnership", "answers revealed")
    COWRITING = "cowriting", pgettext_lazy("partnership", "writing together")
    CRITERIA = "criteria", pgettext_lazy("partnership", "review of the eleven criteria")
    TO_SIGN = "to_sign", pgettext_lazy("partnership", "to sign")
    SIGNED = "signed", pgettext_lazy("partnership", "signed")
    ACTIVE = "active", pgettext_lazy("partnership", "active")
    SUSPENDED = "suspended", pgettext_lazy("partnership", "suspended")
    AMENDING = "amending", pgettext_lazy("partnership", "being amended")
    ENDED = "ended", pgettext_lazy("partnership", "ended")
    BALANCE = "balance", pgettext_lazy("partnership", "balance sheet")
    CLOSED = "closed", pgettext_lazy("partnership", "closed")
    RENEWED = "renewed", pgettext_lazy("partnership", "renewed")
    TERMINATED = "terminated", pgettext_lazy("partnership", "terminated")
    ABANDONED = "abandoned", pgettext_lazy("partnership", "abandoned")


#: The straight road; the other states leave it or come back to it.
ROAD = (
    State.DRAFT,
    State.FRAMING,
    State.REVEALED,
    State.COWRITING,
    State.CRITERIA,
    State.TO_SIGN,
    State.SIGNED,
    State.ACTIVE,
    State.ENDED,
    State.BALANCE,
    State.CLOSED,
)
#: No text of the agreement is signed yet: it may be written.
BEFORE_SIGNATURE = (State.DRAFT, State.FRAMING, State.REVEALED, State.COWRITING, State.CRITERIA, State.TO_SIGN)
OVER = (State.CLOSED, State.RENEWED, State.TERMINATED, State.ABANDONED)


class Origin(TextChoices):
    """The three origins of a partnership."""

    VULNERABLE = "vulnerable", _("a project for vulnerable people")
    STRENGTHEN = "strengthen", _("strengthening a structure")
    NETWORK = "network", _("creating links or networks")


class AgreementType(TextChoices):
    """The legal frame; thresholds and calendars are data in ``partnerships.legal``."""

    MOROCCO_7_2003 = "morocco_7_2003", _("Morocco, circular 7/2003")
    FRANCE_CPO = "france_cpo", _("France, multi-year agreement on objectives (CPO)")
    FREE = "free", _("free agreement")


class Theme(TextChoices):
    HEALTH = "health", _("health")
    EDUCATION = "education", _("education")
    WATER = "water", _("water and sanitation")
    ENVIRONMENT = "environment", _("environment")
    AGRICULTURE = "agriculture", _("agriculture and food")
    ECONOMY = "economy", _("economy and employment")
    SOCIAL = "social", _("social action")
    YOUTH = "youth", _("youth")
    GENDER = "gender", _("equality between women and men")
    CULTURE = "culture", _("culture and heritage")
    GOVERNANCE = "governance", _("local governance")
    HOUSING = "housing", _("housing and planning")


class Beneficiary(TextChoices):
    """Who benefits, as short words that two sheets can share."""

    CHILDREN = "children", _("children")
    YOUTH = "youth", pgettext_lazy("people", "young people")
    WOMEN = "women", _("women")
    ELDERS = "elders", _("older people")
    DISABILITY = "disability", _("people with disabilities")
    POOR = "poor", _("poor households")
    REMOTE = "remote", _("remote villages")
    EVERYONE = "everyone", _("all inhabitants")
    STRUCTURES = "structures", _("the partner structures themselves")


class SuccessSign(TextChoices):
    """What success would look like, as short words that two sheets can share."""

    ACCESS = "access", _("more people have access")
    QUALITY = "quality", _("the service is better")
    VOICE = "voice", _("inhabitants weigh on decisions")
    SKILLS = "skills", _("the teams know how to do more")
    LASTING = "lasting", _("it goes on without outside money")
    COST = "cost", _("it costs less")
    TRUST = "trust", _("the actors trust each other")
    VISIBILITY = "visibility", _("the work is known")
    MODEL = "model", _("others can take it up")


class Motive(TextChoices):
    """Why an organisation joins; interests are legitimate when they are said."""

    MISSION = "mission", _("our mission")
    FUNDING = "funding", _("funding")
    VISIBILITY = "visibility", pgettext_lazy("motive", "visibility")
    LEARNING = "learning", _("learning")
    NETWORK = "network", _("contacts and network")
    LEGITIMACY = "legitimacy", _("legitimacy")
    OBLIGATION = "obligation", _("a legal or political obligation")
    MARKET = "market", _("a market or customers")
    CALENDAR = "calendar", _("an electoral or administrative calendar")
    RECRUITMENT = "recruitment", _("recruiting or training people")
    SAVINGS = "savings", _("saving means")


class ScopeStatus(TextChoices):
    IN = "in", pgettext_lazy("scope", "in")
    OUT = "out", pgettext_lazy("scope", "out")
    LATER = "later", pgettext_lazy("scope", "later")


class CompetenceKind(TextChoices):
    OFFER = "offer", _("we can bring it")
    NEED = "need", _("we need it")


class WorkshopKind(TextChoices):
    PRACTICES = "practices", _("practices and priorities")
    EVALUATION = "evaluation", _("how we will judge the partnership")
    UNDERSTANDING = "understanding", _("understanding a disagreement")
    OTHER = "other", _("other workshop")


class NoteBecomes(TextChoices):
    """What an output of a workshop turned into."""

    NOTHING = "", _("stays a note")
    OBJECTIVE = "objective", _("an objective")
    RESULT = "result", _("a shared result")
    INDICATOR = "indicator", _("an indicator")
    QUESTION = "question", _("a learning question")
    ACTION = "action", _("an action")


class EvaluationQuestion(TextChoices):
    """The three questions of the workshop on judging the partnership."""

    IMPACT = "impact", _("Which impact do we want as a group?")
    PROOF = "proof", _("How will we know that we succeeded?")
    LEARN = "learn", _("What do we want to learn?")


class Nature(TextChoices):
    CASH = "cash", _("money")
    KIND = "kind", _("in kind (premises, equipment, land)")
    KNOWLEDGE = "knowledge", _("knowledge and know-how")
    TIME = "time", _("working or voluntary time")


class CommitmentState(TextChoices):
    PENDING = "pending", pgettext_lazy("commitment", "to come")
    KEPT = "kept", pgettext_lazy("commitment", "kept")
    BROKEN = "broken", pgettext_lazy("commitment", "not kept")
    RELEASED = "released", pgettext_lazy("commitment", "lifted by common agreement")


class OneSided(TextChoices):
    """Kinds of clause that may hold for one party alone; tagged by hand."""

    TERMINATION = "termination", _("ending the agreement")
    CONTROL = "control", _("control and inspection")
    PENALTY = "penalty", _("penalty or repayment")
    COMMUNICATION = "communication", _("communication and public word")


class ProjectStep(TextChoices):
    DESIGN = "design", _("design")
    DECIDE = "decide", _("decide")
    DO = "do", _("carry out")
    EVALUATE = "evaluate", _("evaluate")


class PowerDomain(TextChoices):
    """The five domains in which power is exercised."""

    DECISION = "decision", _("final decision")
    BUDGET = "budget", _("budget and payment")
    AGENDA = "agenda", _("agenda and chair")
    INFORMATION = "information", _("information and documents")
    REPRESENTATION = "representation", _("public word and signature")


class AmendmentState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("amendment", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("amendment", "accepted by all")
    REFUSED = "refused", pgettext_lazy("amendment", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("amendment", "withdrawn")


class RatingMode(TextChoices):
    TOGETHER = "together", _("together")
    ALONE = "alone", _("alone")
    ALONE_THEN_TOGETHER = "alone_then_together", _("alone, then together")


class Confidentiality(TextChoices):
    PARTIES = "parties", _("seen by the parties only")
    PUBLISHED = "published", _("a summary agreed by all is published")


class CampaignState(TextChoices):
    DRAFT = "draft", pgettext_lazy("campaign", "being prepared")
    OPEN = "open", pgettext_lazy("campaign", "open")
    CLOSED = "closed", pgettext_lazy("campaign", "closed")


class AnswerStatus(TextChoices):
    RATED = "rated", _("rated")
    DONT_KNOW = "dont_know", _("I don't know")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("rating", "not applicable")


class Level(IntegerChoices):
    """The four anchored levels of a statement."""

    NEVER = 1, _("not at all, never observed")
    SOMETIMES = 2, _("rarely, in part")
    MOSTLY = 3, _("most of the time")
    ALWAYS = 4, _("always, and we can show it")


class Box(TextChoices):
    """The four boxes of the reading of a rating; each has its next step."""

    SHARED_STRENGTH = "shared_strength", _("shared strength")
    SHARED_WEAKNESS = "shared_weakness", _("shared weakness")
    TO_OPEN = "to_open", _("disagreement to open")
    BLIND_SPOT = "blind_spot", _("blind spot")
    BETWEEN = "between", pgettext_lazy("rating", "in between")


class TrustFacet(TextChoices):
    RELIABILITY = "reliability", _("reliability")
    OPENNESS = "openness", _("openness")
    BENEVOLENCE = "benevolence", _("goodwill")


class DisagreementOutcome(TextChoices):
    AGREEMENT = "agreement", pgettext_lazy("disagreement", "agreement found")
    KEPT = "kept", pgettext_lazy("disagreement", "we agree to differ")
    WITHDRAWN = "withdrawn", pgettext_lazy("disagreement", "withdrawn")


class AlertCode(TextChoices):
    """What an alert may ask the parties to discuss; the words never accuse."""

    GATHERING = "ap1", _("actions side by side, few shared results")
    MOTIVES = "ap2", _("motives hard to read for the others")
    APPARENT = "ap3", _("agreement in words, different intentions")
    POWER = "ap4", _("power in few hands")
    RISKS = "ap5", _("risks unevenly borne")
    VERTICAL = "vertical", _("a relation that leans to the vertical")
    SILENCE = "silence", _("no disagreement is said")


class AlertState(TextChoices):
    OPEN = "open", pgettext_lazy("alert", "to discuss")
    EXPLAINED = "explained", pgettext_lazy("alert", "explained")
    HANDLED = "handled", pgettext_lazy("alert", "handled")
    DISMISSED = "dismissed", pgettext_lazy("alert", "set aside, with a reason")
    OVER = "over", pgettext_lazy("alert", "the figures have come back under the threshold")


class Recommendation(TextChoices):
    RENEW = "renew", _("renew")
    RENEW_CHANGED = "renew_changed", _("renew, with changes")
    CLOSE = "close", pgettext_lazy("partnership", "close")


class MissionLevel(IntegerChoices):
    """How well the partnership serves the mission of a party, as the others see it."""

    NOT = 1, _("we don't see the link")
    LITTLE = 2, _("a link in part, or on paper only")
    CLEAR = 3, _("a clear link")
    CORE = 4, _("at the heart of what they are for, and it shows")
