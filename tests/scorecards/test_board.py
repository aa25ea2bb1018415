"""Causes and solutions, validated by each side for itself."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from actionplans.models import Action
from core.errors import Refusal
from scorecards.enums import CycleState
from scorecards.models import BoardEntry, Cluster, Cycle
from scorecards.reports.board import build_board
from scorecards.reports.history import build_history
from scorecards.services.board import agree, change_entry, promise, remove_entry, write_entry
from scorecards.services.issues import add_issue
from scorecards.services.themes import create_theme
from tests.conftest import World


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.INTERFACE)


def _theme(cycle: Cycle, world: World, label: str, *lines: str) -> Cluster:
    issues = [add_issue(group=cycle.groups.first(), text=line, by=world.facilitator) for line in lines]
    return create_theme(cycle=cycle, label=label, issues=issues, by=world.facilitator)


def _entry(
    cycle: Cycle, world: World, kind: str = "cause", text: str = "La pompe est vieille", **on: Any
) -> BoardEntry:
    on = on or {"indicator": cycle.indicators.first()}
    return write_entry(cycle=cycle, kind=kind, text=text, by=world.facilitator, **on)


def _yes(entry: BoardEntry, world: World, *sides: str, value: bool | None = True) -> None:
    for side in sides:
        agree(entry=entry, side=side, value=value, version=entry.version, by=world.facilitator)


def _post(client: Any, entry: BoardEntry, **data: Any) -> Any:
    url = reverse("scorecards:board_agree", args=[entry.cycle_id, entry.pk])
    return client.post(url, {"version": entry.version, "answer": "yes", **data})


def test_share_of_difficulties_whose_cause_both_sides_validated(world: World, cycle: Cycle) -> None:
    water = _theme(cycle, world, "Eau", "L’eau manque", "L’eau est sale")
    wait = _theme(cycle, world, "Attente", "On attend debout")
    add_issue(group=cycle.groups.first(), text="Sans thème", by=world.facilitator)
    add_issue(group=cycle.groups.first(), text="Bon accueil", is_strength=True, by=world.facilitator)
    assert build_board(cycle).share == 0
    cause = _entry(cycle, world, theme=water)
    _yes(cause, world, "users")
    assert build_board(cycle).shared == 0, "one side alone isn't both"
    _yes(cause, world, "provider")
    board = build_board(cycle)
    assert (board.shared, board.difficulties, board.share) == (2, 4, Decimal(50))
    solution = _entry(cycle, world, "solution", "Des bancs", theme=wait)
    _yes(solution, world, "users", "provider")
    assert build_board(cycle).shared == 2, "a solution explains nothing"
    indicator = cycle.indicators.first()
    wait.indicators.add(indicator)
    _yes(_entry(cycle, world, indicator=indicator), world, "users", "provider")
    assert build_board(cycle).shared == 3, "a cause of the theme's indicator counts"


def test_without_difficulties_there_is_no_share(world: World, cycle: Cycle) -> None:
    _yes(_entry(cycle, world), world, "users", "provider")
    board = build_board(cycle)
    assert board.share is None
    assert board.words == "1 cause sur 1 validée par les deux côtés"


def test_other_words_take_the_answers_back(world: World, cycle: Cycle) -> None:
    entry = _entry(cycle, world)
    _yes(entry, world, "users", "provider")
    entry = change_entry(entry=entry, version=entry.version, text="La pompe est sale", by=world.facilitator)
    assert (entry.users_agree, entry.provider_agrees) == (None, None)
    with pytest.raises(Refusal, match="entre-temps"):
        agree(entry=entry, side="provider", value=True, version=1, by=world.provider)


def test_the_two_sides_answer_without_getting_in_each_others_way(world: World, cycle: Cycle) -> None:
    entry = _entry(cycle, world)
    _yes(entry, world, "users")
    agree(entry=entry, side="provider", value=False, version=entry.version, by=world.provider)
    entry.refresh_from_db()
    assert (entry.users_agree, entry.provider_agrees) == (True, False)


def test_the_provider_answers_for_its_side_only(world: World, client: Any) -> None:
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    entry = _entry(cycle, world)
    client.force_login(world.provider)
    board = reverse("scorecards:cycle_board", args=[cycle.pk])
    page = client.get(board).content.decode()
    assert "La pompe est vieille" in page
    assert 'value="yes"' in page
    assert 'id="write"' not in page
    assert _post(client, entry, side="provider").status_code == 302
    assert _post(client, entry, side="users").status_code == 403
    assert client.post(board, {"kind": "cause", "text": "X"}).status_code == 403
    entry.refresh_from_db()
    assert (entry.users_agree, entry.provider_agrees) == (None, True)
    client.force_login(world.observer)
    assert client.get(board).status_code == 404
    client.force_login(world.officer)
    assert client.get(board).status_code == 403
    client.force_login(world.stranger)
    assert _post(client, entry, side="provider").status_code == 404


@pytest.mark.parametrize("data", [{"answer": "maybe"}, {"side": "mayor"}, {"version": "x"}, {"answer": ""}])
def test_a_wrong_answer_changes_nothing(world: World, cycle: Cycle, client: Any, data: dict[str, str]) -> None:
    entry = _entry(cycle, world)
    client.force_login(world.facilitator)
    assert _post(client, entry, **{"side": "users", **data}).status_code == 302
    entry.refresh_from_db()
    assert entry.users_agree is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "obligatoire"),
        ({"text": "Mme Alaoui vole"}, "nom"),
        ({"subject": ""}, "obligatoire"),
        ({"kind": "guess"}, "Sélectionnez"),
        ({"text": "x" * 301}, "300"),
    ],
)
def test_a_bad_sentence_says_why(world: World, cycle: Cycle, client: Any, data: dict[str, str], words: str) -> None:
    client.force_login(world.facilitator)
    good = {"kind": "cause", "text": "La pompe est vieille", "subject": f"indicator-{cycle.indicators.first().pk}"}
    answer = client.post(reverse("scorecards:cycle_board", args=[cycle.pk]), good | data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BoardEntry.objects.exists()


def test_a_sentence_is_written_and_written_once(world: World, cycle: Cycle, client: Any) -> None:
    client.force_login(world.facilitator)
    data = {"kind": "cause", "text": "La pompe est vieille", "subject": f"indicator-{cycle.indicators.first().pk}"}
    for _n in range(2):
        assert client.post(reverse("scorecards:cycle_board", args=[cycle.pk]), data).status_code == 302
    assert BoardEntry.objects.count() == 1


FIELDS = {"what": "Acheter une pompe", "side": "provider", "responsible": "responsable du centre"}


def test_a_solution_becomes_one_action(world: World, cycle: Cycle, client: Any) -> None:
    entry = _entry(cycle, world, "solution", "Une pompe solaire")
    client.force_login(world.facilitator)
    url = reverse("scorecards:board_action", args=[cycle.pk, entry.pk])
    assert "Une pompe solaire" in client.get(url).content.decode()
    bad = client.post(url, FIELDS | {"due_on": "", "funding": "internal"})
    assert bad.status_code == 422
    for _n in range(2):
        client.post(url, FIELDS | {"due_on": "2030-01-01", "funding": "internal"})
    entry.refresh_from_db()
    assert entry.action == Action.objects.get()
    with pytest.raises(Refusal, match="action du plan"):
        remove_entry(entry=entry, by=world.facilitator)


def test_only_a_solution_and_only_from_the_meeting_on(world: World, cycle: Cycle) -> None:
    fields = FIELDS | {"due_on": cycle.starts_on}
    with pytest.raises(Refusal, match="Seule une solution"):
        promise(entry=_entry(cycle, world), by=world.facilitator, **fields)


def test_no_promise_before_the_meeting(world: World) -> None:
    early = world.make_cycle(state=CycleState.COMMUNITY)
    entry = _entry(early, world, "solution")
    with pytest.raises(Refusal, match="réunion d’interface"):
        promise(entry=entry, by=world.facilitator, **FIELDS, due_on=early.starts_on)
    assert not Action.objects.exists()


def test_what_the_provider_answered_is_shown_and_stays(world: World, cycle: Cycle, client: Any) -> None:
    entry = _entry(cycle, world, "solution", "Une pompe solaire")
    BoardEntry.objects.filter(pk=entry.pk).update(feasibility="no", refusal="Pas de budget cette année", cost="9 000")
    client.force_login(world.observer)
    page = client.get(reverse("scorecards:cycle_board", args=[cycle.pk])).content.decode()
    assert "Pas de budget cette année" in page
    assert "9 000" in page
    with pytest.raises(Refusal, match="prestataire a répondu"):
        remove_entry(entry=entry, by=world.facilitator)
    with pytest.raises(Refusal, match="avec ces mots"):
        change_entry(entry=entry, version=1, text="Une pompe à main", by=world.facilitator)
    with pytest.raises(Refusal, match="pas promise"):
        promise(entry=entry, by=world.facilitator, **FIELDS, due_on=cycle.starts_on)
    assert not Action.objects.exists()


def test_a_masked_sentence_is_not_read_outside_the_team(world: World, cycle: Cycle, client: Any) -> None:
    _entry(cycle, world, text="Mme Alaoui garde la clé")
    client.force_login(world.provider)
    assert "Alaoui" not in client.get(reverse("scorecards:cycle_board", args=[cycle.pk])).content.decode()


def test_the_history_keeps_each_version_of_the_board(
    world: World, cycle: Cycle, signed_in: Any, django_assert_num_queries: Any
) -> None:
    entry = _entry(cycle, world, theme=_theme(cycle, world, "Eau", "L’eau manque"))
    _yes(entry, world, "users")
    change_entry(entry=entry, text="La pompe est usée", version=entry.version, by=world.facilitator)
    remove_entry(entry=BoardEntry.objects.get(), by=world.facilitator)
    told = [(line.text, line.before, line.after) for line in build_history(cycle, kind="board")]
    first, agreed = "“La pompe est vieille”", "“La pompe est vieille” · utilisateurs : oui"
    assert [(text, _plain(before), _plain(after)) for text, before, after in reversed(told)][:2] == [
        ("Cause, Eau", "", first), ("Cause, Eau", first, agreed),
    ]  # fmt: skip
    assert "La pompe est usée" in told[1][2]
    assert told[0][2] == "retirée"
    page = signed_in(world.facilitator).get(reverse("scorecards:cycle_history", args=[cycle.pk]), {"kind": "board"})
    assert "La pompe est usée" in page.content.decode()
    for number in range(12):
        _entry(cycle, world, text=f"Cause {number}")
    with django_assert_num_queries(3):
        build_history(cycle, kind="board")


def _plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("« ", "“").replace(" »", "”")
