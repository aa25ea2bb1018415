"""The rows of an agreement: added, changed, removed, under lock, by a party, while its text is open."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.numbers import format_number
from partnerships.models import Objective, Partnership, Party, Risk, RiskShare, SharedResult
from partnerships.services.locks import acting_party, check_version
from partnerships.services.nouns import Noun, noun_of
from partnerships.services.writing import RUNNING, held, remember, row_version

#: The shares of a risk make this.
WHOLE = Decimal(100)
LEAST_CARRIERS = 2


@transaction.atomic
def add_row(*, noun: Noun, partnership: Partnership, by: User, **values: Any) -> Any:
    """A new row of the agreement. ``values``: its fields; ``carriers`` (parties) of a result, ``shares`` of a risk.

    Once the agreement is signed, only what comes in addition (``noun.addition``) may be added, and says so.
    """
    current = held(partnership, early=noun.early, late=noun.late)
    party = acting_party(by, current)
    many, plain = _split(values)
    row = noun.model(**plain)
    if noun.own:
        row.party = party
    else:
        row.partnership = current
    if noun.addition and current.state in RUNNING:
        setattr(row, noun.addition, True)
    if hasattr(row, "position"):
        last = noun.model.objects.filter(partnership=current).aggregate(last=Max("position"))["last"] or 0
        row.position = last + 1
    if isinstance(row, Objective):
        row.proposed_by = party
    _save(row)
    _write_many(row, many)
    if isinstance(row, Objective):
        row.validated_by.add(party)
    if noun.edits:
        remember(partnership=current, party=party, by=by, about=noun.name, row=row.pk, before="", after=words_of(row))
    return row


@transaction.atomic
def change_row(*, row: Any, version: int | None, by: User, **values: Any) -> Any:
    """Correct a row. A changed objective is to be validated again by the other parties."""
    noun = noun_of(row)
    current = held(_partnership(row), early=noun.early, late=noun.is_late(row))
    party = acting_party(by, current)
    locked = noun.model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if noun.own and locked.party_id != party.pk:
        raise Refusal(_("Each party writes its own rows, and nobody writes for another."))
    check_version(row_version(locked), version)
    before = words_of(locked)
    many, plain = _split(values)
    for name, value in plain.items():
        setattr(locked, name, value)
    if hasattr(locked, "version"):
        locked.version += 1
    _save(locked)
    _write_many(locked, many)
    after = words_of(locked)
    if noun.edits:
        remember(partnership=current, party=party, by=by, about=noun.name, row=locked.pk, before=before, after=after)
    if isinstance(locked, Objective) and before != after:
        locked.validated_by.set([party])
    return locked


@transaction.atomic
def remove_row(*, row: Any, by: User) -> None:
    """Take a row out of the agreement, before its signature. What was partly delivered stays."""
    noun = noun_of(row)
    current = held(_partnership(row), early=noun.early, late=noun.is_late(row))
    party = acting_party(by, current)
    if noun.own and row.party_id != party.pk:
        raise Refusal(_("Each party writes its own rows, and nobody writes for another."))
    if noun.name == "contribution" and row.deliveries.exists():
        raise Refusal(_("Part of this contribution has arrived: it stays. Correct its words instead."))
    if noun.edits:
        remember(partnership=current, party=party, by=by, about=noun.name, row=row.pk, before=words_of(row), after="")
    row.delete()


@transaction.atomic
def validate_objective(*, objective: Objective, version: int | None, by: User, agrees: bool) -> Objective:
    """A party validates an objective as it is written, or takes its word back."""
    party = acting_party(by, held(objective.partnership))
    locked = Objective.objects.select_for_update().get(pk=objective.pk)
    check_version(locked.version, version)
    if agrees:
        locked.validated_by.add(party)
    else:
        locked.validated_by.remove(party)
    return locked


def words_of(row: Any) -> str:
    """The words of a row, for authorship: title and text, or the reason why there is no clause."""
    parts = [getattr(row, name, "") or "" for name in ("label", "title", "text", "no_clause_because", "response")]
    return "\n".join(part for part in parts if part)


def _partnership(row: Any) -> Partnership:
    found: Partnership = row.partnership if hasattr(row, "partnership_id") else row.party.partnership
    return found


def _split(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    many: dict[str, Any] = {name: values[name] for name in ("carriers", "shares") if name in values}
    return many, {name: value for name, value in values.items() if name not in many}


def _save(row: Any) -> None:
    """Field rules and constraints of the model, said as one sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    row.save()


def _write_many(row: Any, many: dict[str, Any]) -> None:
    if isinstance(row, SharedResult) and "carriers" in many:
        _carry(row, many["carriers"])
    if isinstance(row, Risk) and "shares" in many:
        _share(row, many["shares"])


def _carry(result: SharedResult, carriers: Iterable[Party]) -> None:
    chosen = [party for party in carriers if party.partnership_id == result.partnership_id]
    if len(chosen) < LEAST_CARRIERS:
        raise Refusal(_("A shared result is carried by two parties at least."))
    result.carriers.set(chosen)


def _share(risk: Risk, shares: Mapping[Party, Decimal]) -> None:
    """Who bears how much of a risk, in percent: the parts make 100."""
    total = sum(shares.values(), Decimal(0))
    if total != WHOLE:
        raise Refusal(
            _("The shares of a risk make 100 %%. Here they make %(total)s %%.") % {"total": format_number(total, 2)}
        )
    risk.shares.all().delete()
    RiskShare.objects.bulk_create(
        RiskShare(risk=risk, party=party, percent=percent) for party, percent in shares.items() if percent > 0
    )
