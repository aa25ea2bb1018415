"""The house's rules as functions over text and models, so that each can be shown a violation and be seen to fail."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Lowest first; features stand side by side.
ROOMS = (
    "core",
    "directory",
    "accounts",
    "reports",
    "actionplans",
    "scorecards",
    "partnerships",
    "concertation",
    "config",
)
FEATURES = ("scorecards", "partnerships", "concertation", "coordination")

FILE_LINES = 400
FUNCTION_LINES = 40
VIEW_LINES = 25
TEMPLATE_LINES = 150
TEST_FILE_LINES = 600


def rank(room: str) -> int:
    """Height of a room; the features share one height."""
    return ROOMS.index("scorecards" if room in FEATURES else room)


def python_files(*, tests: bool = False) -> list[Path]:
    roots = [ROOT / "tests"] if tests else [ROOT / room for room in ROOMS]
    return sorted(
        path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts and path.is_file()
    )


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Name and length, in lines, of every function; a function inside another counts with it and alone."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(source: str, limit: int) -> list[str]:
    return [f"{called} ({lines} lines)" for called, lines in functions(source) if lines > limit]


def imports(source: str) -> set[str]:
    """Top-level and dotted names imported anywhere in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def calls(source: str) -> set[str]:
    """Dotted names that are called: ``ActionPlan.objects.create``, ``aggregate``."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func))
    return found


def defines(source: str, method: str) -> bool:
    return any(called == method for called, _ in functions(source))


_LINK = re.compile(r"{%\s*(?:include|extends|url)\s+['\"]([a-z_]+)[/:]")


def upward_links(room: str, text: str) -> list[str]:
    """Rooms above ``room`` that a template of ``room`` includes, extends or links to by name."""
    linked = {match for match in _LINK.findall(text) if match in ROOMS or match in FEATURES}
    return sorted(other for other in linked if other != room and rank(other) >= rank(room))


_INLINE = re.compile(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\bsrc=)", re.IGNORECASE)


def inline_code(text: str) -> list[str]:
    """Inline styles, scripts and handlers, which the content security policy would refuse."""
    return _INLINE.findall(text)


_COMMENT = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)


def without_comments(text: str) -> str:
    return _COMMENT.sub("", text)


_FORMATTED = re.compile(r"\b_\(\s*f[\"']|gettext(?:_lazy)?\(\s*f[\"']")


def formatted_messages(source: str) -> list[str]:
    """Translations of f-strings: they never reach the catalogue."""
    return _FORMATTED.findall(source)
