"""What a figure says in words: at its strength and at its weakness; which statement of the survey faces which fact."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from concertation.scoring import fatigue

#: Code → (strength, weakness).
SAYS: dict[str, tuple[Any, Any]] = {
    "I1": (_("A good share of the people aimed at took part"), _("Few of the people aimed at took part")),
    "I2": (_("Those who register come"), _("Many who register don't come")),
    "I3": (_("Those who are reached end up contributing"), _("Few of those who are reached contribute")),
    "I4": (_("Participants come back from one edition to the next"), _("Few participants come back")),
    "I5": (_("New people join"), _("The same people come, few are new")),
    "I6": (_("Participants contribute a lot"), _("Participants contribute little")),
    "I8": (_("Few people give up on the way"), _("Many people leave before the end")),
    "I9": (_("Participants look like the population"), _("Participants don't look like the population")),
    "I11": (_("Participants are varied"), _("Participants are much alike")),
    "I12": (_("Nearly all districts are there"), _("Several districts are missing")),
    "I13": (_("Publics far from participation came"), _("Publics far from participation didn't come")),
    "I14": (_("Speech is well shared"), _("A few people hold the floor")),
    "I15": (_("Women speak as much as their number"), _("Women speak less than their number")),
    "I16": (_("People give their reasons"), _("People give few reasons")),
    "I17": (_("The exchanges are respectful"), _("Disrespect comes up in the exchanges")),
    "I18": (_("People answer each other"), _("People speak in turn without answering each other")),
    "I19": (_("Varied subjects are discussed"), _("Nearly everything turns around one subject")),
    "I20": (_("Participants feel that views are heard"), _("Many participants don't feel that views are heard")),
    "I21": (_("The information is clear"), _("The information isn't clear enough to make up one's mind")),
    "I22": (_("Contributions get a reasoned answer"), _("Many contributions have no reasoned answer")),
    "I23": (_("Contributions weigh in the decision"), _("Few contributions are taken up")),
    "I24": (_("One can follow what contributions became"), _("One can't see what contributions became")),
    "I25": (_("Public promises are kept"), _("Public promises aren't kept")),
    "I26": (_("Answers come quickly"), _("Answers come late")),
    "I27": (_("What was promised is what was open"), _("Less was open to discussion than was promised")),
    "I29": (_("Documents are published on time"), _("Documents due aren't published on time")),
    "I30": (_("Much is done so that everyone can come"), _("Little is done so that everyone can come")),
    "I33": (_("The facilitators are trained"), _("The facilitators aren't trained")),
}
#: The ten statements in short, all told so that agreeing is good.
STATEMENTS: dict[str, Any] = {
    "S1": _("They understood what it was for"),
    "S2": _("The information let them make up their mind"),
    "S3": _("They could say what they wanted"),
    "S4": _("Other views were heard with respect"),
    "S5": _("Everyone was given a place"),
    "S6": _("Hours, place and tool suited them"),
    "S7": _("Nobody concerned was missing"),
    "S8": _("They think that contributions count"),
    "S9": _("They know when the answer comes"),
    "S10": _("They would come back"),
}
#: Asked before the decision and after it, and at each edition: what moved is told with its margin.
ASKED_AGAIN: dict[str, Any] = {"S8": STATEMENTS["S8"], "T": _("They trust the commune on this subject")}
#: What is felt ↔ what is counted.
FACED = {
    "S2": "I29", "S3": "I14", "S4": "I17", "S5": "I15", "S6": "I30", "S7": "I9", "S8": "I23", "S9": "I22", "S10": "I4",
}  # fmt: skip
CURVES: dict[str, Any] = {
    fatigue.PARTICIPANTS: _("participants"),
    fatigue.RENEWAL: _("share of newcomers"),
    fatigue.INTENSITY: _("contributions per participant"),
    fatigue.SATISFACTION: _("satisfaction"),
    fatigue.DELAY: _("delay of the answers"),
}
SOURCE_WORDS: dict[str, Any] = {
    "counts": _("counts of the edition"),
    "sittings": _("counts of the sittings"),
    "channels": _("counts by channel"),
    "means": _("budget, time and conditions"),
    "classes": _("participants by class, census"),
    "speech": _("turns of speech noted"),
    "grid": _("observation grid"),
    "survey": _("survey of participants"),
    "contributions": _("register of contributions"),
    "commitments": _("public commitments"),
    "promise": _("promise of the device"),
    "documents": _("documents due"),
}
