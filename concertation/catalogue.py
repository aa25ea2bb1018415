"""The thirty-three indicators of a device: what each says, how it is computed, what it needs before it is shown.

Codes never change meaning: "I9" of years ago is still the dissimilarity. Goalposts bring a figure to 0–1 for the axes:
``(x − low) ÷ (high − low)``, kept between 0 and 1; ``low`` above ``high`` means that less is better.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from concertation.enums import Audience, Axis
from concertation.scoring import figures
from concertation.scoring.axes import Goal

#: Publics far from participation, for indicator 13.
REMOTE_PUBLICS = frozenset(
    (Audience.YOUTH, Audience.REMOTE, Audience.PRECARIOUS, Audience.DISABILITY, Audience.MIGRANTS, Audience.WORKERS)
)
#: Indicators that speak for people or speeches that weren't all seen: their confidence grows with n.
SAMPLED = frozenset(("I9", "I10", "I11", "I14", "I15", "I16", "I17", "I18", "I20", "I21"))
#: How a figure is written: a share in percent, a count, days, money, levels…
PERCENT, NUMBER, DAYS, MONEY, LEVELS, YES_NO = "percent", "number", "days", "money", "levels", "yes_no"

#: Words of the reasons why a figure is unknown: "we don't know, because …".
MISSING: dict[str, Any] = {
    figures.NOT_GIVEN: _("the counts have not been entered"),
    figures.TOO_FEW: _("too few people answered or were counted"),
    figures.NO_CENSUS: _("the population of the commune isn't described yet"),
    figures.NO_PREVIOUS: _("there is no earlier edition to compare with"),
    figures.NO_PROMISE: _("nothing was promised on this point"),
    figures.NOT_DUE: _("the date has not come yet"),
    figures.NOT_APPLICABLE: _("this device doesn't call for it"),
    figures.DISAGREE: _("the observers didn't see the same thing"),
}


@dataclass(frozen=True)
class Indicator:
    """``core``: one of those that an axis can't do without; ``low`` and ``high``: goalposts, None when not on an axis.

    ``minimum``: smallest n at which it is shown.
    """

    code: str
    axis: Axis
    name: Any
    how: Any
    unit: str = PERCENT
    core: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    minimum: int = 1


def _d(text: str) -> Decimal:
    return Decimal(text)


_P, _D, _E, _I, _M = Axis.PARTICIPATION, Axis.DIVERSITY, Axis.EXCHANGE, Axis.INFLUENCE, Axis.MEANS

INDICATORS = (
    Indicator(
        "I1",
        _P,
        _("Participation rate"),
        _("different participants ÷ people aimed at"),
        core=True,
        low=_d("0"),
        high=_d("0.10"),
    ),
    Indicator(
        "I2",
        _P,
        _("Attendance rate"),
        _("present ÷ registered, over the sittings"),
        core=True,
        low=_d("0.3"),
        high=_d("0.9"),
    ),
    Indicator(
        "I3",
        _P,
        _("Funnel"),
        _("contributed ÷ reached; each step and each channel stand apart"),
        low=_d("0"),
        high=_d("0.10"),
    ),
    Indicator(
        "I4",
        _P,
        _("Loyalty"),
        _("participants of the last edition who came back ÷ participants of the last edition"),
        low=_d("0"),
        high=_d("0.6"),
    ),
    Indicator(
        "I5",
        _P,
        _("Renewal"),
        _("participants who never came before ÷ participants"),
        core=True,
        low=_d("0"),
        high=_d("0.5"),
    ),
    Indicator(
        "I6",
        _P,
        _("Intensity"),
        _("contributions of a participant, the median one"),
        NUMBER,
        low=_d("0"),
        high=_d("3"),
    ),
    Indicator("I7", _P, _("Cost per participant"), _("budget spent ÷ participants"), MONEY),
    Indicator("I8", _P, _("Drop-out"), _("left before the end ÷ began"), low=_d("0.6"), high=_d("0")),
    Indicator(
        "I9",
        _D,
        _("Distance from the population"),
        _(
            "half the sum of the differences between the share of each"
            " class among participants and in the census; beside it, what a random draw would give"
        ),
        core=True,
        low=_d("0.5"),
        high=_d("0"),
        minimum=30,
    ),
    Indicator(
        "I10",
        _D,
        _("Weight of each class"),
        _(
            "share among participants ÷ share in the census, for the class that lacks most;"
            " under 0.5 or above 2 is told"
        ),
        NUMBER,
        minimum=30,
    ),
    Indicator(
        "I11",
        _D,
        _("Inner diversity"),
        _("entropy of the classes of participants ÷ its highest value"),
        low=_d("0.3"),
        high=_d("1"),
        minimum=5,
    ),
    Indicator(
        "I12",
        _D,
        _("Territory covered"),
        _("districts with a participant ÷ districts of the census"),
        core=True,
        low=_d("0"),
        high=_d("1"),
    ),
    Indicator(
        "I13",
        _D,
        _("Remote publics reached"),
        _("publics far from participation who came ÷ publics aimed at"),
        low=_d("0"),
        high=_d("1"),
    ),
    Indicator(
        "I14",
        _E,
        _("Fair share of speech"),
        _("1 − Gini of the turns of those who spoke, corrected for small rooms"),
        core=True,
        low=_d("0.3"),
        high=_d("0.8"),
        minimum=5,
    ),
    Indicator(
        "I15",
        _E,
        _("Women's share of speech"),
        _("share of the turns that women took ÷ share of women present; 1 is parity"),
        NUMBER,
        core=True,
        low=_d("0.5"),
        high=_d("1"),
        minimum=5,
    ),
    Indicator(
        "I16",
        _E,
        _("Reasons given"),
        _("mean level of justification ÷ 3, on the light grid"),
        low=_d("0.2"),
        high=_d("0.8"),
        minimum=10,
    ),
    Indicator(
        "I17",
        _E,
        _("Respect"),
        _("speeches without disrespect ÷ speeches seen"),
        low=_d("0.7"),
        high=_d("1"),
        minimum=10,
    ),
    Indicator(
        "I18",
        _E,
        _("Answering each other"),
        _("speeches that answer another one ÷ speeches seen"),
        low=_d("0.1"),
        high=_d("0.6"),
        minimum=10,
    ),
    Indicator(
        "I19",
        _E,
        _("Plurality"),
        _("entropy of the themes ÷ its highest value"),
        low=_d("0.3"),
        high=_d("1"),
        minimum=5,
    ),
    Indicator(
        "I20",
        _E,
        _("Listening felt"),
        _("participants who agree that other views were heard with respect ÷ answers"),
        low=_d("0.4"),
        high=_d("0.9"),
        minimum=5,
    ),
    Indicator(
        "I21",
        _E,
        _("Clear information"),
        _("participants who could make up their mind ÷ answers"),
        core=True,
        low=_d("0.4"),
        high=_d("0.9"),
        minimum=5,
    ),
    Indicator(
        "I22",
        _I,
        _("Reasoned answers"),
        _("contributions with a reasoned answer ÷ received"),
        core=True,
        low=_d("0"),
        high=_d("1"),
    ),
    Indicator(
        "I23",
        _I,
        _("Taken into account"),
        _("(taken up + half of those in part) ÷ studied"),
        low=_d("0"),
        high=_d("0.6"),
    ),
    Indicator(
        "I24",
        _I,
        _("Traceability"),
        _("contributions linked to a decision or an action ÷ studied"),
        core=True,
        low=_d("0"),
        high=_d("0.6"),
    ),
    Indicator(
        "I25",
        _I,
        _("Promises kept"),
        _("public commitments kept ÷ those kept or whose date has come"),
        low=_d("0.2"),
        high=_d("1"),
    ),
    Indicator(
        "I26",
        _I,
        _("Delay of the answer"),
        _("median days from the end of the contributions to the published answer"),
        DAYS,
        low=_d("180"),
        high=_d("30"),
    ),
    Indicator(
        "I27",
        _I,
        _("Gap between promise and practice"),
        _("level promised − level observed, from 1 to 5"),
        LEVELS,
        low=_d("2"),
        high=_d("0"),
    ),
    Indicator("I28", _I, _("Reasons of refusal"), _("contributions not taken up, by kind of reason"), NUMBER),
    Indicator(
        "I29", _I, _("Publication"), _("due documents published on time ÷ due"), core=True, low=_d("0"), high=_d("1")
    ),
    Indicator(
        "I30",
        _M,
        _("Access for everyone"),
        _("access measures in place ÷ the six of the list"),
        core=True,
        low=_d("0"),
        high=_d("1"),
    ),
    Indicator("I31", _M, _("Budget per inhabitant"), _("budget spent ÷ population"), MONEY),
    Indicator("I32", _M, _("Days of agents"), _("days of agents of the edition"), NUMBER, core=True),
    Indicator("I33", _M, _("Trained facilitators"), _("yes or no"), YES_NO, core=True, low=_d("0"), high=_d("1")),
)
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


def of_axis(axis: Axis) -> tuple[Indicator, ...]:
    return tuple(indicator for indicator in INDICATORS if indicator.axis == axis)


def goals_of(axis: Axis) -> tuple[Goal, ...]:
    """The indicators of an axis as ``scoring.axes`` takes them."""
    return tuple(goal_of(indicator) for indicator in of_axis(axis))


def goal_of(indicator: Indicator) -> Goal:
    return Goal(indicator.code, indicator.core, indicator.low, indicator.high, indicator.code in SAMPLED)
