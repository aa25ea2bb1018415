"""The virtual environment: made once, filled from the pinned and hashed requirements, repaired when broken."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from house import locks, paths, stamps, system
from house.say import Trouble, line, need_space

RUN_TIME = ["requirements.txt"]
DEVELOPMENT = ["requirements.txt", "requirements-dev.txt"]
NAMES = {"run": RUN_TIME, "dev": DEVELOPMENT}


def ensure(kind: str) -> Path:
    """Make `.venv` hold exactly what the `run` or `dev` requirements say; return its Python."""
    if is_ready(kind):
        return paths.PYTHON
    paths.make_folders()
    with locks.alone(paths.RUN / "venv.lock"):
        if not is_ready(kind):
            need_space(str(paths.VENV.parent), 1500 if kind == "dev" else 900)
            _fill("dev" if _is_dev() else kind)
    return paths.PYTHON


def is_ready(kind: str) -> bool:
    """Whether the environment was filled to the end for the present requirements (dev includes run)."""
    if not paths.PYTHON.exists() or (paths.VENV / ".installing").exists():
        return False
    return any(stamps.is_current(f".installed-{k}", _wanted(k), paths.VENV) for k in {kind, "dev"})


def _is_dev() -> bool:
    return (paths.VENV / ".installed-dev").exists()


def _wanted(kind: str) -> str:
    """The stamp's value: requirements, place and version of Python (an environment cannot be moved)."""
    place = f"{paths.VENV}|{sys.version_info[:2]}"
    return stamps.digest([paths.ROOT / name for name in NAMES[kind]], salt=place)


def _fill(kind: str) -> None:
    marker = paths.VENV / ".installing"
    if marker.exists() or not _works():
        _make()
    if _pip(kind, marker) != 0:
        marker.unlink(missing_ok=True)  # pip gave up by itself and put back what it had replaced
        raise Trouble(
            "l’installation des paquets Python a échoué (réseau coupé ?), les détails sont dans "
            f"{paths.LOG / 'pip.log'} ; relancez la commande pour reprendre."
        )
    for name in NAMES:
        stamps.forget(f".installed-{name}", paths.VENV)
    stamps.keep(f".installed-{kind}", _wanted(kind), paths.VENV)


def _works() -> bool:
    """Whether the environment's Python starts, is the right version and has pip."""
    code = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    try:
        return subprocess.run([paths.PYTHON, "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        system.install(["python3-venv", package], "il manque à Python son module venv")
    done = subprocess.run([_base(), "-m", "venv", "--clear", paths.VENV], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Trouble(f"l’environnement Python {paths.VENV} ne peut pas être créé : {done.stderr.strip()[-300:]}")


def _base() -> str:
    """The Python outside any virtual environment, so that `.venv` never hangs on another one."""
    base = getattr(sys, "_base_executable", sys.executable)
    return base if os.path.exists(base) else sys.executable


def _pip(kind: str, marker: Path) -> int:
    """Install with hashes, showing how far it is; the marker stays when we are killed in the middle."""
    files = NAMES[kind][-1:]
    total = sum(text.count("==") for text in ((paths.ROOT / name).read_text() for name in files))
    command: list[str | Path] = [
        paths.PYTHON,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-input",
        "--progress-bar=off",
        "--disable-pip-version-check",
    ]
    for name in files:
        command += ["-r", paths.ROOT / name]
    for name in NAMES:
        stamps.forget(f".installed-{name}", paths.VENV)
    marker.touch()
    seen = 0
    with (paths.LOG / "pip.log").open("w") as log:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        for text in child.stdout or ():
            log.write(text)
            if text.startswith("Collecting "):
                seen += 1
                if seen % 20 == 0:
                    line(f"      {seen} paquets sur {total}")
            elif text.startswith("Installing collected"):
                line("      Installation des paquets reçus")
        code = child.wait()
    if code == 0:
        marker.unlink(missing_ok=True)
    return code
