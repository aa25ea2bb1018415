"""Where the rows of a noun are read: label and address of their page, for crumbs and returns."""

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.reports.parts import url

#: Noun → code of its page; the others have a page of their own.
PAGE_OF = {
    "need": "needs",
    "policy": "needs",
    "objective": "objectives",
    "result": "results",
    "contribution": "contributions",
    "funding": "contributions",
    "benefit": "benefits",
    "commitment": "commitments",
    "risk": "risks",
}


def place_of(noun: str, partnership: Partnership) -> tuple[str, str]:
    if noun == "clause":
        return _("Clauses on the eleven criteria"), url("agreement_clauses", partnership)
    if noun == "question":
        return _("How we will judge the partnership"), url("agreement_evaluation", partnership)
    labels = {
        "needs": _("Why: needs and public policies"),
        "objectives": _("Objectives"),
        "results": _("Shared results"),
        "contributions": _("What each party brings"),
        "benefits": _("What each party expects"),
        "commitments": _("What each party commits to"),
        "risks": _("Risks, and who bears them"),
    }
    code = PAGE_OF[noun]
    return labels[code], url("agreement_page", partnership, code)
