"""Peers by Gower's distance by hand, figures shared by choice, signed files, experience cards."""

import json
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concertation.exchangefile import own_key, read_file, read_key, write_file
from concertation.models import Edition, ExchangePartner, ExperienceCard, PeerRecord
from concertation.reports.peerfigures import build_peers, peers_ratio
from concertation.scoring.peers import NONE, NUMBERS, STRATUM, Profile, choose_group, gower, place_among, ranges
from concertation.services.exchange import HERE, add_partner, receive_file, share_device
from core.errors import Refusal
from tests.concertation.factories import make_edition
from tests.conftest import World


def _profile(key: str, kind: str = "council", **numbers: Any) -> Profile:
    words = {"kind": kind, "theme": "general", "mode": "on_site"}
    return Profile(key, words, {name: numbers.get(name) for name in NUMBERS})


def test_gower_is_the_mean_over_what_both_know() -> None:
    one, other = _profile("a", level=D(2), staff=D(10)), _profile("b", kind="budget", level=D(4), staff=D(30))
    # kind 1, theme 0, mode 0, level 2/2 = 1, staff 20/40 = 0.5 → 2.5 ÷ 5
    spans = {**ranges([one, other]), "staff": D(40)}
    assert gower(one, other, spans) == D("0.5")


def test_three_features_in_common_are_too_few() -> None:
    one, other = _profile("a"), _profile("b")
    assert gower(one, other, ranges([one, other])) is None


def test_under_five_peers_nobody_is_compared() -> None:
    own = _profile("own", level=D(2), staff=D(10))
    four = [_profile(str(i), level=D(2), staff=D(10)) for i in range(4)]
    assert choose_group(own, four).how == NONE
    five = [*four, _profile("4", level=D(2), staff=D(10))]
    assert len(choose_group(own, five).keys) == 5
    assert len(choose_group(own, [_profile(str(i), level=D(2), staff=D(9)) for i in range(30)]).keys) == 15


def test_without_near_ones_the_same_kind_and_size_stand_in() -> None:
    own = _profile("own", population=D(3000))
    far = [Profile(str(i), {"kind": "council"}, {"population": D(4000)}) for i in range(5)]
    assert choose_group(own, far).how == STRATUM


def test_equals_count_for_half_in_the_place() -> None:
    place = place_among(D(3), [D(1), D(2), D(3), D(4), D(5)])
    assert (place.median, place.percentile) == (D(3), D(50))
    few = place_among(D(3), [D(1), D(2), D(3), D(4)])
    assert (few.median, few.percentile, few.n) == (None, None, 4)
    assert place_among(None, [D(1)] * 5).percentile is None


@pytest.fixture
def edition(world: World) -> Edition:
    return make_edition(
        world.town_hall, territory=world.commune, companions=[world.ngo], staff_days=D(7), access_known=True
    )


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _url(name: str, *args: Any) -> str:
    return reverse(f"concertation:{name}", args=args)


def _html(response: Any) -> str:
    return response.content.decode()


def _peers(world: World, count: int) -> None:
    """``count`` devices alike, with 10 days of agents each, shared."""
    for _one in range(count):
        other = make_edition(world.foreign_ngo, territory=world.foreign_ngo.territory, staff_days=D(10))
        share_device(device=other.device, shared=True, by=world.stranger)


def test_five_peers_give_a_median_and_four_do_not(edition: Edition, world: World) -> None:
    from concertation.reports.figures import build_figures

    _peers(world, 4)
    assert (build_peers(edition).lines, build_peers(edition).candidates) == ((), 4)
    assert peers_ratio(edition, build_figures(edition)) is None
    _peers(world, 1)
    names = {line.name: line for line in build_peers(edition).lines}
    assert [line.median for line in names.values()].count("10") == 1
    assert peers_ratio(edition, build_figures(edition)) == D("0.7")


def test_the_page_says_that_peers_lack_and_names_nobody(edition: Edition, officer: Client, world: World) -> None:
    assert officer.get(_url("peers", edition.pk)).status_code == 200
    _peers(world, 5)
    page = _html(officer.get(_url("peers", edition.pk)))
    assert world.foreign_ngo.name not in page


def test_as_many_queries_for_twelve_peers_as_for_six(edition: Edition, officer: Client, world: World) -> None:
    counts = []
    for more in (6, 6):
        _peers(world, more)
        with CaptureQueriesContext(connection) as seen:
            officer.get(_url("peers", edition.pk))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_sharing_is_a_choice_that_can_be_taken_back(edition: Edition, officer: Client) -> None:
    assert not PeerRecord.objects.exists()
    officer.post(_url("peers_share", edition.device_id), {"shared": "yes"})
    record = PeerRecord.objects.get()
    assert record.figures["I32"]["value"] == "7.0000"
    assert edition.device.name not in json.dumps([record.profile, record.figures, record.reference])
    officer.post(_url("peers_share", edition.device_id), {"shared": "no"})
    assert not PeerRecord.objects.exists()


def _record(**more: Any) -> dict[str, Any]:
    profile = {"type_of_device": "council", "staff_days": "12"}
    return {
        "reference": "abc",
        "label": "2026",
        "profile": profile,
        "figures": {"I1": {"value": "0.1", "n": 9}},
        **more,
    }


def test_a_signed_file_is_read_back_and_a_changed_one_refused() -> None:
    data = write_file([_record()])
    assert read_file(data, [own_key()]).records[0]["figures"] == {"I1": {"value": "0.1", "n": 9}}
    with pytest.raises(Refusal):
        read_file(data.replace(b"0.1", b"0.9"), [own_key()])
    with pytest.raises(Refusal):
        read_file(data, [])


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff\xfe", b'{"content": 1, "key": "x", "signature": "y"}'])
def test_what_is_not_a_file_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(Refusal):
        read_file(data, [own_key()])


@pytest.mark.parametrize(
    "record", [{"reference": "a"}, _record(figures={"I1": {"value": "beaucoup"}}), _record(reference="")]
)
def test_a_file_of_another_shape_enters_nothing(record: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        read_file(write_file([record]), [own_key()])


def test_a_received_file_replaces_what_the_platform_sent_before(world: World) -> None:
    ExchangePartner.objects.create(organization=world.town_hall, name="Voisine", public_key=own_key())
    receive_file(organization=world.town_hall, data=write_file([_record(), _record(label="2025")]), by=world.officer)
    receive_file(organization=world.town_hall, data=write_file([_record()]), by=world.officer)
    assert PeerRecord.objects.exclude(instance=HERE).count() == 1


def test_a_bad_key_and_our_own_are_refused(world: World, officer: Client) -> None:
    with pytest.raises(Refusal):
        read_key("pas une clé")
    with pytest.raises(Refusal):
        add_partner(organization=world.town_hall, name="Nous", public_key=own_key(), by=world.officer)
    answer = officer.post(_url("exchange_partner"), {"name": "Voisine", "public_key": "abc"})
    assert answer.status_code == 422
    assert 'value="abc"' in _html(answer)


def test_the_screens_of_exchange(edition: Edition, officer: Client, world: World) -> None:
    share_device(device=edition.device, shared=True, by=world.officer)
    file = officer.get(_url("exchange_file")).content
    refused = officer.post(_url("exchange_receive"), {"file": SimpleUploadedFile("x.json", file)})
    assert refused.status_code == 422
    ExchangePartner.objects.create(organization=world.town_hall, name="Voisine", public_key=own_key())
    assert officer.post(_url("exchange_receive"), {"file": SimpleUploadedFile("x.json", file)}).status_code == 302
    assert PeerRecord.objects.filter(instance="Voisine").count() == 1


CARD = {"title": "Un mois pour répondre", "context": "Bourg de 3 000", "problem": "Retards", "done": "Tableau"}


def test_a_card_is_a_draft_until_it_is_published(edition: Edition, officer: Client, world: World) -> None:
    officer.post(_url("experience_add", edition.device_id), CARD)
    card = ExperienceCard.objects.get()
    other = Client()
    other.force_login(world.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(_url("experience_detail", card.pk)).status_code == 404
    officer.post(_url("experience_publish", card.pk), {"shared": "yes"})
    assert other.get(_url("experience_detail", card.pk)).status_code == 200
    assert "Un mois pour répondre" in _html(other.get(_url("experience_list")))
    assert other.get(_url("experience_edit", card.pk)).status_code == 403


def test_a_stale_or_unfinished_card_is_refused_and_kept(edition: Edition, officer: Client) -> None:
    assert officer.post(_url("experience_add", edition.device_id), {**CARD, "problem": ""}).status_code == 422
    card = ExperienceCard.objects.create(device=edition.device, version=2, **CARD)
    answer = officer.post(_url("experience_edit", card.pk), {**CARD, "title": "Deux mois", "version": 1})
    assert answer.status_code == 422
    assert "Deux mois" in _html(answer)
