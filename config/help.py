"""The short guide: what each role does here, in a few steps, each with the page where it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.enums import Role


@dataclass(frozen=True)
class Step:
    """One thing to do. ``url`` empty: no page of its own."""

    text: str
    label: str = ""
    url: str = ""


@dataclass(frozen=True)
class RoleGuide:
    """``is_mine``: the role in force of the reader, shown first and open."""

    title: str
    lede: str
    steps: tuple[Step, ...]
    is_mine: bool


def build_help(user: Any) -> tuple[RoleGuide, ...]:
    """One guide per role, the reader's own first. Links: of their own role, all of them for a visitor or an operator;
    none for a person without a role, whom every one of these pages would refuse.
    """
    role = user.role if user.is_authenticated else None
    everywhere = role is None and (not user.is_authenticated or user.is_superuser)
    guides = [
        RoleGuide(
            capfirst(str(wanted.label)),
            lede,
            tuple(_linked(*(step if everywhere or role == wanted else step[:1])) for step in steps),
            wanted == role,
        )
        for wanted, (lede, steps) in _texts().items()
    ]
    return tuple(sorted(guides, key=lambda guide: not guide.is_mine))


def _linked(text: str, label: str = "", name: str = "") -> Step:
    return Step(text, label, reverse(name) if name else "")


def _texts() -> dict[Role, tuple[str, tuple[tuple[str, ...], ...]]]:
    return {
        Role.FACILITATOR: (
            _("You lead the rounds of scoring, from the first meeting to the follow-up."),
            _facilitator(),
        ),
        Role.ADMINISTRATOR: (_("You look after people, places and the whole programme."), _administrator()),
        Role.OFFICER: (
            _("You review the providers’ scores of your territory and keep the authority’s promises."),
            _officer(),
        ),
        Role.PROVIDER: (
            _("You score your own service, answer the municipality, and keep the provider’s promises."),
            _provider(),
        ),
        Role.COMMITTEE: (_("You follow the promises of the plans you were named to."), _committee()),
        Role.OBSERVER: (_("You read what was released."), _observer()),
        Role.REPRESENTATIVE: (
            _("You speak for your organisation in its partnerships, as an equal of the other parties."),
            _representative(),
        ),
    }


def _facilitator() -> tuple[tuple[str, ...], ...]:
    return (
        (_("Open a cycle: choose the service, the scale, the start."), _("New cycle"), "scorecards:cycle_create"),
        (
            _(
                "Name the groups that score, choose five to ten indicators, "
                "then press “Start scoring” on the cycle’s page."
            ),
        ),
        (
            _(
                "For each group: count the people present, score one indicator at a time, "
                "by show of hands or one agreed score, then close the session."
            ),
        ),
        (_("The provider scores too; the municipality reviews; you release the card."),),
        (_("Hold the interface meeting, lowest scores first, and write the promises as they are made."),),
        (_("Follow the promises, close the round, open the next one."), _("Action plans"), "actionplans:plan_list"),
        (_("The cycle’s page always says the next thing to do."), _("Cycles"), "scorecards:cycle_list"),
    )


def _administrator() -> tuple[tuple[str, ...], ...]:
    return (
        (
            _("Invite people; the link also shows on screen, to hand over by yourself."),
            _("People"),
            "accounts:member_list",
        ),
        (
            _("Register the services, the organisations that run them, the territories."),
            _("Places"),
            "directory:service_point_list",
        ),
        (
            _("See where every cycle stands, what is late, who was heard; take the figures away in a file."),
            _("Programme"),
            "scorecards:programme_board",
        ),
        (
            _("Name the follow-up committee on the cycle’s page, and the referents of the protected reports."),
            _("Cycles"),
            "scorecards:cycle_list",
        ),
    )


def _officer() -> tuple[tuple[str, ...], ...]:
    return (
        (
            _("When a provider has scored itself, confirm each score, or contest it with a reason."),
            _("Reviews"),
            "scorecards:review_board",
        ),
        (
            _("Once a card is released, read it: both sides, figure by figure."),
            _("Cycles"),
            "scorecards:cycle_list",
        ),
        (
            _("Say how far the authority’s promises are, with the date."),
            _("Action plans"),
            "actionplans:plan_list",
        ),
    )


def _provider() -> tuple[tuple[str, ...], ...]:
    return (
        (
            _(
                "Open the cycle and fill in the self-evaluation: "
                "count the staff present, then one score per indicator."
            ),
            _("Cycles"),
            "scorecards:cycle_list",
        ),
        (
            _("When a score is contested, correct it or keep it, with a sentence: both versions stay."),
            _("Today"),
            "home",
        ),
        (_("Say how far your promises are, with the date."), _("Action plans"), "actionplans:plan_list"),
    )


def _committee() -> tuple[tuple[str, ...], ...]:
    return (
        (_("Open the plan: late promises come first."), _("Action plans"), "actionplans:plan_list"),
        (
            _("Go and see, then say on the action’s page whether it is really done."),
            _("Late promises"),
            "actionplans:late_list",
        ),
    )


def _representative() -> tuple[tuple[str, ...], ...]:
    return (
        (
            _("Join the partnership that invites you: what and why are answered alone first, then revealed together."),
            _("Partnerships"),
            "partnerships:partnership_list",
        ),
        (_("Write and validate the agreement with the others; sign once nothing is missing."),),
        (_("Rate the relation, write the facts down, answer the alerts: your party speaks for itself alone."),),
        (
            _("See who works with whom in your territory, and who is missing."),
            _("Territory view"),
            "partnerships:territory",
        ),
        (_("Say how far the promises of your organisation are."), _("Action plans"), "actionplans:plan_list"),
        (_("Read a released card and its action plan."), _("Cycles"), "scorecards:cycle_list"),
    )


def _observer() -> tuple[tuple[str, ...], ...]:
    return (
        (_("Read a released card and its action plan."), _("Cycles"), "scorecards:cycle_list"),
        (_("Ask for a PDF or a workbook; it waits for you here."), _("Reports"), "reports:report_list"),
    )
