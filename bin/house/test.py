"""bin/test: every test, on embedded servers of their own."""

import os
import sys

from house import manage, paths, prepare, say, servers, system, venv
from house.say import Steps

HELP = """\
Usage : bin/test [arguments de pytest…]

Installe ce que les tests demandent (Chromium de Debian, poppler, gettext, paquets de
développement), démarre un PostgreSQL et un Valkey jetables, puis lance tous les tests :
unités, services, vues, architecture, accès, navigateur.

    bin/test                                tout
    bin/test tests/scorecards -k import     une partie
    bin/test -n 0 --pdb                     un seul processus, arrêt sur l’erreur
    bin/test -m "not browser"               sans navigateur

DATABASE_URL et REDIS_URL désignent d’autres serveurs. Le code de retour est celui de pytest.
"""
ONE_PROCESS = ("--pdb", "--trace", "--collect-only", "--co")


def main(arguments: list[str]) -> int:
    """Run pytest with all arguments; its exit code is ours."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(HELP, end="")
        return 0
    return say.run(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    step = Steps(4)
    step("Environnement Python et paquets de développement")
    venv.ensure("dev")
    step("Outils du système : Pango, Chromium, poppler, gettext")
    system.need_pango()
    system.need_test_tools()
    step("Traductions")
    prepare.messages()
    step("PostgreSQL et Valkey jetables")
    with servers.throwaway("test", wanted=dict(os.environ)) as (folder, urls):
        env = prepare.settings(urls)
        env["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        env |= {"VAR_DIR": str(folder / "var"), "STATIC_ROOT": str(folder / "static")}
        env.setdefault("CHROMIUM", system.browser() or "")
        step.detail(f"Prêts en {step.seconds()} ; pytest commence")
        os.chdir(paths.ROOT)
        command = [str(paths.PYTHON), "-m", "pytest", *_processes(arguments), *arguments]
        sys.stdout.flush()
        return manage.call(command, env)


def _processes(arguments: list[str]) -> list[str]:
    """Two processes, unless the caller says otherwise or wants to look into one."""
    if any(word.startswith(("-n", "--numprocesses")) or word in ONE_PROCESS for word in arguments):
        return []
    return ["-n", "2"]
