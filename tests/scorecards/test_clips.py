"""Recorded words: only short, light Opus sound is kept; its address may be kept for ever by a telephone."""

import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from core.errors import Refusal
from scorecards.clipfile import MAX_BYTES, ClipError, read_clip
from scorecards.models import Cycle, Indicator, IndicatorClip
from scorecards.reports.package import build_package
from scorecards.services.clips import remove_clip, save_clip
from scorecards.services.preparation import copy_preparation
from tests.access.world import World
from tests.factories import CycleFactory, IndicatorFactory, SessionFactory


def element(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">Q", len(content) | (1 << 56)) + content


def webm(seconds: float, *, codec: bytes = b"A_OPUS", doctype: bytes = b"webm", weight: int = 40) -> bytes:
    """A recording as a browser writes it: lengths of segment and cluster unknown, a block every second."""
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", doctype))
    unknown = b"\x01" + b"\xff" * 7
    tracks = element(b"\x16\x54\xae\x6b", element(b"\xae", element(b"\x86", codec)))
    blocks = b""
    for second in range(int(seconds) + 1):
        moment = min(int(seconds * 1000), second * 1000)
        blocks += b"\x1f\x43\xb6\x75" + unknown + element(b"\xe7", struct.pack(">I", moment))
        blocks += element(b"\xa3", b"\x81" + struct.pack(">h", 0) + b"\x80" + b"\0" * weight)
    last = element(b"\xa3", b"\x81" + struct.pack(">h", int(seconds * 1000) - moment) + b"\x80" + b"\0" * weight)
    return head + b"\x18\x53\x80\x67" + unknown + tracks + blocks + last


def ogg(seconds: float) -> bytes:
    def page(granule: int, body: bytes) -> bytes:
        return b"OggS\0\0" + struct.pack("<q", granule) + b"\0" * 13 + body

    return page(0, b"OpusHead" + b"\0" * 11) + page(int(seconds * 48000), b"\0" * 30)


class TestFile:
    @pytest.mark.parametrize("make", [webm, ogg])
    @pytest.mark.parametrize("seconds", [0.5, 3.2, 15])
    def test_the_length_is_read_from_the_sound(self, make: object, seconds: float) -> None:
        assert read_clip(make(seconds)).seconds == pytest.approx(seconds, abs=0.01)  # type: ignore[operator]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty"),
            (b"ID3 an old song", "format"),
            (b"RIFF....WAVEfmt ", "format"),
            (webm(2, codec=b"A_VORBIS"), "format"),
            (webm(2, codec=b"V_VP8"), "format"),
            (webm(2, doctype=b"matroska"), "format"),
            (webm(2)[:30], "format"),
            (b"OggS" + b"\0" * 60, "format"),
            (webm(16), "too_long"),
            (ogg(20), "too_long"),
            (webm(10, weight=4000), "too_big"),
            (b"\x1a\x45\xdf\xa3" + b"\0" * 50, "format"),
        ],
    )
    def test_anything_else_is_refused(self, content: bytes, code: str) -> None:
        with pytest.raises(ClipError) as refused:
            read_clip(content)
        assert refused.value.code == code

    def test_cut_or_twisted_bytes_never_break_the_reader(self) -> None:
        whole = webm(5)
        for at in range(0, len(whole), 3):
            for content in (whole[:at], whole[:at] + b"\xff" * 9 + whole[at:]):
                try:
                    read_clip(content)
                except ClipError:
                    continue


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def indicator(world: World) -> Indicator:
    made: Indicator = IndicatorFactory(cycle=world.cycle, label="Accueil", pictogram="welcome")
    return made


class TestKeeping:
    def test_replaced_removed_and_copied_to_the_next_round(self, world: World, indicator: Indicator) -> None:
        by = world.home.people[Role.FACILITATOR]
        first = save_clip(indicator=indicator, language="zgh", content=webm(2), by=by)
        second = save_clip(indicator=indicator, language="zgh", content=ogg(4), by=by)
        assert (first.pk, IndicatorClip.objects.count()) == (second.pk, 1)
        assert second.mark != first.mark
        fresh = CycleFactory()
        copy_preparation(source=indicator.cycle, target=fresh)
        assert bytes(IndicatorClip.objects.get(indicator__cycle=fresh).content) == ogg(4)
        assert remove_clip(indicator=indicator, language="zgh", by=by)
        assert not remove_clip(indicator=indicator, language="zgh", by=by)

    def test_a_closed_round_keeps_its_recordings(self, world: World, indicator: Indicator) -> None:
        Cycle.objects.filter(pk=indicator.cycle_id).update(state="closed")
        with pytest.raises(Refusal):
            save_clip(indicator=indicator, language="fr", content=webm(2), by=world.home.people[Role.FACILITATOR])


class TestPages:
    def address(self, row: Indicator) -> str:
        return reverse("scorecards:indicator_aids", args=[row.cycle_id, row.pk])

    def send(self, client: Client, row: Indicator, content: bytes, language: str = "fr") -> object:
        sound = SimpleUploadedFile("clip.webm", content, content_type="audio/webm")
        return client.post(self.address(row), {"act": "record", "language": language, "sound": sound})

    def test_recorded_listened_to_and_removed(self, client: Client, world: World, indicator: Indicator) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        assert self.send(client, indicator, webm(3)).status_code == 302  # type: ignore[attr-defined]
        row = IndicatorClip.objects.get()
        page = client.get(self.address(indicator)).content.decode()
        sound = reverse("scorecards:clip", args=[row.pk, row.mark])
        assert f'data-listen="{sound}"' in page
        assert "autoplay" not in page
        answer = client.get(sound)
        assert (answer.content, answer["Content-Type"]) == (webm(3), "audio/webm")
        assert "immutable" in answer["Cache-Control"]
        assert client.get(reverse("scorecards:clip", args=[row.pk, "f" * 16])).status_code == 404
        client.post(self.address(indicator), {"act": "remove", "language": "fr"})
        assert not IndicatorClip.objects.exists()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (webm(20), "plus de 15 secondes"),
            (b"\x1a\x45\xdf\xa3" + b"a" * MAX_BYTES, "plus de 30 Ko"),
            (b"MZ not a sound", "WebM ou Ogg"),
            (b"", "enregistrement est vide"),
        ],
    )
    def test_a_wrong_file_says_what_to_do(
        self, client: Client, world: World, indicator: Indicator, content: bytes, sentence: str
    ) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        answer = self.send(client, indicator, content, language="ary")
        assert answer.status_code == 422  # type: ignore[attr-defined]
        page = answer.content.decode()  # type: ignore[attr-defined]
        assert sentence in page
        assert '<option value="ary" selected' in page
        assert not IndicatorClip.objects.exists()

    def test_a_drawing_is_chosen(self, client: Client, world: World, indicator: Indicator) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        client.post(self.address(indicator), {"act": "draw", "pictogram": "ear"})
        indicator.refresh_from_db()
        assert indicator.pictogram == "ear"
        assert client.post(self.address(indicator), {"act": "draw", "pictogram": "no"}).status_code == 422

    def test_heard_on_the_score_page_and_in_the_package(
        self, client: Client, world: World, indicator: Indicator
    ) -> None:
        by = world.home.people[Role.FACILITATOR]
        save_clip(indicator=indicator, language="fr", content=webm(3), by=by)
        save_clip(indicator=indicator, language="ar", content=webm(2), by=by)
        Cycle.objects.filter(pk=indicator.cycle_id).update(state="community")
        cycle = Cycle.objects.with_context().get(pk=indicator.cycle_id)
        session = SessionFactory(cycle=cycle)
        client.force_login(by)
        page = client.get(reverse("scorecards:session_score", args=[session.pk, indicator.pk])).content.decode()
        assert page.count("data-listen=") == 2
        assert 'class="pictogram"' in page
        [row] = build_package(cycle, by)["indicators"]
        french = IndicatorClip.objects.get(language="fr")
        assert row["clip"] == reverse("scorecards:clip", args=[french.pk, french.mark])
        assert row["pictogram"].endswith("/img/pictograms/welcome.svg")

    def test_no_query_per_indicator(self, client: Client, world: World, django_assert_max_num_queries: object) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        by = world.home.people[Role.FACILITATOR]
        client.force_login(by)
        counts = []
        for many in (2, 10):
            for _ in range(many):
                save_clip(indicator=IndicatorFactory(cycle=world.cycle), language="fr", content=webm(1), by=by)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(reverse("scorecards:cycle_aids", args=[world.cycle.pk]))
            counts.append(len(asked))
        assert counts[0] == counts[1]
