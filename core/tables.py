"""Tables: one look (stack-table), a caption, an empty state that says what to do first."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2
from django.utils.translation import gettext_lazy as _


class BaseTable(django_tables2.Table):
    """Base of every list. Rows become cards under 992 px; cells keep their label.

    Set in the subclass: `caption` (required, hidden text), `row_header` (name of the column that names
    the row), `empty_title`, `empty_text_line`; `empty_url` and `empty_action` for the button of the
    empty state. Render with `{% load django_tables2 %}{% render_table table %}`.
    """

    caption: ClassVar[Any] = ""
    row_header: ClassVar[str] = ""
    empty_title: ClassVar[Any] = _("Nothing here yet.")
    empty_line: ClassVar[Any] = ""

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "table stack-table"}

    def __init__(
        self, *args: Any, empty_url: str = "", empty_action: Any = "", caption: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.empty_url, self.empty_action = empty_url, empty_action
        self.caption_text = self.caption if caption is None else caption

    @property
    def heads_row(self) -> str:
        """Name of the column whose cells are row headers: `row_header`, else the first visible one."""
        return self.row_header or next((c.name for c in self.columns), "")
