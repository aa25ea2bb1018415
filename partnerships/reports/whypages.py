"""Pages of the agreement's first half: needs and policies, objectives, shared results, learning questions."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.enums import FindingKind
from actionplans.models import Finding
from core.arithmetic import percent
from core.dates import format_date
from core.numbers import format_number
from partnerships.models import Need, Objective, Partnership, SharedResult
from partnerships.origins import proposals_for
from partnerships.reports.devices import CitedDevice, cited_devices, followed
from partnerships.reports.parts import (
    Figure,
    Line,
    Matrix,
    Part,
    PartPage,
    Proposed,
    Reader,
    Step,
    cells_of,
    line,
    or_unknown,
    part,
    percent_words,
    url,
)
from partnerships.scoring.agreement import anchored
from partnerships.services.nouns import NOUNS


def needs_page(reader: Reader) -> PartPage:
    rows = list(reader.partnership.needs.select_related("finding__territory"))
    own = reader.party.organization if reader.party else None
    devices = cited_devices(reader.partnership, own)
    return PartPage(
        code="needs",
        title=_("Why: needs and public policies"),
        lede=_("A partnership answers a need that people said, and enters into a public policy."),
        closed=reader.closed(NOUNS["need"]),
        parts=(_needs(reader, rows), _policies(reader)),
        figures=(Figure(_("Participation devices cited"), str(sum(each.stands for each in devices))),),
        matrices=_devices(devices),
        how=_(
            "Devices of which a need takes up what their diagnosis found, and which are still published. A need that "
            "a card found says below it what the users score since, when a later round is published."
        ),
    )


def _devices(devices: Sequence[CitedDevice]) -> tuple[Matrix, ...]:
    columns = (_("What we take up"), _("Found on"))
    rows = tuple(
        (each.name, cells_of(columns, [" ".join(each.found), each.on if each.stands else _("no longer published")]))
        for each in devices
    )
    how = _(
        "What the last kept diagnosis of each device said, as those outside may read it. Figures of under 5 people "
        "are left out."
    )
    return (
        (Matrix(_("Participation devices cited"), columns, rows, how, _("Device and edition"), words=True),)
        if rows
        else ()
    )


def _needs(reader: Reader, rows: Sequence[Need]) -> Part:
    since = followed([row.finding for row in rows if row.finding is not None])

    def say(row: Need) -> Line:
        found = row.finding
        if found is None:
            return line(reader, NOUNS["need"], row, row.text, row.source, "")
        now = since.get((found.service_point_id, found.subject))
        note = _("What was found has been withdrawn since.") if found.withdrawn_at is not None else ""
        if now is not None and now.pk != found.pk:
            note = _("Since then: %(sentence)s") % {"sentence": now.sentence}
        return line(
            reader, NOUNS["need"], row, row.text, row.source, format_date(found.found_on), note=note,
            steps=_where(reader, found),
        )  # fmt: skip

    empty = _("Choose what a service or a participation device of the zone found, or write a need in a sentence.")
    return part(
        reader,
        "need",
        _("Needs of the community"),
        (_("Who says it, and where"), _("Found on")),
        rows,
        say,
        (_("No need yet."), empty),
        _("Add a need"),
    )


def _where(reader: Reader, found: Finding) -> list[Step]:
    """To the diagnosis that found it, for those whom it is shown to."""
    own = reader.party.organization if reader.party else None
    near = found.kind == FindingKind.CONCERTATION and found.withdrawn_at is None and own and found.is_near(own)
    return [Step(_("Read the diagnosis"), found.path)] if near and found.path else []


def _policies(reader: Reader) -> Part:
    return part(
        reader,
        "policy",
        _("Public policies"),
        (_("Level"),),
        reader.partnership.policies.all(),
        lambda row: line(reader, NOUNS["policy"], row, row.name, row.level),
        (_("No public policy yet."), _("Cite the plan, the strategy or the law that the partnership serves.")),
        _("Add a public policy"),
    )


def objectives_page(reader: Reader) -> PartPage:
    rows = list(
        reader.partnership.objectives.select_related("need", "proposed_by__organization").prefetch_related(
            "validated_by__organization"
        )
    )
    keys = {party.pk for party in reader.parties}
    by_all = sum(1 for row in rows if keys <= {party.pk for party in row.validated_by.all()})
    return PartPage(
        code="objectives",
        title=_("Objectives"),
        lede=ngettext(
            "%(n)d objective validated by all the parties.", "%(n)d objectives validated by all the parties.", by_all
        )
        % {"n": by_all},
        closed=reader.closed(NOUNS["objective"]),
        parts=(
            part(
                reader,
                "objective",
                _("Objectives"),
                (_("Answers"), _("Proposed by"), _("Validated by")),
                rows,
                lambda row: _objective(reader, row),
                (
                    _("No objective yet."),
                    _("Write the first one: the other parties then validate it, or propose other words."),
                ),
                _("Propose an objective"),
            ),
        ),
        figures=(
            Figure(_("Objectives that name the need they answer"), percent_words(anchored([r.need_id for r in rows]))),
        ),
        how=_(
            "Objectives that name a need, divided by all objectives. An objective is validated by all when every "
            "party said yes to its words as they stand; other words ask everybody again."
        ),
    )


def _objective(reader: Reader, row: Objective) -> Any:
    noun = NOUNS["objective"]
    said = {party.pk: str(party.organization) for party in row.validated_by.all()}
    awaited = [str(party.organization) for party in reader.parties if party.pk not in said]
    validated = ", ".join(said.values()) or _("nobody yet")
    if awaited:
        validated += ". " + _("Waiting for: %(parties)s.") % {"parties": ", ".join(awaited)}
    elif said:
        validated = _("all the parties")
    steps = []
    if reader.party is not None and reader.changes(noun, row):
        mine = reader.party.pk in said
        label = _("Take our validation back") if mine else _("We validate it")
        target = url("objective_validate", reader.partnership, row.pk)
        steps.append(Step(label, target, post=True, name="agrees", value="no" if mine else "yes"))
    need = row.need.text if row.need else _("no need named yet")
    return line(reader, noun, row, row.text, need, str(row.proposed_by), validated, steps=steps)


def authorship(reader: Reader) -> Matrix:
    """Who wrote the objectives, results, risks and clauses: edits by party, in number and share. One query."""
    counts = Counter(reader.partnership.edits.values_list("party", flat=True))
    total = Decimal(sum(counts.values()))
    columns = (_("Passages written or changed"), _("Share"))
    rows = [
        (
            str(each),
            cells_of(
                columns, [str(counts[each.pk]), or_unknown(percent_words(percent(Decimal(counts[each.pk]), total)))]
            ),
        )
        for each in reader.parties
    ]
    return Matrix(
        title=_("Who wrote the text"),
        columns=columns,
        rows=tuple(rows),
        how=_(
            "Each time a party writes, changes or removes a passage (objective, result, risk, clause, vision, "
            "evaluation plan), one is counted for it. Share: the party’s count divided by all counts."
        ),
    )


def results_page(reader: Reader) -> PartPage:
    rows = list(reader.partnership.results.select_related("objective").prefetch_related("carriers__organization"))
    carried = Decimal(sum(len(row.carriers.all()) > 1 for row in rows))
    may = reader.adds(NOUNS["result"])
    return PartPage(
        code="results",
        title=_("Shared results"),
        lede=_("What none of the parties would reach alone. Two parties at least carry each result."),
        closed=reader.closed(NOUNS["result"]),
        parts=(
            part(
                reader,
                "result",
                _("Shared results"),
                (_("Carried by"), _("Indicator"), _("Today"), _("To reach"), _("Reached")),
                rows,
                lambda row: _result(reader, row),
                (
                    _("No shared result yet."),
                    _("Write one with the parties that will carry it, and how you will measure it."),
                ),
                _("Add a shared result"),
            ),
        ),
        figures=(
            Figure(_("Results carried by two parties or more"), percent_words(percent(carried, Decimal(len(rows))))),
        ),
        matrices=(authorship(reader),) if rows else (),
        how=_("Results with two carriers or more, divided by all results."),
        proposals=_proposals(reader, [row.proposal for row in rows]) if may else (),
        aside=len(reader.partnership.ignored_proposals) if may else 0,
    )


def _proposals(reader: Reader, taken: list[str]) -> tuple[Proposed, ...]:
    """What isn't taken nor set aside, for the origins of the partnership."""
    partnership = reader.partnership
    add = url("agreement_add", partnership, "result")
    return tuple(
        Proposed(row.code, str(row.origin.label), str(row.result), str(row.indicator), f"{add}?proposal={row.code}")
        for row in proposals_for(partnership.origins, without=[*taken, *partnership.ignored_proposals])
    )


def _result(reader: Reader, row: SharedResult) -> Any:
    steps = []
    if reader.writes and reader.is_running:
        steps.append(Step(_("Write the value reached"), url("result_measure", reader.partnership, row.pk)))
    target = format_number(row.target, 2) if row.target is not None else ""
    if row.due_on:
        target = _("%(value)s by %(date)s") % {"value": target or "–", "date": format_date(row.due_on)}
    reached = _("not measured yet")
    if row.reached is not None:
        reached = _("%(value)s on %(date)s") % {
            "value": format_number(row.reached, 2),
            "date": format_date(row.reached_on),
        }
    return line(
        reader,
        NOUNS["result"],
        row,
        row.text,
        ", ".join(str(party.organization) for party in row.carriers.all()),
        row.indicator or _("none yet"),
        format_number(row.baseline, 2) if row.baseline is not None else _("unknown"),
        target or _("none yet"),
        reached,
        note=_("Objective: %(text)s") % {"text": row.objective.text} if row.objective else "",
        steps=steps,
    )


def questions_part(reader: Reader) -> Part:
    def say(row: Any) -> Any:
        steps = []
        if reader.writes and reader.partnership.is_revealed:
            steps.append(Step(_("Write what we learnt"), reverse("partnerships:review_question", args=[row.pk])))
        answer = row.answer or _("no answer yet")
        return line(reader, NOUNS["question"], row, row.text, answer, format_date(row.answered_on), steps=steps)

    return part(
        reader,
        "question",
        _("What we want to learn"),
        (_("What we learnt"), _("Answered on")),
        reader.partnership.learning_questions.all(),
        say,
        (_("No learning question yet."), _("A question that the work will answer, useful to every party.")),
        _("Add a question"),
    )


def parties_of(partnership: Partnership) -> tuple[Any, ...]:
    return tuple(partnership.parties.filter(left_on=None).select_related("organization"))
