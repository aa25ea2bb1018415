"""Files that only another machine runs: read here, so that they cannot rot unseen."""

import re
import tomllib

import pytest
import yaml

from tests.test_infra.support import ROOT
from tests.test_infra.test_settings import variables_read

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
LONG_LIVED = [name for name in SERVICES if name != "migrate"]


def test_the_services_of_a_whole_installation_are_there():
    assert set(SERVICES) == {"migrate", "web", "worker", "beat", "postgres", "redis", "proxy"}


@pytest.mark.parametrize("name", LONG_LIVED)
def test_every_service_says_how_it_feels(name):
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in ("CMD", "CMD-SHELL")
    assert {"interval", "timeout", "retries"} <= set(check)


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root_or_may_become_it(name):
    service = SERVICES[name]
    assert service["user"] not in ("root", "0", 0, None)
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_our_services_is_one_that_settings_read(name):
    given = set(SERVICES[name]["environment"]) - {"DJANGO_SETTINGS_MODULE"}
    assert given - variables_read() == set()


def test_the_production_settings_are_the_ones_that_run():
    for name in OURS:
        assert SERVICES[name]["environment"]["DJANGO_SETTINGS_MODULE"] == "config.settings.production"


def test_every_variable_is_in_the_example_file():
    wanted = set(re.findall(r"(?<!\$)\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert wanted - offered == set()
    assert offered - wanted == set()


def test_secrets_come_from_the_environment_and_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "VALKEY_PASSWORD"):
        uses = re.findall(r"(?<!\$)\$\{" + name + r"(?![A-Z_])([^}]*)\}", text)
        assert uses
        assert all(use.startswith(":?") for use in uses), name
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "VALKEY_PASSWORD"):
        assert re.search(rf"^{name}=$", (ROOT / ".env.example").read_text(), re.MULTILINE)


def test_volumes_are_named_and_no_folder_of_the_host_is_mounted():
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"], (name, volume)


def test_only_the_proxy_is_seen_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_web_and_workers_can_be_multiplied():
    for name in ("web", "worker"):
        assert "container_name" not in SERVICES[name]
        assert "ports" not in SERVICES[name]
    caddy = (ROOT / "deploy/Caddyfile").read_text()
    assert "dynamic a web 8000" in caddy
    assert "{$SITE_ADDRESS}" in caddy
    assert caddy.count("{") == caddy.count("}")


@pytest.mark.parametrize("name", ["Dockerfile", "deploy/proxy.Dockerfile"])
def test_images_end_as_an_ordinary_account(name):
    users = re.findall(r"^USER (\S+)", (ROOT / name).read_text(), re.MULTILINE)
    assert users
    assert users[-1] not in ("root", "0")


def test_images_install_nothing_without_its_hash():
    text = (ROOT / "Dockerfile").read_text()
    commands = re.findall(r"pip install.*", text)
    assert commands
    assert all("--require-hashes" in command for command in commands)
    assert not re.search(r"^(ADD|RUN (curl|wget))", text, re.MULTILINE)


def test_the_files_that_the_image_needs_are_sent_and_secrets_are_not():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".env", ".venv", "var"} <= set(ignored)
    assert not {"locale", "static", "templates", "config", "requirements.txt"} & set(ignored)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_hashed_and_name_no_place(name):
    text = (ROOT / name).read_text()
    rows = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*$", "", text, flags=re.MULTILINE).strip())
    assert len(rows) > 50
    for row in rows:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,._-]+\])?==\S+", row), row[:60]
        assert "--hash=sha256:" in row, row[:60]
    assert not re.search(
        r"file:|https?:|--(extra-)?index|--find-links [^\\]|@ ", re.sub(r"^#.*$", "", text, flags=re.M)
    )


def test_development_has_the_very_versions_that_run():
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE))

    run_time, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: development.get(name) for name in run_time} == run_time


def test_what_is_asked_for_is_pinned():
    for source in ("requirements.in", "requirements-dev.in"):
        pinned = (ROOT / source.replace(".in", ".txt")).read_text().lower()
        for row in (ROOT / source).read_text().splitlines():
            name = re.match(r"[A-Za-z0-9][A-Za-z0-9-]*", row)
            if name:
                assert f"\n{name.group().lower()}==" in pinned, row


def test_continuous_integration_runs_what_a_person_runs():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    assert "bash .ci/run" in steps
    script = (ROOT / ".ci/run").read_text()
    assert script.index("bin/test") < script.index("bin/quality")


def test_hooks_fetch_nothing():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert {repo["repo"] for repo in hooks["repos"]} == {"local"}
    assert {hook["language"] for repo in hooks["repos"] for hook in repo["hooks"]} == {"system"}


def test_the_oldest_python_is_the_same_everywhere():
    from house import minimum

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["requires-python"] == ">={}.{}".format(*minimum.OLDEST)
    assert project["tool"]["ruff"]["target-version"] == "py{}{}".format(*minimum.OLDEST)
