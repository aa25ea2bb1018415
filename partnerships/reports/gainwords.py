"""The words of the observed benefits: what each figure counts, why there is none, how it is made."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.scoring.gains import Lacking

#: What stands behind the figure of a benefit: "62 % (8 actions)", "2 of 5 solutions".
ROWS: dict[str, Any] = {
    "B1": _("solutions that two parties recognise"),
    "B2": _("kinds of actors in the diagnosis"),
    "B3": _("subjects of the needs cited, which a theme covers"),
    "B4": _("results reached, for the same means as before"),
    "B5": _("sums compared: obtained since, brought at the start"),
    "B6": _("actions looked at, with two contributors and one in charge"),
    "B7": _("results with a target, which reach it"),
    "B8": _("lessons written, reused by another party"),
    "B9": _("actions looked at, with somebody and means for afterwards"),
    "B10": _("competences offered by one party alone, and things in kind that another received"),
    "B11": _("users’ scores, in points out of 100"),
    "B12": _("actions asked about, still alive after twelve months"),
    "B13": _("parties that share documents, or say that they are told in time"),
    "B14": _("reuses with the place written"),
    "B15": _("helps given outside one’s own commitments"),
    "B16": _("risks and decisions that several carry"),
    "B17": _("times brought, by others than the one who brings most"),
    "B18": _("competences offered, which meet a need of another party"),
    "B19": _("competences, growth since the start"),
    "B20": _("sides: social, economic, cultural, environmental"),
    "B21": "",
}

LACKING: dict[Lacking, Any] = {
    Lacking.SOLUTIONS: _("no lesson is marked as a solution born of the partnership"),
    Lacking.DIAGNOSIS: _("no party has sent its sheet on what and why"),
    Lacking.THEMES: _("no theme is chosen"),
    Lacking.NEED_THEMES: _("no need cites what a service or a device found on a known subject"),
    Lacking.EARLIER: _("it takes an earlier partnership, renewed by this one, with results and valued means"),
    Lacking.VALUES: _("no contribution of the start has an estimated value"),
    Lacking.ACTIONS: _("the plan holds no action"),
    Lacking.TARGETS: _("no shared result has a target"),
    Lacking.LESSONS: _("no lesson is written"),
    Lacking.OFFERS: _("neither a competence that is offered nor a contribution in kind is written"),
    Lacking.SCORES: _("no need cites a score of the users that was measured again since"),
    Lacking.ASKED: _("it is asked twelve months after the end"),
    Lacking.DOCUMENTS: _("no document is shared, and no party rated being told in time"),
    Lacking.COMMITMENTS: _("no commitment is written"),
    Lacking.LOG: _("neither a risk beside valued contributions nor a decision is written"),
    Lacking.TIME: _("no contribution in time has a quantity"),
    Lacking.NEEDS: pgettext_lazy("reason", "no need or no offer of competences is written"),
    Lacking.START: _("no competence was written by the start of the agreement"),
    Lacking.UNSIGNED: _("the agreement isn’t signed yet"),
}

HOW = _(
    "Declared: parties that expect the benefit. Felt: mean of the levels given at the last closed rating, with the "
    "number of parties. Observed: counted in what is written here. A share is the rows that fulfil the "
    "words in brackets ÷ the rows counted. Results for the same means: (results reached ÷ value arrived) ÷ the same "
    "of the partnership before. Resources: value obtained after the signature ÷ value brought at the start. Sensible "
    "use: mean of the competences that only one party offers, and of the things in kind whose receipt another party "
    "confirmed. Information: mean of the parties that shared a document, and of those that rated at 3 or 4 being told "
    "in time. Shared responsibility: mean of the balance of risks with means (1 − half of the gaps between their "
    "shares), and of the share of decisions that two took. "
    "Time: 1 − the largest party’s share, unit by unit. Scores: users’ mean on a need’s indicator, later less "
    "earlier. A figure observed proves nothing alone: read it beside what is felt."
)
