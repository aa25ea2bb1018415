"""Two questions by show of hands, asked of both sides, before the cycle and after the meeting."""

from collections.abc import Iterable
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from core.forms import Form
from scorecards.enums import PulseQuestion, Side
from scorecards.forms.preparation import whole_field
from scorecards.models import Pulse

MOST = 5000
Key = tuple[str, str]


class HandsForm(Form):
    """Hands for yes and people asked, for each side and question; both empty when it wasn't asked."""

    def __init__(self, *args: Any, rows: Iterable[Pulse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {(row.side, row.question): row for row in rows}
        for side, question in self.keys():
            row = there.get((side, question))
            for name, label in (("yes", _("Hands for yes")), ("asked", _("People asked"))):
                field = whole_field(label, MOST, required=False, initial=getattr(row, name, None))
                self.fields[f"{side}-{question}-{name}"] = field

    @staticmethod
    def keys() -> list[Key]:
        return [(side.value, question.value) for question in PulseQuestion for side in Side]

    def field_of(self, key: Key, name: str) -> BoundField:
        return self[f"{key[0]}-{key[1]}-{name}"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for side, question in self.keys():
            names = [f"{side}-{question}-{name}" for name in ("yes", "asked")]
            if any(name in self.errors for name in names):
                continue
            yes, asked = (data.get(name) for name in names)
            if asked is None and yes is not None:
                self.add_error(names[1], _("Write how many people were asked."))
            elif asked is not None and yes is None:
                self.add_error(names[0], _("Write how many hands said yes; 0 if none."))
            elif asked == 0:
                self.add_error(names[1], _("At least one person, or leave both boxes empty."))
            elif asked is not None and yes > asked:
                self.add_error(names[0], _("More hands than people. Correct one of the two numbers."))
        return data

    def answers(self) -> dict[Key, tuple[int, int] | None]:
        """What the service takes."""
        data = self.cleaned_data
        found: dict[Key, tuple[int, int] | None] = {}
        for side, question in self.keys():
            yes, asked = (data[f"{side}-{question}-{name}"] for name in ("yes", "asked"))
            found[(side, question)] = None if asked is None else (yes, asked)
        return found
