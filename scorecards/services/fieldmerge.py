"""What a device sent meets what is there, cell by cell. Nothing is overwritten unseen: both versions wait."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.models import Action
from core.errors import Refusal
from core.guard import require
from scorecards.enums import SessionState
from scorecards.models import Indicator, InputItem, Issue, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.services import fieldcells as cells
from scorecards.services.fieldcells import Content
from scorecards.services.inputs import FIELDS as INPUT_FIELDS
from scorecards.services.sessions import close_session, open_session, record_attendance, reopen_session

SESSION_PLACES = ("attendance", "turns", "held_on", "place")


@dataclass
class Cell:
    """One cell of both sides. ``version``: of what is there, 0 for nothing; ``own``: the one that the device's own
    last send of it wrote; ``seen``: the one that the device started from, its own when that came after; ``base``:
    the content it started from, when it says so and has sent nothing of this cell since.
    """

    place: str
    mine: Content
    theirs: Content
    version: int
    seen: int
    own: int | None
    base: Content | None
    write: Callable[[Content], int]

    def decision(self) -> str:
        """``same``: nothing to write; ``write``; ``conflict``: both changed it, differently."""
        if self.mine == self.theirs:
            return "same"
        if self.version == self.own:
            return "write"  # Over its own last send, were it back to what it once started from.
        if self.base is not None and self.mine == self.base:
            return "same"
        if self.version == self.seen or (self.base is not None and self.theirs == self.base):
            return "write"
        return "conflict"

    def is_in_force(self) -> bool:
        """After the merge what is there is what the device sent: its next edit starts from it."""
        return self.mine == self.theirs or self.decision() == "write"


@dataclass
class Merged:
    """What the merge did. ``versions``: place → version after, of what is there as the device sent it: what somebody
    else wrote isn't among them, the device hasn't seen it. ``errors``: nothing at all was written.
    """

    session: ScoringSession
    versions: dict[str, int] = field(default_factory=dict)
    conflicts: list[Cell] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)

    def refuse(self, place: str, error: Exception) -> None:
        self.errors.append({"field": place, "message": str(error)})


class Merge:
    """One payload against one session, inside the caller's transaction and under the session's lock."""

    def __init__(
        self,
        session: ScoringSession,
        payload: Mapping[str, Any],
        *,
        by: User,
        known: Mapping[str, int],
        received_at: datetime.datetime,
        left_out: Iterable[str] = (),
    ) -> None:
        self.session, self.payload, self.by = session, payload, by
        self.known, self.received_at, self.left_out = known, received_at, frozenset(left_out)
        self.state: Mapping[str, Any] = payload["state"]
        self.done = Merged(session)

    def run(self) -> Merged:
        """Write what may be written. The caller rolls back when ``errors`` isn't empty."""
        base = self.state.get("base") if isinstance(self.state.get("base"), dict) else {}
        own = [cell for cell in self._session_cells(base or {}) if cell.place not in self.left_out]
        rows = [cell for cell in self._rows() if cell.place not in self.left_out]
        self.done.conflicts = [cell for cell in (*own, *rows) if cell.decision() == "conflict"]
        knows = self._knows_session(own)
        writes = [cell for cell in (*own, *rows) if cell.decision() == "write"]
        reopens = self.session.is_closed and bool(self.state.get("reopen")) and not self.done.conflicts
        if (writes or reopens) and not self._ready():
            return self.done
        self._attend([cell for cell in writes if cell.place in SESSION_PLACES])
        for cell in rows:
            self._settle(cell)
        self._close(bool(writes))
        self.done.session = ScoringSession.objects.get(pk=self.session.pk)
        if knows:
            self.done.versions["session"] = self.done.session.version
        return self.done

    def _knows_session(self, own: list[Cell]) -> bool:
        """After the merge the device knows every field of the session: it did before, or it has just said them all."""
        _own, seen = self._seen("session", self.payload["base_version"])
        said = {cell.place for cell in own if cell.is_in_force()}
        return self.session.version == seen or all(
            place in said or not cells.session_content(self.session, place) for place in SESSION_PLACES
        )

    def _seen(self, place: str, base_version: int) -> tuple[int | None, int]:
        """The version that the device's own last send wrote, and the later of that one and the one it started from."""
        own = self.known.get(place)
        return own, base_version if own is None else max(own, base_version)

    def _settle(self, cell: Cell) -> None:
        if cell.mine == cell.theirs:
            self.done.versions[cell.place] = cell.version
        if cell.decision() != "write":
            return
        try:
            self.done.versions[cell.place] = cell.write(cell.mine)
        except (Refusal, PermissionDenied) as error:
            self.done.refuse(cell.place, error)

    def _ready(self) -> bool:
        """The session takes writes: this person may, and it is open, opened or reopened."""
        try:
            require(self.by, "scorecards.see_scores", self.session.cycle)
            require(self.by, "scorecards.score_session", self.session)
            if self.session.is_closed and self.state.get("reopen"):
                require(self.by, "scorecards.reopen_session", self.session)
                self.session = reopen_session(session=self.session, reason=self.state["reopen"], by=self.by)
            self.session = open_session(session=self.session, by=self.by)
        except (Refusal, PermissionDenied) as error:
            self.done.refuse("", error)
            return False
        return True

    # The session's own fields ------------------------------------------------------------------------------------

    def _session_cells(self, base: Mapping[str, Any]) -> Iterator[Cell]:
        """Only what the device touched; a field that is still empty here is free to take."""
        mark, version = self.payload["base_version"], self.session.version
        written, seen = self._seen("session", mark)
        for place in SESSION_PLACES:
            if self.state.get(place) is None:
                continue
            theirs = cells.session_content(self.session, place)
            told = base.get(place) is not None and seen == mark
            started = cells.given(_named(place, base[place])) if told else None
            mine = cells.given(_named(place, self.state[place]))
            free = seen if theirs else version
            yield Cell(place, mine, theirs, version, free, written, started, lambda content: 0)

    def _attend(self, accepted: list[Cell]) -> None:
        """One write for the day, the place and the people; what isn't touched stays as it is."""
        if not accepted:
            return
        values = {cell.place: cell.mine for cell in accepted}
        session = self.session
        try:
            self.session = record_attendance(
                session=session,
                counts=_all(ATTENDANCE_FIELDS, values.get("attendance"), session),
                held_on=self._day(values.get("held_on", {}).get("held_on")),
                place=values["place"].get("place", "") if "place" in values else session.place,
                version=session.version,
                by=self.by,
                turns=_all(TURNS_FIELDS, values["turns"], session) if "turns" in values else None,
            )
        except Refusal as error:
            self.done.refuse("attendance", error)

    def _day(self, text: str | None) -> datetime.date:
        """The day the session was held. A device whose clock is wrong is brought back to the days that can be:
        not after today when its own clock said that day, not before the cycle when it is one day off.
        """
        recorded = self.payload.get("recorded_at")
        said = timezone.localdate(recorded) if recorded else None
        today = timezone.localdate(self.received_at)
        day = datetime.date.fromisoformat(text) if text else self.session.held_on or min(said or today, today)
        if day > today and said is not None and said >= day:
            day = today
        start = self.session.cycle.starts_on
        return start if day == start - datetime.timedelta(days=1) else day

    def _close(self, wrote: bool) -> None:
        """Close when the device did; two versions that wait keep it open until a person chose."""
        if not self.state.get("close") or self.done.errors or self.done.conflicts or "close" in self.left_out:
            return
        if self.session.state == SessionState.CLOSED:
            return
        try:
            if not wrote and not self._ready():
                return
            close_session(session=self.session, by=self.by)
        except (Refusal, PermissionDenied) as error:
            self.done.refuse("close", error)

    # Scores, inputs, issues, actions ------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Cell]:
        yield from self._scores()
        # Inputs first: the full instrument takes no issue before them.
        yield from self._note()
        yield from self._keyed("input", "inputs", InputItem, INPUT_FIELDS, cells.write_input)
        yield from self._keyed("issue", "issues", Issue, cells.ISSUE_FIELDS, cells.write_issue)
        yield from self._keyed("action", "actions", Action, cells.ACTION_FIELDS, cells.write_action)

    def _note(self) -> Iterator[Cell]:
        """Why nothing is tracked: free to take as long as nobody else wrote a reason meanwhile."""
        sent = self.state.get("inputs_note")
        if sent is None:
            return
        theirs = cells.note_content(self.session.cycle.inputs_note)
        there = 1 if theirs else 0
        write = partial(cells.write_note, self.session, by=self.by)
        yield self._cell("inputs_note", sent, cells.note_content(sent), theirs, there, cells.note_content, write)

    def _scores(self) -> Iterator[Cell]:
        sent = self.state.get("scores") or ()
        asked = {row.pk: row for row in Indicator.objects.filter(cycle=self.session.cycle_id)} if sent else {}
        there = {row.indicator_id: row for row in Score.objects.filter(session=self.session)} if sent else {}
        for row in sent:
            place, indicator = f"score:{row['indicator']}", asked.get(row["indicator"])
            if indicator is None:
                self.done.refuse(place, Refusal(_("This indicator isn't in the cycle any more.")))
                continue
            score = there.get(indicator.pk)
            yield self._cell(
                place,
                row,
                cells.score_content(row),
                cells.score_content(score),
                score.version if score else 0,
                cells.score_content,
                partial(self._write_score, indicator),
            )

    def _write_score(self, indicator: Indicator, content: Content) -> int:
        return cells.write_score(self.session, indicator, content, self.by)

    def _write_row(
        self, write: Callable[[ScoringSession, UUID, Content, User], int], key: UUID, content: Content
    ) -> int:
        return write(self.session, key, content, self.by)

    def _keyed(
        self,
        noun: str,
        name: str,
        model: Any,
        fields: tuple[str, ...],
        write: Callable[[ScoringSession, UUID, Content, User], int],
    ) -> Iterator[Cell]:
        sent = self.state.get(name) or ()
        there = {row.pk: row for row in model.objects.filter(pk__in=[row["id"] for row in sent])} if sent else {}

        def content(row: Any) -> Content:
            return cells.row_content(row, fields)

        for row in sent:
            key, stored = row["id"], there.get(row["id"])
            yield self._cell(
                f"{noun}:{key}",
                row,
                content(row),
                content(stored),
                stored.version if stored else 0,
                content,
                partial(self._write_row, write, key),
            )

    def _cell(
        self,
        place: str,
        row: Mapping[str, Any],
        mine: Content,
        theirs: Content,
        version: int,
        read: Callable[[Any], Content],
        write: Callable[[Content], int],
    ) -> Cell:
        own, seen = self._seen(place, row["base_version"])
        told = isinstance(row.get("base"), dict) and seen == row["base_version"]
        return Cell(place, mine, theirs, version, seen, own, read(row["base"]) if told else None, write)


def _named(place: str, value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {place: value}


def _all(names: tuple[str, ...], content: Content | None, session: ScoringSession) -> dict[str, int | None]:
    """Every count: as the device wrote them when it did, else as they are."""
    if content is None:
        return {name: getattr(session, name) for name in names}
    return {name: content.get(name) for name in names}
