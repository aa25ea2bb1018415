"""Signed files of figures between platforms: written, signed, checked and read. No name of a commune or a person.

The file is JSON: ``{"content": text, "key": base64, "signature": base64}``, signed with Ed25519 over the bytes of
``content`` (itself JSON). Keys of the content follow those of Participedia where there is one.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext as _

from concertation.catalogue import BY_CODE
from core.errors import Refusal

FORMAT = "concertation-figures-1"
MAX_BYTES, MAX_RECORDS, MAX_CARDS = 2_000_000, 2000, 300
#: Texts of an experience card → most signs; the first four are always there.
CARD_TEXTS = {
    "title": 200, "context": 2000, "problem": 2000, "done": 2000, "result": 2000, "cost": 200, "conditions": 2000,
    "contact": 150,
}  # fmt: skip
_CARD_NEEDS = ("title", "context", "problem", "done")
WORDS = {"kind": "type_of_device", "theme": "general_issue", "mode": "facetoface_online_or_both"}
NUMBERS = {
    "level": "public_spectrum", "population": "population", "density": "density", "budget": "budget_per_inhabitant",
    "staff": "staff_days",
}  # fmt: skip


def secret() -> str:
    """What digests and signatures rest on: a setting of its own, so that ``SECRET_KEY`` may be changed alone."""
    return str(settings.CONCERTATION_KEY or settings.SECRET_KEY)


def _private() -> Ed25519PrivateKey:
    """The platform's own key, always the same, out of its secret."""
    seed = hashlib.sha256(b"concertation.exchange:" + secret().encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def own_key() -> str:
    """The public key to give to another platform, 44 signs."""
    raw = _private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def read_key(text: str) -> Ed25519PublicKey:
    """The public key of another platform. Raises Refusal."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode("".join(text.split()), validate=True))
    except (ValueError, binascii.Error) as error:
        raise Refusal(_("This is not a key: it has 44 signs and ends with “=”. Copy it whole.")) from error


def write_file(records: Sequence[Mapping[str, Any]], cards: Sequence[Mapping[str, str]] = ()) -> bytes:
    """``records``: reference, label, profile, figures; ``cards``: reference and texts. The signed file."""
    body = {"format": FORMAT, "records": list(records), "cards": list(cards)}
    content = json.dumps(body, ensure_ascii=False, sort_keys=True)
    signature = base64.b64encode(_private().sign(content.encode())).decode()
    return json.dumps({"content": content, "key": own_key(), "signature": signature}, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Received:
    """``key``: the public key that signed; ``records`` and ``cards`` as ``write_file`` takes them."""

    key: str
    records: tuple[dict[str, Any], ...]
    cards: tuple[dict[str, str], ...] = ()


def read_file(data: bytes, trusted: Sequence[str]) -> Received:
    """The records of a file signed by one of the ``trusted`` keys. Raises Refusal with what to do."""
    if len(data) > MAX_BYTES:
        raise Refusal(_("This file is too large: 2 MB at most."))
    try:
        envelope = json.loads(data)
        content, key, signature = (str(envelope[name]) for name in ("content", "key", "signature"))
        signed = base64.b64decode(signature, validate=True)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refusal(
            _("This is not an exchange file. Ask the other platform for the file of its Exchange page.")
        ) from error
    if key not in trusted:
        raise Refusal(
            _("You don't trust the key of this file yet. Add the platform that signed it, then send it again.")
        )
    try:
        read_key(key).verify(signed, content.encode())
    except InvalidSignature as error:
        raise Refusal(_("The signature doesn't match: the file was changed on the way. Ask for it again.")) from error
    return _received(key, content)


def _received(key: str, content: str) -> Received:
    """Everything or nothing: one row of another shape and the file is refused."""
    try:
        body = json.loads(content)
        # A platform of before cards sends none.
        rows, cards = body["records"], body.get("cards", [])
        if body["format"] != FORMAT or not isinstance(rows, list) or len(rows) > MAX_RECORDS:
            raise ValueError(body["format"])
        if not isinstance(cards, list) or len(cards) > MAX_CARDS:
            raise ValueError("cards")
        return Received(key, tuple(_record(row) for row in rows), tuple(_card(row) for row in cards))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidOperation) as error:
        raise Refusal(
            _("This file has another shape than ours. Ask which version the other platform uses.")
        ) from error


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """One record with nothing but what is known of the format. Raises ValueError."""
    profile = {name: str(row["profile"][name])[:40] for name in WORDS.values() if row["profile"].get(name)}
    profile |= {
        name: _number(row["profile"][name]) for name in NUMBERS.values() if row["profile"].get(name) is not None
    }
    figures = {code: _figure(each) for code, each in row["figures"].items() if code in BY_CODE}
    reference, label = str(row["reference"])[:64], str(row["label"])[:60]
    if not reference:
        raise ValueError("reference")
    return {"reference": reference, "label": label, "profile": profile, "figures": figures}


def _card(row: Mapping[str, Any]) -> dict[str, str]:
    """One card with its texts only. Raises ValueError when one that is needed is empty, too long, or no text."""
    words = {name: row.get(name, "") for name in ("reference", *CARD_TEXTS)}
    for name, most in {"reference": 64, **CARD_TEXTS}.items():
        text = words[name]
        if not isinstance(text, str) or len(text) > most or "\0" in text:
            raise ValueError(name)
    if not all(words[name].strip() for name in ("reference", *_CARD_NEEDS)):
        raise ValueError("card")
    return words


def _figure(each: Mapping[str, Any]) -> dict[str, Any]:
    n = each.get("n")
    return {"value": _number(each["value"]), "n": None if n is None else int(n)}


def _number(value: Any) -> str:
    found = Decimal(str(value))
    if not found.is_finite() or abs(found) > Decimal("1e12"):
        raise ValueError(value)
    return str(found)
