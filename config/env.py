"""Typed reading of the environment: one object, so that every variable has one home."""

from pathlib import Path

import environ

env = environ.Env()


def secret_list(name: str, default: Path) -> list[str]:
    """Secrets from the variable ``name``, else from the file ``name``_FILE (or ``default``), one a line."""
    given: list[str] = env.list(name, default=[])
    if given:
        return given
    path = Path(env.str(f"{name}_FILE", default=str(default)))
    return path.read_text().split() if path.is_file() else []
