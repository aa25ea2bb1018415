"""Which form writes which noun of the agreement, and how its two pages are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.forms.agreement import (
    BenefitForm,
    CommitmentForm,
    ContributionForm,
    NeedForm,
    ObjectiveForm,
    PartForm,
    PolicyForm,
    QuestionForm,
    ResultForm,
)
from partnerships.forms.funding import FundingForm
from partnerships.forms.risks import ClauseForm, RiskForm

FORMS: dict[str, type[PartForm]] = {
    "need": NeedForm,
    "policy": PolicyForm,
    "objective": ObjectiveForm,
    "result": ResultForm,
    "question": QuestionForm,
    "contribution": ContributionForm,
    "funding": FundingForm,
    "benefit": BenefitForm,
    "commitment": CommitmentForm,
    "risk": RiskForm,
    "clause": ClauseForm,
}
#: The title of the page that adds, of the page that changes.
HEADINGS: dict[str, tuple[Any, Any]] = {
    "need": (_("Add a need"), _("Change a need")),
    "policy": (_("Add a public policy"), _("Change a public policy")),
    "objective": (_("Propose an objective"), _("Change an objective")),
    "result": (_("Add a shared result"), _("Change a shared result")),
    "question": (_("Add a question"), _("Change a question")),
    "contribution": (_("Add a contribution"), _("Change a contribution")),
    "funding": (_("Write what we receive from another party"), _("Change what we receive from another party")),
    "benefit": (_("Add what we expect"), _("Change what we expect")),
    "commitment": (_("Add a commitment"), _("Change a commitment")),
    "risk": (_("Add a risk"), _("Change a risk")),
    "clause": (_("Add a clause"), _("Change a clause")),
}
