"""Glyphs: faces of the five levels, shapes of the three sides, line icons, the mark."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from core.charts.svg import ACCENT, FILL, INK, RULE_2, num

# Worried, never angry: a low score is not an accusation.
_EYES = '<circle cx="17" cy="20" r="1.3" fill="currentColor"/><circle cx="31" cy="20" r="1.3" fill="currentColor"/>'
_FACES = {
    1: '<circle cx="17.5" cy="22.5" r="1.3" fill="currentColor"/>'
    '<circle cx="30.5" cy="22.5" r="1.3" fill="currentColor"/>'
    '<path d="M14.5 36.5c2.5-8 16.5-8 19 0z" fill="currentColor"/><path d="M12 16.5l6.5-3M36 16.5l-6.5-3"/>',
    2: _EYES + '<path d="M15 35q9-7.5 18 0"/>',
    3: _EYES + '<path d="M15 32.5h18"/>',
    4: _EYES + '<path d="M15 29.5q9 7.5 18 0"/>',
    5: _EYES + '<path d="M13 27.5h22c-1 12-21 12-22 0z" fill="currentColor"/>',
}
SIDES = ("users", "provider", "authority", "partner")
_SIDES = {
    "users": f'<circle cx="6" cy="6" r="5.6" fill="{ACCENT}"/>',
    "provider": f'<path d="M1.3 1.3h9.4v9.4H1.3z" fill="#ffffff" stroke="{INK}" stroke-width="2.2"/>',
    "authority": f'<path d="M6 .6L12 11.4H0z" fill="{RULE_2}"/>',
    "partner": f'<path d="M6 .4L11.6 6L6 11.6L.4 6z" fill="{INK}"/>',
}
# Other names of the same three sides.
SIDE_ALIASES = {"community": "users", "user": "users", "municipality": "authority", "officer": "authority"}

ICONS = {
    "check": '<path d="M4 12.5l5.5 5.5L20 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "doc": '<path d="M6 3h8l4.5 4.5V21H6z"/><path d="M9 12h6.5M9 16h6.5"/>',
    "dot": '<circle cx="12" cy="12" r="8.5"/>',
    "down": '<path d="M12 4v12M7 11.5l5 5 5-5M4.5 20.5h15"/>',
    "edit": '<path d="M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5z"/>',
    "fall": '<path d="M12 5v14M6 13l6 6 6-6"/>',
    "flag": '<path d="M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12"/>',
    "half": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 010 17z" fill="currentColor"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 114 2c-1 .7-1.5 1.2-1.5 2.2M12 17v.1"/>',
    "list": '<path d="M8.5 6.5h12M8.5 12h12M8.5 17.5h12M4 6.5h.1M4 12h.1M4 17.5h.1"/>',
    "lock": '<path d="M5.5 11h13v9.5h-13zM8.5 11V7.5a3.5 3.5 0 017 0V11"/>',
    "menu": '<path d="M3.5 6.5h17M3.5 12h17M3.5 17.5h17"/>',
    "minus": '<path d="M5 12h14"/>',
    "next": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-8 13-8 13 0"/>'
    '<path d="M16 5a3.5 3.5 0 010 6.5M18 14.5c2 .8 3.5 2.5 3.5 5.5"/>',
    "phone": '<rect x="6.5" y="2.5" width="11" height="19" rx="1.5"/><path d="M9.5 11.5l2 2 3.5-4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "prev": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3"/><path d="M7 14h10v6.5H7z"/>',
    "redo": '<path d="M19.5 12a7.5 7.5 0 11-2.5-5.6M19.5 3.5v4.5H15"/>',
    "same": '<path d="M5 9.5h14M5 14.5h14"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5l5 5"/>',
    "sound": '<path d="M3.5 9.5v5h4l5.5 4.5v-14l-5.5 4.5zM16.5 9a4.5 4.5 0 010 6M18.5 6a9 9 0 010 12"/>',
    "undo": '<path d="M8 5L3.5 9.5 8 14"/><path d="M4 7.5h10a6 6 0 010 12h-4" transform="translate(0 2)"/>',
    "up": '<path d="M12 19V5M6 11l6-6 6 6"/>',
    "upload": '<path d="M12 16V4M7 9l5-5 5 5M4.5 20.5h15"/>',
    "wall": '<rect x="3" y="4" width="18" height="12"/><path d="M12 16v4.5M8 20.5h8"/>',
    "warn": '<path d="M12 3.5L22 20.5H2z"/><path d="M12 10v5M12 17.8v.2"/>',
}
# Arrows that mean back, next, undo turn round on a right-to-left page; up and down never do.
_FLIPPED = {"next", "prev", "undo", "list"}


def _svg(attributes: str, content: str) -> SafeString:
    return mark_safe(f"<svg {attributes}>{content}</svg>")  # noqa: S308 - constants of this module


def face(level: int, *, size: int | None = None, filled: bool = True) -> SafeString:
    """Face of a level 1–5, decorative (the number and the word stand beside it).

    `filled`: the level's colour inside the face; False inside a coloured cell. `size`: pixels, for
    print; on a page the class `face` sets 1.6 em. KeyError for another level.
    """
    fill = FILL[level] if filled else "none"
    side = 26 if size is None else size
    return _svg(
        f'class="face{f" s{level}" if filled else ""}" viewBox="0 0 48 48" width="{side}" height="{side}" '
        f'fill="{fill}" color="{INK}" aria-hidden="true"',
        '<g stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">'
        f'<circle cx="24" cy="24" r="21"/><g fill="none">{_FACES[level]}</g></g>',
    )


def side_mark(side: str, *, size: int = 12) -> SafeString:
    """Disc (users), square (provider), triangle (authority), lozenge (partner); decorative. KeyError for another."""
    key = SIDE_ALIASES.get(side, side)
    return _svg(f'class="glyph" viewBox="0 0 12 12" width="{size}" height="{size}" aria-hidden="true"', _SIDES[key])


def icon(name: str, *, extra: str = "") -> SafeString:
    """Line icon, decorative: a word always stands beside it. KeyError for an unknown name."""
    if extra and not extra.replace("-", "").replace(" ", "").isalnum():
        raise ValueError("extra takes class names only")
    classes = " ".join(c for c in ("i", "flip" if name in _FLIPPED else "", extra) if c)
    return _svg(
        f'class="{classes}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"',
        ICONS[name],
    )


def brand(*, width: int = 46) -> SafeString:
    """The mark: the three shapes side by side. Never mirrored."""
    return _svg(
        f'class="brandmark" viewBox="0 0 46 16" width="{width}" height="{num(width * 16 / 46)}" aria-hidden="true"',
        f'<circle cx="7.5" cy="8" r="7" fill="{ACCENT}"/>'
        f'<path d="M17.5 2.5h11.5v11.5H17.5z" fill="#ffffff" stroke="{INK}" stroke-width="2.4"/>'
        f'<path d="M38.5 1l7.3 14H31.2z" fill="{RULE_2}"/>',
    )


def key_swatch(fill: str, line: str) -> SafeString:
    """Small filled box for a legend of a stacked bar."""
    return _svg(
        'width="22" height="14" aria-hidden="true"',
        f'<rect x=".5" y=".5" width="21" height="13" fill="{fill}" stroke="{line}"/>',
    )
