"""The words around the figures of a card: what is missing and why, the finding, how it is computed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import format_date, format_period
from core.levels import level_word
from core.numbers import format_number
from scorecards.reports.figures import CardSource
from scorecards.scales import ScaleSpec
from scorecards.scoring import AGREEMENT_SHARE, STRONG_SHARE, GapClass, Rule, Status, to_decimal, village_key

#: The finding names this many weak indicators, and counts the others.
NAMED_WEAK = 3
#: A figure up to this face is weak: fair and below.
WEAK_BAND = 3


def missing_word(status: Status | str) -> str:
    """Why there is no figure, in two or three words: never a zero, never a dash."""
    words = {
        Status.NOT_SCORED: _("not scored"),
        Status.NOT_APPLICABLE: _("not applicable"),
        Status.REFUSED: _("refused"),
        Status.TOO_FEW: _("too few people"),
        Status.ABSENT: _("not asked"),
    }
    return words[Status(status)]


def gap_word(gap_class: GapClass) -> str:
    words = {
        GapClass.AGREEMENT: _("the two sides agree"),
        GapClass.GAP: _("the two sides differ"),
        GapClass.STRONG: _("strong gap"),
    }
    return words[gap_class]


@dataclass(frozen=True)
class LegendItem:
    """One face of the legend: level 1 to 5, its word, the values that wear it ("2,5–4")."""

    level: int
    word: str
    band: str


def legend_of(scale: ScaleSpec) -> tuple[LegendItem, ...]:
    """The faces of a scale with the values of its grid that wear them, worst first."""
    items = []
    for level in scale.faces:
        if scale.nearest:
            band = format_number(scale.minimum + scale.faces.index(level))
        else:
            width = scale.span / 5
            low = scale.minimum + width * (level - 1) + (scale.step if level > 1 else 0)
            band = f"{format_number(low)}–{format_number(scale.minimum + width * level)}"
        items.append(LegendItem(level, level_word(level), band))
    return tuple(items)


@dataclass(frozen=True)
class SideSummary:
    """One side's mean over its indicators.

    ``before``: the previous round's, given only when exactly the same indicators were scored. Otherwise
    ``common_before`` and ``common_after`` are the means over the ``common`` indicators scored in both rounds.
    """

    value: Decimal | None
    text: str
    n: int
    status: str
    before: Decimal | None = None
    before_text: str = ""
    common: int = 0
    common_before: Decimal | None = None
    common_after: Decimal | None = None

    @property
    def mean(self) -> Decimal | None:
        """The same figure by its other name."""
        return self.value


def finding(
    users: SideSummary, provider: SideSummary, weak: Sequence[str], strong: int, maximum: Decimal
) -> SafeString:
    """The card in one or two sentences: where the means went, what is weak, how often the sides differ strongly."""
    sentences = [s for s in (_means(users, provider, maximum), _common(users, provider), _weak(weak)) if s]
    if users.value is None and provider.value is None:
        sentences = [format_html("{}", _("Nothing is scored yet."))]
    if strong:
        gaps = ngettext(
            "%(n)d strong gap between the two sides.", "%(n)d strong gaps between the two sides.", strong
        ) % {"n": strong}
        sentences.append(format_html("{}", gaps))
    return format_html_join(" ", "{}", ((sentence,) for sentence in sentences))


def _means(users: SideSummary, provider: SideSummary, maximum: Decimal) -> SafeString:
    """ "Users go from 8.0 to 9.6 out of 10, the staff from 7.9 to 9.1." """
    top = format_number(maximum)
    if users.value is None and provider.value is None:
        return SafeString("")
    if users.value is None:
        return format_html(_moved(provider, _("The staff goes from {before} to {now}."), _("The staff gives {now}."),
                                  _("The staff stays at {now}.")), before=provider.before_text,
                           now=_strong(provider, top))  # fmt: skip
    first = _moved(users, _("Users go from {before} to {now}"), _("Users give {now}"), _("Users stay at {now}"))
    start = format_html(first, before=users.before_text, now=_strong(users, top))
    if provider.value is None:
        return format_html("{}.", start)
    second = _moved(
        provider, _("the staff from {before} to {now}"), _("the staff {now}"), _("the staff stays at {now}")
    )
    return format_html("{}, {}.", start, format_html(second, before=provider.before_text, now=_strong(provider, "")))


def _moved(side: SideSummary, moved: str, alone: str, stays: str) -> str:
    if side.before is None:
        return alone
    return stays if side.before_text == side.text else moved


def _strong(side: SideSummary, top: str) -> SafeString:
    words = _("%(mean)s out of %(maximum)s") % {"mean": side.text, "maximum": top} if top else side.text
    return format_html("<strong>{}</strong>", words)


def _common(users: SideSummary, provider: SideSummary) -> SafeString:
    """Where the lists of the two rounds differ, the movement over what both scored."""
    sentences = []
    for side, words in (
        (users, _("On the %(n)d indicators scored in both rounds, users go from %(before)s to %(after)s.")),
        (provider, _("On the %(n)d indicators scored in both rounds, the staff goes from %(before)s to %(after)s.")),
    ):
        if side.before is None and side.common > 1:
            sentences.append(
                words
                % {
                    "n": side.common,
                    "before": format_number(side.common_before, trim=False),
                    "after": format_number(side.common_after, trim=False),
                }
            )
    return format_html("{}", " ".join(sentences)) if sentences else SafeString("")


def _weak(weak: Sequence[str]) -> SafeString:
    if not weak:
        return format_html("{}", _("No indicator is below “good”."))
    named = ", ".join(weak[:NAMED_WEAK])
    rest = len(weak) - NAMED_WEAK
    if rest > 0:
        sentence = ngettext(
            "Remaining weak: %(names)s and %(n)d other.", "Remaining weak: %(names)s and %(n)d others.", rest
        ) % {"names": named, "n": rest}
    else:
        sentence = _("Remaining weak: %(names)s.") % {"names": named}
    return format_html("{}", sentence)


def dates_of(source: CardSource) -> str:
    """ "Sessions from 16 to 20 March 2026." Empty before the first session."""
    days = [session.held_on for session in source.sessions if session.held_on is not None]
    if not days:
        return ""
    if min(days) == max(days):
        return _("Sessions of %(day)s.") % {"day": format_date(days[0])}
    return _("Sessions from %(period)s.") % {"period": format_period(min(days), max(days))}


def people_of(users: int | None, staff: int | None) -> str:
    """ "47 users and 6 members of staff." Empty when nobody was counted."""
    parts = []
    if users:
        parts.append(ngettext("%(n)d user", "%(n)d users", users) % {"n": users})
    if staff:
        parts.append(ngettext("%(n)d member of staff", "%(n)d members of staff", staff) % {"n": staff})
    return _(" and ").join(parts) + "." if parts else ""


def rule_sentence(rule: Rule, villages: Sequence[str]) -> str:
    """How the groups become one users' figure; ``villages``: of each group of the card."""
    if len(villages) < 2:
        return _("One group scored: its figure is the users' figure.")
    if rule is Rule.VILLAGE_MEAN:
        return _village_sentence({village_key(name) for name in villages})
    if rule is Rule.WEIGHTED_BY_PRESENT:
        return _(
            "Users' mean: each group weighs as many people as stand behind its figure, hands raised or people "
            "present; when one group wasn't counted, each group counts once."
        )
    return _("Users' mean: simple mean of the groups that scored, each group counts once.")


def _village_sentence(villages: set[str]) -> str:
    if len(villages) < 2:
        return _("Users' mean: mean of the villages. There is one: each group that scored counts once.")
    sentence = _(
        "Users' mean: mean of the villages, each village counts once. A village's figure is the simple mean of its "
        "groups that scored."
    )
    if "" in villages:
        sentence += " " + _("Groups without a village count together as one village.")
    return sentence


def method_of(source: CardSource, *, is_public: bool, minimum_people: int) -> tuple[str, ...]:
    """How every figure of the card is computed, one sentence per rule."""
    card, scale = source.card, source.scale
    sentences = [rule_sentence(source.rule, source.card.villages)]
    if any(cell.tallies for row in card.rows for cell in (*row.groups, row.provider)):
        sentences.append(
            _("Show of hands: the group's figure is the exact mean of the hands. Median and votes are under each row.")
        )
    sentences += [
        _("Mean of a side: simple mean of its indicators, %(users)d for the users, %(provider)d for the provider.")
        % {"users": card.users.n, "provider": card.provider.n},
        _("Figures are computed exactly and rounded once, half up, when they are shown."),
        _(
            "Gap: users minus provider, only where both scored. Up to %(small)s the two sides agree, "
            "from %(large)s the gap is strong."
        )
        % {
            "small": format_number(scale.span * to_decimal(AGREEMENT_SHARE), 2),
            "large": format_number(scale.span * to_decimal(STRONG_SHARE), 2),
        },
        _("An agreed score stands beside the mean. It replaces nothing and enters no mean."),
        _missing_sentence(source),
    ]
    if is_public:
        sentences.append(
            ngettext(
                "A group's figure is hidden under %(n)d person, with any other that would give it away.",
                "A group's figure is hidden under %(n)d people, with any other that would give it away.",
                minimum_people,
            )
            % {"n": minimum_people}
        )
    if source.release is not None:
        sentences.append(
            _("Figures released on %(day)s under version %(version)d of the rule. They don't change any more.")
            % {"day": format_date(source.release.at), "version": source.rule_version}
        )
    return tuple(sentences)


def _missing_sentence(source: CardSource) -> str:
    """How many cells have no figure, by reason."""
    counts: Counter[Status] = Counter(
        cell.status
        for row in source.card.rows
        for cell in (*row.groups, row.provider)
        if cell.status not in (Status.SCORED, Status.ABSENT)
    )
    if not counts:
        return _("No figure is missing among what was asked.")
    listed = ", ".join(f"{missing_word(status)} {counts[status]}" for status in Status if counts[status])
    return _("Without figure, and out of every mean: %(list)s.") % {"list": listed}


def names(labels: Iterable[str]) -> str:
    return ", ".join(labels)
