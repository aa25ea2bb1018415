from typing import Any, ClassVar

import django_tables2
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from actionplans.models import ActionPlan
from core.charts import icon
from core.dates import format_date
from core.tables import BaseTable


class PlanTable(BaseTable):
    """The plans that a person sees: how many promises, kept, late, and what comes due next."""

    caption: ClassVar[Any] = gettext_lazy("Action plans, the latest first")
    row_header: ClassVar[str] = "title"
    empty_title: ClassVar[Any] = gettext_lazy("No action plan yet.")
    empty_line: ClassVar[Any] = gettext_lazy(
        "A plan opens with its cycle, and fills up at the interface meeting. Open a cycle to begin."
    )

    title = django_tables2.Column(verbose_name=gettext_lazy("Action plan"), linkify=True)
    territory = django_tables2.Column(verbose_name=gettext_lazy("Territory"), accessor="territory__name")
    total = django_tables2.Column(verbose_name=gettext_lazy("Promises"), attrs={"td": {"class": "num"}})
    done = django_tables2.Column(verbose_name=pgettext_lazy("promises", "Kept"), attrs={"td": {"class": "num"}})
    late = django_tables2.Column(verbose_name=gettext_lazy("Late"))
    next_due = django_tables2.Column(verbose_name=gettext_lazy("Next due date"), default="–")

    class Meta(BaseTable.Meta):
        model = ActionPlan
        fields = ("title", "territory", "total", "done", "late", "next_due")
        row_attrs: ClassVar[dict[str, Any]] = {"class": lambda record: "late" if record.late else ""}

    def render_late(self, value: int) -> str:
        if not value:
            return pgettext("promises", "none")
        words = ngettext("%(n)d late", "%(n)d late", value) % {"n": value}
        return format_html('<span class="state late">{}<span>{}</span></span>', icon("clock"), words)

    def render_next_due(self, value: Any) -> str:
        return format_date(value)
