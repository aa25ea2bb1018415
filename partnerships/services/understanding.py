"""What matters to each party and why, said again by another and confirmed; what each brings or needs."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import CompetenceKind
from partnerships.models import Competence, Important, Partnership, Restatement
from partnerships.models.partnership import TEXT_MAX
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line
from partnerships.services.writing import row_version

IMPORTANTS_MAX = 5


def _text(words: str, empty: str) -> str:
    if not words.strip():
        raise Refusal(empty)
    if len(words) > TEXT_MAX:
        raise Refusal(_("This text is too long: %(most)d characters at most.") % {"most": TEXT_MAX})
    return words.strip()


def _words(what: str, because: str) -> dict[str, str]:
    return {
        "what": one_line(what, _("Write what matters to your organisation.")),
        "because": _text(because, _("Write why it matters: it is what the others need to understand.")),
    }


@transaction.atomic
def add_important(*, partnership: Partnership, what: str, because: str, by: User) -> Important:
    """What matters to the party of ``by``, with its reason; five at most."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if party.importants.count() >= IMPORTANTS_MAX:
        raise Refusal(_("Five at most, so that the others can say them again. Remove or change one."))
    return Important.objects.create(party=party, **_words(what, because))


def _own(important: Important, by: User) -> Important:
    held = lock_partnership(important.party.partnership)
    if acting_party(by, held).pk != important.party_id:
        raise Refusal(_("Only the party itself says what matters to it."))
    return Important.objects.select_for_update(of=("self",)).get(pk=important.pk)


@transaction.atomic
def change_important(*, important: Important, what: str, because: str, version: int | None, by: User) -> Important:
    """Change one's own words; what was confirmed spoke of other words, so it waits again."""
    row = _own(important, by)
    check_version(row_version(row), version)
    for name, value in _words(what, because).items():
        setattr(row, name, value)
    row.save()
    row.restatements.update(confirmed=None)
    return row


@transaction.atomic
def remove_important(*, important: Important, by: User) -> None:
    _own(important, by).delete()


@transaction.atomic
def restate(*, important: Important, text: str, by: User) -> Restatement:
    """Say again, in one's own words, what matters to another party. Saying it anew replaces it."""
    held = lock_partnership(important.party.partnership)
    party = acting_party(by, held)
    if not held.is_revealed:
        raise Refusal(_("This opens when all sheets are revealed."))
    if party.pk == important.party_id:
        raise Refusal(_("Another party says it again: that is how you know that you were understood."))
    words = _text(text, _("Say it again in your own words."))
    return Restatement.objects.update_or_create(
        important=important, party=party, defaults={"text": words, "confirmed": None, "answer": ""}
    )[0]


def _plain(text: str) -> str:
    """Browsers send line ends in their own way."""
    return " ".join(text.split())


@transaction.atomic
def answer_restatement(*, restatement: Restatement, confirmed: bool, answer: str, text: str, by: User) -> Restatement:
    """The owner says whether that is what it meant; a no says what was missing. ``text``: the words it read."""
    _own(restatement.important, by)
    row = Restatement.objects.select_for_update(of=("self",)).get(pk=restatement.pk)
    if _plain(row.text) != _plain(text):
        raise Refusal(_("The other party has just changed its words. Read them again."))
    words = one_line(answer, "", 500)
    if not confirmed and not words:
        raise Refusal(_("Say what was missing: the other party tries again."))
    row.confirmed, row.answer = confirmed, words
    row.save(update_fields=["confirmed", "answer"])
    return row


@transaction.atomic
def add_competence(*, partnership: Partnership, kind: str, label: str, by: User) -> Competence:
    """What the party can bring, or what it needs; the same words twice are one line."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    words = one_line(label, _("Write a competence or a means, in a few words."), 150)
    there = party.competences.filter(kind=kind, label__iexact=words).first()
    return there or Competence.objects.create(party=party, kind=CompetenceKind(kind), label=words)


@transaction.atomic
def remove_competence(*, competence: Competence, by: User) -> None:
    held = lock_partnership(competence.party.partnership)
    if acting_party(by, held).pk != competence.party_id:
        raise Refusal(_("Each party writes its own strengths and needs."))
    competence.delete()
