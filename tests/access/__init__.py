"""The access matrix: who meets what at every address.

Each area's module exports ``ROWS: dict[str, Row]``, url name → what each role meets on something of its own
organisation and on something of a foreign one. ``tests/test_access_matrix.py`` asks every address of the project
as everybody; an address without a row fails.

    ROWS = {
        "scorecards:cycle_list": Row(own=ALL_ROLES),
        "scorecards:cycle_edit": Row(
            kwargs=lambda w: {"pk": w.cycle.pk},
            own=allow(FACILITATOR, ADMINISTRATOR),                # the others: 403
        ),
        "scorecards:cycle_advance": Row(
            kwargs=lambda w: {"pk": w.cycle.pk, "name": "launch"},
            own=allow(FACILITATOR, ADMINISTRATOR, hidden=(COMMITTEE, OBSERVER)),   # those two: 404
            method="POST",
        ),
    }

A status is a number, or ``OK``: the guards let the person through (page, redirect, or a refusal of the form: 200,
302, 409, 422). Extra objects are made once per row by ``setup=lambda w: …`` or in ``kwargs``; whatever a request
changes is rolled back before the next person asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.enums import Role

FACILITATOR, ADMINISTRATOR = Role.FACILITATOR, Role.ADMINISTRATOR
OFFICER, PROVIDER, COMMITTEE, OBSERVER = Role.OFFICER, Role.PROVIDER, Role.COMMITTEE, Role.OBSERVER
REPRESENTATIVE = Role.REPRESENTATIVE

#: The guards let the person through.
OK: frozenset[int] = frozenset({200, 302, 409, 422})
#: Any clean answer; what the platform's operator meets unless the row says more.
CLEAN: frozenset[int] = OK | {403, 404}

Status = int | frozenset[int]
Statuses = Mapping[Role, Status]
Make = Callable[[Any], Any]


def everyone(status: Status = OK) -> dict[Role, Status]:
    """The same answer for the seven roles."""
    return dict.fromkeys(Role, status)


def allow(*roles: Role, hidden: tuple[Role, ...] = (), ok: Status = OK, otherwise: Status = 403) -> dict[Role, Status]:
    """``roles`` pass, ``hidden`` ones meet 404 (not in their scope), the others 403 with a sentence.

    A partner's representative who isn't named meets what an observer meets: outside partnerships that's their part.
    """
    statuses = everyone(otherwise)
    statuses.update(dict.fromkeys(hidden, 404))
    statuses.update(dict.fromkeys(roles, ok))
    if REPRESENTATIVE not in (*roles, *hidden):
        statuses[REPRESENTATIVE] = statuses[OBSERVER]
    return statuses


ALL_ROLES: dict[Role, Status] = everyone()


@dataclass(frozen=True)
class Row:
    """What one address answers.

    own: status per role, for a person whose scope holds the object (or an address without object).
    foreign: what people of a foreign organisation meet; None = 404 when the address names an object, else ``own``.
    nobody: a person without membership; None = 404 when the address names an object, else 403.
    operator: a superuser without membership.
    public: anyone may ask without signing in (``anonymous`` then says what they meet).
    """

    own: Statuses = field(default_factory=everyone)
    kwargs: Make = lambda world: {}
    foreign: Status | Statuses | None = None
    nobody: Status | None = None
    operator: Status = CLEAN
    method: str = "GET"
    data: Make = lambda world: {}
    setup: Make | None = None
    public: bool = False
    anonymous: Status = OK
    #: The GET of a POST-only address answers 405; False when the same address also shows a page.
    post_only: bool = True


def expect(row: Row, role: Role, *, foreign: bool, has_object: bool) -> Status:
    """The status that the row promises to ``role``."""
    if not foreign:
        return row.own[role]
    if row.foreign is None:
        return 404 if has_object else row.own[role]
    return row.foreign[role] if isinstance(row.foreign, Mapping) else row.foreign


def meets(status: int, expected: Status) -> bool:
    return status in expected if isinstance(expected, frozenset) else status == expected
