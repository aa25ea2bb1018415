"""Seals and receipts: what opens, what doesn't, what a token tells."""

import base64
import stat
import struct
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from config.env import secret_list
from house import prepare
from scorecards import sealing
from scorecards.services.throttle import Bucket

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
ROW = uuid4()


@given(st.text(alphabet=st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=2000))
def test_what_is_sealed_opens_again(text: str) -> None:
    assert sealing.unseal(sealing.seal(text, about=ROW, keys=[OLD]), about=ROW, keys=[OLD]) == text


def test_another_key_row_or_byte_opens_nothing() -> None:
    sealed = sealing.seal("secret", about=ROW, keys=[OLD])
    altered = sealed[:-3] + (b"AAA" if sealed[-3:] != b"AAA" else b"BBB")
    for attempt, row, keys in (
        (sealed, ROW, [NEW]),
        (sealed, uuid4(), [OLD]),
        (altered, ROW, [OLD]),
        (sealed, ROW, []),
    ):
        with pytest.raises(sealing.SealError):
            sealing.unseal(attempt, about=row, keys=keys)


def test_a_key_is_renewed_in_three_steps() -> None:
    sealed = sealing.seal("secret", about=ROW, keys=[OLD])
    assert sealing.unseal(sealed, about=ROW, keys=[NEW, OLD]) == "secret"
    again = sealing.reseal(sealed, keys=[NEW, OLD])
    assert sealing.unseal(again, about=ROW, keys=[NEW]) == "secret"
    with pytest.raises(sealing.SealError):
        sealing.unseal(again, about=ROW, keys=[OLD])


def test_a_seal_holds_no_time_and_hides_the_length() -> None:
    short, longer = (sealing.seal("x" * size, about=ROW, keys=[OLD]) for size in (1, 300))
    assert len(short) == len(longer)
    for sealed in (short, sealing.reseal(short, keys=[NEW, OLD])):
        (moment,) = struct.unpack(">Q", base64.urlsafe_b64decode(sealed)[1:9])
        assert moment == 0, "a Fernet token tells the second it was made"


def test_receipts() -> None:
    code = sealing.new_receipt()
    assert len(code) == 20
    assert code.isdigit()
    assert sealing.show_receipt("01234567890123456789") == "0123 4567 8901 2345 6789"
    hashed = sealing.hash_receipt(code)
    assert code not in hashed
    assert hashed.startswith("scrypt$")
    assert sealing.is_receipt(code, hashed)
    assert not sealing.is_receipt(f"{(int(code) + 1) % 10**20:020d}", hashed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0123 4567 8901 2345 6789", "01234567890123456789"),
        ("0123-4567-8901-2345-6789", "01234567890123456789"),
        ("٠١٢٣ ٤٥٦٧ ٨٩٠١ ٢٣٤٥ ٦٧٨٩", "01234567890123456789"),
        ("0123", None),
        ("0123456789012345678x", None),
        ("", None),
        ("012345678901234567890", None),
    ],
)
def test_a_receipt_is_read_however_it_is_typed(typed: str, read: str | None) -> None:
    assert sealing.read_receipt(typed) == read


def test_a_bucket_empties_and_fills_again() -> None:
    now = [0.0]
    bucket = Bucket(lambda: 6, clock=lambda: now[0])
    assert [bucket.take() for _ in range(8)] == [True] * 6 + [False] * 2
    now[0] = 9.0
    assert not bucket.take()
    now[0] = 10.0
    assert bucket.take()
    now[0] = 1000.0
    assert [bucket.take() for _ in range(7)] == [True] * 6 + [False]


def test_the_demonstration_makes_its_key_once_for_its_owner_only(tmp_path: Path) -> None:
    assert prepare.sensitive_key(tmp_path / "var")
    file = tmp_path / "var" / "sensitive.keys"
    made = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not prepare.sensitive_key(tmp_path / "var")
    assert file.read_text() == made
    assert sealing.is_key(made.strip())


def test_keys_come_from_the_environment_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "keys"
    assert secret_list("SOME_KEYS", file) == []
    file.write_text(f"{NEW}\n{OLD}\n")
    assert secret_list("SOME_KEYS", file) == [NEW, OLD]
    monkeypatch.setenv("SOME_KEYS_FILE", str(file))
    assert secret_list("SOME_KEYS", tmp_path / "nothing") == [NEW, OLD]
    monkeypatch.setenv("SOME_KEYS", f"{OLD},{NEW}")
    assert secret_list("SOME_KEYS", file) == [OLD, NEW]


def test_guessing_is_hopeless() -> None:
    """Five processes of ten tries a minute, for a year, against ten thousand reports."""
    tries = 5 * 10 * 60 * 24 * 365
    assert tries * 10_000 / 10**sealing.DIGITS < 1e-8
    assert 100 / 10**sealing.DIGITS < 1e-9
