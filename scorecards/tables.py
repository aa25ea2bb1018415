from typing import Any, ClassVar

import django_tables2
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.dates import format_date
from core.tables import BaseTable
from scorecards.enums import CycleState
from scorecards.models import Cycle


class CycleTable(BaseTable):
    """The cycles that a person sees, with the five phases in small."""

    caption: ClassVar[Any] = _("Cycles: service, territory, start, phase")
    row_header: ClassVar[str] = "service"
    empty_title: ClassVar[Any] = _("No cycle. Start by choosing the service to score.")
    empty_line: ClassVar[Any] = _(
        "A cycle is one round of scoring at one service: it leads from the first meeting to the action plan."
    )

    service = django_tables2.Column(
        verbose_name=_("Service"), accessor="service_point__name", order_by=("service_point__name", "number"),
        linkify=lambda record: record.get_absolute_url(),
    )  # fmt: skip
    territory = django_tables2.Column(verbose_name=_("Territory"), accessor="service_point__territory__name")
    number = django_tables2.Column(verbose_name=_("Round"))
    starts_on = django_tables2.Column(verbose_name=_("Started on"))
    state = django_tables2.Column(verbose_name=_("Phase"))

    class Meta(BaseTable.Meta):
        model = Cycle
        fields = ("service", "territory", "number", "starts_on", "state")
        order_by = "-starts_on"

    def render_starts_on(self, value: Any) -> str:
        return format_date(value)

    def render_number(self, record: Cycle) -> str:
        return capfirst(record.round_label)

    def render_state(self, record: Cycle) -> str:
        return render_to_string("scorecards/_cycle_phase.html", {"cycle": record})

    def order_state(self, queryset: QuerySet[Cycle], is_descending: bool) -> tuple[QuerySet[Cycle], bool]:
        """In the order of the path, not of the alphabet."""
        whens = [When(state=state, then=Value(position)) for position, state in enumerate(CycleState.values)]
        ranked = queryset.annotate(rank=Case(*whens, output_field=IntegerField()))
        return ranked.order_by(("-" if is_descending else "") + "rank", "-starts_on", "pk"), True
