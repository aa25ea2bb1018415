"""bin/demo: the whole site on this machine, with demonstration data, for looking and trying."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from house import locks, net, paths, prepare, processes, say, servers, system, venv
from house.say import Steps, Trouble, line

PORT = 8000
STEPS = 8
SPACE = 400
WEB, WORKER, BEAT = "web", "worker", "beat"


def main(arguments: list[str]) -> int:
    """Run the demonstration until Ctrl-C, or check it once."""
    options = parser().parse_args(arguments)
    return say.run(lambda: _check(options) if options.check else _demo(options))


def parser() -> argparse.ArgumentParser:
    """The options, explained in French."""
    made = argparse.ArgumentParser(
        prog="bin/demo", add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Installe et démarre tout le site sur cette machine, avec des données de démonstration.\n"
        "Ctrl-C arrête ce qui a été démarré ; ce qui a été saisi est là la fois suivante.",
        epilog="DATABASE_URL et REDIS_URL désignent d’autres serveurs que ceux qui sont embarqués.\n"
        "Les données sont dans var/, les journaux dans var/log/.",
    )  # fmt: skip
    made.add_argument("-h", "--help", action="help", help="affiche cette aide")
    made.add_argument("--port", type=int, default=PORT, metavar="N", help=f"port du site ({PORT} si rien n’est dit)")
    made.add_argument("--reset", action="store_true", help="efface les données de la démonstration (demande d’abord)")
    made.add_argument("--yes", action="store_true", help="avec --reset : ne demande pas")
    made.add_argument(
        "--check", action="store_true",
        help="fait tout une fois sur des données jetables : démarre, importe une carte, demande son PDF, puis arrête",
    )  # fmt: skip
    return made


def _demo(options: argparse.Namespace) -> int:
    paths.make_folders()
    lock = locks.take(paths.RUN / "demo.lock")
    if lock is None:
        where = _note().get("url", "une autre adresse")
        raise Trouble(f"la démonstration tourne déjà : {where} ; arrêtez-la par Ctrl-C dans sa fenêtre.")
    if options.reset and not _reset(options.yes):
        return 1
    _stop_strays()
    if not net.is_free(options.port):
        raise Trouble(
            f"le port {options.port} est déjà pris par un autre programme ; "
            f"choisissez-en un autre : bin/demo --port {net.free_port(options.port + 1)}"
        )
    say.need_space(str(paths.VAR), SPACE)
    step = Steps(STEPS)
    install(step)
    step("Base de données et courtier de tâches")
    home = servers.permanent_home()
    with catch_signals(), servers.environment(wanted=dict(os.environ)) as urls:
        site = Site(options.port, urls, paths.VAR, None if "DATABASE_URL" in os.environ else home)
        try:
            site.bring_up(step)
            line(f"\nPrêt en {step.seconds()} : {site.url}\n")
            line(site.logins())
            line(f"Courriels envoyés : {site.var / 'mail'}   Journaux : {paths.LOG}")
            line("Ctrl-C pour arrêter ; rien n’est perdu.")
            site.watch()
        except KeyboardInterrupt:
            line("\nArrêt de la démonstration…")
        finally:
            site.stop()
    lock.close()
    line("Tout est arrêté. À la prochaine fois : bin/demo")
    return 0


def install(step: Steps) -> None:
    """The steps that need no server."""
    step("Environnement Python et paquets (quelques minutes la première fois)")
    venv.ensure("run")
    step("Pango et polices pour les PDF")
    system.need_pango()
    step("Traductions")
    prepare.messages()


class Site:
    """Web server, worker and beat of one demonstration."""

    def __init__(self, port: int, urls: dict[str, str], var: Path, home: Path | None, log: Path | None = None) -> None:
        self.port, self.var, self.home, self.log = port, var, home, log or paths.LOG
        self.url = f"http://127.0.0.1:{port}"
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.env = prepare.settings(urls, home or var)
        self.env.setdefault("EMAIL_URL", f"filemail:///{var}/mail")
        self.env |= {"VAR_DIR": str(var), "BASE_URL": self.url, "PYTHONUNBUFFERED": "1"}
        self._login_text: subprocess.Popen[str] | None = None

    def bring_up(self, step: Steps) -> None:
        """Tables, static files, data, then the three processes, then wait until it answers."""
        (self.var / "mail").mkdir(parents=True, exist_ok=True)
        prepare.sensitive_key(self.var)
        step("Tables de la base et fichiers de l’interface")
        prepare.tables(self.env, self.home)
        prepare.static(self.env)
        step("Données de démonstration (si la base est vide)")
        self._load_data()
        step("Démarrage du site et des tâches de fond")
        self.start()
        step("Attente de la première réponse")
        self.wait()

    def _load_data(self) -> None:
        if self.home is None or not (self.home / "data.loaded").exists():
            prepare.manage(self.env, "demo_data", "--if-empty", log="demo_data.log")
            if self.home:
                (self.home / "data.loaded").touch()
        self._login_text = subprocess.Popen(
            [paths.PYTHON, paths.ROOT / "manage.py", "demo_data", "--logins"], env=self.env, cwd=paths.ROOT, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def logins(self) -> str:
        """The demonstration accounts, one per role."""
        if self._login_text is None:
            return ""
        text, errors = self._login_text.communicate()
        if self._login_text.returncode != 0:
            raise Trouble(f"les comptes de démonstration ne peuvent pas être lus : {errors.strip().splitlines()[-1:]}")
        return text

    def start(self) -> None:
        """Gunicorn, a Celery worker and Celery beat."""
        celery: list[str | Path] = [paths.PYTHON, "-m", "celery", "-A", "config"]
        self._start(BEAT, [*celery, "beat", "-S", "celery.beat:Scheduler", "-l", "WARNING", "--pidfile="])
        self._start(WORKER, [*celery, "worker", "-c", "2", "-l", "WARNING", "-n", f"demo-{self.port}@%h"])
        self._start(WEB, [paths.PYTHON, "-m", "gunicorn", "-c", paths.ROOT / "config/gunicorn.py"])
        if self.home:
            note = {"url": self.url, "pids": {name: child.pid for name, child in self.children.items()}}
            (paths.RUN / "demo.json").write_text(json.dumps(note))

    def _start(self, name: str, command: list[str | Path]) -> None:
        env = {"WEB_CONCURRENCY": "2", **self.env, "WEB_BIND": f"127.0.0.1:{self.port}"}
        with processes.open_log(self.log / f"{name}.log") as log:
            self.children[name] = processes.start(command, log=log, env=env, cwd=paths.ROOT, tied=signal.SIGTERM)

    def wait(self, seconds: float = 90) -> None:
        """Wait until /readyz says that it can work; say which process died instead."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.must_live()
            if self._ready():
                return
            time.sleep(0.1)
        raise Trouble(f"le site ne répond pas après {seconds:.0f} s ; les raisons sont dans {self.log / 'web.log'}.")

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def must_live(self) -> None:
        """Raise a sentence when one of our processes has ended by itself."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise Trouble(f"« {name} » s’est arrêté tout seul ; la fin de {self.log / name}.log en dit la raison.")

    def watch(self) -> None:
        """Stay until Ctrl-C; end with a sentence when a process dies."""
        while True:
            self.must_live()
            time.sleep(0.5)

    def stop(self) -> None:
        """Web first (no new request), then beat, then the worker, which may finish its report."""
        gentle = [(signal.SIGTERM, 8.0), (signal.SIGQUIT, 4.0), (signal.SIGKILL, 2.0)]
        for name in (WEB, BEAT, WORKER):
            child = self.children.pop(name, None)
            if child:
                processes.stop(child.pid, "", gentle, child)
        if self.home:
            (paths.RUN / "demo.json").unlink(missing_ok=True)


def _note() -> dict[str, object]:
    try:
        return dict(json.loads((paths.RUN / "demo.json").read_text()))
    except (OSError, ValueError):
        return {}


def _stop_strays() -> None:
    """End what a killed demonstration left behind: by number, and only when it really is our Python."""
    pids = _note().get("pids", {})
    for pid in pids.values() if isinstance(pids, dict) else ():
        if processes.is_ours(int(pid), str(paths.PYTHON)):
            processes.stop(int(pid), str(paths.PYTHON), [(signal.SIGTERM, 8.0), (signal.SIGKILL, 2.0)])


def _reset(yes: bool) -> bool:
    """Delete the demonstration's data, and nothing else."""
    home = servers.permanent_home()
    doomed = [home, paths.VAR / "media", paths.VAR / "mail"]
    if not yes:
        line("Tout ce qui a été saisi dans la démonstration va être effacé :")
        for folder in doomed:
            line(f"   {folder}")
        line("Tapez « oui » pour effacer, autre chose pour garder :")
        if sys.stdin.readline().strip().strip("«» ").lower() != "oui":
            line("Rien n’a été effacé.")
            return False
    users = locks.take(paths.RUN / servers.USERS)
    if users is None:
        raise Trouble("une commande bin/manage emploie encore la base ; attendez qu’elle finisse puis relancez.")
    _stop_strays()
    if home.exists() and paths.PYTHON.exists():
        running = servers.build(home, paths.LOG)
        running.take_over()
        running.stop()
    for folder in doomed:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            raise Trouble(f"{folder} ne peut pas être effacé par ce compte ; relancez avec celui qui l’a créé.")
    users.close()
    line("Données effacées.")
    return True


class catch_signals:  # noqa: N801 - reads as a verb
    """Ctrl-C, SIGTERM and a closed terminal end the demonstration in order; a second one changes nothing."""

    NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __enter__(self) -> None:
        self._before = {number: signal.signal(number, self._raise) for number in self.NUMBERS}

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _raise(self, number: int, frame: FrameType | None) -> None:
        for other in self.NUMBERS:
            signal.signal(other, signal.SIG_IGN)
        raise KeyboardInterrupt


def _check(options: argparse.Namespace) -> int:
    from house import check

    step = Steps(STEPS + len(check.STEPS))
    paths.make_folders()
    say.need_space(str(paths.VAR), SPACE)
    install(step)
    port = net.free_port(options.port if options.port != PORT else 0)
    step("Base de données et courtier de tâches, jetables")
    out = paths.VAR / "check"
    with catch_signals(), servers.throwaway("check", wanted={}, logs=out / "log") as (folder, urls):
        site = Site(port, urls, folder / "var", None, log=out / "log")
        try:
            site.bring_up(step)
            check.walk(site, site.logins(), out, step)
        finally:
            site.stop()
    line(f"\nTout a tenu, en {step.seconds()}.")
    return 0
