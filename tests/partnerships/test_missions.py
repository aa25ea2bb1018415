"""How the partnership serves each mission: blind until all have answered or the day is over, then a median."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.errors import Refusal
from directory.models import Organization
from partnerships.models import MissionRating, MissionRound, Partnership, Party
from partnerships.reports.missions import build_missions, mission_row
from partnerships.reports.tasks import task_of
from partnerships.scoring.missions import plausibility
from partnerships.services.missions import Opinion, open_reading, rate_missions, rating_version
from tests.conftest import World
from tests.factories import OrganizationFactory
from tests.partnerships.agreements import writing
from tests.partnerships.factories import make_partnership, party_of


@pytest.fixture
def partnership(world: World) -> Partnership:
    row = writing(world)
    Party.objects.filter(partnership=row).update(mission_link="C’est notre métier", accepted_at=timezone.now())
    return row


def address(name: str, partnership: Partnership) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk])


def opened(partnership: Partnership, world: World, days: int = 7) -> MissionRound:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return open_reading(partnership=partnership, closes_on=day, by=world.administrator)


def say(partnership: Partnership, by: User, own: Organization, levels: dict[Organization, int | None]) -> MissionRound:
    row = MissionRound.objects.filter(partnership=partnership).latest("number")
    opinions = {party_of(partnership, other).pk: Opinion(level, "") for other, level in levels.items()}
    version = rating_version(row, party_of(partnership, own))
    return rate_missions(partnership=partnership, opinions=opinions, version=version, by=by)


def everybody(partnership: Partnership, world: World) -> MissionRound:
    """Of the cooperative, the two others say 1 and 2; of the town hall 4 and "don't know"; of the programme 3, 4."""
    say(partnership, world.administrator, world.ngo, {world.town_hall: 4, world.partner: 1})
    say(partnership, world.officer, world.town_hall, {world.ngo: 3, world.partner: 2})
    return say(partnership, world.representative, world.partner, {world.ngo: 4, world.town_hall: None})


# By hand ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "peers", "median", "low"),
    [
        ([1, 2], 2, "1.5", True), ([2, 2, 4], 3, "2", True), ([2, 3], 2, "2.5", False),
        ([4, 4, 1, 3], 4, "3.5", False), ([4], 1, None, None), ([4, None, None], 3, None, None),
        ([3, 3], 5, None, None), ([1, 3, None, None], 4, "2", True), ([], 3, None, None),
    ],
)  # fmt: skip
def test_the_median_of_the_peers(levels: list[int | None], peers: int, median: str | None, low: bool | None) -> None:
    """Two answers and half of the peers, else nothing is said; "I don't know" is in no figure."""
    found = plausibility(levels, peers=peers)
    assert (found.median, found.low) == (None if median is None else Decimal(median), low)
    assert (found.n, found.unknown) == (len([each for each in levels if each]), levels.count(None))


# Blind --------------------------------------------------------------------------------------------------------------


def test_nobody_reads_before_all_have_answered(world: World, partnership: Partnership, client: Any) -> None:
    opened(partnership, world)
    say(partnership, world.officer, world.town_hall, {world.ngo: 3, world.partner: 2})
    for person in (world.representative, world.administrator):
        page = build_missions(partnership, person)
        assert all(row.figures is None and row.voices == () for row in page.rows)
        assert page.answered == (str(world.town_hall),)
    say(partnership, world.administrator, world.ngo, {world.town_hall: 4, world.partner: 1})
    row = say(partnership, world.representative, world.partner, {world.ngo: 4, world.town_hall: None})
    assert row.closed_at is not None
    page = build_missions(partnership, world.officer)
    found = {each.party.organization: each.figures for each in page.rows}
    coop, hall, ngo = found[world.partner], found[world.town_hall], found[world.ngo]
    assert coop is not None
    assert hall is not None
    assert ngo is not None
    assert (coop.median, coop.low, coop.n) == (Decimal("1.5"), True, 2)
    assert (hall.median, hall.unknown) == (None, 1)
    assert (ngo.median, ngo.low) == (Decimal("3.5"), False)


def test_the_day_closes_it_too(world: World, partnership: Partnership) -> None:
    row = opened(partnership, world)
    say(partnership, world.officer, world.town_hall, {world.ngo: 3, world.partner: 2})
    MissionRound.objects.filter(pk=row.pk).update(closes_on=timezone.localdate() - datetime.timedelta(days=1))
    assert mission_row(party_of(partnership, world.ngo), world.representative).voices[0].sentence == ""
    with pytest.raises(Refusal, match="terminée"):
        say(partnership, world.representative, world.partner, {world.ngo: 4, world.town_hall: 4})


def test_a_new_reading_stays_blind_beside_the_earlier_one(world: World, partnership: Partnership) -> None:
    opened(partnership, world)
    everybody(partnership, world)
    opened(partnership, world)
    say(partnership, world.officer, world.town_hall, {world.ngo: 1, world.partner: 4})
    figures = mission_row(party_of(partnership, world.partner), world.administrator).figures
    assert figures is not None
    assert figures.median == Decimal("1.5")


def test_who_may_open_and_answer(world: World, partnership: Partnership) -> None:
    day = timezone.localdate()
    with pytest.raises(Refusal, match="coordinateur"):
        open_reading(partnership=partnership, closes_on=day, by=world.officer)
    with pytest.raises(Refusal, match="passé|terminé"):
        opened(partnership, world, days=-1)
    Party.objects.filter(partnership=partnership).exclude(organization=world.ngo).update(mission_link="")
    with pytest.raises(Refusal, match="Deux parties"):
        opened(partnership, world)
    Party.objects.filter(partnership=partnership).update(mission_link="Oui")
    row = opened(partnership, world)
    with pytest.raises(Refusal, match="déjà"):
        opened(partnership, world)
    with pytest.raises(Refusal):
        rate_missions(partnership=partnership, opinions={}, version=0, by=world.stranger)
    own = party_of(partnership, world.town_hall)
    with pytest.raises(Refusal, match="chacune"):
        rate_missions(partnership=partnership, opinions={}, version=rating_version(row, own), by=world.officer)
    say(partnership, world.officer, world.town_hall, {world.ngo: 3, world.partner: 2})
    with pytest.raises(Refusal, match="entre-temps"):
        rate_missions(partnership=partnership, opinions={}, version=None, by=world.officer)
    with pytest.raises(Refusal, match="quatre niveaux"):
        say(partnership, world.officer, world.town_hall, {world.ngo: 9, world.partner: 2})


def test_before_the_reveal_nothing_is_asked(world: World) -> None:
    row = writing(world, revealed_at=None)
    Party.objects.filter(partnership=row).update(mission_link="Oui")
    with pytest.raises(Refusal, match="dévoil|révél"):
        opened(row, world)


# In the browser -----------------------------------------------------------------------------------------------------


def test_in_the_browser(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.administrator)
    bad = client.post(address("missions_open", partnership), {"closes_on": "2020-01-01"})
    assert (bad.status_code, "2020-01-01" in bad.content.decode()) == (422, True)
    day = timezone.localdate() + datetime.timedelta(days=3)
    assert client.post(address("missions_open", partnership), {"closes_on": day.isoformat()}).status_code == 302
    client.force_login(world.officer)
    task = task_of(partnership, party_of(partnership, world.town_hall))
    assert task is not None
    assert task.url == address("missions_rate", partnership)
    form = client.get(task.url).context["form"]
    ngo, coop = (party_of(partnership, each).pk for each in (world.ngo, world.partner))
    data = {"version": form["version"].value(), f"level-{ngo}": "3", f"sentence-{ngo}": "On les voit partout"}
    part = client.post(task.url, data)
    assert (part.status_code, "On les voit partout" in part.content.decode()) == (422, True)
    whole = data | {f"level-{coop}": "unknown"}
    assert client.post(task.url, whole).status_code == 302
    assert MissionRating.objects.get(about=coop).level is None
    stale = client.post(task.url, whole | {f"sentence-{ngo}": "Encore un mot"})
    assert (stale.status_code, "Encore un mot" in stale.content.decode()) == (422, True)
    client.force_login(world.representative)
    page = client.get(address("missions", partnership)).content.decode()
    assert "On les voit partout" not in page
    client.force_login(world.stranger)
    assert client.get(address("missions", partnership)).status_code == 404


def test_the_sheet_of_a_party_says_it(world: World, partnership: Partnership, client: Any) -> None:
    opened(partnership, world)
    everybody(partnership, world)
    client.force_login(world.officer)
    sheet = reverse("partnerships:party_detail", args=[partnership.pk, party_of(partnership, world.partner).pk])
    text = client.get(sheet).content.decode()
    assert "1,5 sur 4" in text
    assert "À discuter" in text


def test_no_query_per_party(world: World, client: Any) -> None:
    client.force_login(world.officer)

    def queries(count: int) -> int:
        others = [OrganizationFactory(territory=world.commune) for _ in range(count)]
        row = make_partnership(
            [world.ngo, world.town_hall, *others], territory=world.commune, revealed_at=timezone.now(), state="active"
        )
        Party.objects.filter(partnership=row).update(mission_link="Oui")
        parties = list(row.parties.all())
        reading = MissionRound.objects.create(
            partnership=row, number=1, opened_by=parties[0], closes_on=timezone.localdate(), closed_at=timezone.now()
        )
        for one in parties:
            for other in parties:
                if one != other:
                    MissionRating.objects.create(round=reading, party=one, about=other, level=3)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address("missions", row)).status_code == 200
        return len(seen)

    assert queries(10) == queries(1)
