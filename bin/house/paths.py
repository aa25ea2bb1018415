"""Where things are. Everything that the scripts write is below `var/` and `.venv/`.

HOUSE_VAR and HOUSE_VENV move these two (the tests of the scripts use that).
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("HOUSE_VAR", ROOT / "var"))
RUN = VAR / "run"
LOG = VAR / "log"
STAMPS = VAR / "stamps"
VENV = Path(os.environ.get("HOUSE_VENV", ROOT / ".venv"))
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def site_packages() -> Path:
    """The folder where the virtual environment keeps its packages."""
    found = sorted((VENV / "lib").glob("python3*/site-packages"))
    return found[-1] if found else VENV / "lib" / "site-packages"


def make_folders() -> None:
    """Create the folders of our own state."""
    for folder in (VAR, RUN, LOG, STAMPS):
        folder.mkdir(parents=True, exist_ok=True)
