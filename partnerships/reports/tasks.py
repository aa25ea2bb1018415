"""What a partnership waits for from one party: the single next thing to do, on its page and on the page of the day.

Each part of the module adds what it waits for to ``SOURCES``; the first answer is the one that is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.enums import State
from partnerships.models import BlindSheet, Partnership, Party
from partnerships.services.gates import missing_for
from partnerships.services.life import about_step, next_steps, round_of, unanswered


@dataclass(frozen=True)
class Task:
    """``url`` and ``label``: the one button. Both empty: the party waits for others, ``text`` says for whom."""

    title: str
    text: str
    url: str = ""
    label: str = ""


Source = Callable[[Partnership, Party], Task | None]


def _url(name: str, partnership: Partnership, *args: object) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk, *args])


def to_join(partnership: Partnership, party: Party) -> Task | None:
    if party.accepted_at is not None:
        return None
    return Task(
        _("Take your place in this partnership"),
        _("Your organisation is invited as an equal party. You commit to nothing yet: you join the conversation."),
        _url("party_join", partnership),
        _("Answer the invitation"),
    )


def to_answer_blind(partnership: Partnership, party: Party) -> Task | None:
    if partnership.state != State.FRAMING:
        return None
    sheet = BlindSheet.objects.filter(party=party).only("sent_at").first()
    if sheet is not None and sheet.sent_at is not None:
        return Task(_("Your sheet is sent"), " ".join(missing_for(partnership, State.REVEALED)))
    return Task(
        _("Answer what and why, alone"),
        _("Nobody else reads your sheet before every party has sent its own; all are then revealed together."),
        _url("framing", partnership),
        _("Fill in our sheet"),
    )


def to_agree(partnership: Partnership, party: Party) -> Task | None:
    """The straight step: my yes when nothing is missing, else what is missing."""
    steps = next_steps(partnership)
    if not steps:
        return None
    to = steps[0]
    missing = missing_for(partnership, to)
    if missing:
        title = _("Before the next step, “%(step)s”") % {"step": to.label}
        return Task(title, " ".join(missing))
    silent = unanswered(partnership, to)
    anchor = partnership.get_absolute_url() + f"#step-{to.value}"
    said = partnership.acceptances.filter(party=party, about=about_step(to), round=round_of(partnership)).first()
    if said is not None and said.agrees:
        names = ", ".join(str(each.organization) for each in silent)
        return Task(
            _("You agree to the next step, “%(step)s”") % {"step": to.label},
            _("Waiting for: %(parties)s.") % {"parties": names} if names else "",
        )
    return Task(
        _("Next step: “%(step)s”") % {"step": to.label},
        _("Nothing is missing. Each party says for itself whether it agrees."),
        anchor,
        _("Give our answer"),
    )


#: In order of urgency; other parts insert theirs before ``to_agree``.
SOURCES: list[Source] = [to_join, to_answer_blind, to_agree]
#: What a partnership that is over may still wait for.
AFTER: list[Source] = []


def task_of(partnership: Partnership, party: Party) -> Task | None:
    """The next thing for this party, None when the partnership waits for nothing."""
    for source in AFTER if partnership.is_over else SOURCES:
        task = source(partnership, party)
        if task is not None:
            return task
    return None
