"""bin/quality: each step is seen failing on a violation, and an audit that cannot ask says so."""

import shutil
import subprocess
import sys

import pytest

from house import messages, paths, quality
from house.quality import FAILED, NOT_RUN, OK, Result
from tests.test_infra.support import ROOT, run


@pytest.fixture(autouse=True)
def _this_python(monkeypatch):
    monkeypatch.setattr(paths, "PYTHON", sys.executable)


def answer(code: int, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], code, text, "")


@pytest.mark.parametrize(
    ("control", "found", "state"),
    [
        (answer(0, "No known vulnerabilities found"), None, NOT_RUN),
        (answer(1, ""), None, NOT_RUN),
        (answer(1, "weasyprint 68.1 CVE-2026-49452"), answer(0, "No known vulnerabilities found"), OK),
        (answer(1, "weasyprint 68.1 CVE-2026-49452"), answer(1, "django 5.2.0 CVE-2025-1"), FAILED),
    ],
)
def test_an_audit_is_believed_only_when_it_flags_the_control(monkeypatch, capsys, control, found, state):
    answers = iter([control, found])
    asked = []
    monkeypatch.setattr(quality, "_ask_audit", lambda *words: asked.append(words) or next(answers))
    assert quality._audit().state == state
    assert ("audit: NOT RUN" in capsys.readouterr().err) is (state == NOT_RUN)
    assert len(asked) == (1 if state == NOT_RUN else 2)


def test_one_failure_fails_the_whole_and_not_run_does_not(capsys):
    assert quality._table({"a": Result(OK), "b": Result(NOT_RUN, "why")}) == 0
    assert quality._table({"a": Result(OK), "b": Result(FAILED)}) == 1
    assert "b" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('msgid "Card"\nmsgstr "Carte"\n', []),
        ('msgid "Card"\nmsgstr ""\n', ["manquante : Card"]),
        ('#, fuzzy\nmsgid "Card"\nmsgstr "Cartes"\n', ["incertaine : Card"]),
        ('#~ msgid "Card"\n#~ msgstr "Carte"\n', ["obsolète : Card"]),
        ('msgid "%d card"\nmsgid_plural "%d cards"\nmsgstr[0] "%d carte"\nmsgstr[1] ""\n', ["manquante : %d card"]),
    ],
)
def test_unfinished_french_is_found(monkeypatch, tmp_path, entry, said):
    folder = tmp_path / "locale/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "django.po").write_text(head + entry)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    assert messages.unfinished() == said


def test_a_missing_catalogue_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    assert messages.unfinished() == ["locale/fr/LC_MESSAGES/django.po n’existe pas"]


def test_the_modules_of_every_room_are_typed():
    files = quality._typed_files()
    assert {"core", "accounts/permissions.py", "reports/services.py", "config/health.py"} <= set(files)
    assert any(name.startswith("scorecards/scoring") for name in files)
    assert any(name.startswith("scorecards/services") for name in files)


@pytest.mark.parametrize(
    ("file", "text", "contract"),
    [
        ("core/text.py", "import scorecards.enums", "Rooms stand on each other"),
        ("scorecards/scoring/__init__.py", "import django", "Arithmetic knows no framework"),
        ("accounts/enums.py", "import config.env", "config is imported by nobody below"),
    ],
)
def test_import_linter_sees_a_violation(tmp_path, file, text, contract):
    for room in (
        "config",
        "scorecards",
        "partnerships",
        "concertation",
        "actionplans",
        "reports",
        "accounts",
        "directory",
        "core",
    ):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as module:
        module.write(f"\n{text}  # noqa\n")
    code = "from importlinter.cli import lint_imports_command as lint; lint()"
    done = run(sys.executable, "-c", code, "--no-cache", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1, done.stdout + done.stderr
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert len(broken) >= 1
    assert any(contract in row for row in broken)
