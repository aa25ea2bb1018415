"""What the operating system must bring: packages that pip cannot, installed when allowed, else named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

from house import paths
from house.say import Trouble, line

PANGO = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
FONTS = ["fonts-dejavu-core", "fonts-noto-core"]
FOR_TESTS = ["chromium", "poppler-utils", "gettext"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def can_install() -> bool:
    """Whether apt may be used: as root, or with a sudo that asks nothing."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        return True
    if not shutil.which("sudo"):
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


def install(packages: list[str], why: str) -> None:
    """Install Debian packages when allowed, else say the one command that does it."""
    command = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not can_install():
        raise Trouble(f"{why} ; tapez une fois (en root, ou avec sudo) : {command}")
    line(f"      Installation du système : {' '.join(packages)}")
    paths.LOG.mkdir(parents=True, exist_ok=True)
    with (paths.LOG / "apt.log").open("ab") as log:
        if _apt(command, log) or (_apt("apt-get update", log) and _apt(command, log)):
            return
    raise Trouble(f"{why}, et leur installation a échoué (détails : {paths.LOG / 'apt.log'}) ; tapez : {command}")


def _apt(command: str, log: IO[bytes]) -> bool:
    """Run one apt-get command without questions, waiting for another one that may be at work."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    words = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command.split(), "-o", "DPkg::Lock::Timeout=300"]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    return done.returncode == 0


def need_pango() -> None:
    """The PDF engine draws its text with the system's Pango, and needs fonts for French and Arabic."""
    code = (
        "import ctypes.util, sys\n"
        "from ctypes import CDLL\n"
        "for n in ('libpango-1.0.so.0', 'libpangoft2-1.0.so.0', 'libharfbuzz-subset.so.0'):\n"
        "    CDLL(n)\n"
    )
    if sys.platform != "linux":
        return
    missing = []
    if subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode != 0:
        missing += PANGO
    if not _has_fonts():
        missing += FONTS
    if missing:
        install(missing, "il manque au système de quoi composer les PDF (Pango et des polices)")


def _has_fonts() -> bool:
    """Whether one font draws Latin and Arabic letters (DejaVu does both)."""
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
    names = ("DejaVuSans.ttf", "NotoSansArabic-Regular.ttf", "NotoNaskhArabic-Regular.ttf", "Amiri-Regular.ttf")
    return any(next(folder.rglob(name), None) for folder in folders if folder.is_dir() for name in names)


def browser() -> str | None:
    """The program of the browser that the tests drive."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def need_test_tools() -> None:
    """A browser for the browser tests, a reader of PDF files, and the message tools."""
    missing = []
    if not browser():
        missing.append("chromium")
    if not shutil.which("pdftotext"):
        missing.append("poppler-utils")
    if not shutil.which("msgfmt"):
        missing.append("gettext")
    if missing:
        install(missing, "il manque au système ce que les tests emploient")


def need_gettext() -> None:
    """The tools that collect messages from the sources."""
    if not shutil.which("msgmerge"):
        install(["gettext"], "il manque au système les outils de traduction (gettext)")
