"""Disagreements: opened to be understood, with what matters to each and the scope of the start put back in sight.

Each party writes its own position. A way out that every party with a position agrees to closes the disagreement.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import DisagreementOutcome
from partnerships.models import Acceptance, Disagreement, Important, Partnership, Party, Position, ScopeItem
from partnerships.services.alerts import refresh_alerts
from partnerships.services.facts import stamp
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line


def about_of(disagreement: Disagreement) -> str:
    """The question that ``Acceptance`` rows speak of."""
    return f"disagreement:{disagreement.pk}"


@transaction.atomic
def open_disagreement(
    *, partnership: Partnership, about: str, position: str, by: User, interest: str = ""
) -> Disagreement:
    """Open it with one's own position. Every important and every element of the scope comes back with it."""
    held = lock_partnership(partnership)
    mine = acting_party(by, held)
    row = Disagreement.objects.create(
        partnership=held,
        about=one_line(about, _("Say in one sentence what the disagreement is about.")),
        opened_on=timezone.localdate(),
        opened_by=mine,
    )
    row.importants.set(Important.objects.filter(party__partnership=held, party__left_on=None))
    row.scope_items.set(ScopeItem.objects.filter(partnership=held))
    _write(row, mine, position, interest)
    refresh_alerts(partnership=held, by=by)
    return row


@transaction.atomic
def write_position(
    *, disagreement: Disagreement, position: str, interest: str, version: int | None, by: User
) -> Position:
    """One's own position, and no other's. ``version``: the stamp of one's position, None when there is none yet."""
    row, mine = _held(disagreement, by)
    there = Position.objects.select_for_update(of=("self",)).filter(disagreement=row, party=mine).first()
    check_version(stamp(there) if there else 0, version or 0)
    return _write(row, mine, position, interest)


def _write(row: Disagreement, mine: Party, position: str, interest: str) -> Position:
    if not position.strip():
        raise Refusal(_("Write what your organisation asks for."))
    values = {"position": position.strip(), "interest": interest.strip()}
    return Position.objects.update_or_create(disagreement=row, party=mine, defaults=values)[0]


@transaction.atomic
def write_options(*, disagreement: Disagreement, options: str, version: int | None, by: User) -> Disagreement:
    """The possible ways out, written together."""
    row, _mine = _held(disagreement, by)
    check_version(row.version, version)
    row.options = options.strip()
    row.version += 1
    row.save(update_fields=["options", "version"])
    return row


@transaction.atomic
def propose_way_out(*, disagreement: Disagreement, text: str, version: int | None, by: User) -> Disagreement:
    """Words that would close it; the proposer agrees to them, and what the others had agreed to starts again."""
    row, mine = _held(disagreement, by)
    check_version(row.version, version)
    if not text.strip():
        raise Refusal(_("Write what you propose, in words that each can accept."))
    row.outcome_text = text.strip()
    row.version += 1
    row.save(update_fields=["outcome_text", "version"])
    Acceptance.objects.create(
        partnership=row.partnership, party=mine, about=about_of(row), round=_round(row) + 1, agrees=True, by=by
    )
    return row


@transaction.atomic
def agree_to_way_out(*, disagreement: Disagreement, version: int | None, by: User) -> Disagreement:
    """Agree to the words proposed; the disagreement closes when every party with a position has."""
    row, mine = _held(disagreement, by)
    check_version(row.version, version)
    if not row.outcome_text:
        raise Refusal(_("Nobody has proposed a way out yet."))
    Acceptance.objects.get_or_create(
        party=mine,
        about=about_of(row),
        round=_round(row),
        defaults={"partnership": row.partnership, "agrees": True, "by": by},
    )
    agreed = set(agreed_by(row))
    with_position = set(row.positions.filter(party__left_on=None).values_list("party", flat=True))
    if len(agreed) > 1 and with_position <= agreed:
        _close(row, DisagreementOutcome.AGREEMENT, by)
    return row


@transaction.atomic
def end_disagreement(
    *, disagreement: Disagreement, outcome: str, text: str, version: int | None, by: User
) -> Disagreement:
    """Without an agreement: the parties agree to differ (two positions at least), or the opener withdraws it."""
    row, mine = _held(disagreement, by)
    check_version(row.version, version)
    if outcome not in (DisagreementOutcome.KEPT, DisagreementOutcome.WITHDRAWN):
        raise Refusal(_("An agreement closes by itself, once each party agrees to the same words."))
    if outcome == DisagreementOutcome.WITHDRAWN and row.opened_by_id != mine.pk:
        raise Refusal(_("Only the party that opened a disagreement withdraws it."))
    if outcome == DisagreementOutcome.KEPT and row.positions.count() < 2:
        raise Refusal(_("Only one party has written its position. Wait for another one before you agree to differ."))
    if not text.strip():
        raise Refusal(_("Write how it ends, in a sentence."))
    row.outcome_text = text.strip()
    _close(row, outcome, by)
    return row


def agreed_by(row: Disagreement) -> Iterable[object]:
    """Keys of the parties that agree to the words of today."""
    rows = Acceptance.objects.filter(about=about_of(row), round=_round(row), agrees=True)
    return rows.values_list("party", flat=True)


def _round(row: Disagreement) -> int:
    return Acceptance.objects.filter(about=about_of(row)).aggregate(last=Max("round"))["last"] or 0


def _close(row: Disagreement, outcome: str, by: User) -> None:
    row.outcome, row.closed_on = outcome, timezone.localdate()
    row.version += 1
    row.save(update_fields=["outcome", "outcome_text", "closed_on", "version"])
    refresh_alerts(partnership=row.partnership, by=by)


def _held(disagreement: Disagreement, by: User) -> tuple[Disagreement, Party]:
    """The open disagreement under lock, and the party that writes."""
    held = lock_partnership(disagreement.partnership)
    mine = acting_party(by, held)
    rows = Disagreement.objects.select_for_update(of=("self",)).select_related("partnership")
    row = rows.get(pk=disagreement.pk)
    if row.closed_on is not None:
        raise Refusal(_("This disagreement is closed: what was written in it is kept."))
    return row, mine
