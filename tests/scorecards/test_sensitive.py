"""The protected channel: what is kept, who reads, what leaks nowhere."""

import base64
import datetime
import logging
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from core.errors import Refusal
from scorecards import sealing
from scorecards.models import SensitiveReferent, SensitiveReport
from scorecards.reports.sensitive import build_inbox, published_counts
from scorecards.services import sensitive
from scorecards.services.sensitive import (
    add_message,
    conversation,
    find_report,
    has_key,
    move_report,
    name_referent,
    open_organizations,
    remove_referent,
    send_report,
    set_channel,
)
from tests.conftest import World

CANARY = "Canari-Zéphyr-7413 demande cinquante dirhams à chaque patiente"
ADDRESS, BROWSER = "203.0.113.77", "CanariBrowser/9.9"


@pytest.fixture(autouse=True)
def fresh_buckets() -> None:
    sensitive.reports.reset()
    sensitive.tries.reset()


@pytest.fixture
def channel(world: World) -> World:
    """The world's NGO takes reports in; its facilitator is the only referent, its administrator isn't one."""
    name_referent(organization=world.ngo, user=world.facilitator, by=world.administrator)
    set_channel(organization=world.ngo, is_open=True, contacts="Urgences : 190", version=0, by=world.administrator)
    return world


def _send(world: World, text: str = CANARY, **fields: Any) -> str:
    given = {"kind": "corruption", "once": uuid4(), **fields}
    return send_report(organization=world.ngo, text=text, **given).code


def _dump() -> str:
    """Every row of every table, as the database writes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        names = [row[0] for row in cursor.fetchall()]
        lines = []
        for name in names:
            cursor.execute(f"SELECT t::text FROM {name} t")  # noqa: S608 - names from the catalogue, quoted
            lines += [row[0] for row in cursor.fetchall()]
    return "\n".join(lines)


def test_neither_the_text_nor_the_receipt_nor_the_visitor_is_in_any_table(
    channel: World, caplog: Any, settings: Any
) -> None:
    client = Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": BROWSER, "x-forwarded-for": ADDRESS})
    url = reverse("protected:write", args=[channel.ngo.pk])
    with caplog.at_level(logging.DEBUG):
        client.get(url)
        page = client.post(url, {"kind": "corruption", "text": CANARY, "once": str(uuid4())})
        code = page.context["receipt"].code
        client.post(reverse("protected:follow"), {"receipt": code, "text": f"Encore : {CANARY}"})
        client.post(url, {"kind": "made-up", "text": CANARY})
        client.get("/protected/no-such-page/")
    shown = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    dump = _dump()
    raw = CANARY.encode()
    pieces = [CANARY, "Canari-Z", raw.hex(), base64.b64encode(raw).decode()[:24], code, sealing.show_receipt(code)]
    for piece in [*pieces, ADDRESS, BROWSER]:
        assert piece not in dump
    for piece in [*pieces, ADDRESS, BROWSER, "/protected/"]:
        assert piece not in shown
    assert SensitiveReport.objects.count() == 1


def test_the_dump_would_show_a_text_in_clear(channel: World) -> None:
    channel.ngo.name = CANARY
    channel.ngo.save()
    assert CANARY in _dump()


def test_no_moment_of_the_day_is_kept(channel: World) -> None:
    _send(channel)
    columns = {field.name: field.get_internal_type() for field in SensitiveReport._meta.get_fields() if field.concrete}
    assert "DateTimeField" not in columns.values()
    row = SensitiveReport.objects.get()
    assert row.received_on == timezone.localdate()
    assert base64.urlsafe_b64decode(bytes(row.sealed))[1:9] == b"\0" * 8


def test_a_failure_is_logged_without_what_was_sent(channel: World, caplog: Any, monkeypatch: Any) -> None:
    def broken(**_fields: Any) -> None:
        raise RuntimeError(f"could not store {CANARY}")

    monkeypatch.setattr("scorecards.views.protected.send_report", broken)
    client = Client(raise_request_exception=False)
    url = reverse("protected:write", args=[channel.ngo.pk])
    answer = client.post(url, {"kind": "abuse", "text": CANARY, "once": str(uuid4())})
    assert answer.status_code == 500
    told = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "A page of the protected channel failed: RuntimeError" in told
    assert "Canari" not in told
    assert "/protected/" not in told


def test_no_cookie_no_store_no_script_no_third_party(channel: World) -> None:
    pages = [reverse("protected:home"), reverse("protected:follow"), reverse("protected:write", args=[channel.ngo.pk])]
    for page in pages:
        client = Client()
        answer = client.get(page)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        text = answer.content.decode()
        for piece in ("<script", "http://", "https://", "csrfmiddlewaretoken", "sessionid"):
            assert piece not in text.replace("http://www.w3.org/2000/svg", ""), (page, piece)


def test_a_signed_in_person_stays_unknown(channel: World, signed_in: Any) -> None:
    page = signed_in(channel.facilitator).get(reverse("protected:write", args=[channel.ngo.pk]))
    assert not page.wsgi_request.user.is_authenticated
    assert channel.facilitator.full_name not in page.content.decode()


def test_the_language_is_chosen_without_a_cookie(channel: World) -> None:
    page = Client().get(reverse("protected:home") + "?lang=ar")
    assert 'dir="rtl"' in page.content.decode()
    assert not page.cookies


def test_what_is_not_protected_is_said_before_the_form(channel: World) -> None:
    text = Client().get(reverse("protected:write", args=[channel.ngo.pk])).content.decode()
    for words in ("ne peut pas protéger", "Urgences : 190", "opérateur", "téléphone partagé", "juge"):
        assert words in text
        assert text.index(words) < text.index("<form")


def test_the_exchange_goes_both_ways(channel: World, signed_in: Any) -> None:
    code = _send(channel)
    report = SensitiveReport.objects.get()
    referent = signed_in(channel.facilitator)
    desk = reverse("sensitive:report", args=[report.pk])
    page = referent.get(desk)
    assert CANARY in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert referent.post(desk, {"text": "Nous vous lisons. Depuis quand ?"}).status_code == 302
    seen = Client().post(reverse("protected:follow"), {"receipt": sealing.show_receipt(code)}).content.decode()
    assert "Nous vous lisons" in seen
    again = {"receipt": code, "text": "Depuis janvier."}
    for _time in range(2):
        assert Client().post(reverse("protected:follow"), again).status_code == 200
    assert "Depuis janvier." in referent.get(desk).content.decode()
    assert [said.from_referent for said in conversation(report)] == [False, True, False], "a double click writes once"
    report.refresh_from_db()
    assert (report.state, report.answered_on) == ("in_hand", timezone.localdate())


def test_only_named_referents_read(channel: World, signed_in: Any) -> None:
    _send(channel)
    report = SensitiveReport.objects.get()
    addresses = [reverse("sensitive:report", args=[report.pk]), reverse("sensitive:inbox")]
    outsiders = [channel.administrator, channel.officer, channel.provider, channel.committee, channel.observer,
                 channel.stranger]  # fmt: skip
    for person in outsiders:
        assert not SensitiveReport.objects.visible_to(person).exists()
        for address in addresses:
            assert signed_in(person).get(address).status_code == 404, (person, address)
        assert signed_in(person).post(addresses[0], {"text": "Bonjour"}).status_code == 404
    assert signed_in(channel.facilitator).get(addresses[1]).status_code == 200
    SensitiveReferent.objects.all().delete()
    assert signed_in(channel.facilitator).get(addresses[0]).status_code == 404


def test_the_platform_operator_reads_nothing(channel: World, signed_in: Any) -> None:
    _send(channel)
    channel.administrator.is_superuser = channel.administrator.is_staff = True
    channel.administrator.save()
    client = signed_in(channel.administrator)
    assert client.get(reverse("sensitive:report", args=[SensitiveReport.objects.get().pk])).status_code == 404
    assert "ensitivere" not in client.get(reverse("admin:index")).content.decode()


def test_a_closed_membership_closes_the_reports(channel: World) -> None:
    _send(channel)
    Membership.objects.filter(user=channel.facilitator).update(is_active=False)
    person = type(channel.facilitator).objects.get(pk=channel.facilitator.pk)
    assert not SensitiveReport.objects.visible_to(person).exists()
    assert not open_organizations().exists(), "nobody would read"


def test_a_wrong_receipt_opens_nothing_and_says_so(channel: World) -> None:
    code = _send(channel)
    near = code[:-1] + str((int(code[-1]) + 1) % 10)
    for typed in (near, "0" * 20, "bonjour", ""):
        page = Client().post(reverse("protected:follow"), {"receipt": typed})
        assert page.status_code == 422
        assert CANARY not in page.content.decode()
    with pytest.raises(Refusal, match="Aucun signalement"):
        find_report(typed=near)
    assert find_report(typed=code).pk == SensitiveReport.objects.get().pk


def test_a_miss_costs_as_much_as_a_hit(channel: World, monkeypatch: Any) -> None:
    calls: list[str] = []
    real = sealing.is_receipt
    monkeypatch.setattr(sealing, "is_receipt", lambda code, hashed: calls.append(hashed) or real(code, hashed))
    for typed in ("1" * 20, "not a code"):
        with pytest.raises(Refusal):
            find_report(typed=typed)
    assert calls == [sealing.nobody()] * 2


def test_too_many_tries_are_refused_for_everybody(channel: World, settings: Any) -> None:
    code = _send(channel)
    settings.SENSITIVE_TRIES_PER_MINUTE = 3
    sensitive.tries.reset()
    for _try in range(3):
        with pytest.raises(Refusal, match="Aucun signalement"):
            find_report(typed="2" * 20)
    with pytest.raises(Refusal, match="Trop de codes"):
        find_report(typed=code)
    page = Client().post(reverse("protected:follow"), {"receipt": code})
    assert page.status_code == 422


def test_a_flood_is_refused_and_the_text_stays(channel: World, settings: Any) -> None:
    settings.SENSITIVE_REPORTS_PER_MINUTE = 1
    sensitive.reports.reset()
    _send(channel)
    url = reverse("protected:write", args=[channel.ngo.pk])
    page = Client().post(url, {"kind": "abuse", "text": CANARY, "once": str(uuid4())})
    assert page.status_code == 422
    assert CANARY in page.content.decode()
    assert SensitiveReport.objects.count() == 1


def test_a_double_click_writes_once(channel: World) -> None:
    once = uuid4()
    _send(channel, once=once)
    with pytest.raises(Refusal, match="déjà reçu"):
        _send(channel, once=once)
    assert SensitiveReport.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"kind": "corruption", "text": "", "once": str(uuid4())},
        {"kind": "nothing-known", "text": "x", "once": str(uuid4())},
        {"kind": "abuse", "text": "x" * 6001, "once": str(uuid4())},
        {"kind": "abuse", "text": "x", "once": "not-a-key"},
        {"kind": "abuse", "text": "x", "once": str(uuid4()), "service_point": str(uuid4())},
        {"kind": "abuse", "text": "\0\x01", "once": str(uuid4())},
    ],
)
def test_bad_input_is_said_not_stored(channel: World, typed: dict[str, str]) -> None:
    page = Client().post(reverse("protected:write", args=[channel.ngo.pk]), typed)
    assert page.status_code == 422
    assert not SensitiveReport.objects.exists()


@pytest.mark.parametrize("keys", [[], ["too short"]])
def test_without_a_key_the_channel_is_off_and_says_so(
    channel: World, settings: Any, signed_in: Any, keys: list[str]
) -> None:
    settings.SENSITIVE_KEYS = keys
    assert not has_key()
    assert "n’accueille de signalement" in Client().get(reverse("protected:home")).content.decode()
    assert Client().get(reverse("protected:write", args=[channel.ngo.pk])).status_code == 404
    page = signed_in(channel.administrator).get(reverse("sensitive:channel")).content.decode()
    assert "SENSITIVE_KEYS" in page
    with pytest.raises(Refusal):
        _send(channel)
    with pytest.raises(Refusal, match="SENSITIVE_KEYS"):
        set_channel(organization=channel.ngo, is_open=True, contacts="190", version=1, by=channel.administrator)


def test_a_lost_key_is_said_not_a_crash(channel: World, settings: Any, signed_in: Any) -> None:
    _send(channel)
    settings.SENSITIVE_KEYS = [Fernet.generate_key().decode()]
    page = signed_in(channel.facilitator).get(reverse("sensitive:report", args=[SensitiveReport.objects.get().pk]))
    assert page.status_code == 200
    assert "la clé qui l’a scellé manque" in page.content.decode()


def test_the_key_is_renewed(channel: World, settings: Any) -> None:
    old = settings.SENSITIVE_KEYS
    code = _send(channel)
    report = SensitiveReport.objects.get()
    add_message(report=report, text="Une suite")
    new = [Fernet.generate_key().decode()]
    settings.SENSITIVE_KEYS = new
    with pytest.raises(CommandError):
        call_command("rotate_sensitive_keys")
    settings.SENSITIVE_KEYS = [*new, *old]
    call_command("rotate_sensitive_keys")
    settings.SENSITIVE_KEYS = new
    assert [said.text for said in conversation(find_report(typed=code))] == [CANARY, "Une suite"]
    settings.SENSITIVE_KEYS = []
    with pytest.raises(CommandError):
        call_command("rotate_sensitive_keys")


def test_the_administrator_names_and_removes(channel: World, signed_in: Any) -> None:
    client = signed_in(channel.administrator)
    page = client.get(reverse("sensitive:channel"))
    assert page.status_code == 200
    assert client.post(reverse("sensitive:referent_add"), {"user": channel.officer.pk}).status_code == 422
    assert client.post(reverse("sensitive:referent_add"), {"user": channel.observer.pk}).status_code == 302
    first = SensitiveReferent.objects.get(user=channel.facilitator)
    assert first.named_by == channel.administrator
    assert client.post(reverse("sensitive:referent_remove", args=[first.pk])).status_code == 302
    last = SensitiveReferent.objects.get()
    with pytest.raises(Refusal, match="sans lecteur"):
        remove_referent(referent=last, by=channel.administrator)
    assert signed_in(channel.facilitator).get(reverse("sensitive:channel")).status_code == 403
    assert signed_in(channel.stranger).post(reverse("sensitive:referent_remove", args=[last.pk])).status_code == 403


def test_opening_needs_a_referent_contacts_and_the_version_in_force(world: World) -> None:
    common = {"organization": world.ngo, "by": world.administrator, "version": 0}
    with pytest.raises(Refusal, match="référent"):
        set_channel(is_open=True, contacts="190", **common)  # type: ignore[arg-type]
    name_referent(organization=world.ngo, user=world.facilitator, by=world.administrator)
    with pytest.raises(Refusal, match="urgence"):
        set_channel(is_open=True, contacts=" ", **common)  # type: ignore[arg-type]
    set_channel(is_open=True, contacts="190", **common)  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        set_channel(is_open=False, contacts="190", **common)  # type: ignore[arg-type]


def test_counts_are_told_from_five_up_only(channel: World) -> None:
    for _report in range(4):
        _send(channel)
    assert published_counts(channel.ngo) == ()
    for _report in range(3):
        _send(channel)
    this_year = timezone.localdate().year
    assert [(row.year, row.count) for row in published_counts(channel.ngo)] == [(this_year, 5)]
    SensitiveReport.objects.update(received_on=datetime.date(this_year - 1, 3, 1))
    assert [(row.year, row.count) for row in published_counts(channel.ngo)] == [(this_year - 1, 7)]
    assert "7" in Client().get(reverse("protected:write", args=[channel.ngo.pk])).content.decode()


def test_the_delay_to_treatment(channel: World) -> None:
    for _report in range(2):
        _send(channel)
    first, second = SensitiveReport.objects.order_by("pk")
    SensitiveReport.objects.update(received_on=timezone.localdate() - datetime.timedelta(days=4))
    add_message(report=first, text="Bien reçu", from_referent=True)
    first.refresh_from_db()
    closed = move_report(report=first, state="closed", version=first.version)
    assert closed.closed_on == timezone.localdate()
    with pytest.raises(Refusal):
        move_report(report=second, state="in_hand", version=9)
    inbox = build_inbox(channel.facilitator)
    assert (inbox.waiting, inbox.to_answer, inbox.to_close) == (1, 4, 4)
    assert [row.state for row in inbox.rows] == ["received", "closed"]


def test_a_report_is_tied_to_no_cycle_and_to_no_export() -> None:
    linked = {field.related_model._meta.label for field in SensitiveReport._meta.get_fields() if field.is_relation}
    assert linked == {"directory.Organization", "directory.ServicePoint", "scorecards.SensitiveMessage"}
    source = Path(sensitive.__file__).parent.parent
    readers = {path.name for path in source.rglob("*.py") if "SensitiveReport" in path.read_text()}
    assert readers == {"__init__.py", "safeguards.py", "sensitive.py", "0006_full_instrument.py"}


def test_access_logs_leave_it_out() -> None:
    from config.gunicorn import QuietLogger, logger_class
    from config.quiet import is_protected

    assert logger_class is QuietLogger
    assert is_protected(reverse("protected:home"))
    assert is_protected(reverse("protected:follow"))
    assert not is_protected("/cycles/")
