"""From what a group says to themes and indicators, and back by the thread."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Refusal
from scorecards.enums import CycleState, Variant
from scorecards.models import Cluster, Cycle, Indicator, Issue, ModerationItem
from scorecards.reports.issues import build_overview, build_themes, ranked
from scorecards.reports.steps import extra_steps
from scorecards.services import themes
from scorecards.services.board import promise, write_entry
from scorecards.services.issues import Vote, add_issue, change_issue, people_of, vote_issues
from tests.conftest import World
from tests.factories import GroupFactory, IndicatorTemplateFactory


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle()


def _say(cycle: Cycle, world: World, text: str, group: int = 0, **fields: Any) -> Issue:
    return add_issue(group=cycle.groups.all()[group], text=text, by=world.facilitator, **fields)


def _theme(cycle: Cycle, world: World, label: str = "Eau", text: str = "L’eau manque le soir") -> Cluster:
    issue = _say(cycle, world, text)
    return themes.create_theme(cycle=cycle, label=label, issues=[issue], by=world.facilitator)


def _url(name: str, *args: Any) -> str:
    return reverse(f"scorecards:{name}", args=args)


# The list of a group -----------------------------------------------------------------------------------------------


def test_several_lines_are_added_in_a_row(world: World, cycle: Cycle, client: Any) -> None:
    client.force_login(world.facilitator)
    group = cycle.groups.first()
    url = _url("group_issues", cycle.pk, group.pk)
    for text in ("L’eau manque le soir", "On attend debout", "L’accueil est bon"):
        assert client.post(url, {"text": text, "suggestion": "", "is_strength": text.startswith("L’acc")}).url == url
    page = client.get(url).content.decode()
    assert "autofocus" in page, "the cursor waits for the next line"
    assert [row.is_strength for row in Issue.objects.filter(group=group)] == [False, False, True]


def test_the_same_line_sent_twice_is_written_once(world: World, cycle: Cycle) -> None:
    assert _say(cycle, world, "L’eau manque") == _say(cycle, world, "l’eau  manque ")
    assert Issue.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "obligatoire"), ("   ", "obligatoire"), ("x" * 301, "300"), ("Mme Alaoui crie sur nous", "nom")],
)
def test_a_bad_line_says_why_and_stays_on_the_page(
    world: World, cycle: Cycle, client: Any, text: str, words: str
) -> None:
    client.force_login(world.facilitator)
    answer = client.post(_url("group_issues", cycle.pk, cycle.groups.first().pk), {"text": text, "suggestion": "Idée"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Idée" in page
    assert not Issue.objects.exists()


def test_a_text_that_names_somebody_waits_for_the_team(world: World, cycle: Cycle) -> None:
    issue = _say(cycle, world, "Mme Alaoui crie sur nous")
    assert ModerationItem.objects.get().place == f"issue:{issue.pk}:text"


def test_a_stale_form_is_refused(world: World, cycle: Cycle, client: Any) -> None:
    issue = _say(cycle, world, "L’eau manque")
    change_issue(issue=issue, version=1, text="L’eau manque le soir", by=world.facilitator)
    with pytest.raises(Refusal, match="entre-temps"):
        change_issue(issue=issue, version=1, text="Autre chose", by=world.facilitator)
    client.force_login(world.facilitator)
    answer = client.post(_url("issue_edit", cycle.pk, issue.pk), {"text": "Autre chose", "version": 1})
    assert answer.status_code == 422
    assert "Autre chose" in answer.content.decode()


def test_a_closed_round_and_a_paused_one_take_nothing(world: World) -> None:
    closed = world.make_cycle(state=CycleState.CLOSED)
    with pytest.raises(Refusal, match="clos"):
        _say(closed, world, "L’eau manque")


def test_the_full_instrument_asks_for_input_tracking_first(world: World) -> None:
    cycle = world.make_cycle(variant=Variant.FULL)
    with pytest.raises(Refusal, match="intrants"):
        _say(cycle, world, "L’eau manque")
    Cycle.objects.filter(pk=cycle.pk).update(inputs_note="Rien à suivre")
    assert _say(cycle, world, "L’eau manque")


# The order ---------------------------------------------------------------------------------------------------------


def test_hands_put_difficulties_in_order_and_ties_share_a_place(world: World, cycle: Cycle) -> None:
    rows = [_say(cycle, world, text) for text in ("Un", "Deux", "Trois", "Quatre")]
    hands = {str(rows[0].pk): Vote(3), str(rows[1].pk): Vote(9, "On y va à pied"), str(rows[2].pk): Vote(3)}
    vote_issues(group=cycle.groups.first(), votes=hands, by=world.facilitator)
    order = ranked(list(Issue.objects.filter(group=cycle.groups.first())))
    assert [(row.issue.text, row.place) for row in order] == [("Deux", 1), ("Un", 2), ("Trois", 2), ("Quatre", None)]


def test_no_line_has_more_hands_than_people(world: World, client: Any) -> None:
    cycle = world.make_cycle(state=CycleState.COMMUNITY)
    group = cycle.groups.first()
    issue = add_issue(group=group, text="L’eau manque", by=world.facilitator)
    assert people_of(group) == 12, "people present count, not the 20 expected"
    with pytest.raises(Refusal, match="13"):
        vote_issues(group=group, votes={str(issue.pk): Vote(13)}, by=world.facilitator)
    client.force_login(world.facilitator)
    answer = client.post(
        _url("group_votes", cycle.pk, group.pk), {f"votes-{issue.pk}": "13", f"reason-{issue.pk}": "R"}
    )
    assert answer.status_code == 422
    assert "13 mains pour 12 personnes" in answer.content.decode()
    assert client.post(_url("group_votes", cycle.pk, group.pk), {f"votes-{issue.pk}": "12"}).status_code == 302


def test_before_anybody_is_counted_the_expected_size_bounds_the_hands(world: World, cycle: Cycle) -> None:
    cycle.sessions.all().delete()
    issue = _say(cycle, world, "L’eau manque")
    with pytest.raises(Refusal, match="20"):
        vote_issues(group=issue.group, votes={str(issue.pk): Vote(21)}, by=world.facilitator)


@pytest.mark.parametrize("hands", ["-1", "beaucoup", "2,5"])
def test_wrong_hands_are_refused_with_a_sentence(world: World, cycle: Cycle, client: Any, hands: str) -> None:
    issue = _say(cycle, world, "L’eau manque")
    client.force_login(world.facilitator)
    answer = client.post(_url("group_votes", cycle.pk, issue.group_id), {f"votes-{issue.pk}": hands})
    assert answer.status_code == 422
    assert hands in answer.content.decode()


# Themes ------------------------------------------------------------------------------------------------------------


def _state(cycle: Cycle) -> dict[str, list[str]]:
    lines, free = build_themes(cycle)
    return {line.theme.label: sorted(row.text for row in line.issues) for line in lines} | {
        "": sorted(row.text for row in free)
    }


def test_create_move_merge_and_undo_each(world: World, cycle: Cycle, client: Any) -> None:
    rows = [_say(cycle, world, text, group) for text, group in (("Eau", 0), ("Puits", 1), ("Attente", 0))]
    client.force_login(world.facilitator)
    url, undo = _url("cycle_themes", cycle.pk), _url("themes_undo", cycle.pk)

    client.post(url, {"issue": [rows[0].pk, rows[1].pk], "label": "L’eau", "theme": ""})
    assert _state(cycle) == {"L’eau": ["Eau", "Puits"], "": ["Attente"]}
    client.post(undo)
    assert _state(cycle) == {"": ["Attente", "Eau", "Puits"]}

    client.post(url, {"issue": [rows[0].pk, rows[1].pk], "label": "L’eau", "theme": ""})
    client.post(url, {"issue": [rows[2].pk], "label": "Accueil", "theme": ""})
    water, welcome = Cluster.objects.get(label="L’eau"), Cluster.objects.get(label="Accueil")
    write_entry(cycle=cycle, kind="cause", text="Trop de monde", theme=welcome, by=world.facilitator)
    welcome.indicators.add(cycle.indicators.first())
    client.post(_url("theme_change", cycle.pk, welcome.pk, "merge"), {"into": water.pk})
    assert _state(cycle) == {"L’eau": ["Attente", "Eau", "Puits"], "": []}
    assert water.board.count() == 1
    assert water.indicators.count() == 1
    client.post(undo)
    assert _state(cycle) == {"L’eau": ["Eau", "Puits"], "Accueil": ["Attente"], "": []}
    assert Cluster.objects.get(label="Accueil").board.count() == 1
    assert list(Cluster.objects.get(label="Accueil").indicators.all()) == [cycle.indicators.first()]
    assert water.indicators.count() == 0


def test_undo_refuses_once_somebody_else_changed_the_themes(world: World, cycle: Cycle) -> None:
    first = themes.snapshot(cycle)
    theme = _theme(cycle, world)
    after = themes.snapshot(cycle)
    write_entry(cycle=cycle, kind="cause", text="Une panne", theme=theme, by=world.facilitator)
    with pytest.raises(Refusal, match="annul"):
        themes.undo(cycle=cycle, before=first, after=after, by=world.facilitator)
    assert theme.board.count() == 1
    themes.rename_theme(theme=theme, label="Puits", by=world.facilitator)
    with pytest.raises(Refusal, match="annul"):
        themes.undo(cycle=cycle, before=first, after=after, by=world.facilitator)


def test_a_theme_with_causes_is_not_dissolved(world: World, cycle: Cycle) -> None:
    theme = _theme(cycle, world)
    write_entry(cycle=cycle, kind="cause", text="Une panne", theme=theme, by=world.facilitator)
    with pytest.raises(Refusal, match="fusionnez"):
        themes.dissolve_theme(theme=theme, by=world.facilitator)


@pytest.mark.parametrize("data", [{"label": "Eau"}, {"issue": "x", "label": "Eau"}, {"label": "", "theme": ""}])
def test_gathering_nothing_is_refused(world: World, cycle: Cycle, client: Any, data: dict[str, str]) -> None:
    _say(cycle, world, "L’eau manque")
    client.force_login(world.facilitator)
    answer = client.post(_url("cycle_themes", cycle.pk), data)
    assert answer.status_code == 422
    assert "Cochez au moins une ligne" in answer.content.decode()


def test_issues_of_another_cycle_are_not_moved(world: World, cycle: Cycle) -> None:
    theme = _theme(cycle, world)
    foreign = Issue.objects.create(group=GroupFactory(cycle=world.foreign_cycle), text="Ailleurs")
    with pytest.raises(Refusal):
        themes.move_issues(cycle=cycle, theme=theme, issues=[foreign], by=world.facilitator)


# From a theme to indicators ----------------------------------------------------------------------------------------


def test_an_indicator_is_derived_from_the_library_or_written(world: World, cycle: Cycle, client: Any) -> None:
    theme = _theme(cycle, world)
    template = IndicatorTemplateFactory(code="eau-debit", label_fr="Débit de l’eau")
    client.force_login(world.facilitator)
    client.post(_url("theme_change", cycle.pk, theme.pk, "library"), {"template": template.code})
    client.post(
        _url("theme_change", cycle.pk, theme.pk, "write"),
        {"label": "Heures d’eau", "hint": "", "asked_of": "both", "about": "provider"},
    )
    assert {row.label for row in theme.indicators.all()} == {"Débit de l’eau", "Heures d’eau"}
    assert cycle.indicators.filter(code="eau-debit").exists()


def test_after_preparation_only_indicators_of_the_cycle_are_tied(world: World, client: Any) -> None:
    cycle = world.make_cycle(state=CycleState.COMMUNITY)
    theme = _theme(cycle, world)
    client.force_login(world.facilitator)
    answer = client.post(_url("theme_change", cycle.pk, theme.pk, "write"), {
        "label": "Heures d’eau", "asked_of": "both", "about": "provider",
    })  # fmt: skip
    assert answer.status_code == 422
    assert "Heures d’eau" in answer.content.decode(), "what was typed stays"
    assert not Indicator.objects.filter(label="Heures d’eau").exists()
    indicator = cycle.indicators.first()
    client.post(_url("theme_change", cycle.pk, theme.pk, "link"), {"indicator": indicator.pk})
    assert list(theme.indicators.all()) == [indicator]
    client.post(_url("theme_untie", cycle.pk, theme.pk, indicator.pk))
    assert not theme.indicators.exists()


# The thread --------------------------------------------------------------------------------------------------------


@pytest.fixture
def threaded(world: World) -> dict[str, Any]:
    """A released cycle whose issue leads to a theme, an indicator, a solution and an action."""
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    theme = _theme(cycle, world, "Eau propre", "L’eau manque le soir")
    indicator = cycle.indicators.first()
    themes.link_indicator(theme=theme, indicator=indicator, by=world.facilitator)
    entry = write_entry(cycle=cycle, kind="solution", text="Une pompe solaire", theme=theme, by=world.facilitator)
    action = promise(
        entry=entry, by=world.facilitator, what="Acheter la pompe", side="provider",
        responsible="responsable du centre", due_on=cycle.starts_on,
    )  # fmt: skip
    return {"cycle": cycle, "theme": theme, "indicator": indicator, "entry": entry, "action": action}


@pytest.mark.parametrize("role", ["facilitator", "provider", "observer"])
def test_the_thread_is_followed_from_either_end(
    world: World, threaded: dict[str, Any], client: Any, role: str
) -> None:
    cycle, theme, indicator, action = (threaded[name] for name in ("cycle", "theme", "indicator", "action"))
    client.force_login(world.person(role))
    pages = {
        "theme": _url("theme_detail", cycle.pk, theme.pk),
        "indicator": _url("indicator_thread", cycle.pk, indicator.pk),
        "action": _url("action_thread", action.pk),
    }
    for name, url in pages.items():
        page = client.get(url).content.decode()
        for words in ("L’eau manque le soir", "Eau propre", indicator.label, "Une pompe solaire", "Acheter la pompe"):
            assert words in page, (name, words)
        for other, link in pages.items():
            assert other == name or link in page, (name, other)


def test_the_action_leads_back_to_its_thread(world: World, threaded: dict[str, Any], client: Any) -> None:
    client.force_login(world.provider)
    page = client.get(threaded["action"].get_absolute_url()).content.decode()
    assert _url("action_thread", threaded["action"].pk) in page


def test_others_read_neither_groups_nor_hands(world: World, threaded: dict[str, Any], client: Any) -> None:
    issue = Issue.objects.get()
    vote_issues(group=issue.group, votes={str(issue.pk): Vote(7)}, by=world.facilitator)
    url = _url("theme_detail", threaded["cycle"].pk, threaded["theme"].pk)
    client.force_login(world.facilitator)
    assert "7 mains" in client.get(url).content.decode()
    client.force_login(world.observer)
    page = client.get(url).content.decode()
    assert "7 mains" not in page
    assert str(issue.group) not in page


def test_a_masked_text_is_not_read_outside_the_team(world: World, threaded: dict[str, Any], client: Any) -> None:
    issue = add_issue(group=threaded["cycle"].groups.first(), text="Mme Alaoui crie sur nous", by=world.facilitator)
    themes.move_issues(cycle=threaded["cycle"], theme=threaded["theme"], issues=[issue], by=world.facilitator)
    client.force_login(world.provider)
    assert (
        "Alaoui" not in client.get(_url("theme_detail", threaded["cycle"].pk, threaded["theme"].pk)).content.decode()
    )


def test_before_release_the_others_read_nothing(world: World, client: Any) -> None:
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    theme = _theme(cycle, world)
    client.force_login(world.provider)
    assert client.get(_url("theme_detail", cycle.pk, theme.pk)).status_code == 403
    assert client.get(_url("cycle_issues", cycle.pk)).status_code == 403
    client.force_login(world.stranger)
    assert client.get(_url("theme_detail", cycle.pk, theme.pk)).status_code == 404


# Pages -------------------------------------------------------------------------------------------------------------


def test_the_steps_of_the_cycle_lead_here(world: World, cycle: Cycle, client: Any) -> None:
    _theme(cycle, world)
    urls = {step.url for step in extra_steps(cycle, world.facilitator)}
    assert {_url(name, cycle.pk) for name in ("cycle_issues", "cycle_themes", "cycle_board")} <= urls
    client.force_login(world.facilitator)
    page = client.get(cycle.get_absolute_url()).content.decode()
    assert _url("cycle_issues", cycle.pk) in page


@pytest.mark.parametrize("name", ["cycle_issues", "cycle_themes", "cycle_board"])
def test_as_many_queries_for_twelve_as_for_two(world: World, cycle: Cycle, client: Any, name: str) -> None:
    client.force_login(world.facilitator)

    def fill(count: int) -> int:
        for n in range(count):
            theme = _theme(cycle, world, f"Thème {count} {n}", f"Ligne {count} {n}")
            write_entry(cycle=cycle, kind="cause", text=f"Cause {n}", theme=theme, by=world.facilitator)
            theme.indicators.add(cycle.indicators.first())
            GroupFactory(cycle=cycle)
        client.get(_url(name, cycle.pk))
        with CaptureQueriesContext(connection) as found:
            client.get(_url(name, cycle.pk))
        return len(found)

    assert fill(2) == fill(12)


def test_the_overview_counts_each_group(world: World, cycle: Cycle) -> None:
    _say(cycle, world, "Un")
    _say(cycle, world, "Bon accueil", is_strength=True)
    first, second = build_overview(cycle).groups
    assert (first.difficulties, first.strengths, first.is_voted) == (1, 1, False)
    assert second.is_empty


def test_the_others_read_the_themes_of_a_released_card(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    theme = Cluster.objects.create(cycle=cycle, label="L’eau manque")
    for person in (world.provider, world.officer, world.observer):
        browser = signed_in(person)
        for url in (_url("cycle_themes", cycle.pk), _url("theme_detail", cycle.pk, theme.pk)):
            assert "L’eau manque" in browser.get(url).content.decode()
