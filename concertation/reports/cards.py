"""What is known of a lever, as the first words of an experience card: written by the figures, corrected by people."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertation.models import Edition, LeverChoice, LocalProfile
from concertation.reports.followup import effect_of, verdict_words
from core.numbers import format_number


def card_of(lever: LeverChoice) -> dict[str, Any]:
    """Field → text. What isn't known stays empty: nothing is made up. Two queries at most."""
    return {
        "title": lever.title,
        "context": _context(lever.edition),
        "problem": lever.why,
        "done": lever.action.what if lever.action else "",
        "result": _result(lever),
        "cost": _cost(lever),
    }


def _context(edition: Edition) -> str:
    """The kind of device and the size of the commune; no name."""
    device = edition.device
    profile = LocalProfile.objects.of(device)
    parts = [device.get_kind_display()]
    if edition.participants is not None:
        people = edition.participants
        parts.append(ngettext("%(n)s participant", "%(n)s participants", people) % {"n": format_number(people, 0)})
    if profile and profile.population:
        parts.append(_("commune of %(n)s inhabitants") % {"n": format_number(profile.population, 0)})
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _result(lever: LeverChoice) -> str:
    """Before and after with what may be concluded, once a later edition decided."""
    effect = effect_of(lever, None)
    if not lever.verdict or not effect.name:
        return ""
    told = _("%(name)s: %(before)s before, %(after)s after (%(said)s).") % {
        "name": effect.name, "before": effect.before, "after": effect.after, "said": effect.said,
    }  # fmt: skip
    more = ". ".join(part for part in (verdict_words(lever), lever.verdict_reason) if part)
    return f"{told} {more}".strip()


def _cost(lever: LeverChoice) -> str:
    action = lever.action
    if action is None or action.cost is None:
        return ""
    return f"{format_number(action.cost, 2)} {action.currency}".strip()
