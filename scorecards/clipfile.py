"""A recorded clip: bytes in, what it is and how long it lasts out. Pure: no Django, no database.

WebM and Ogg with Opus sound, what browsers record. Lengths are read from the sound itself (the time of the last block
or the last granule), never from what a page says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MAX_BYTES, MAX_SECONDS = 30 * 1024, 15
#: A recorder stops a little after it is told to.
_GRACE = 0.5
_OPUS_RATE = 48_000
_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT, _CLUSTER, _GROUP = 0x18538067, 0x1F43B675, 0xA0
_TRACKS, _ENTRY, _INFO = 0x1654AE6B, 0xAE, 0x1549A966
_CODEC, _SCALE, _TIME, _SIMPLE, _BLOCK, _DOCTYPE, _HEADER = 0x86, 0x2AD7B1, 0xE7, 0xA3, 0xA1, 0x4282, 0x1A45DFA3
#: Elements that hold others: their content is read, their length (unknown while recording) is not needed.
_HOLDERS = {_SEGMENT, _CLUSTER, _GROUP, _TRACKS, _ENTRY, _INFO, _HEADER}


class ClipError(ValueError):
    """``code``: empty, format, too_big, too_long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Clip:
    """``media_type`` to serve it with; ``seconds`` of sound."""

    media_type: str
    seconds: float


def read_clip(content: bytes) -> Clip:
    """What the bytes are. Raises ClipError."""
    if not content:
        raise ClipError("empty")
    if len(content) > MAX_BYTES:
        raise ClipError("too_big")
    if content.startswith(_EBML):
        clip = Clip("audio/webm", _webm_seconds(content))
    elif content.startswith(b"OggS"):
        clip = Clip("audio/ogg", _ogg_seconds(content))
    else:
        raise ClipError("format")
    if clip.seconds > MAX_SECONDS + _GRACE:
        raise ClipError("too_long")
    return clip


def _ogg_seconds(content: bytes) -> float:
    if b"OpusHead" not in content[:200]:
        raise ClipError("format")
    at, last = 0, 0
    while (at := content.find(b"OggS", at)) >= 0 and at + 14 <= len(content):
        granule = int.from_bytes(content[at + 6 : at + 14], "little", signed=True)
        last = max(last, granule)
        at += 4
    if last <= 0:
        raise ClipError("format")
    return last / _OPUS_RATE


def _webm_seconds(content: bytes) -> float:
    """The time of the last block, in seconds. Only sound coded as Opus passes."""
    scale, cluster, last, opus, doctype = 1_000_000, 0, -1, False, b""
    for name, value in _elements(content):
        if name == _DOCTYPE:
            doctype = value.rstrip(b"\0")
        elif name == _CODEC:
            if value.rstrip(b"\0") != b"A_OPUS":
                raise ClipError("format")
            opus = True
        elif name == _SCALE:
            scale = int.from_bytes(value, "big")
        elif name == _TIME:
            cluster = int.from_bytes(value, "big")
        elif name in (_SIMPLE, _BLOCK) and len(value) >= 4:
            last = max(last, cluster + int.from_bytes(value[1:3], "big", signed=True))
    if doctype != b"webm" or not opus or last < 0:
        raise ClipError("format")
    return last * scale / 1_000_000_000


def _elements(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        name, at = _number(content, at, keep_marker=True)
        size, at = _number(content, at, keep_marker=False)
        if name in _HOLDERS:
            continue
        yield name, content[at : at + size]
        at += size


def _number(content: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A variable-length number of EBML and where it ends (RFC 8794, section 4)."""
    if at >= len(content) or content[at] == 0:
        raise ClipError("format")
    length = 9 - content[at].bit_length()
    if at + length > len(content):
        raise ClipError("format")
    value = int.from_bytes(content[at : at + length], "big")
    return (value if keep_marker else value & ((1 << (7 * length)) - 1)), at + length
