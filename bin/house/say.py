"""What the scripts say: progress in steps, and troubles in one sentence. Always on standard error."""

import errno
import shutil
import sys
import time
from collections.abc import Callable

FULL = "le disque est plein ; libérez de la place puis relancez la commande."


class Trouble(Exception):
    """Something a person must know: the message is a whole French sentence saying what to do."""


def line(text: str = "") -> None:
    """Print one line on standard error (standard output belongs to the command that is run)."""
    print(text, file=sys.stderr, flush=True)


class Steps:
    """Numbered steps: `[3/8] Base de données … 0,7 s`."""

    def __init__(self, total: int, quiet: bool = False) -> None:
        self.total, self.quiet, self.number = total, quiet, 0
        self.started = time.monotonic()

    def __call__(self, text: str) -> None:
        self.number += 1
        if not self.quiet:
            line(f"[{self.number}/{self.total}] {text}")

    def detail(self, text: str) -> None:
        """One indented line under the current step."""
        if not self.quiet:
            line(f"      {text}")

    def seconds(self) -> str:
        """Time since the first step, in French."""
        return f"{time.monotonic() - self.started:.1f} s".replace(".", ",")


def run(main: Callable[[], int]) -> int:
    """Run a script's body; turn what can go wrong into one sentence and an exit code."""
    try:
        return main()
    except Trouble as trouble:
        line(f"Arrêt : {FULL if _is_full() else trouble}")
        return 1
    except KeyboardInterrupt:
        line("Interrompu.")
        return 130
    except PermissionError as error:
        line(
            f"Arrêt : le fichier {error.filename} n’est pas accessible à cet utilisateur "
            "(installé par un autre compte ?) ; relancez avec le compte qui a fait la première installation."
        )
        return 1
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            line(f"Arrêt : {FULL}")
            return 1
        raise


def _is_full() -> bool:
    """Whether a trouble has this cause, whatever the program that failed said about it."""
    from house import paths

    folder = paths.VAR if paths.VAR.exists() else paths.ROOT
    return shutil.disk_usage(folder).free < 8_000_000


def need_space(path: str, megabytes: int) -> None:
    """Refuse to begin when the disk that holds `path` has less than `megabytes` free."""
    free = shutil.disk_usage(path).free // 1_000_000
    if free < megabytes:
        raise Trouble(
            f"le disque qui porte {path} n’a plus que {free} Mo libres, il en faut {megabytes} ; "
            "libérez de la place puis relancez la commande."
        )
