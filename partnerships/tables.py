from typing import Any, ClassVar

import django_tables2
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.tables import BaseTable
from partnerships.enums import State, Theme
from partnerships.models import Partnership


class PartnershipTable(BaseTable):
    """The partnerships that a person sees."""

    caption: ClassVar[Any] = _("Partnerships: name, zone, themes, parties, state")
    row_header: ClassVar[str] = "name"
    empty_title: ClassVar[Any] = _("No partnership yet.")
    empty_line: ClassVar[Any] = _("Begin with the organisations that share a problem: what and why come before how.")

    name = django_tables2.Column(verbose_name=_("Partnership"), linkify=lambda record: record.get_absolute_url())
    territory = django_tables2.Column(verbose_name=_("Zone"), accessor="territory__name")
    themes = django_tables2.Column(verbose_name=_("Themes"), orderable=False)
    parties = django_tables2.Column(verbose_name=_("Parties"), empty_values=(), orderable=False)
    state = django_tables2.Column(verbose_name=_("State"))

    class Meta(BaseTable.Meta):
        model = Partnership
        fields = ("name", "territory", "themes", "parties", "state")

    def render_themes(self, value: list[str]) -> str:
        return ", ".join(str(Theme(theme).label) for theme in value)

    def render_parties(self, record: Partnership) -> str:
        rows = ((party.organization,) for party in record.parties.all() if party.left_on is None)
        return format_html_join(", ", "{}", rows)

    def render_state(self, record: Partnership) -> str:
        return capfirst(record.get_state_display())

    def order_state(self, queryset: QuerySet[Partnership], is_descending: bool) -> tuple[QuerySet[Partnership], bool]:
        """In the order of the path, not of the alphabet."""
        whens = [When(state=state, then=Value(position)) for position, state in enumerate(State.values)]
        ranked = queryset.annotate(rank=Case(*whens, output_field=IntegerField()))
        return ranked.order_by(("-" if is_descending else "") + "rank", "name", "pk"), True
