"""The oldest Python that the project runs on. Written for any Python 3, so that an old one can say so."""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")


def require(version: "tuple[int, int] | None" = None) -> None:
    """Go on under a Python that is new enough, or stop with one sentence.

    When `python3` is too old but a newer one is installed under its own name, start again with that one.
    """
    version = version or sys.version_info[:2]
    if tuple(version) >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found and "HOUSE_RESTARTED" not in os.environ and _runs(found):
            os.environ["HOUSE_RESTARTED"] = "1"
            os.execv(found, [found] + sys.argv)  # noqa: S606
    sys.exit(
        "Il faut Python %d.%d ou plus récent, celui-ci est %d.%d : installez-le (sous Debian 12 : "
        "apt-get install python3 python3-venv) puis relancez la commande." % (OLDEST + tuple(version[:2]))
    )


def _runs(python: str) -> bool:
    """Whether this program really is a Python that is new enough (a version manager's stand-in may not be)."""
    code = "import sys; sys.exit(sys.version_info[:2] < (%d, %d))" % OLDEST
    return subprocess.call([python, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
