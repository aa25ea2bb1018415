"""The words of a device for concertation: what it is, what it promised, what was measured, what is changed."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeviceKind(TextChoices):
    COUNCIL = "council", _("council (district, youth, elders…)")
    PUBLIC_MEETING = "public_meeting", _("public meeting")
    PANEL = "panel", _("citizens' panel, drawn by lot")
    BUDGET = "budget", _("participatory budget")
    PLATFORM = "platform", _("online platform")
    CONSULTATION = "consultation", _("consultation, inquiry")
    COMMITTEE = "committee", _("users' committee")
    WORKSHOPS = "workshops", _("workshops, walks")
    OTHER = "other", _("other device")


class PromisedLevel(IntegerChoices):
    """Five levels, in our own words: what the device lets people weigh on."""

    INFORM = 1, _("we inform you")
    LISTEN = 2, _("we listen to you, and answer")
    WORK = 3, _("we work on it with you")
    DECIDE_TOGETHER = 4, _("we decide together")
    YOU_DECIDE = 5, _("you decide")


class Mode(TextChoices):
    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")
    BOTH = "both", _("on site and online")


class Theme(TextChoices):
    PLANNING = "planning", _("planning, housing")
    MOBILITY = "mobility", _("roads and transport")
    WATER = "water", _("water, waste, environment")
    SCHOOL = "school", _("school, youth")
    HEALTH = "health", _("health, social action")
    CULTURE = "culture", _("culture, sport, heritage")
    ECONOMY = "economy", _("economy, agriculture")
    BUDGET = "budget", _("budget, public service")
    GENERAL = "general", _("life of the commune in general")


class Audience(TextChoices):
    """Publics aimed at; those far from participation are counted apart (indicator 13)."""

    ALL = "all", _("all inhabitants")
    YOUTH = "youth", pgettext_lazy("public", "young people")
    WOMEN = "women", pgettext_lazy("public", "women")
    ELDERS = "elders", pgettext_lazy("public", "older people")
    REMOTE = "remote", _("remote hamlets and districts")
    PRECARIOUS = "precarious", _("households in difficulty")
    DISABILITY = "disability", pgettext_lazy("public", "people with disabilities")
    MIGRANTS = "migrants", _("newcomers, foreign languages")
    WORKERS = "workers", _("shopkeepers, farmers, employees")
    ASSOCIATIONS = "associations", _("associations")


class EditionState(TextChoices):
    """The three steps of the method: diagnosis, levers, adjustments followed."""

    COLLECTING = "collecting", pgettext_lazy("edition", "diagnosis under way")
    DIAGNOSED = "diagnosed", pgettext_lazy("edition", "diagnosis made")
    PLANNED = "planned", pgettext_lazy("edition", "improvements planned")
    FOLLOWED = "followed", pgettext_lazy("edition", "improvements followed")
    CLOSED = "closed", pgettext_lazy("edition", "closed")


class Channel(TextChoices):
    POSTER = "poster", _("posters")
    LETTER = "letter", _("letter, leaflet")
    BULLETIN = "bulletin", _("municipal bulletin, press")
    WEB = "web", _("website, social networks")
    MESSAGE = "message", _("text message, messaging")
    RADIO = "radio", _("radio, loudspeaker")
    RELAY = "relay", _("relays: associations, school, shops")
    MEETING = "meeting", _("going to meet people")
    WORD = "word", _("word of mouth")


class Dimension(TextChoices):
    """What participants are compared on with the census."""

    SEX = "sex", pgettext_lazy("census", "sex")
    AGE = "age", pgettext_lazy("census", "age")
    DISTRICT = "district", pgettext_lazy("census", "district, village")
    OCCUPATION = "occupation", pgettext_lazy("census", "occupation")
    DISABILITY = "disability", pgettext_lazy("census", "disability")
    LANGUAGE = "language", pgettext_lazy("census", "language")


class AccessMeasure(TextChoices):
    """What makes a sitting possible for everyone (indicator 30)."""

    WHEELCHAIR = "wheelchair", _("a place everybody can enter")
    HOURS = "hours", _("hours that suit those who work")
    CHILDCARE = "childcare", _("somebody looks after the children")
    LANGUAGES = "languages", _("the languages that people speak")
    NO_DIGITAL = "no_digital", _("one can take part without the internet")
    TRANSPORT = "transport", _("one can come without a car")


class DueKind(TextChoices):
    """What a device owes to the public (indicator 29)."""

    RULES = "rules", _("rules of the game")
    PURPOSE = "purpose", _("what it is about")
    MARGINS = "margins", _("what can still change")
    CALENDAR = "calendar", pgettext_lazy("document", "calendar")
    MEMBERS = "members", _("who takes part")
    MINUTES = "minutes", _("minutes of the sittings")
    CONTRIBUTIONS = "contributions", _("the contributions received")
    SUMMARY = "summary", _("summary of the contributions")
    DECISION = "decision", _("the decision and its reasons")
    FOLLOW_UP = "follow_up", _("what becomes of it")


class Outcome(TextChoices):
    """The reasoned follow-up of a contribution."""

    KEPT = "kept", pgettext_lazy("contribution", "taken up")
    PARTLY = "partly", pgettext_lazy("contribution", "taken up in part")
    NOT_KEPT = "not_kept", pgettext_lazy("contribution", "not taken up")
    STUDIED = "studied", pgettext_lazy("contribution", "being studied")


class RefusalReason(TextChoices):
    """Why a contribution isn't taken up, to count the reasons (indicator 28)."""

    NOT_OURS = "not_ours", _("not within our powers")
    COST = "cost", _("too costly today")
    LAW = "law", _("the law forbids it")
    TECHNICAL = "technical", _("technically impossible")
    ALREADY = "already", _("already done or planned")
    OPPOSED = "opposed", _("contrary to another choice")
    SCOPE = "scope", _("outside the subject")


class SurveyAudience(TextChoices):
    PARTICIPANTS = "participants", _("those who took part")
    ORGANISERS = "organisers", _("those who organise")
    ABSENT = "absent", _("those who did not come")


class SurveyMoment(TextChoices):
    DURING = "during", _("before the decision")
    AFTER = "after", _("after the decision")


class AnswerStatus(TextChoices):
    RATED = "rated", _("answered")
    DONT_KNOW = "dont_know", _("I don't know")
    SKIPPED = "skipped", _("no answer")


class CodeKind(TextChoices):
    OBSTACLE = "obstacle", _("obstacle")
    OPPORTUNITY = "opportunity", _("opportunity")


class Axis(TextChoices):
    PARTICIPATION = "participation", _("Participation")
    DIVERSITY = "diversity", _("Diversity")
    EXCHANGE = "exchange", _("Quality of the exchanges")
    INFLUENCE = "influence", _("Influence and transparency")
    MEANS = "means", _("Means and organisation")


class LeverFamily(TextChoices):
    COMMUNICATION = "communication", _("communication")
    TOOLS = "tools", _("tools and conditions")
    TRANSPARENCY = "transparency", _("transparency")
    MEANS = "means", _("means")


class Band(TextChoices):
    """Cost of a lever."""

    NONE = "none", _("no cost")
    LOW = "low", _("a small cost")
    MEDIUM = "medium", _("a medium cost")
    HIGH = "high", _("a high cost")


class Verdict(TextChoices):
    """What the next edition decides of an improvement."""

    GO_ON = "go_on", _("go on")
    ADJUST = "adjust", _("adjust")
    STOP = "stop", _("stop")


class Tiredness(TextChoices):
    STABLE = "stable", _("no sign of fatigue")
    WATCH = "watch", _("to watch")
    TIRED = "tired", _("signs of fatigue")
    UNKNOWN = "unknown", _("too few editions to say")
