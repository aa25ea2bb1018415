"""What must be ready before the site can answer: messages, static files, tables, demonstration data."""

import base64
import os
import re
import secrets
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from house import locks, paths, processes, stamps
from house.say import Trouble

COMPILE = """
import os, sys, polib
for name in sys.argv[1:]:
    target = name[:-3] + ".mo"
    polib.pofile(name).save_as_mofile(target + ".new")
    os.replace(target + ".new", target)
"""


def settings(extra: Mapping[str, str], home: Path | None = None) -> dict[str, str]:
    """The environment of the project's own programs: the caller's, then what the servers add.

    `home` keeps the signing key of an embedded installation; without it the caller brings them.
    """
    env = {**os.environ, **extra}
    if home:
        env.setdefault("SECRET_KEY", secret(home / "secret.key", secrets.token_urlsafe(50)).read_text())
    env.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    env.setdefault("VAR_DIR", str(paths.VAR))
    env.setdefault("STATIC_ROOT", str(paths.VAR / "static"))
    env.pop("HOUSE_RESTARTED", None)
    env["PYTHONPATH"] = str(paths.ROOT)
    return env


def sensitive_key(folder: Path) -> bool:
    """The demonstration's key of the protected channel, beside the database, for its owner only; True when made."""
    file = folder / "sensitive.keys"
    if file.exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as key:
        key.write(base64.urlsafe_b64encode(os.urandom(32)) + b"\n")
    return True


def secret(path: Path, fresh: str) -> Path:
    """A file for its owner only, made once with a fresh secret."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(fresh)
    return path


def messages() -> bool:
    """Compile the translations when a catalogue changed (no system tool needed); True when it was done."""
    sources = sorted((paths.ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    value = stamps.digest(sources)
    with locks.alone(paths.RUN / "messages.lock"):
        compiled = all(source.with_suffix(".mo").exists() for source in sources)
        if compiled and stamps.is_current("messages", value):
            return False
        done = subprocess.run([paths.PYTHON, "-c", COMPILE, *sources], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"un fichier de traduction est mal écrit : {_last_line(done.stderr)}")
        stamps.keep("messages", value)
    return True


def static(env: dict[str, str]) -> bool:
    """Collect and compress the static files when one changed; True when it was done."""
    folder = Path(env["STATIC_ROOT"])
    sources = [path for path in (paths.ROOT / "static").rglob("*") if path.is_file()]
    value = stamps.digest([*sources, paths.ROOT / "requirements.txt", paths.ROOT / "config/apps.py"])
    folder.mkdir(parents=True, exist_ok=True)
    with locks.alone(folder / ".lock"):
        if stamps.is_current(".collected", value, folder):
            return False
        stamps.forget(".collected", folder)
        manage(env, "collectstatic", "--no-input", "-v", "0", log="collectstatic.log")
        stamps.keep(".collected", value, folder)
    return True


def tables(env: dict[str, str], home: Path | None) -> bool:
    """Bring the tables up to date; `home` remembers for which migrations that was done (None: always ask)."""
    sources = list(paths.ROOT.glob("*/migrations/*.py"))
    value = stamps.digest([*sources, paths.ROOT / "requirements.txt"])
    with locks.alone(paths.RUN / "tables.lock"):
        if home and stamps.is_current("tables", value, home):
            return False
        if home:
            stamps.forget("tables", home)
        manage(env, "migrate", "--no-input", "-v", "0", log="migrate.log")
        manage(env, "createcachetable", log="migrate.log")
        if home:
            stamps.keep("tables", value, home)
    return True


def manage(env: dict[str, str], *arguments: str, log: str) -> str:
    """Run a management command; its output. A failure is told in one sentence, the rest is in the log.

    It dies with us: left alone, a half-done `migrate` would meet that of the next start.
    """
    done = subprocess.run([paths.PYTHON, paths.ROOT / "manage.py", *arguments], env=env, cwd=paths.ROOT,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                          preexec_fn=processes.tie(signal.SIGKILL))  # fmt: skip
    if done.returncode != 0:
        paths.LOG.mkdir(parents=True, exist_ok=True)
        (paths.LOG / log).write_text(done.stdout + done.stderr)
        reason = _last_line(done.stderr)
        if "No space left" in done.stderr:
            raise Trouble("le disque est plein ; libérez de la place puis relancez la commande.")
        raise Trouble(f"l’étape « {arguments[0]} » a échoué ({reason}) ; tout est dans {paths.LOG / log}.")
    return done.stdout


def _last_line(text: str) -> str:
    """What an error output says in the end: its last line that names an error, else its last line."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"[\w.]+(Error|Exception|Warning|Refusal)\b.*: ", line)]
    return (named or lines or ["sans explication"])[-1]
