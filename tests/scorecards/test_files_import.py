"""A card file entered by command and by service: whole or not at all, and it comes back the same."""

import datetime
import importlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.errors import Refusal
from directory.models import Organization, ServicePoint, Territory
from scorecards import cardfile
from scorecards.enums import AskedOf, CycleState, Scale, ScoreMode, SessionState
from scorecards.models import CardImport, Cycle, CycleEvent, Indicator, IndicatorTemplate, Score, ScoringSession
from scorecards.reports.card import build_card
from scorecards.scales import SCALES
from scorecards.scoring import build_card as compute
from scorecards.services.fileexport import export_card, export_public
from scorecards.services.files import import_card
from scorecards.services.library import library_rows, load_library
from scorecards.services.release import card_inputs
from tests.conftest import World
from tests.scorecards.test_files_parser import GOLDEN, HEAD

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "scorecards" / "fixtures"
SIADARA = FIXTURES / "siadara_3_rounds.csv"


def run(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("import_scorecard", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as left:
        return int(left.code or 0), out.getvalue()
    return 0, out.getvalue()


def enter(world: World, text: str, **fields: Any) -> list[Cycle]:
    scale = fields.pop("scale", Scale.TEN)
    return import_card(
        parsed=cardfile.parse(text, SCALES[scale]),
        service_point=world.service_point,
        scale=scale,
        by=world.facilitator,
        organization=world.ngo,
        **fields,
    )


def figures(cycle: Cycle) -> Any:
    """The card as computed, by labels instead of keys: what two imports of the same file share."""
    labels = dict(cycle.indicators.values_list("code", "label"))
    names = {str(group.pk): str(group) for group in cycle.groups.all()}
    card = compute(**card_inputs(cycle))
    groups = [names[key] for key in card.groups]
    return groups, [(labels[row.indicator], row.groups, row.users, row.provider, row.gap) for row in card.rows]


# The golden case, by command ------------------------------------------------


def test_siadara_on_an_empty_database_prints_one_object() -> None:
    code, out = run(str(SIADARA), "--service", "Siadara", "--scale", "0-10", "--json")
    assert (code, json.loads(out)) == (0, GOLDEN)
    cycles = list(Cycle.objects.order_by("number"))
    assert [cycle.state for cycle in cycles] == [CycleState.CLOSED, CycleState.CLOSED, CycleState.INTERFACE]
    assert [cycle.previous_id for cycle in cycles] == [None, cycles[0].pk, cycles[1].pk]
    assert all(cycle.is_released and cycle.releases.filter(is_current=True).count() == 1 for cycle in cycles)
    assert Organization.objects.get().name == "Import"
    assert ServicePoint.objects.get().name == "Siadara"
    assert set(ScoringSession.objects.values_list("state", flat=True)) == {SessionState.CLOSED}
    assert all(session.people_present is None for session in ScoringSession.objects.all())
    assert CycleEvent.objects.filter(name="import").count() == 3


def test_siadara_keeps_its_reasons_and_its_one_shared_indicator() -> None:
    run(str(SIADARA), "--service", "Siadara", "--scale", "0-10")
    last = Cycle.objects.get(number=3)
    assert last.indicators.count() == 18
    assert [row.label for row in last.indicators.filter(asked_of=AskedOf.BOTH)] == ["Clinic cleanliness"]
    score = Score.objects.get(session__cycle=last, indicator__label="Electricity")
    assert (score.value, score.reason) == (10, "Initially, no electricity. PRT installed solar panels")
    gaps = {row.label: row.gap for row in build_card(last, audience="team").rows if row.gap is not None}
    assert gaps == {"Clinic cleanliness": last_gap(last)}


def last_gap(cycle: Cycle) -> Any:
    return next(row for row in compute(**card_inputs(cycle)).rows if row.gap is not None).gap


def test_codes_are_the_librarys_when_the_words_are_and_never_change() -> None:
    load_library()
    run(str(SIADARA), "--service", "Siadara", "--scale", "0-10", "--sector", "health")
    waiting = Indicator.objects.filter(label="Waiting time")
    assert set(waiting.values_list("code", "template__code")) == {("health-waiting-time", "health-waiting-time")}
    for label in set(Indicator.objects.values_list("label", flat=True)):
        assert Indicator.objects.filter(label=label).values("code").distinct().count() == 1


def test_the_trend_follows_the_same_indicator() -> None:
    run(str(SIADARA), "--service", "Siadara", "--scale", "0-10")
    rows = {row.label: row for row in build_card(Cycle.objects.get(number=2), audience="team").rows}
    assert rows["Electricity"].trend.change == 3
    assert rows["Medical equipment"].trend.change == -1


def test_a_service_point_that_is_there_is_used(world: World) -> None:
    run(str(SIADARA), "--service", world.service_point.name.upper(), "--scale", "0-10")
    assert Cycle.objects.filter(service_point=world.service_point, organization=world.ngo).count() == 3


# Refused by command ---------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        (HEAD + "provider,Eau,3,\nprovider,Route,3.7,\n", 3, "3,5 ou 4"),
        (HEAD + "patient,Eau,3,\n", 2, "community:femmes"),
        (HEAD + "provider,Eau,=1+1,\n", 2, "formule"),
        ("provider,Eau,3,\n", 1, "respondent,indicator,round1,reason"),
        (HEAD + "provider,Eau,3,\nprovider,eau,4,\n", 3, "ligne 2"),
        ("x" * 3_000_000, None, "2"),
    ],
    ids=["off the grid", "respondent", "formula", "no header", "twice", "too big"],
)
def test_a_refused_file_changes_nothing(tmp_path: Path, content: str, line: int | None, part: str) -> None:
    path = tmp_path / "carte.csv"
    path.write_text(content)
    code, out = run(str(path), "--service", "Siadara", "--scale", "0-10", "--json")
    errors = json.loads(out)["errors"]
    assert code == 2
    assert [error["line"] for error in errors] == [line]
    assert part in errors[0]["message"]
    for model in (Cycle, ServicePoint, Organization, Territory, CardImport):
        assert not model.objects.exists()


def test_bytes_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "carte.csv"
    path.write_bytes((HEAD + "provider,Électricité,3,\n").encode("cp1252"))
    code, out = run(str(path), "--service", "Siadara", "--scale", "0-10", "--json")
    assert (code, json.loads(out)["errors"][0]["line"]) == (2, 2)


@pytest.mark.parametrize(
    "arguments", [["absent.csv", "0-10"], [str(SIADARA), "0-7"]], ids=["no file", "no such scale"]
)
def test_wrong_arguments_are_told_the_same_way(arguments: list[str]) -> None:
    code, out = run(arguments[0], "--service", "Siadara", "--scale", arguments[1], "--json")
    assert code == 2
    assert json.loads(out)["errors"][0]["line"] is None


def test_the_same_file_twice_is_refused_with_its_reason() -> None:
    run(str(SIADARA), "--service", "Siadara", "--scale", "0-10")
    code, out = run(str(SIADARA), "--service", "siadara", "--scale", "0-10", "--json")
    assert code == 2
    assert "déjà" in json.loads(out)["errors"][0]["message"]
    assert Cycle.objects.count() == 3


def test_an_unknown_organization_is_refused(world: World) -> None:
    code, out = run(str(SIADARA), "--service", "X", "--scale", "0-10", "--organization", "Personne", "--json")
    assert (code, Cycle.objects.filter(service_point__name="X").count()) == (2, 0)


# The service ----------------------------------------------------------------


def test_an_open_cycle_must_be_closed_first(world: World) -> None:
    world.make_cycle()
    with pytest.raises(Refusal, match="ouvert"):
        enter(world, HEAD + "community,Eau,3,\n")


def test_rounds_continue_after_those_that_are_there(world: World) -> None:
    old = world.make_cycle(state=CycleState.CLOSED, starts_on=timezone.localdate() - datetime.timedelta(days=300))
    first, second = enter(world, "respondent,indicator,round1,round2,reason\ncommunity,Point 1,3,4,\n")
    assert (first.number, second.number, first.previous_id) == (2, 3, old.pk)
    assert old.starts_on < first.starts_on < second.starts_on == timezone.localdate()
    assert first.indicators.get().code == "point-1"


def test_another_scale_than_the_earlier_rounds_is_refused(world: World) -> None:
    world.make_cycle(state=CycleState.CLOSED, starts_on=timezone.localdate() - datetime.timedelta(days=300))
    with pytest.raises(Refusal, match="échelle"):
        enter(world, HEAD + "community,Eau,3,\n", scale=Scale.FACES)


def test_dates_to_come_or_before_the_last_round_are_refused(world: World) -> None:
    world.make_cycle(state=CycleState.CLOSED, starts_on=timezone.localdate() - datetime.timedelta(days=30))
    with pytest.raises(Refusal, match="à venir"):
        enter(world, "# dates: 2999-01-01\n" + HEAD + "community,Eau,3,\n")
    with pytest.raises(Refusal, match="déjà là"):
        enter(world, "# dates: 2001-01-01\n" + HEAD + "community,Eau,3,\n")


def test_a_failure_in_the_last_round_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from scorecards.services import filerounds

    freeze, calls = filerounds.freeze_card, []

    def fail_late(**fields: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise RuntimeError("power cut")
        return freeze(**fields)

    monkeypatch.setattr(filerounds, "freeze_card", fail_late)
    before = Cycle.objects.count()
    with pytest.raises(RuntimeError):
        enter(world, SIADARA.read_text())
    assert Cycle.objects.count() == before
    assert not Score.objects.filter(indicator__label="Electricity").exists()


# The way back ---------------------------------------------------------------

FULL = (
    "# scale: 0-10\r\n# rule: weighted_by_present\r\n# dates: 2025-01-10, 2025-07-10\r\n"
    "# present: 1, community:femmes, 1|6|2|||\r\n# present: 2, community:femmes, 2|6|2|0|0|0\r\n"
    "# present: 2, community:autre=femmes/Bas\\/Haut, 0|0|0|1|7|2\r\n"
    "respondent,indicator,round1,round2,reason1,reason2,suggestion1,suggestion2\r\n"
    "provider,Eau,7.5,8,Assez,Mieux,,Continuer\r\n"
    'community:femmes,Eau,t:0|0|0|1|2|3|1|1|1|0|0,na,"Deux\nlignes",Sans objet,Un puits,\r\n'
    'community:autre=femmes/Bas\\/Haut,Eau,absent,refus,"\'=1+1","\'=1+1",,\r\n'
    "community:femmes,Route,,0,,Zéro,,\r\n"
    "provider,Nouveau,absent,10,là,là,,\r\n"
)


@pytest.mark.parametrize("rule", ["weighted_by_present", "village_mean"])
def test_export_then_import_gives_the_same_card(world: World, rule: str) -> None:
    cycles = enter(world, FULL.replace("weighted_by_present", rule))
    assert {cycle.consolidation_rule for cycle in cycles} == {rule}
    text = export_card(cycle=cycles[-1])
    elsewhere = world.foreign_cycle.service_point
    Cycle.objects.filter(pk=world.foreign_cycle.pk).update(organization=world.town_hall)
    again = import_card(
        parsed=cardfile.parse(text, SCALES["ten"]),
        service_point=elsewhere,
        scale="ten",
        by=None,
        organization=world.ngo,
    )
    for one, two in zip(cycles, again, strict=True):
        assert figures(one) == figures(two)
        assert one.starts_on == two.starts_on
        assert one.consolidation_rule == two.consolidation_rule
        assert one.indicators.count() == two.indicators.count()
    assert export_card(cycle=again[-1]).split("\r\n")[1:] == text.split("\r\n")[1:]
    hands = Score.objects.get(session__cycle=again[0], mode=ScoreMode.TALLY)
    assert hands.tallies == [0, 0, 0, 1, 2, 3, 1, 1, 1, 0, 0]
    refused = Score.objects.get(session__cycle=again[1], session__group__label="femmes", indicator__label="Eau")
    assert refused.reason == "=1+1"


def test_the_export_command_writes_the_chain_or_one_round(world: World) -> None:
    cycles = enter(world, FULL)
    whole, one = io.StringIO(), io.StringIO()
    call_command("export_scorecard", str(cycles[-1].pk), stdout=whole)
    call_command("export_scorecard", str(cycles[-1].pk), "--only", stdout=one)
    assert cardfile.parse(whole.getvalue(), SCALES["ten"]).rounds == 2
    assert cardfile.parse(one.getvalue(), SCALES["ten"]).rounds == 1
    for wrong in ("nothing", "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(CommandError):
            call_command("export_scorecard", wrong)


def test_a_cycle_played_in_the_browser_is_exported_and_read_back(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    parsed = cardfile.parse(export_card(cycle=cycle), SCALES["ten"])
    assert parsed.problems == ()
    assert len(parsed.lines) == 9
    assert len(parsed.notes.present) == 3


def test_the_public_file_hides_small_groups(world: World) -> None:
    text = HEAD + "community:femmes,Eau,t:0|0|0|2|0|0|0|0|0|0|0,secret\n"
    (cycle,) = enter(world, text)
    public = export_public(cycle=cycle)
    assert "secret" not in public
    assert "femmes" not in public
    assert "trop peu de personnes" in public


# The library ----------------------------------------------------------------


def test_a_new_database_gets_the_library_and_loading_again_changes_nothing() -> None:
    rows = list(library_rows())
    IndicatorTemplate.objects.all().delete()
    migration = importlib.import_module("scorecards.migrations.0004_load_library")
    migration.load(apps, None)
    before = list(IndicatorTemplate.objects.order_by("code").values())
    assert len(before) == len(rows)
    migration.load(apps, None)
    assert load_library() == len(rows)
    assert list(IndicatorTemplate.objects.order_by("code").values()) == before


def test_corrected_words_are_brought_up_to_date() -> None:
    load_library()
    IndicatorTemplate.objects.filter(code="health-water").update(label_fr="Vieux mots")
    load_library()
    assert IndicatorTemplate.objects.get(code="health-water").label_fr == "Eau"


@pytest.mark.parametrize("sector", ["health", "education", "water", "administration"])
def test_each_sector_has_indicators_of_both_kinds_in_three_languages(sector: str) -> None:
    rows = [row for row in library_rows() if row["sector"] == sector]
    assert len(rows) >= 10
    assert sum(row["about"] == "users" for row in rows) >= 2
    for row in rows:
        assert str(row["code"]).startswith(f"{sector}-")
        assert all(row[name] for name in ("label_fr", "label_en", "label_ar", "hint_fr", "hint_en", "hint_ar"))
        assert row["asked_of"] in AskedOf.values
