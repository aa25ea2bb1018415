"""bin/messages: collect the sentences of the sources into the catalogues, and compile them."""

import os
import subprocess
from pathlib import Path

from house import paths, prepare, say, system, venv
from house.say import Trouble, line

HELP = """\
Usage : bin/messages

Relève les phrases des sources dans locale/{fr,en,ar}/LC_MESSAGES/django.po, puis compile
les catalogues. Les traductions déjà faites sont gardées ; complétez ensuite le français
(bin/quality refuse une phrase française manquante ou incertaine).
"""
LANGUAGES = ("fr", "en", "ar")
IGNORED = (".venv", "var", "tests", "docs", "bin", "node_modules")


def main(arguments: list[str]) -> int:
    """Collect and compile."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(HELP, end="")
        return 0
    return say.run(_run)


def _run() -> int:
    venv.ensure("run")
    system.need_gettext()
    collect()
    prepare.messages()
    line("Catalogues à jour.")
    return 0


def collect() -> None:
    """Run makemessages as everybody does, so that two people get the same file."""
    env = prepare.settings({"DJANGO_SETTINGS_MODULE": "config.settings.dev"})
    command: list[str | Path] = [
        paths.PYTHON,
        paths.ROOT / "manage.py",
        "makemessages",
        "--no-location",
        "--no-wrap",
        "--no-obsolete",
    ]
    for language in LANGUAGES:
        command += ["-l", language]
    for folder in IGNORED:
        command += ["--ignore", folder]
    done = subprocess.run(command, env=env, cwd=paths.ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Trouble(f"les phrases n’ont pas pu être relevées : {(done.stderr or done.stdout).strip()[-400:]}")


def catalogues() -> dict[str, str]:
    """What each catalogue says, by path: sentences and translations, whatever the order and the line breaks."""
    code = (
        "import json, polib, sys\n"
        "rows = [[e.msgctxt, e.msgid, e.msgid_plural, e.msgstr, e.msgstr_plural, e.fuzzy, e.obsolete]\n"
        "        for e in polib.pofile(sys.argv[1])]\n"
        "print(json.dumps(sorted(rows, key=str)))\n"
    )
    found = {}
    for path in sorted((paths.ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        done = subprocess.run([paths.PYTHON, "-c", code, path], capture_output=True, text=True, check=False)
        found[str(path.relative_to(paths.ROOT))] = done.stdout or done.stderr
    return found


def unfinished(language: str = "fr") -> list[str]:
    """Sentences of a language that are missing, uncertain (fuzzy) or no longer used."""
    code = (
        "import polib, sys\n"
        "for e in polib.pofile(sys.argv[1]):\n"
        "    why = 'obsolète' if e.obsolete else 'incertaine' if e.fuzzy else '' if e.translated() else 'manquante'\n"
        "    if why: print(f'{why} : {e.msgid}')\n"
    )
    path = paths.ROOT / f"locale/{language}/LC_MESSAGES/django.po"
    if not path.exists():
        return [f"{path.relative_to(paths.ROOT)} n’existe pas"]
    done = subprocess.run(
        [paths.PYTHON, "-c", code, path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return done.stdout.splitlines() if done.returncode == 0 else [done.stderr.strip()[-300:]]
