"""What is known of an edition, sheet by sheet: one sentence each, and what stays unknown."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertation.enums import Dimension
from concertation.models import CensusClass, ClassCount, Edition, LocalProfile
from concertation.services.wizard import STEPS, steps_of
from concertation.sheets import SHEETS
from core.numbers import format_number


@dataclass(frozen=True)
class FactLine:
    """``known``: what is known, in a sentence; empty when nothing is."""

    slug: str
    title: Any
    known: str
    url: str
    #: The screen of the short diagnosis was answered « I don't know ».
    left_unknown: bool = False


@dataclass(frozen=True)
class FactsPage:
    minimal: tuple[FactLine, ...]
    more: tuple[FactLine, ...]
    profile: str
    census: str
    marks: int
    #: How many sheets of the short diagnosis say something.
    known: int


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _number(value: Any, places: int = 0) -> str:
    return format_number(value, places)


def _counted(edition: Edition) -> dict[str, str]:
    """The sentences that need rows: one query each."""
    sittings = list(edition.sittings.values_list("present", flat=True))
    present = sum(count or 0 for count in sittings)
    documents = list(edition.due_documents.values_list("published_on", flat=True))
    published = sum(1 for day in documents if day)
    dimensions = set(ClassCount.objects.filter(edition=edition).values_list("dimension", flat=True))
    channels, results, given = edition.channels.count(), edition.expected_results.count(), edition.given_values.count()
    n = len(sittings)
    return {
        "sittings": _join(
            ngettext("%(n)d sitting", "%(n)d sittings", n) % {"n": n} if n else "",
            _("%(n)s present in all") % {"n": _number(present)} if present else "",
        ),
        "documents": _("%(done)d published of %(due)d owed") % {"done": published, "due": len(documents)}
        if documents
        else "",
        "classes": ", ".join(str(each.label) for each in Dimension if each.value in dimensions),
        "channels": ngettext("%(n)d line", "%(n)d lines", channels) % {"n": channels} if channels else "",
        "results": ngettext("%(n)d result", "%(n)d results", results) % {"n": results} if results else "",
        "given": ngettext("%(n)d figure", "%(n)d figures", given) % {"n": given} if given else "",
    }


def _own(edition: Edition) -> dict[str, str]:
    """The sentences that the edition and its device say by themselves."""
    device, answers = edition.device, edition.wizard.get("answers", {})
    budget = f"{_number(edition.budget, 2)} {edition.currency}" if edition.budget is not None else ""
    answered = answers.get("answered")
    return {
        "promise": _join(
            str(device.get_promised_level_display() or ""),
            _("answer within %(n)d days") % {"n": edition.promised_answer_days}
            if edition.promised_answer_days
            else "",
        ),
        "people": _join(
            _("%(n)s participants") % {"n": _number(edition.participants)} if edition.participants is not None else "",
            _("of %(n)s aimed at") % {"n": _number(edition.target_population)} if edition.target_population else "",
        ),
        "answers": _join(
            _("%(n)s received") % {"n": _number(edition.contributions_count)}
            if edition.contributions_count is not None
            else "",
            _("%(n)s with a reasoned answer") % {"n": _number(answered)} if answered is not None else "",
        ),
        "means": _join(
            budget,
            _("%(n)s days of agents") % {"n": _number(edition.staff_days, 1)}
            if edition.staff_days is not None
            else "",
            _("access: %(n)d measures of 6") % {"n": len(edition.access_measures)} if edition.access_known else "",
        ),
        "people-more": _("%(n)s began") % {"n": _number(edition.started_count)}
        if edition.started_count is not None
        else "",
    }


def build_facts(edition: Edition) -> FactsPage:
    """The page of facts; the same number of queries whatever the edition counts."""
    words = {**_own(edition), **_counted(edition)}
    seen = steps_of(edition)
    lines = {
        slug: FactLine(
            slug,
            sheet.title,
            words.get(slug, ""),
            reverse("concertation:edition_sheet", args=[edition.pk, slug]),
            seen.get(slug) == "unknown",
        )
        for slug, sheet in SHEETS.items()
    }
    minimal = tuple(lines[slug] for slug in STEPS)
    territory = edition.device.territory_id
    profile = LocalProfile.objects.filter(territory=territory).first()
    census = set(CensusClass.objects.filter(territory=territory).values_list("dimension", flat=True))
    return FactsPage(
        minimal,
        tuple(line for slug, line in lines.items() if slug not in STEPS),
        _("%(n)s inhabitants") % {"n": _number(profile.population)} if profile and profile.population else "",
        ", ".join(str(each.label) for each in Dimension if each.value in census),
        edition.marks.count(),
        sum(1 for line in minimal if line.known),
    )
