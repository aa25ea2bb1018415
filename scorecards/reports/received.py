"""What devices sent, in words: the list of what waits for a person, and one send with its two versions."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import format_date
from core.numbers import format_number, parse_decimal
from scorecards.enums import CellChoice, ScoreStatus, SubmissionState
from scorecards.models import Cycle, Indicator, ScoringSession, Submission, SubmissionCell
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.payload import PayloadError, read_payload
from scorecards.reports.history import Entry
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import rounded, tally_mean, to_decimal
from scorecards.services import fieldcells as cells
from scorecards.services.conflicts import content_now, split, stamp


@dataclass(frozen=True)
class SentRow:
    """One send in a list. ``sentence``: what became of it."""

    pk: UUID
    url: str
    title: str
    person: str
    device: str
    at: datetime.datetime
    state: str
    word: str
    sentence: str


@dataclass(frozen=True)
class Version:
    """One version in words; ``lines``: what goes with the figure, reasons and suggestions."""

    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellRow:
    """``stamp``: of what is there now; ``chosen``: the choice in words, empty while it waits."""

    pk: UUID
    label: str
    mine: Version
    theirs: Version
    stamp: str
    choice: str
    chosen: str


@dataclass(frozen=True)
class RefusedRow:
    """``place`` is empty when the sentence isn't about one line, which then can't be left out."""

    place: str
    label: str
    message: str
    sent: Version | None
    score_url_key: UUID | None


def sent_rows(rows: Iterable[Submission]) -> list[SentRow]:
    """Rows come with their session's group, cycle's service point, device and user."""
    return [_sent(row) for row in rows]


def _sent(row: Submission) -> SentRow:
    words = {"applied": "done", "stored": "doing", "set_aside": "locked"}
    return SentRow(
        row.pk,
        row.get_absolute_url(),
        title_of(row),
        str(row.user),
        str(row.device or ""),
        row.received_at,
        words.get(row.state, "warn"),
        row.get_state_display(),
        " ".join(dict.fromkeys(item.get("message", "") for item in row.errors)) or row.reason,
    )


def title_of(row: Submission) -> str:
    """The session and its cycle, or why they can't be named."""
    if row.session is not None and row.cycle is not None:
        return _("%(session)s, %(cycle)s") % {"session": row.session, "cycle": row.cycle}
    return str(row.cycle) if row.cycle is not None else _("a session that is no longer there")


class Words:
    """Contents of one cycle's cells in words: labels are read once."""

    def __init__(self, cycle: Cycle | None) -> None:
        self.labels = dict(Indicator.objects.filter(cycle=cycle).values_list("pk", "label")) if cycle else {}
        self.scale: ScaleSpec | None = SCALES[cycle.scale] if cycle else None

    def label(self, place: str) -> str:
        noun, key = _parts(place)
        if noun == "score":
            return self.labels.get(key, _("an indicator that is no longer there"))  # type: ignore[arg-type]
        names = {
            "issue": _("A line of the group's list"),
            "input": _("A line of the input tracking"),
            "action": _("An action of the plan"),
            "attendance": _("People present"),
            "turns": _("Who spoke"),
            "inputs_note": _("Why there is nothing to track"),
            "held_on": _("Day of the session"),
            "place": _("Place"),
            "close": _("Closing of the session"),
        }
        return names.get(noun, _("The whole send"))

    def version(self, place: str, content: Mapping[str, Any]) -> Version:
        noun, _key = _parts(place)
        if not content:
            return Version(_("nothing written"))
        if noun == "score":
            said = (content.get("reason"), content.get("suggestion"), content.get("mismatch_reason"))
            return Version(self.figure(content), tuple(str(text) for text in said if text))
        if noun in ("attendance", "turns"):
            names = ATTENDANCE_FIELDS if noun == "attendance" else TURNS_FIELDS
            return Version("", tuple(_count(name, content[name]) for name in names if content.get(name) is not None))
        if noun == "held_on":
            day = parse_date(str(content.get("held_on")))
            return Version(format_date(day) if day else "")
        first, *others = [str(value) for value in content.values() if value not in (True, False)]
        return Version(first, tuple(others))

    def figure(self, content: Mapping[str, Any]) -> str:
        """ "7,5", "12 hands (0 · 2 · 10), mean 4,8", or why there is no score."""
        status, hands = content.get("status"), content.get("tallies")
        if status != ScoreStatus.SCORED:
            return str(ScoreStatus(str(status)).label) if status in ScoreStatus.values else ""
        if not hands:
            value = content.get("value")
            return format_number(parse_decimal(str(value))) if value is not None else ""
        fits = self.scale is not None and len(hands) == len(self.scale.levels)
        exact = tally_mean(hands, self.scale) if fits and self.scale else None
        mean = format_number(rounded(to_decimal(exact), 1)) if exact is not None else "–"
        sentence = ngettext(
            "%(count)d hand: %(hands)s. Mean %(mean)s", "%(count)d hands: %(hands)s. Mean %(mean)s", sum(hands)
        )
        return sentence % {"count": sum(hands), "hands": " · ".join(str(hand) for hand in hands), "mean": mean}


def _parts(place: str) -> tuple[str, UUID | None]:
    try:
        return split(place)
    except ValueError:
        return "", None


def _count(name: str, count: Any) -> str:
    label = str(ScoringSession._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
    return _("%(label)s: %(count)s") % {"label": label, "count": count}


def cell_rows(row: Submission) -> list[CellRow]:
    """Both versions of every cell, those that wait first."""
    words = Words(row.cycle)
    found = [_cell(cell, row, words) for cell in row.cells.select_related("by")]
    return sorted(found, key=lambda cell: (bool(cell.choice), cell.label))


def _cell(cell: SubmissionCell, row: Submission, words: Words) -> CellRow:
    waits = not cell.choice and row.session is not None
    now = content_now(row.session, cell.place) if waits and row.session else cell.theirs
    return CellRow(
        cell.pk,
        words.label(cell.place),
        words.version(cell.place, cell.mine),
        words.version(cell.place, now),
        stamp(now),
        cell.choice,
        cell.get_choice_display() if cell.choice else "",
    )


def refused_rows(row: Submission) -> list[RefusedRow]:
    """Each sentence with the line it speaks of, and what was sent for it."""
    words, sent = Words(row.cycle), sent_contents(row)
    found = []
    for item in row.errors:
        place = item.get("field", "")
        noun, key = _parts(place)
        known = place in sent
        version = words.version(place, sent[place]) if known else None
        url_key = key if noun == "score" and key in words.labels and row.session_id else None
        label = words.label(place) if known or place == "close" else words.label("")
        leave = place if known or place == "close" else ""
        found.append(RefusedRow(leave, label, item.get("message", ""), version, url_key))
    return found


def sent_contents(row: Submission) -> dict[str, cells.Content]:
    """Place → what the device sent; nothing when it can't be read."""
    try:
        state = read_payload(bytes(row.raw))["state"]
    except PayloadError:
        return {}
    found = {f"score:{item['indicator']}": cells.score_content(item) for item in state.get("scores") or ()}
    for noun, name in (("issue", "issues"), ("input", "inputs"), ("action", "actions")):
        hidden = ("id", "base", "base_version", "deleted")
        for item in state.get(name) or ():
            plain = {key: value for key, value in item.items() if key not in hidden}
            found[f"{noun}:{item['id']}"] = cells.given(plain)
    for place in ("attendance", "turns", "held_on", "place"):
        value = state.get(place)
        if value is not None:
            found[place] = cells.given(dict(value) if isinstance(value, Mapping) else {place: value})
    return found


def raw_text(row: Submission) -> str:
    """What was received, laid out when it is JSON."""
    text = bytes(row.raw).decode("utf-8", "replace").replace("\x00", "")
    try:
        return json.dumps(json.loads(text), indent=1, ensure_ascii=False)[:100_000]
    except (ValueError, RecursionError):
        return text[:100_000]


def field_history(cycle: Cycle) -> Iterable[Entry]:
    """What a person chose between two versions: the one that wasn't taken stays readable. Three queries."""
    cells_ = SubmissionCell.objects.filter(submission__cycle=cycle).exclude(choice="")
    words = Words(cycle)
    for cell in cells_.select_related("by", "submission__session__group"):
        mine, theirs = words.version(cell.place, cell.mine), words.version(cell.place, cell.theirs)
        took = cell.choice == CellChoice.MINE
        label = _("Two versions, %(session)s, %(line)s: %(choice)s taken") % {
            "session": cell.submission.session or "",
            "line": words.label(cell.place),
            "choice": cell.get_choice_display(),
        }
        kept, left = (mine, theirs) if took else (theirs, mine)
        if cell.at is not None:
            yield Entry("field", cell.at, str(cell.by), label, _plain(left), _plain(kept))
    aside = Submission.objects.filter(cycle=cycle, state=SubmissionState.SET_ASIDE).defer("raw")
    for row in aside.select_related("decided_by", "session__group", "cycle__service_point"):
        if row.decided_at is not None:
            text = _("A send was set aside, %(what)s. Reason: %(reason)s") % {
                "what": title_of(row),
                "reason": row.reason,
            }
            yield Entry("field", row.decided_at, str(row.decided_by), text)


def _plain(version: Version) -> str:
    return " · ".join(text for text in (version.text, *version.lines) if text)
