from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.numbers import format_number
from core.tables import BaseTable
from directory.models import Organization, ServicePoint, Territory

#: Bootstrap's paddings at the start of the line, by depth in the tree.
INDENTS = ("", "ps-3", "ps-4", "ps-5", "ps-5 ms-3")


class TerritoryTable(BaseTable):
    """The tree, one line per node; the indent is the depth."""

    caption = _("Territories: name, level, code, parent, service points")
    row_header = "name"
    empty_title = _("No territory yet.")
    empty_line = _("Import a list of codes, or add the country first.")

    name = tables.Column(verbose_name=_("Name"), order_by=("path",))
    level = tables.Column(verbose_name=_("Level"), orderable=False)
    code = tables.Column(verbose_name=_("Code"))
    parent = tables.Column(verbose_name=_("Lies in"), orderable=False, default="–")
    points = tables.Column(verbose_name=_("Service points"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})

    class Meta(BaseTable.Meta):
        model = Territory
        fields = ("name", "level", "code", "parent", "points")

    def __init__(self, *args: Any, may_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_change = may_change

    def render_name(self, record: Territory) -> Any:
        indent = INDENTS[min(record.path.count("/") - 1, len(INDENTS) - 1)]
        if self.may_change:
            words = '<span class="{}"><a href="{}">{}</a></span>'
            return format_html(words, indent, record.get_edit_url(), record.name)
        return format_html('<span class="{}">{}</span>', indent, record.name)

    def render_level(self, record: Territory) -> str:
        return capfirst(record.get_level_display())


class OrganizationTable(BaseTable):
    caption = _("Organisations: name, kind, territory, service points")
    row_header = "name"
    empty_title = _("No organisation matches.")
    empty_line = _("Change the filter, or register the organisation.")

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    kind = tables.Column(verbose_name=_("Kind of actor"))
    territory = tables.Column(verbose_name=_("Territory"), order_by=("territory__name",))
    registered_by = tables.Column(verbose_name=_("Registered by"), order_by=("registered_by__name",))
    points = tables.Column(verbose_name=_("Service points"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})

    class Meta(BaseTable.Meta):
        model = Organization
        fields = ("name", "kind", "territory", "registered_by", "points")
        order_by = "name"
        default = _("the platform")

    def render_kind(self, record: Organization) -> str:
        return capfirst(record.get_kind_display())


class ServicePointTable(BaseTable):
    caption = _("Service points: name, sector, territory, operator, people served")
    row_header = "name"
    empty_title = _("No service point matches.")
    empty_line = _("Change the filter, or register the service that you want to score.")

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    sector = tables.Column(verbose_name=_("Sector"))
    territory = tables.Column(verbose_name=_("Territory"), order_by=("territory__name",))
    operator = tables.Column(verbose_name=_("Operated by"), order_by=("operator__name",))
    catchment_population = tables.Column(
        verbose_name=_("People it serves"), default="–", attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )

    class Meta(BaseTable.Meta):
        model = ServicePoint
        fields = ("name", "sector", "territory", "operator", "catchment_population")
        order_by = "name"

    def render_sector(self, record: ServicePoint) -> str:
        return capfirst(record.get_sector_display())

    def render_catchment_population(self, value: int) -> str:
        return format_number(value, 0)
