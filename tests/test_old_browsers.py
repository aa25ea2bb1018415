"""What we send runs in a browser of 2021 (Chrome 90): no later syntax, no later function, no page that leans on them.

A telephone that no longer gets updates is the rule in the villages, not the exception.
"""

import re
from pathlib import Path

import pytest

from tests import house

SCRIPTS = sorted((house.ROOT / "static" / "js").rglob("*.js")) + sorted((house.ROOT / "templates").rglob("*.js"))
STYLES = [path for path in sorted((house.ROOT / "static" / "css").glob("*.css")) if not path.name.startswith("report")]
#: What came after Chrome 90 → the version that brought it. A function may be used where its absence is asked about
#: on the same line (``if (crypto.randomUUID)``).
LATER = {
    r"\.at\(": "92: index from the end with length - 1",
    r"\bstructuredClone\b": "98",
    r"\bObject\.hasOwn\b": "93",
    r"\.findLast(?:Index)?\(": "97",
    r"\.to(?:Sorted|Reversed|Spliced)\(|\.with\(\d": "110",
    r"\b(?:Object|Map)\.groupBy\b": "117",
    r"\bAbortSignal\.(?:timeout|any)\b": "103 and 116",
    r"\brandomUUID\b": "92",
    r"\bPromise\.(?:withResolvers|try)\b": "119",
    r"\bArray\.fromAsync\b": "121",
    r"#\w+ in \w": "91: private names asked about",
    r"\bstatic\s*\{": "94: static blocks",
    r"\.(?:inert|popover)\b|\bshowPopover\b": "102 and 114",
    r"\bResponse\.json\(": "105",
    r"new Error\([^)]*,\s*\{\s*cause": "93",
    r"\bSet\b[^;]*\.(?:union|intersection|difference|isSubsetOf)\(": "122",
    r"\bURL\.(?:canParse|parse)\b": "120",
    r"\bimport\s*\([^)]*,\s*\{|\bfrom\s+[\"'][^\"']+[\"']\s+(?:assert|with)\b": "91: other modules than scripts",
    r"/[a-z]*v[a-z]*\.test": "112: flag v",
    r":has\(": "105: in a selector of a script",
}
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)


def too_new(script: str) -> list[str]:
    """The later things that a script uses, with the version that brought each."""
    found = []
    for line in _COMMENT.sub("", script).splitlines():
        for pattern, version in LATER.items():
            used = re.search(pattern, line)
            asked = rf"if \([\w.]*(?:{pattern})\)"
            if used and not re.search(asked, line):
                found.append(f"{used.group()} ({version})")
    return found


def weak_styles(css: str) -> list[str]:
    """Rules without which a page can't be used, that an older browser drops: nested rules, viewport units without a
    fallback, and hiding or showing that only ``:has()`` decides outside ``@supports``."""
    text = _COMMENT.sub("", css)
    found = re.findall(r"&\s*[.:\[>]|@container\b|@layer\b|\bcolor-mix\(", text)
    for rule in re.finditer(r"\{([^{}]*)\}", text):
        sizes: dict[str, list[str]] = {}
        for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]+)", rule.group(1)):
            sizes.setdefault(name, []).append(value)
        found += [
            value for values in sizes.values() for value in values[:1] if re.search(r"\d(?:dvh|svh|lvh|dvw)\b", value)
        ]
    guarded = re.sub(r"@supports selector\(:has\(\*\)\)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
    for selector, body in re.findall(r"([^{}]*:has\([^{}]*)\{([^{}]*)\}", guarded):
        if re.search(r"display\s*:\s*none", body) and not selector.rstrip().endswith(("::before", "::after")):
            found.append(" ".join(selector.split()))
    return found


@pytest.mark.parametrize("path", SCRIPTS, ids=house.name)
def test_scripts_run_in_a_browser_of_2021(path: Path) -> None:
    assert too_new(path.read_text()) == []


@pytest.mark.parametrize("path", STYLES, ids=house.name)
def test_styles_leave_the_page_usable_there(path: Path) -> None:
    assert weak_styles(path.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "const last = log.at(-1);",
        "const copy = structuredClone(data);",
        "fetch(url, { signal: AbortSignal.timeout(5000) });",
        "const id = crypto.randomUUID();",
        "if (Object.hasOwn(row, 'a')) go();",
        "if (#secret in other) go();",
        "class A { static { A.b = 1; } }",
        "main.inert = true;",
        "form.querySelector('label:has(:checked)');",
        "import data from './a.json' with { type: 'json' };",
    ],
)
def test_a_later_thing_is_seen(line: str) -> None:
    assert too_new(line)


def test_asking_whether_it_is_there_is_enough() -> None:
    assert too_new("if (crypto.randomUUID) return crypto.randomUUID();") == []
    assert too_new("// structuredClone would do") == []


@pytest.mark.parametrize(
    "css",
    [
        ".a { &:hover { color: red } }",
        ".a { min-height: 100dvh }",
        ".a:has(.b) .c { display: none }",
        "@container (width > 3em) { .a { color: red } }",
    ],
)
def test_a_weak_rule_is_seen(css: str) -> None:
    assert weak_styles(css)


def test_a_rule_with_a_way_back_passes() -> None:
    assert weak_styles(".a { min-height: 100vh; min-height: 100dvh }") == []
    assert weak_styles("@supports selector(:has(*)) { .a:has(.b) { display: none } }") == []
