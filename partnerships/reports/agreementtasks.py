"""What the agreement waits for from one party: to answer an amendment, to sign, to write."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.enums import AmendmentState, State
from partnerships.models import Partnership, Party
from partnerships.reports.tasks import SOURCES, Task
from partnerships.services.amendments import open_amendment, silent
from partnerships.services.gates import missing_for
from partnerships.services.signing import unsigned

_WRITTEN = (State.REVEALED, State.COWRITING, State.CRITERIA)


def _url(name: str, partnership: Partnership) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk])


def to_answer_amendment(partnership: Partnership, party: Party) -> Task | None:
    if partnership.state not in (State.ACTIVE, State.AMENDING):
        return None
    amendment = open_amendment(partnership)
    if amendment is None:
        return None
    if amendment.state == AmendmentState.PROPOSED:
        if party not in silent(amendment):
            return None
        title, label = _("An amendment waits for your answer"), _("Answer the amendment")
        return Task(title, amendment.what, _url("amendments", partnership), label)
    return Task(
        _("The amended text is being written"),
        _("Write it together, then each party signs it."),
        _url("agreement", partnership),
        _("Open the agreement"),
    )


def to_sign(partnership: Partnership, party: Party) -> Task | None:
    if partnership.state != State.TO_SIGN or missing_for(partnership, State.TO_SIGN):
        return None
    if party not in unsigned(partnership):
        return None
    return Task(
        _("Read the agreement and sign it"),
        _("Nothing is missing: your organisation can sign the text."),
        _url("signing", partnership),
        _("Read and sign"),
    )


def to_write(partnership: Partnership, party: Party) -> Task | None:
    """The text is open and something is missing in it."""
    if partnership.state not in _WRITTEN:
        return None
    step = State.TO_SIGN if partnership.state == State.CRITERIA else State.CRITERIA
    missing = missing_for(partnership, step)
    if not missing:
        return None
    return Task(
        _("Write the agreement together"),
        " ".join(missing),
        _url("agreement", partnership),
        _("Open the agreement"),
    )


def register_agreement_tasks() -> None:
    """Called once, by the app's ``ready``: before the general question about the next step, which stays the last."""
    for source in (to_answer_amendment, to_sign, to_write):
        if source not in SOURCES:
            SOURCES.insert(len(SOURCES) - 1, source)
