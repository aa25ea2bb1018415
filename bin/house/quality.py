"""bin/quality: everything that a machine can say about the code, at once, with one table at the end."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from house import messages, paths, prepare, say, servers, system, venv
from house.say import line

HELP = """\
Usage : bin/quality [--fix]

Vérifie le code : ruff, djlint, mypy, import-linter, migrations manquantes, traductions
françaises, réglages de production, failles connues des dépendances. Toutes les étapes sont
faites, un tableau les résume ; le code de retour est 1 si l’une a échoué.

    --fix    met en forme (ruff) et corrige ce qui peut l’être sans risque, puis vérifie
"""
TYPED = ("scoring", "services", "permissions", "reports")
CONTROL = "weasyprint==68.1"  # has published advisories: an audit that finds none has no source to ask
OK, FAILED, NOT_RUN = "bon", "ÉCHEC", "PAS FAIT"


@dataclass(frozen=True)
class Result:
    """How one step ended, and in a few words why."""

    state: str
    note: str = ""


def main(arguments: list[str]) -> int:
    """Run all steps; 1 when one failed."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(HELP, end="")
        return 0
    if arguments not in ([], ["--fix"]):
        line(f"Argument inconnu : {' '.join(arguments)} (voyez bin/quality --help)")
        return 2
    return say.run(lambda: _run(fix=bool(arguments)))


def _run(fix: bool) -> int:
    venv.ensure("dev")
    system.need_gettext()
    system.need_pango()
    os.chdir(paths.ROOT)
    if fix:
        _tool("ruff", "check", "--fix", "--exit-zero", ".")
        _tool("ruff", "format", ".")
    steps: list[tuple[str, Callable[[], Result]]] = [
        ("ruff check", lambda: _tool("ruff", "check", ".")),
        ("ruff format", lambda: _tool("ruff", "format", "--check", ".")),
        ("djlint", lambda: _tool("djlint", "--lint", "--quiet", "templates")),
        ("mypy", _mypy),
        ("import-linter", lambda: _tool("lint-imports", "--no-cache")),
        ("migrations", _migrations),
        ("messages", _messages),
        ("check --deploy", _deploy),
        ("audit", _audit),
    ]
    results = {}
    for name, step in steps:
        line(f"— {name}")
        try:
            results[name] = step()
        except say.Trouble as trouble:
            results[name] = Result(FAILED, str(trouble))
    return _table(results)


def _table(results: dict[str, Result]) -> int:
    line()
    for name, result in results.items():
        line(f"  {name:<16} {result.state:<9} {result.note}".rstrip())
    failed = [name for name, result in results.items() if result.state == FAILED]
    line(f"\nqualité : {len(failed)} étape(s) en échec sur {len(results)}" if failed else "\nqualité : tout est bon")
    return 1 if failed else 0


def _tool(name: str, *arguments: str) -> Result:
    """Run one tool of the environment, its output on the terminal."""
    done = subprocess.run([paths.VENV / "bin" / name, *arguments], env=prepare.settings({}), check=False)
    return Result(OK if done.returncode == 0 else FAILED)


def _typed_files() -> list[str]:
    """The modules held to strict typing: named files (or packages) of every room, all of core, the scripts."""
    rooms = [p.parent for p in paths.ROOT.glob("*/apps.py")]
    found = [room / f"{name}.py" for room in rooms for name in TYPED]
    found += [room / name for room in rooms for name in TYPED if (room / name).is_dir()]
    found += [paths.ROOT / "core", paths.ROOT / "config/health.py"]
    return sorted({str(path.relative_to(paths.ROOT)) for path in found if path.exists()})


def _mypy() -> Result:
    project = _tool("mypy", *_typed_files())
    done = subprocess.run(
        [paths.VENV / "bin/mypy", "--config-file=", "--strict", "--cache-dir=../.mypy_cache", "house"],
        cwd=paths.ROOT / "bin",
        check=False,
    )
    return Result(OK if project.state == OK and done.returncode == 0 else FAILED)


def _migrations() -> Result:
    """On a server, because makemigrations also asks the database whether its history is consistent."""
    with servers.throwaway("quality", wanted=dict(os.environ)) as (_, urls):
        command: list[str | Path] = [paths.PYTHON, paths.ROOT / "manage.py", "makemigrations", "--check", "--dry-run"]
        done = subprocess.run(command, env=prepare.settings(urls), check=False)
    return Result(OK if done.returncode == 0 else FAILED)


def _messages() -> Result:
    """The catalogues hold exactly the sources' sentences, and French is complete."""
    folder = paths.ROOT / "locale"
    if not folder.is_dir():
        return Result(FAILED, "le dossier locale/ n’existe pas")
    before = messages.catalogues()
    with tempfile.TemporaryDirectory() as kept:
        shutil.copytree(folder, Path(kept, "locale"))
        try:
            messages.collect()
            changed = messages.catalogues() != before
        finally:
            shutil.rmtree(folder)
            shutil.copytree(Path(kept, "locale"), folder)
    missing = messages.unfinished()
    for text in missing[:40]:
        line(f"  {text}")
    prepare.messages()
    notes = [f"{len(missing)} phrase(s) à revoir"] if missing else []
    notes += ["les catalogues ne suivent pas les sources : bin/messages"] if changed else []
    return Result(FAILED if notes else OK, ", ".join(notes))


def _deploy() -> Result:
    """Django's own list for production, with warnings counted as failures."""
    env = prepare.settings(
        {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": "cartes.example.org",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "TRUSTED_PROXIES": "1",
        }
    )
    command: list[str | Path] = [
        paths.PYTHON,
        paths.ROOT / "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
    ]
    done = subprocess.run(command, env=env, check=False)
    return Result(OK if done.returncode == 0 else FAILED)


def _audit() -> Result:
    """Known vulnerabilities of the pinned packages; only believed when a known-bad control is flagged first."""
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder, "control.txt")
        control.write_text(CONTROL + "\n")
        flagged = _ask_audit("--no-deps", "--disable-pip", "-r", str(control))
        if flagged.returncode == 0 or "weasyprint" not in flagged.stdout.lower():
            line("audit: NOT RUN (no advisory source in reach: the known-bad control was not flagged)")
            return Result(NOT_RUN, f"la source des avis ne répond pas (témoin {CONTROL} non signalé)")
    found = _ask_audit("--require-hashes", "--disable-pip", "-r", "requirements.txt")
    line(found.stdout.strip() or found.stderr.strip())
    return Result(OK if found.returncode == 0 else FAILED)


def _ask_audit(*arguments: str) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [paths.VENV / "bin/pip-audit", "--progress-spinner=off", "--timeout=15", *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "pip-audit gave no answer in time")
