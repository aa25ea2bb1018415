"""Every address × every role × own and foreign organisation, and the table of grants against docs/roles.md."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import GRANTS
from tests import house
from tests.access import Row, Status, expect, meets
from tests.access.world import World

AREAS = (
    "people",
    "cycles",
    "issues",
    "card",
    "papers",
    "files",
    "home",
    "safeguards",
    "preparation",
    "meeting",
    "rounds",
    "programme",
    "public",
    "field",
    "kit",
    "clips",
    "partnerships_life",
    "partnerships_agreement",
    "partnerships_rating",
    "partnerships_facts",
    "partnerships_territory",
    "partnerships_publication",
    "concertation_register",
    "concertation_figures",
    "concertation_voices",
    "concertation_levers",
)


def _areas() -> list[Any]:
    return [
        importlib.import_module(f"tests.access.{area}")
        for area in AREAS
        if (house.ROOT / "tests" / "access" / f"{area}.py").exists()
    ]


def all_rows() -> dict[str, Row]:
    """The rows of every area; an address named by two areas is an error."""
    rows: dict[str, Row] = {}
    for area in _areas():
        twice = rows.keys() & area.ROWS.keys()
        assert not twice, f"two areas describe {sorted(twice)}"
        rows.update(area.ROWS)
    return rows


def named_urls(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Names of all addresses, the admin's left out (superusers only, tested apart)."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from named_urls(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def missing_rows(names: set[str], rows: dict[str, Row]) -> tuple[list[str], list[str]]:
    """Addresses without a row; rows without an address."""
    return sorted(names - rows.keys()), sorted(rows.keys() - names)


ROWS = all_rows()


@pytest.fixture
def access_world(db: None) -> World:
    return World()


def test_every_address_has_a_row() -> None:
    without, stale = missing_rows(set(named_urls(get_resolver())), ROWS)
    assert without == [], f"write a row in tests/access/<area>.py for {without}"
    assert stale == [], f"rows of addresses that don't exist: {stale}"


def test_an_address_without_a_row_is_seen() -> None:
    assert missing_rows({"a:new", "a:old"}, {"a:old": Row(), "a:gone": Row()}) == (["a:new"], ["a:gone"])


def ask(row: Row, url: str, user: User | None, world: World, method: str) -> Any:
    """The answer to ``user``; whatever the request changed is rolled back."""
    client = Client(raise_request_exception=True)
    with transaction.atomic():
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        data = row.data(world) if method == "POST" else None
        response = (
            client.generic(method, url)
            if method not in ("GET", "POST")
            else getattr(client, method.lower())(url, data)
        )
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def complaint(name: str, who: str, response: Any, expected: Status) -> str | None:
    """None when the answer is the promised one; a 403 must carry a sentence."""
    if not meets(response.status_code, expected):
        return f"{name}: {who} met {response.status_code}, expected {expected}"
    if response.status_code == 403 and not says_why(response):
        return f"{name}: {who} met a 403 without a sentence"
    return None


def says_why(response: Any) -> bool:
    if response.headers.get("Content-Type") == "application/json":
        return len(str(response.json().get("message") or "").split()) >= 3
    context = response.context
    return context is not None and len(str(context.get("exception") or "").split()) >= 3


def audience(row: Row, world: World, *, has_object: bool) -> Iterator[tuple[str, User, Status]]:
    for role in Role:
        for foreign in (False, True):
            who = f"{'a foreign ' if foreign else ''}{role.value}"
            yield who, world.person(role, foreign=foreign), expect(row, role, foreign=foreign, has_object=has_object)
    yield (
        "a person without membership",
        world.nobody,
        row.nobody if row.nobody is not None else (404 if has_object else 403),
    )
    yield "the operator", world.operator, row.operator


@pytest.mark.parametrize("name", sorted(ROWS))
def test_access(name: str, access_world: World) -> None:
    row = ROWS[name]
    if row.setup:
        row.setup(access_world)
    kwargs = row.kwargs(access_world)
    url = reverse(name, kwargs=kwargs)
    wrong = []
    for who, user, expected in audience(row, access_world, has_object=bool(kwargs)):
        wrong.append(complaint(name, who, ask(row, url, user, access_world, row.method), expected))
    wrong.append(_anonymous(name, row, url, access_world))
    if row.method == "POST" and row.post_only:
        response = ask(row, url, access_world.operator, access_world, "GET")
        wrong.append(complaint(f"{name} (GET)", "the operator", response, 405))
    assert [line for line in wrong if line] == []


def _anonymous(name: str, row: Row, url: str, world: World) -> str | None:
    """Nobody in particular: the sign-in page, unless the address is public."""
    response = ask(row, url, None, world, row.method)
    if row.public:
        return complaint(name, "anybody", response, row.anonymous)
    sign_in = reverse("account_login")
    if response.status_code == 302 and response["Location"].startswith(sign_in):
        return None
    return f"{name}: anybody met {response.status_code} {response.get('Location', '')}, expected the sign-in page"


def test_the_engine_sees_a_wrong_answer(access_world: World) -> None:
    """A page that lets everybody in is reported for every role that the row keeps out."""
    row = Row(own=dict.fromkeys(Role, 403))
    url = reverse("accounts:profile")
    wrong = [
        complaint("accounts:profile", who, ask(row, url, user, access_world, "GET"), expected)
        for who, user, expected in audience(row, access_world, has_object=False)
    ]
    assert sum(line is not None for line in wrong) >= 12


OPERATORS_PAGES = ("admin:index", "admin:accounts_membership_changelist", "admin:directory_organization_changelist")


@pytest.mark.parametrize("role", list(Role))
def test_the_operators_pages_are_for_superusers(role: Role, access_world: World, client: Client) -> None:
    """Even a role whose grants have the names of the admin's permissions, even with the staff flag."""
    person = access_world.person(role)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for name in OPERATORS_PAGES:
        response = client.get(reverse(name), follow=True)
        assert response.status_code == 403
        assert says_why(response)


def test_the_operator_signs_in_where_everybody_does(client: Client, db: None) -> None:
    """The admin's own sign-in page would count no attempts and ask no second step."""
    for name in OPERATORS_PAGES:
        response = client.get(reverse(name), follow=True)
        assert response.redirect_chain[-1][0] == f"{reverse('account_login')}?next={reverse(name)}"
    response = client.post(reverse("admin:login"), {"username": "a@example.org", "password": "x"})
    assert response["Location"].startswith(reverse("account_login"))


def test_the_operator_reaches_their_pages(access_world: World, client: Client) -> None:
    client.force_login(access_world.operator, backend="django.contrib.auth.backends.ModelBackend")
    for name in OPERATORS_PAGES:
        assert client.get(reverse(name)).status_code == 200


def test_lists_and_permissions_agree(access_world: World) -> None:
    """``visible_to`` gives exactly the rows on which ``has_perm`` says yes, for every role, own and foreign."""
    wrong = []
    for area in _areas():
        for prepare in getattr(area, "PREPARE", ()):
            prepare(access_world)
        for model, permission in getattr(area, "AGREEMENTS", ()):
            people = [
                (f"{r.value} foreign={f}", access_world.person(r, foreign=f)) for r in Role for f in (False, True)
            ]
            for who, user in [*people, ("nobody", access_world.nobody)]:
                fresh = User.objects.get(pk=user.pk)
                listed = set(model.objects.visible_to(fresh))
                permitted = {row for row in model.objects.all() if fresh.has_perm(permission, row)}
                if listed != permitted:
                    wrong.append(f"{permission}: {who} lists {len(listed)}, may see {len(permitted)}")
    assert wrong == []


def documented_grants() -> dict[str, set[Role]]:
    """docs/roles.md's table: one line per grant, an "oui" in the column of each role that holds it."""
    lines = (house.ROOT / "docs" / "roles.md").read_text().splitlines()
    table: dict[str, set[Role]] = {}
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        found = re.fullmatch(r"`([a-z]+\.[a-z_]+)`", cells[-1]) if len(cells) == len(Role) + 2 else None
        if found:
            table[found[1]] = {role for role, cell in zip(Role, cells[1:-1], strict=True) if cell == "oui"}
    return table


def test_the_page_for_people_is_the_table_of_grants() -> None:
    coded: dict[str, set[Role]] = {}
    for role, grants in GRANTS.items():
        for grant in grants:
            coded.setdefault(grant, set()).add(role)
    assert documented_grants() == coded
