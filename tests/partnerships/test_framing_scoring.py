"""The framing's arithmetic, computed by hand."""

from decimal import Decimal

from partnerships.scoring.framing import coverage, readability, share, venn


def test_readability_is_the_mean_overlap_of_predictions() -> None:
    # {mission, funding} against {mission, funding, network}: 2/3; against {market}: 0 of 3 words. Mean: 1/3.
    value = readability(["mission", "funding"], [["mission", "funding", "network"], ["market"]])
    assert value == Decimal("0.3333")
    assert readability(["mission"], [["mission"]]) == Decimal("1.0000")
    assert readability(["mission"], [["market"]]) == Decimal("0.0000")


def test_readability_without_data_is_nothing() -> None:
    assert readability([], [["mission"]]) is None, "nothing was declared"
    assert readability(["mission"], []) is None
    assert readability(["mission"], [[], []]) is None, "an empty prediction is no prediction"


def test_venn_sorts_words_by_how_many_have_them() -> None:
    found = venn({"a": ["Terrain", "Argent"], "b": ["terrain ", "Droit"], "c": ["TERRAIN", "droit"]})
    assert (found.common, found.several, found.unique) == (("Terrain",), ("Droit",), ("Argent",))
    assert found.holders["Droit"] == {"b", "c"}
    alone = venn({"a": ["Terrain"]})
    assert (alone.common, alone.unique) == ((), ("Terrain",)), "nothing is common to one party alone"
    assert venn({}).holders == {}


def test_coverage_counts_needs_that_another_party_meets() -> None:
    found = coverage({"a": ["Véhicule", "Droit"], "b": ["Argent"]}, {"a": ["véhicule"], "b": ["Droit"], "c": []})
    # Véhicule is offered by its own party only; Droit by b; Argent by nobody: 1 of 3.
    assert (found.needs, found.covered, found.rate) == (3, 1, Decimal("0.3333"))
    assert found.met["a", "Droit"] == {"b"}
    assert found.met["a", "Véhicule"] == frozenset()
    assert coverage({"a": []}, {"b": ["Droit"]}).rate is None


def test_share_of_nothing_is_nothing() -> None:
    assert share(0, 0) is None
    assert share(1, 8) == Decimal("0.1250")
