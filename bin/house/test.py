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
    step = Steps(5)
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
        os.chdir(paths.ROOT)
        processes = _processes(arguments)
        step("Tables, une fois pour tous les processus")
        if processes and "DATABASE_URL" in urls:
            prepare.tables(env, None)
            env["TEST_DATABASE_TEMPLATE"] = urls["DATABASE_URL"].rpartition("/")[2]
        step.detail(f"Prêtes en {step.seconds()} ; pytest commence")
        command = [str(paths.PYTHON), "-m", "pytest", *processes, *arguments]
        sys.stdout.flush()
        return manage.call(command, env)


def _processes(arguments: list[str]) -> list[str]:
    """One process more than cores (a browser's test waits more than it computes), unless the caller says otherwise."""
    if any(word.startswith(("-n", "--numprocesses")) or word in ONE_PROCESS for word in arguments):
        return []
    return ["-n", str(max(2, len(os.sched_getaffinity(0)) + 1))]
