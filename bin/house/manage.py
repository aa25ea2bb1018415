"""bin/manage: any management command, in the project's environment, on its servers."""

import os
import signal
import subprocess
import sys
from types import FrameType

from house import paths, prepare, say, servers, system, venv
from house.say import line

HELP = """\
Usage : bin/manage COMMANDE [arguments…]

Exécute une commande d’administration de Django dans l’environnement du projet :
    bin/manage migrate
    bin/manage import_scorecard carte.csv --service "Siadara" --scale 0-10 --json
    bin/manage help                     la liste des commandes

Les serveurs embarqués sont démarrés s’ils ne tournent pas, et arrêtés à la fin s’ils ne
servent à personne d’autre ; ceux d’une démonstration en cours sont employés tels quels.
Leurs tables sont mises à jour au besoin. DATABASE_URL et REDIS_URL désignent d’autres
serveurs, auxquels rien n’est changé.

La sortie standard est celle de la commande, rien d’autre ; le code de retour aussi.
"""
# These make the tables themselves, or do not look at them.
WITHOUT_TABLES = {
    "check", "collectstatic", "compilemessages", "help", "makemessages", "makemigrations", "migrate", "restore",
    "showmigrations", "sqlmigrate", "version", "--version",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run one management command; its exit code is ours."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(HELP, end="")
        return 0 if arguments else 2
    return say.run(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    if not venv.is_ready("run"):
        line("Préparation de l’environnement Python (une seule fois)")
        venv.ensure("run")
    system.need_pango()
    prepare.messages()
    signal.signal(signal.SIGTERM, _interrupt)
    with servers.environment(wanted=dict(os.environ)) as urls:
        home = servers.permanent_home() if "DATABASE_URL" in urls else None
        env = prepare.settings(urls, home)
        if home and arguments[0] not in WITHOUT_TABLES and prepare.tables(env, home):
            line("Tables de la base mises à jour")
        return call([str(paths.PYTHON), str(paths.ROOT / "manage.py"), *arguments], env)


def call(command: list[str], env: dict[str, str]) -> int:
    """Run the command in the caller's folder with the caller's streams; Ctrl-C is for the command, we wait."""
    with subprocess.Popen(command, env=env) as child:
        while True:
            try:
                code = child.wait()
                return code if code >= 0 else 128 - code
            except KeyboardInterrupt:
                if not sys.stdin.isatty():
                    child.terminate()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
