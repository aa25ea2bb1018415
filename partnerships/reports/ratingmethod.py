"""How every figure of a rating is computed, in plain words: the same on the page, in the PDF and in the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.numbers import format_number, percent_of
from partnerships.thresholds import Thresholds


@dataclass(frozen=True)
class MethodLine:
    title: str
    text: str


def method_lines(thresholds: Mapping[str, str]) -> list[MethodLine]:
    """With the thresholds that were frozen with the rating."""
    limits = Thresholds.from_json(thresholds)
    words = {
        "strong": format_number(limits.strong, 2),
        "weak": format_number(limits.weak, 2),
        "agreement": format_number(limits.agreement, 2),
        "unknown": percent_of(limits.dont_know, 1),
        "levels": format_number(limits.outlier_levels),
        "parties": percent_of(limits.parties_answering, 1),
    }
    return [MethodLine(title, text) for title, text in (*_figures(words), *_boxes(words), *_others())]


def _figures(words: Mapping[str, object]) -> list[tuple[str, str]]:
    return [
        (
            _("Mean"),
            _(
                "First the mean of each organisation's people, then the plain mean over the organisations: "
                "one organisation, one weight."
            ),
        ),
        (_("Score (0 to 1)"), _("(mean − 1) ÷ 3.")),
        (
            _("Not publishable"),
            _(
                "Fewer than two organisations answered, or fewer than %(parties)s in a hundred of the parties. "
                "Nothing is filled in for those who are missing."
            )
            % words,
        ),
        (_("Range"), _("Highest organisation less lowest, in levels.")),
        (
            _("Mean distance to the median"),
            _("Mean of the distances between each organisation and their median, in levels."),
        ),
        (
            _("Agreement (r*wg)"),
            _(
                "1 − variance of the organisations (divided by their number) ÷ 2.25, the largest that it can be. "
                "1: all say the same; 0: as far apart as can be."
            ),
        ),
        (
            _("Share of “I don't know”"),
            _(
                "“I don't know” ÷ answers, within each organisation, then the plain mean over the organisations. "
                "“Not applicable” is left out."
            ),
        ),
    ]


def _boxes(words: Mapping[str, object]) -> list[tuple[str, str]]:
    return [
        (_("Shared strength"), _("Score of %(strong)s or more, agreement of %(agreement)s or more.") % words),
        (_("Shared weakness"), _("Score under %(weak)s, agreement of %(agreement)s or more.") % words),
        (_("Disagreement to open"), _("Agreement under %(agreement)s.") % words),
        (
            _("Blind spot"),
            _(
                "A share of “I don't know” of %(unknown)s in a hundred or more; or, from three parties on, "
                "one that stands %(levels)s level or more from every other."
            )
            % words,
        ),
    ]


def _others() -> list[tuple[str, str]]:
    return [
        (
            _("Trust"),
            _(
                "Mean of the three facets, from 1 to 4. Asymmetry: distance between the two directions. "
                "Reciprocity: ties of 3 or more that are given back."
            ),
        ),
        (
            _("Benefits"),
            _(
                "Realised: declared benefits felt at 3 or more ÷ declared. Net: mean benefit felt (0 to 1) less "
                "mean weight of the drawbacks (0 to 1)."
            ),
        ),
        (
            _("Evidence"),
            _("Answers of 3 or 4 that name a proof ÷ answers of 3 or 4."),
        ),
    ]
