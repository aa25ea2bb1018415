"""The guided page of a cycle, for one person: where it stands, what is next, what came before."""

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import granted
from actionplans.enums import ActionState
from core.dates import format_date
from core.numbers import format_number
from scorecards.enums import CycleState
from scorecards.models import CardRelease, Cycle
from scorecards.reports.card import build_card
from scorecards.reports.guide_facts import Facts, read_facts
from scorecards.reports.guide_next import next_thing
from scorecards.reports.guide_phases import phases, promises_text
from scorecards.reports.guide_shapes import Guide, Round
from scorecards.scales import SCALES
from scorecards.services.gates import is_full

#: Rounds listed at most: the last ones.
ROUNDS = 6
#: Events shown on the page; the whole history is one click away.
EVENTS = 8


def build_guide(cycle: Cycle, user: User) -> Guide:
    """Everything the page shows. ``cycle`` comes from ``Cycle.objects.with_context()``."""
    facts = read_facts(cycle, user)
    scale = SCALES[cycle.scale]
    events = facts.events[:EVENTS] if user.has_perm("scorecards.view_history", cycle) else ()
    return Guide(
        cycle=cycle,
        title=cycle.service_point.name,
        lede=_lede(facts),
        phases=phases(facts, user),
        next=next_thing(facts, user),
        rounds=_rounds(facts, user),
        events=events,
        out_of=_("out of %(maximum)s") % {"maximum": format_number(scale.maximum)},
    )


def _lede(facts: Facts) -> str:
    """One sentence: which round, since when, and how far it is."""
    started = _("%(round)s, started on %(day)s.") % {
        "round": facts.cycle.round_label.capitalize(),
        "day": format_date(facts.cycle.starts_on),
    }
    return f"{started} {_finding(facts)}"


def _finding(facts: Facts) -> str:
    scored = ngettext("%(count)d group has scored", "%(count)d groups have scored", facts.closed_users) % {
        "count": facts.closed_users
    }
    match facts.cycle.state:
        case CycleState.PREPARATION if facts.groups and facts.indicators and is_full(facts.cycle):
            return _("Groups and indicators are chosen; the full preparation comes before the scores.")
        case CycleState.PREPARATION if facts.groups and facts.indicators:
            return _("Groups and indicators are chosen: the scoring can start.")
        case CycleState.PREPARATION:
            return _("Before scoring, say who scores and on what.")
        case CycleState.COMMUNITY if facts.closed_users == 0:
            return _("Scoring is open, no group has finished yet.")
        case CycleState.COMMUNITY:
            return _("%(scored)s, out of %(total)d.") % {"scored": scored, "total": len(facts.users)}
        case CycleState.PROVIDER if facts.waits_for_provider:
            return _("%(scored)s; the staff's own scores are still missing.") % {"scored": scored}
        case CycleState.PROVIDER:
            return _("%(scored)s: the card is nearly ready.") % {"scored": scored}
        case CycleState.INTERFACE if facts.provider is not None and not facts.cycle.provider_note:
            return _("%(scored)s, the staff too: it remains to meet and to decide together.") % {"scored": scored}
        case CycleState.INTERFACE:
            return _("%(scored)s: it remains to meet and to decide together.") % {"scored": scored}
    return promises_text(facts)


def _rounds(facts: Facts, user: User) -> tuple[Round, ...]:
    """This round and those before it at the same service, oldest first; only what ``user`` may see."""
    cycle = facts.cycle
    listed = (
        Cycle.objects.visible_to(user)
        .filter(organization=cycle.organization_id, service_point=cycle.service_point_id, number__lte=cycle.number)
        .with_context()
        .prefetch_related(Prefetch("releases", CardRelease.objects.filter(is_current=True), to_attr="in_force"))
        .annotate(
            promises=Count("action_plan__actions", distinct=True),
            kept=Count("action_plan__actions", filter=Q(action_plan__actions__state=ActionState.DONE), distinct=True),
        )
        .order_by("-number")[:ROUNDS]
    )
    return tuple(_round(row, facts, user) for row in reversed(listed))


def _round(row: Cycle, facts: Facts, user: User) -> Round:
    users = provider = None
    is_current = row.pk == facts.cycle.pk
    if is_current:
        users, provider = (facts.card.users.mean, facts.card.provider.mean) if facts.card else (None, None)
    elif granted(user, "scorecards.view_group_scores"):
        release = next(iter(row.in_force), None)  # type: ignore[attr-defined]
        users, provider = (release.users_mean, release.provider_mean) if release else (None, None)
    elif row.is_released:
        card = build_card(row, audience="public")
        users, provider = card.users.mean, card.provider.mean
    return Round(
        cycle=row,
        users=users,
        provider=provider,
        promises=row.promises,  # type: ignore[attr-defined]
        kept=row.kept,  # type: ignore[attr-defined]
        is_current=is_current,
        other_scale=row.scale != facts.cycle.scale,
    )
