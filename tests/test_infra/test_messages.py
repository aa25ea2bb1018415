"""The sentences of the sources: none is both a plain one and the singular of a plural one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from house.messages import IGNORED
from tests.test_infra.support import ROOT

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
#: What Django writes in place of a template's tags, before a quoted sentence.
CALL = re.compile(r"\b(?:n?p?gettext|_)\((?=u?['\"])")
#: (plural or not, context, sentence)
Message = tuple[bool, str, str]


def _text(node: ast.expr) -> str | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def _message(call: ast.Call) -> Message | None:
    """What one call translates; None when it translates nothing that can be collected."""
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
    given = [_text(node) for node in call.args]
    context = given.pop(0) if "pgettext" in name and given else ""
    if name not in PLAIN | PLURAL or not given or given[0] is None or context is None:
        return None
    return name in PLURAL, context, given[0]


def _of_code(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (found := _message(node)):
            yield found


def _of_template(source: str) -> Iterator[Message]:
    """Every call ends at the first bracket that makes it whole."""
    text = templatize(source)
    for start in (match.start() for match in CALL.finditer(text)):
        for end in (bracket.end() for bracket in re.finditer(r"\)", text[start:])):
            try:
                call = ast.parse(text[start : start + end], mode="eval").body
            except SyntaxError:
                continue
            assert isinstance(call, ast.Call)
            if found := _message(call):
                yield found
            break


def both_ways(files: dict[str, str]) -> dict[tuple[str, str], set[str]]:
    """(context, sentence) used plainly and as a plural's singular → the files that do; ``files``: name → source."""
    used: dict[tuple[str, str], dict[bool, set[str]]] = {}
    for name, source in files.items():
        for plural, context, sentence in _of_code(source) if name.endswith(".py") else _of_template(source):
            used.setdefault((context, sentence), {}).setdefault(plural, set()).add(name)
    return {key: ways[True] | ways[False] for key, ways in used.items() if len(ways) == 2}


def _sources() -> dict[str, str]:
    rooms = [path for path in ROOT.iterdir() if path.is_dir() and path.name not in IGNORED and path.name[0] != "."]
    paths: list[Path] = [path for room in rooms for end in ("py", "html", "txt") for path in room.rglob(f"*.{end}")]
    return {str(path.relative_to(ROOT)): path.read_text() for path in paths}


def test_no_sentence_is_both_plain_and_plural() -> None:
    """Python before 3.11.4 doesn't find a plain sentence that the catalogue keeps as a plural: English is shown."""
    sources = _sources()
    assert len(sources) > 500
    found = both_ways(sources)
    assert not found, "give the plural sentence its number, or a context:\n" + "\n".join(
        f"{sentence!r}: {', '.join(sorted(names))}" for (_context, sentence), names in found.items()
    )


@pytest.mark.parametrize(
    ("code", "template", "found"),
    [
        ('_("note kept")', "{% blocktranslate count n=2 %}note kept{% plural %}notes kept{% endblocktranslate %}", 1),
        ('ngettext("note", "notes", 2)', '{% translate "note" %}', 1),
        ('ngettext_lazy("note", "notes")', '{{ _("note")|upper }}', 1),
        ('pgettext("below", "note")', '{% blocktranslate context "below" count n=2 %}note{% plural %}notes'
         "{% endblocktranslate %}", 1),
        ('_("note")', '{% blocktranslate context "below" count n=2 %}note{% plural %}notes{% endblocktranslate %}', 0),
        ('_("note")', "{% blocktranslate count n=2 %}{{ n }} note{% plural %}{{ n }} notes{% endblocktranslate %}", 0),
    ],
)  # fmt: skip
def test_a_sentence_used_both_ways_is_found(code: str, template: str, found: int) -> None:
    assert len(both_ways({"a.py": code, "b.html": template})) == found
