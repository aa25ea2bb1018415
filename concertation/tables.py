from typing import Any, ClassVar

import django_tables2
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from concertation.enums import EditionState
from concertation.models import Device
from core.tables import BaseTable


class DeviceTable(BaseTable):
    """The devices that a person sees, each with its last edition (annotated by the view)."""

    caption: ClassVar[Any] = _("Devices: name, kind, zone, last edition, participants, where it stands")
    row_header: ClassVar[str] = "name"
    empty_title: ClassVar[Any] = _("No device yet.")
    empty_line: ClassVar[Any] = _(
        "Register a council, a public meeting, a participatory budget… A first diagnosis takes half an hour."
    )

    name = django_tables2.Column(verbose_name=_("Device"))
    kind = django_tables2.Column(verbose_name=_("Kind"))
    territory = django_tables2.Column(verbose_name=_("Zone"), accessor="territory__name")
    last_label = django_tables2.Column(verbose_name=_("Last edition"), default="–")
    last_participants = django_tables2.Column(
        verbose_name=_("Participants"), empty_values=(), attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )
    last_state = django_tables2.Column(verbose_name=pgettext_lazy("edition", "Where it stands"), default="–")

    class Meta(BaseTable.Meta):
        model = Device
        fields = ("name", "kind", "territory", "last_label", "last_participants", "last_state")

    def render_name(self, value: str, record: Device) -> str:
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), value)
        if record.is_external:
            words = gettext("run by somebody else, described here")
            return format_html('{} <span class="quiet small d-block fw-normal">{}</span>', link, words)
        return link

    def render_kind(self, record: Device) -> str:
        return capfirst(record.get_kind_display())

    def render_last_participants(self, record: Any) -> str:
        return gettext("unknown") if record.last_participants is None else str(record.last_participants)

    def render_last_state(self, value: str) -> str:
        return capfirst(str(EditionState(value).label))
