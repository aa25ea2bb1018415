"""The tree: paths, moves, and the import that takes all or nothing."""

from typing import Any

import pytest

from core.errors import Refusal
from directory.enums import TerritoryLevel
from directory.models import Territory
from directory.services import apply_territories, plan_territories, save_territory
from tests.factories import UserFactory

HEADER = b"code,name,level,parent_code\n"
COUNTRY, REGION, COMMUNE, VILLAGE = (
    TerritoryLevel.COUNTRY,
    TerritoryLevel.REGION,
    TerritoryLevel.COMMUNE,
    TerritoryLevel.VILLAGE,
)


def paths() -> set[str]:
    return set(Territory.objects.values_list("path", flat=True))


@pytest.fixture
def country(db: None) -> Territory:
    return save_territory(name="Mali", level=COUNTRY, parent=None, code="ML", by=None)


@pytest.fixture
def commune(country: Territory) -> Territory:
    return save_territory(name="Aval", level=COMMUNE, parent=country, by=None)


class TestByHand:
    def test_gives_a_code_and_a_path(self, commune: Territory) -> None:
        village = save_territory(name="Siadara", level=VILLAGE, parent=commune, by=None)
        assert (commune.code, commune.path) == ("ML-01", "ML/ML-01/")
        assert village.path == "ML/ML-01/ML-01-01/"
        assert set(Territory.objects.within(commune)) == {commune, village}

    def test_a_given_code_never_takes_a_taken_one(self, country: Territory) -> None:
        save_territory(name="Autre", level=REGION, parent=country, code="ML-01", by=None)
        assert save_territory(name="Aval", level=REGION, parent=country, by=None).code == "ML-02"
        with pytest.raises(Refusal, match="ML-01 est déjà pris"):
            save_territory(name="Encore", level=REGION, parent=country, code="ML-01", by=None)

    def test_a_second_country_of_the_same_letters(self, country: Territory) -> None:
        first = save_territory(name="Malte", level=COUNTRY, parent=None, by=None)
        second = save_territory(name="Malta", level=COUNTRY, parent=None, by=None)
        assert first.code != second.code

    def test_the_same_name_in_the_same_place_is_a_double_post(self, commune: Territory) -> None:
        save_territory(name="Siadara", level=VILLAGE, parent=commune, by=None)
        with pytest.raises(Refusal, match="déjà inscrit"):
            save_territory(name="SIADARA ", level=VILLAGE, parent=commune, by=None)

    @pytest.mark.parametrize(
        ("level", "with_parent", "words"),
        [
            (REGION, False, "seul un pays"),
            (COUNTRY, True, "dans aucun autre"),
            (COMMUNE, True, "ne peut pas se trouver dans"),
        ],
    )
    def test_levels_stand_in_order(
        self, commune: Territory, level: TerritoryLevel, with_parent: bool, words: str
    ) -> None:
        with pytest.raises(Refusal, match=words):
            save_territory(name="X", level=level, parent=commune if with_parent else None, by=None)

    def test_codes_too_long_together(self, country: Territory) -> None:
        parent = country
        for n, level in enumerate((REGION, TerritoryLevel.PROVINCE, COMMUNE)):
            parent = save_territory(name=f"N{n}", level=level, parent=parent, code=f"{n}" * 40, by=None)
        Territory.objects.filter(pk=parent.pk).update(path="A" * 250 + "/")
        with pytest.raises(Refusal, match="trop longs"):
            save_territory(name="V", level=VILLAGE, parent=parent, code="V12345", by=None)

    def test_an_administrator_corrects_a_name_and_moves_nothing(self, world: Any) -> None:
        kept = {"level": VILLAGE, "parent": world.commune, "territory": world.village, "by": world.administrator}
        assert save_territory(name="Siadara Haut", **kept).name == "Siadara Haut"
        with pytest.raises(Refusal, match="Seul l’opérateur"):
            save_territory(name="Siadara", **kept | {"parent": world.region})
        with pytest.raises(Refusal, match="Seul l’opérateur"):
            save_territory(name="Siadara", code="NEW", **kept)


class TestMoving:
    @pytest.fixture
    def operator(self, db: None) -> Any:
        return UserFactory(is_superuser=True)

    def test_takes_the_subtree_along(self, country: Territory, operator: Any) -> None:
        east = save_territory(name="Est", level=REGION, parent=country, code="E", by=None)
        west = save_territory(name="Ouest", level=REGION, parent=country, code="W", by=None)
        commune = save_territory(name="C", level=COMMUNE, parent=east, code="C", by=None)
        save_territory(name="V", level=VILLAGE, parent=commune, code="V", by=None)
        save_territory(name="E2", level=COMMUNE, parent=east, code="C2", by=None)
        save_territory(name="C", level=COMMUNE, parent=west, territory=commune, code="CC", by=operator)
        assert paths() == {"ML/", "ML/E/", "ML/W/", "ML/W/CC/", "ML/W/CC/V/", "ML/E/C2/"}

    def test_never_inside_itself(self, country: Territory, operator: Any) -> None:
        region = save_territory(name="R", level=REGION, parent=country, by=None)
        commune = save_territory(name="C", level=COMMUNE, parent=region, by=None)
        with pytest.raises(Refusal):
            save_territory(name="R", level=VILLAGE, parent=commune, territory=region, by=operator)

    def test_never_below_the_level_of_its_children(self, country: Territory, operator: Any) -> None:
        region = save_territory(name="R", level=REGION, parent=country, by=None)
        save_territory(name="C", level=COMMUNE, parent=region, by=None)
        with pytest.raises(Refusal, match="déplacez-les"):
            save_territory(name="R", level=VILLAGE, parent=country, territory=region, by=operator)


def csv(*lines: str) -> bytes:
    return HEADER + "".join(f"{line}\n" for line in lines).encode()


TREE = csv("ML,Mali,country,", "V,Village,village,C", "C,Commune,commune,R", "R,Région,region,ML")


class TestImport:
    def test_adds_a_tree_in_any_order(self, db: None) -> None:
        assert len(plan_territories(TREE).add) == 4
        apply_territories(content=TREE, by=None)
        assert paths() == {"ML/", "ML/R/", "ML/R/C/", "ML/R/C/V/"}

    def test_again_changes_nothing(self, db: None) -> None:
        apply_territories(content=TREE, by=None)
        keys = set(Territory.objects.values_list("pk", flat=True))
        plan = plan_territories(TREE)
        assert (plan.is_empty, plan.same) == (True, 4)
        apply_territories(content=TREE, by=None)
        assert set(Territory.objects.values_list("pk", flat=True)) == keys

    def test_corrects_names_and_hangs_on_what_exists(self, country: Territory) -> None:
        content = csv("ML,République du Mali,country,", "ML-9,Neuve,region,ML")
        plan = plan_territories(content)
        assert [(line.code, before) for line, before in plan.rename] == [("ML", "Mali")]
        apply_territories(content=content, by=None)
        country.refresh_from_db()
        assert country.name == "République du Mali"
        assert "ML/ML-9/" in paths()

    @pytest.mark.parametrize(
        ("lines", "bad", "words"),
        [
            (["R,R,region,ZZ"], [2], "est inconnu"),
            (["C,C,commune,ML", "R,R,region,C"], [3], "ne peut pas se trouver"),
            (["A,A,commune,B", "B,B,region,A"], [2, 3], "à l’intérieur de lui-même"),
            (["A,A,village,B", "B,B,commune,C", "C,C,region,A"], [2, 3, 4], "à l’intérieur de lui-même"),
            (["ML-1,Aval,region,ML", "ML,Mali,region,ML-1"], [2, 3], "à l’intérieur de lui-même"),
        ],
    )
    def test_names_what_stands_wrong(self, country: Territory, lines: list[str], bad: list[int], words: str) -> None:
        plan = plan_territories(csv(*lines))
        assert [problem.line for problem in plan.problems] == bad
        assert words in plan.problems[0].message

    def test_takes_nothing_when_one_line_is_wrong(self, country: Territory) -> None:
        with pytest.raises(Refusal, match="rien n’a été changé"):
            apply_territories(content=csv("A,A,region,ML", "B,B,region,ZZ"), by=None)
        assert Territory.objects.count() == 1

    def test_never_moves_what_is_registered(self, world: Any) -> None:
        content = csv(f"{world.village.code},Siadara,village,{world.region.code}")
        assert "seul l’opérateur le déplace" in plan_territories(content).problems[0].message

    def test_a_bad_parent_line_is_named_once(self, country: Territory) -> None:
        plan = plan_territories(csv("R,,region,ML", "C1,C1,commune,R", "C2,C2,commune,R"))
        assert [problem.line for problem in plan.problems] == [2]

    def test_codes_too_long_together(self, country: Territory) -> None:
        names = [letter * 40 for letter in "ABC"]
        lines = [f"{names[0]},A,region,ML", f"{names[1]},B,province,{names[0]}", f"{names[2]},C,commune,{names[1]}"]
        assert plan_territories(csv(*lines)).problems == []
        Territory.objects.update(path="x" * 200 + "/")
        assert [problem.line for problem in plan_territories(csv(*lines)).problems] == [3, 4]

    def test_takes_few_queries_for_many_lines(self, country: Territory, django_assert_max_num_queries: Any) -> None:
        content = csv(*[f"R{n},R{n},region,ML" for n in range(300)], *[f"C{n},C{n},commune,R{n}" for n in range(300)])
        with django_assert_max_num_queries(16):
            apply_territories(content=content, by=None)
        assert Territory.objects.count() == 601
