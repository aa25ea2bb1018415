"""Pictograms: one simple line drawing per subject, so that an indicator is known without reading.

Grid of 48, stroke 3, no fill, presentation attributes only. None is a face: faces mean scores, and nothing else.
"""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from core.charts.svg import INK

PICTOGRAMS = {
    "water": '<path d="M24 5c7 9 13 16 13 24a13 13 0 01-26 0c0-8 6-15 13-24z"/><path d="M18 30a7 7 0 006 6"/>',
    "tap": '<path d="M6 18h20a9 9 0 019 9v2h-8v-2H6z"/><path d="M18 18v-8M11 9h14"/>'
    '<path d="M31 36c2 3 4 4 4 6a4 4 0 01-8 0c0-2 2-3 4-6z"/>',
    "pump": '<path d="M20 43V15h8v28M13 43h22M28 20h10v5M24 15V9L7 15v9"/>'
    '<path d="M38 30c2 3 3 4 3 6a3 3 0 01-6 0c0-2 1-3 3-6z"/>',
    "well": '<path d="M6 17L24 5l18 12M12 14v15M36 14v15M7 29h34v6H7zM10 35v8h28v-8"/>'
    '<path d="M24 6v10M20 16h8l-1 8h-6z"/>',
    "test": '<path d="M18 6h12M21 6v13L10 39a2 2 0 002 3h24a2 2 0 002-3L27 19V6M15 31h18"/>',
    "clinic": '<path d="M6 42V20L24 6l18 14v22zM24 22v14M17 29h14"/>',
    "medicine": '<path d="M15 6h18v8H15zM12 14h24v28H12zM24 22v12M18 28h12"/>',
    "care": '<path d="M10 6v11a9 9 0 0018 0V6M19 26v6a9 9 0 0018 0v-2"/><circle cx="37" cy="25" r="5"/>',
    "bed": '<path d="M4 10v32M4 35h40M44 42V30a8 8 0 00-8-8H18v13"/><circle cx="11" cy="27" r="4"/>',
    "ambulance": '<path d="M10 36H4V13h24v23h-9M28 20h8l8 9v7h-4M31 36h-3M16 18v10M11 23h10"/>'
    '<circle cx="14.5" cy="37" r="4.5"/><circle cx="35.5" cy="37" r="4.5"/>',
    "school": '<path d="M5 42V26h38v16zM24 26V5l13 5-13 6M20 42v-9h8v9M11 33h3M34 33h3"/>',
    "book": '<path d="M24 12c-5-4-12-4-18-3v29c6-1 13-1 18 3 5-4 12-4 18-3V9c-6-1-13-1-18 3zM24 12v29"/>',
    "write": '<path d="M8 40l3-11L32 8l8 8-21 21zM28 12l8 8M26 42h16"/>',
    "bench": '<path d="M5 26h38v6H5zM10 32v10M38 32v10M10 26V10M38 26V10M10 15h28"/>',
    "roof": '<path d="M3 28L24 8l21 20zM10 28v14h28V28"/><path d="M16 17v10M24 9v18M32 17v10"/>',
    "toilet": '<path d="M9 6h9v16H9zM9 22h30c0 9-6 12-13 12h-8c-5 0-9-5-9-12z"/><path d="M19 34l-2 8h15l-2-9"/>',
    "clock": '<circle cx="24" cy="24" r="19"/><path d="M24 12v13l9 5"/>',
    "queue": '<circle cx="9" cy="14" r="4.5"/><circle cx="24" cy="14" r="4.5"/><circle cx="39" cy="14" r="4.5"/>'
    '<path d="M4 41c0-22 10-22 10 0M19 41c0-22 10-22 10 0M34 41c0-22 10-22 10 0"/>',
    "calendar": '<path d="M7 10h34v32H7zM7 19h34M16 5v9M32 5v9M16 30l6 6 11-11"/>',
    "welcome": '<circle cx="18" cy="13" r="7"/><path d="M5 43c0-24 26-24 26 0"/>'
    '<path d="M38 26c-8-5-9-9-6-12 3-2 5 0 6 2 1-2 3-4 6-2 3 3 2 7-6 12z"/>',
    "staff": '<circle cx="24" cy="11" r="7"/><path d="M9 43c0-27 30-27 30 0z"/><path d="M18 34l4 4 8-9"/>',
    "ear": '<path d="M14 19a11 11 0 0122 0c0 10-8 10-9 18a6 6 0 01-11 2"/><path d="M20 20a5 5 0 0110 0c0 5-6 4-6 9"/>',
    "talk": '<path d="M5 8h38v25H22l-10 9v-9H5zM13 17h22M13 24h14"/>',
    "meeting": '<circle cx="10" cy="15" r="4.5"/><circle cx="24" cy="10" r="4.5"/><circle cx="38" cy="15" r="4.5"/>'
    '<path d="M4 31c0-9 12-9 12-1M17 27c0-10 14-10 14 0M32 30c0-8 12-8 12 1M4 33h40M11 33v10M37 33v10"/>',
    "notice": '<path d="M6 7h36v27H6zM14 15h20M14 21h20M14 27h11M24 34v9M16 43h16"/>',
    "megaphone": '<path d="M6 19v11h7l19 10V9L13 19zM13 30l3 13h7l-3-10M38 19c4 3 4 8 0 11"/>',
    "privacy": '<path d="M11 43V5h26v38M5 43h38"/><path d="M18 25h12v10H18zM20 25v-4a4 4 0 018 0v4"/>',
    "documents": '<path d="M11 4h18l9 9v31H11zM29 4v9h9M18 21h13M18 28h13M18 35h8"/>',
    "money": '<path d="M4 12h40v24H4z"/><circle cx="24" cy="24" r="6"/><path d="M11 24h.1M37 24h.1"/>',
    "accounts": '<path d="M8 5h32v38H8zM15 12h18v7H15zM16 27h.1M24 27h.1M32 27h.1M16 35h.1M24 35h.1M32 35h.1"/>',
    "fairness": '<path d="M24 5v38M14 43h20M8 12h32"/><path d="M9 12L3 28h12zM39 12l-6 16h12z"/>',
    "electricity": '<path d="M28 4L9 28h13l-4 16 21-25H25z"/>',
    "light": '<path d="M18 34c0-6-7-9-7-17a13 13 0 0126 0c0 8-7 11-7 17zM18 40h12M21 45h6"/>',
    "cleaning": '<path d="M42 5L28 20M19 17l12 12-5 14L6 23zM13 31l6-6M20 37l5-5"/>',
    "rubbish": '<path d="M8 13h32M18 13V6h12v7M12 13l3 30h18l3-30M20 21v14M28 21v14"/>',
    "tool": '<path d="M31 6a10 10 0 00-9 14L6 36l6 6 16-16a10 10 0 0014-12l-7 6-6-6z"/>',
    "road": '<path d="M14 6L4 42M34 6l10 36M24 7v6M24 20v7M24 34v8"/>',
    "walk": '<circle cx="27" cy="8" r="4.5"/><path d="M25 16l-4 13 9 6 2 9M21 29l-7 14M25 16l9 9M25 16l-11 8"/>',
    "tree": '<circle cx="24" cy="17" r="12.5"/><path d="M24 20v23M13 43h22M24 28l6-5"/>',
    "safety": '<path d="M24 4l17 6v12c0 11-7 18-17 22C14 40 7 33 7 22V10zM16 23l6 6 10-11"/>',
    "hand": '<path d="M13 28V14a3 3 0 016 0v9V8a3 3 0 016 0v14V10a3 3 0 016 0v14l4-5a3 3 0 015 3l-6 13c-2 6-6 8-11 8'
    '-7 0-10-5-10-13z"/>',
    "child": '<circle cx="15" cy="9" r="5"/><path d="M15 14v17M15 31l-6 12M15 31l6 12M15 20l13 7"/>'
    '<circle cx="34" cy="20" r="4"/><path d="M34 24v11M34 35l-4 8M34 35l4 8M34 28l-6-1M34 28l6 4"/>',
    "pregnant": '<circle cx="22" cy="9" r="5"/>'
    '<path d="M20 15c-5 4-6 11-5 18h4v11M22 15c4 2 5 5 5 8 9 1 9 11 0 11v10"/>',
    "women": '<circle cx="24" cy="9" r="5"/><path d="M24 15L12 34h24zM20 34v10M28 34v10"/>',
    "elder": '<circle cx="20" cy="9" r="5"/>'
    '<path d="M20 15c-5 4-5 11-4 16M16 31l-6 12M16 31l8 12M19 20l12 6M33 24v19"/>',
    "access": '<circle cx="20" cy="7" r="4"/><path d="M20 13v14h12l5 13h5M20 20h10M16 24a11 11 0 1014 14"/>',
    "phone": '<rect x="13" y="4" width="22" height="40" rx="3"/><path d="M21 38h6"/>',
    "food": '<path d="M5 24h38c0 11-7 18-19 18S5 35 5 24zM16 6c-4 5 4 7 0 12M24 6c-4 5 4 7 0 12M32 6c-4 5 4 7 0 12"/>',
}  # fmt: skip


def pictogram(code: str, *, size: int | None = None) -> SafeString:
    """The drawing of that code, decorative (the indicator's words stand beside it); empty text for no or an unknown
    code. ``size``: pixels, for print; on a page the class ``pictogram`` sets it."""
    if code not in PICTOGRAMS:
        return SafeString("")
    side = 40 if size is None else size
    return mark_safe(  # noqa: S308 - constants of this module
        f'<svg class="pictogram" viewBox="0 0 48 48" width="{side}" height="{side}" fill="none" stroke="currentColor" '
        f'stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{PICTOGRAMS[code]}</svg>'
    )


def svg_file(code: str) -> str:
    """The same drawing as a file of its own, for a telephone that keeps it: static/img/pictograms/CODE.svg."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" fill="none" '
        f'stroke="{INK}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">{PICTOGRAMS[code]}</svg>\n'
    )
