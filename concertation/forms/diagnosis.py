"""Forms of the diagnosis: keep it, weigh its axes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertation.enums import Axis
from concertation.models import Device
from core.forms import Form, VersionField


class KeepForm(Form):
    version = VersionField()


class WeightsForm(Form):
    """Five whole numbers that add up to 100; all empty: equal weights."""

    version = VersionField(required=False)

    def __init__(self, *args: Any, device: Device, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = device.version
        for axis in Axis:
            self.fields[axis.value] = forms.IntegerField(
                label=f"{axis.label} (%)",
                required=False,
                min_value=0,
                max_value=100,
                initial=device.weights.get(axis.value),
            )

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [data.get(axis.value) for axis in Axis]
        if self.errors or all(weight is None for weight in given):
            return data
        total = sum(weight or 0 for weight in given)
        if total != 100:
            self.add_error(None, _("The five weights add up to %(total)d: bring them to 100.") % {"total": total})
        return data

    def weights(self) -> dict[str, int]:
        """Axis → weight; empty for equal weights."""
        given = {axis.value: self.cleaned_data.get(axis.value) for axis in Axis}
        if all(weight is None for weight in given.values()):
            return {}
        return {axis: weight or 0 for axis, weight in given.items()}
