"""Sealing a text with keys that are not in the database, and the receipt by which its author comes back. No Django
models here: bytes in, bytes out.

A sealed text is padded (its length tells little), bound to its row (it can't be moved to another one) and carries no
time: a Fernet token holds the second it was made, which is set to 0 here.
"""

import secrets
from collections.abc import Sequence
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.contrib.auth.hashers import ScryptPasswordHasher

BLOCK = 512
DIGITS = 20
#: Digits kept in clear to find the row; the other fourteen are known by a slow hash only.
LOOKUP_DIGITS = 6


class SealError(Exception):
    """The text can't be opened: wrong or lost key, altered bytes, or another row's."""


def is_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def _engine(keys: Sequence[str]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise SealError("no usable key") from error


def seal(text: str, *, about: object, keys: Sequence[str]) -> bytes:
    """``text`` sealed with the first of ``keys``, bound to the row ``about``."""
    plain = f"{about}\n{text}".encode()
    padded = plain + b"\0" * (-len(plain) % BLOCK)
    return _engine(keys).encrypt_at_time(padded, current_time=0)


def unseal(sealed: bytes, *, about: object, keys: Sequence[str]) -> str:
    """The text that ``seal`` was given. Any of ``keys`` may open it."""
    try:
        plain = _engine(keys).decrypt(bytes(sealed))
    except InvalidToken as error:
        raise SealError("wrong key or altered text") from error
    row, _newline, text = plain.rstrip(b"\0").decode().partition("\n")
    if row != str(about):
        raise SealError("the text belongs to another row")
    return text


def reseal(sealed: bytes, *, keys: Sequence[str]) -> bytes:
    """The same text sealed with the first of ``keys``."""
    try:
        return _engine(keys).rotate(bytes(sealed))
    except InvalidToken as error:
        raise SealError("wrong key or altered text") from error


def new_receipt() -> str:
    """Twenty random digits: 66 bits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def show_receipt(receipt: str) -> str:
    """In groups of four, to copy by hand."""
    return " ".join(receipt[at : at + 4] for at in range(0, DIGITS, 4))


def read_receipt(typed: str) -> str | None:
    """The twenty digits of what was typed, spaces and hyphens aside; None when it is no receipt."""
    digits = "".join(str(int(char)) for char in typed if char.isdecimal())
    others = [char for char in typed if not char.isdecimal() and not char.isspace() and char not in "-–.·"]
    return digits if len(digits) == DIGITS and not others else None


def lookup_of(receipt: str) -> str:
    return receipt[:LOOKUP_DIGITS]


def hash_receipt(receipt: str) -> str:
    """A slow, memory-hard hash (scrypt), whatever the passwords of the site use."""
    hasher = ScryptPasswordHasher()
    return hasher.encode(receipt, hasher.salt())


def is_receipt(receipt: str, hashed: str) -> bool:
    return bool(ScryptPasswordHasher().verify(receipt, hashed))


@cache
def nobody() -> str:
    """Compared with when no row has the first digits, so that a miss takes as long as a hit."""
    return hash_receipt("0" * DIGITS)
