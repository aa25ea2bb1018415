"""The representatives' agreed value of one indicator."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, DecimalInputField, Form, VersionField
from core.personal import PersonalTextMixin
from scorecards.models import AgreedScore, Cycle
from scorecards.scales import SCALES
from scorecards.services.moderation import known_words
from scorecards.services.sessions import scale_sentence


class AgreedForm(PersonalTextMixin, Form):
    """Value on the cycle's scale and its reason; version 0 when nothing was agreed yet."""

    value = DecimalInputField(label=_("agreed score"))
    reason = BoundedTextField(
        label=_("reason"), help_text=_("What the representatives said. It is shown beside the mean.")
    )
    version = VersionField()
    free_texts = ("reason",)

    def __init__(self, *args: Any, cycle: Cycle, agreed: AgreedScore | None, **kwargs: Any) -> None:
        initial = {"version": 0}
        if agreed is not None:
            initial = {"value": agreed.value, "reason": agreed.reason, "version": agreed.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.cycle = cycle
        self.fields["value"].help_text = scale_sentence(SCALES[cycle.scale])

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.cycle)
