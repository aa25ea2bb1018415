"""The walls of the house, and that each test here fails when its wall is broken."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, OneToOneField

from tests import house


def test_rooms_import_only_what_stands_below() -> None:
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run([sys.executable, "-c", script], cwd=house.ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def _own_models() -> list[type]:
    return [model for model in apps.get_models() if model._meta.app_label in house.ROOMS]


def test_foreign_keys_point_down_or_stay() -> None:
    wrong = []
    for model in _own_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | OneToOneField | ManyToManyField):
                target = field.related_model._meta.app_label
                if target in house.ROOMS and house.rank(target) > house.rank(model._meta.app_label):
                    wrong.append(f"{model._meta.label}.{field.name} -> {target}")
    assert wrong == []


@pytest.mark.parametrize("path", house.templates(), ids=house.name)
def test_templates_do_not_link_upwards(path: Path) -> None:
    room = path.relative_to(house.ROOT / "templates").parts[0]
    if room in {"components", "layout", "account", "mfa", "allauth", "crispy_forms", "bootstrap5"}:
        room = "core"
    if room not in house.ROOMS:
        return
    links = house.upward_links(room, path.read_text())
    if room == "core":
        # The frame may lead to the account pages, which every room has above it.
        links = [link for link in links if link not in {"accounts"}]
    assert links == []


@pytest.mark.parametrize("path", house.templates(), ids=house.name)
def test_templates_hold_no_inline_code_and_fit_their_budget(path: Path) -> None:
    text = path.read_text()
    if "layout/print" not in str(path) and "/report/" not in str(path):
        assert house.inline_code(house.without_comments(text)) == []
    assert len(text.splitlines()) <= house.TEMPLATE_LINES


@pytest.mark.parametrize("path", house.python_files(), ids=house.name)
def test_files_and_functions_fit_their_budget(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= house.FILE_LINES
    limit = house.VIEW_LINES if "views" in (path.stem, path.parent.name) else house.FUNCTION_LINES
    assert house.too_long(source, limit) == []


@pytest.mark.parametrize("path", house.python_files(tests=True), ids=house.name)
def test_test_files_fit_their_budget(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= house.TEST_FILE_LINES


@pytest.mark.parametrize("path", house.python_files(), ids=house.name)
def test_logic_stays_in_its_place(path: Path) -> None:
    source = path.read_text()
    called, relative = house.calls(source), house.name(path)
    if relative != "core/pdf.py":
        assert not any(module.split(".")[0] == "weasyprint" for module in house.imports(source))
    if not relative.startswith("actionplans/services"):
        assert not {"ActionPlan.objects.create", "ActionPlan"} & called, "only open_plan opens a plan"
    if "views" in (path.stem, path.parent.name):
        assert not any(call.endswith(".aggregate") for call in called), "views don't compute"
    if "models" in (path.stem, path.parent.name):
        assert not house.defines(source, "save"), "no logic in save()"
    assert not any("GenericForeignKey" in call for call in called)
    assert house.formatted_messages(source) == []


def test_every_room_has_the_same_file_names() -> None:
    expected = {"models", "permissions", "services", "views", "urls", "admin", "apps", "demo"}
    for room in ("directory", "accounts", "actionplans", "scorecards"):
        present = {path.stem for path in (house.ROOT / room).iterdir()}
        assert expected <= present, f"{room} lacks {sorted(expected - present)}"


class TestEachWallCanFall:
    """A rule that cannot fail protects nothing: each is shown a violation."""

    def test_upward_link(self) -> None:
        assert house.upward_links("actionplans", '{% url "scorecards:cycle_list" %}') == ["scorecards"]
        assert house.upward_links("scorecards", '{% url "actionplans:plan_list" %}') == []
        assert house.upward_links("partnerships", '{% include "scorecards/_card.html" %}') == ["scorecards"]

    def test_inline_code(self) -> None:
        assert house.inline_code('<p style="color:red">')
        assert house.inline_code("<script>alert(1)</script>")
        assert house.inline_code("<a onclick='x()'>")
        assert not house.inline_code('<script type="module" src="/static/js/page.js"></script>')

    def test_long_function(self) -> None:
        assert house.too_long("def f():\n" + "    a = 1\n" * 41, 40) == ["f (42 lines)"]

    def test_aggregate_in_a_view(self) -> None:
        assert "Cycle.objects.aggregate" in house.calls("def v(r):\n    return Cycle.objects.aggregate()")

    def test_message_from_an_f_string(self) -> None:
        assert house.formatted_messages('_(f"{n} cycles")')

    def test_import_of_a_higher_room(self, tmp_path: Path) -> None:
        """The linter itself, on a copy of two rooms with one wrong import."""
        for room in ("lower", "upper"):
            (tmp_path / room).mkdir()
            (tmp_path / room / "__init__.py").write_text("")
        (tmp_path / "lower" / "a.py").write_text("import upper.b\n")
        (tmp_path / "upper" / "b.py").write_text("")
        (tmp_path / ".importlinter").write_text(
            "[importlinter]\nroot_packages =\n    lower\n    upper\n"
            "[importlinter:contract:1]\nname = layers\ntype = layers\nlayers =\n    upper\n    lower\n"
        )
        script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
        run = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert "lower.a" in run.stdout
