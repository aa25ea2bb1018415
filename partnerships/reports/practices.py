"""The eight good practices: each a rule of the platform, with the figure that shows how it is lived."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import CommitmentState
from partnerships.models import Campaign, Commitment, Document, Partnership, Party, TrustRating
from partnerships.reports.disagreements import closing, rows_of
from partnerships.reports.facts import percent_text
from partnerships.reports.factsheet import last_campaign, read_facts
from partnerships.scoring.facts import FactSheet
from partnerships.scoring.power import evenness, split
from partnerships.scoring.trust import read_trust


@dataclass(frozen=True)
class Practice:
    """``figure``: "" when there is not enough data, with ``missing`` instead; ``lines``: per party or in detail."""

    number: int
    name: str
    rule: str
    figure: str
    words: str
    missing: str
    how: str
    lines: tuple[tuple[str, str], ...]
    url: str
    label: str


@dataclass(frozen=True)
class PracticesPage:
    practices: tuple[Practice, ...]
    known: int


def _share(part: int, whole: int) -> str:
    return percent_text(Decimal(part) / whole) if whole else ""


def _practice(number: int, name: str, rule: str, how: str, **shown: Any) -> Practice:
    values = {"figure": "", "words": "", "missing": "", "lines": (), "url": "", "label": "", **shown}
    return Practice(number=number, name=name, rule=rule, how=how, **values)


def _identity(parties: list[Party]) -> Practice:
    written = [bool(party.identity.strip() and party.mission_link.strip()) for party in parties]
    yes, no = _("written"), _("not written yet")
    return _practice(
        1,
        _("Respect for each one’s identity"),
        _("Each party writes its own sheet (mission, identity, red lines); nobody else can change it."),
        _("Parties that wrote who they are and the link with their mission ÷ parties."),
        figure=_share(sum(written), len(parties)),
        words=_("of the parties wrote who they are"),
        lines=tuple((str(party), yes if there else no) for party, there in zip(parties, written, strict=True)),
    )


def _transparency(partnership: Partnership, parties: list[Party], facts: FactSheet) -> Practice:
    rows = Document.objects.filter(partnership=partnership).order_by().values("party")
    put = rows.annotate(n=Count("pk"), closed=Count("pk", filter=~Q(restricted_because="")))
    counts = {row["party"]: (row["n"], row["closed"]) for row in put}
    lines = []
    for party in parties:
        n, closed = counts.get(party.pk, (0, 0))
        words = ngettext("%(n)d document", "%(n)d documents", n) % {"n": n}
        kept = ngettext("%(n)d not shared, with its reason", "%(n)d not shared, with their reason", closed)
        lines.append((str(party), f"{words}, {kept % {'n': closed}}" if closed else words))
    return _practice(
        2,
        _("Transparency"),
        _("Every document is open to all parties. Whoever keeps one back writes a reason that all can read."),
        _("Documents open to all parties ÷ documents."),
        figure=_share(facts.documents_open, facts.documents),
        words=_("of the documents are open to all"),
        missing=_("No document is shared here."),
        lines=tuple(lines) if facts.documents else (),
    )


def _commitments(parties: list[Party], facts: FactSheet) -> Practice:
    today, state = timezone.localdate(), CommitmentState
    due = Q(state__in=(state.KEPT, state.BROKEN)) | Q(state=state.PENDING, due_on__lt=today)
    rows = Commitment.objects.filter(party__in=parties).order_by().values("party")
    counted = rows.annotate(n=Count("pk", filter=due), kept=Count("pk", filter=Q(state=state.KEPT)))
    counts = {row["party"]: (row["kept"], row["n"]) for row in counted}
    lines = []
    for party in parties:
        kept, n = counts.get(party.pk, (0, 0))
        lines.append((str(party), _("%(kept)d kept of %(n)d") % {"kept": kept, "n": n} if n else _("none due yet")))
    return _practice(
        3,
        _("Respect for commitments"),
        _("Each promise has a date and an evidence; those of every party are shown in the same way."),
        _("Commitments kept ÷ commitments kept, not kept or late. Those that all agreed to lift don’t count."),
        figure=_share(facts.commitments_kept, facts.commitments_due),
        words=_("of the commitments that came due are kept"),
        missing=_("No commitment has come due."),
        lines=tuple(lines) if facts.commitments_due else (),
    )


def _decisions(partnership: Partnership, parties: list[Party], facts: FactSheet) -> Practice:
    deciders = [list(decision.deciders) for decision in facts.decisions if decision.deciders]
    even = evenness(split(deciders), len(parties))
    decided = {party: sum(party in row for row in deciders) for party in facts.parties}
    proposed = {party: sum(row.proposer == party for row in facts.decisions) for party in facts.parties}
    asked = {party: sum(party in row.consulted for row in facts.decisions) for party in facts.parties}
    words = _("proposed %(proposed)d, asked on %(asked)d, decided %(decided)d")
    return _practice(
        4,
        _("Sharing, and taking part in decisions"),
        _("Each decision says who proposed, who was asked, who decided and who did not agree."),
        _(
            "Evenness of who decided: 100 when each decides as much as the others, 0 when one decides alone "
            "(entropy ÷ its largest value). A decision taken by several counts for each in equal parts."
        ),
        figure=percent_text(even),
        words=_("evenness of who decides"),
        missing=_("No decision is written in the log."),
        lines=tuple(
            (str(p), words % {"proposed": proposed[p.pk], "asked": asked[p.pk], "decided": decided[p.pk]})
            for p in parties
        )
        if deciders
        else (),
        url=reverse("partnerships:fact_log", args=[partnership.pk, "decisions"]),
        label=_("The decisions"),
    )


def _trust(parties: list[Party], campaign: Campaign | None) -> Practice:
    """Mean of the levels, normalised (x − 1) ÷ 3, and the mean gap within a pair, ÷ 3 (``scoring.trust``)."""
    rows = TrustRating.objects.filter(campaign=campaign, party__in=parties, about__in=parties) if campaign else None
    given = list(rows.values_list("party", "about", "level")) if rows is not None else []
    trust = read_trust((((who, about), level) for who, about, level in given), [party.pk for party in parties])
    mean, gap = trust.mean, None if trust.asymmetry is None else trust.asymmetry / 3
    return _practice(
        5,
        _("Mutual trust"),
        _("At each rating every party rates each of the others on three facets: reliability, openness, goodwill."),
        _(
            "Mean of the levels given, from 0 (level 1) to 100 (level 4); the gap is between what two parties give "
            "each other."
        ),
        figure="" if mean is None else percent_text((mean - 1) / 3),
        words=_("of trust between the parties, on average"),
        missing=_("No closed rating with trust."),
        lines=((_("mean gap within a pair"), percent_text(gap)),) if gap is not None else (),
    )


def _negotiation(partnership: Partnership) -> Practice:
    rows = rows_of(partnership)
    agreed, share, delay, without = closing(rows)
    shown = [
        (_("half of them closed within, with what was said at the start in sight"), delay),
        (_("half of them closed within, without it"), without),
    ]
    return _practice(
        6,
        _("Negotiating beyond misunderstandings"),
        _("Opening a disagreement puts back in sight what matters to each and the scope; each writes its position."),
        _("Disagreements closed by an agreement ÷ disagreements opened."),
        figure=share,
        words=_("of the disagreements closed by an agreement"),
        missing=_("No disagreement was opened."),
        lines=tuple((words, value) for words, value in shown if value),
        url=reverse("partnerships:disagreements", args=[partnership.pk]),
        label=_("The disagreements"),
    )


def _exchange(partnership: Partnership, facts: FactSheet) -> Practice:
    reused = sum(bool(set(lesson.reused_by) - {lesson.author}) for lesson in facts.lessons)
    return _practice(
        7,
        _("Exchanging experience and approaches"),
        _("Each lesson says who wrote it; another party recognises it, or writes where it used it again."),
        _("Lessons that another party reused ÷ lessons."),
        figure=_share(reused, len(facts.lessons)),
        words=_("of the lessons served another party"),
        missing=_("No lesson is written."),
        url=reverse("partnerships:fact_log", args=[partnership.pk, "lessons"]),
        label=_("The lessons"),
    )


def _risks(facts: FactSheet) -> Practice:
    shared = sum(risk.bearers > 1 for risk in facts.risks)
    whole = sum(risk.borne == 100 for risk in facts.risks)
    words = _("%(n)d of %(all)d") % {"n": whole, "all": len(facts.risks)}
    return _practice(
        8,
        _("Sharing risks and responsibilities"),
        _("The register says who bears what part of each risk; the parts add up to the whole."),
        _("Risks that two parties or more bear ÷ risks."),
        figure=_share(shared, len(facts.risks)),
        words=_("of the risks are borne by several"),
        missing=_("No risk is written."),
        lines=((_("risks that are borne whole"), words),) if facts.risks else (),
    )


def build_practices(partnership: Partnership) -> PracticesPage:
    """The eight rows, in the order of the guide. A fixed number of queries."""
    campaign = last_campaign(partnership)
    facts = read_facts(partnership, campaign=campaign)
    parties = list(partnership.parties.filter(left_on=None).select_related("organization"))
    practices = (
        _identity(parties),
        _transparency(partnership, parties, facts),
        _commitments(parties, facts),
        _decisions(partnership, parties, facts),
        _trust(parties, campaign),
        _negotiation(partnership),
        _exchange(partnership, facts),
        _risks(facts),
    )
    return PracticesPage(practices, sum(bool(practice.figure) for practice in practices))
