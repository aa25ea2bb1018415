"""Shared shapes of the forms of a device."""

from typing import Any

from django import forms

from concertation.models import Device
from core.forms import Form, VersionField
from core.personal import PersonalTextMixin


class DeviceTextForm(PersonalTextMixin, Form):
    """Free texts are read with the names of the device, of its zone and of those who run it in mind."""

    def __init__(self, *args: Any, device: Device, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.device = device

    def known_functions(self) -> tuple[str, ...]:
        return (self.device.name, self.device.territory.name, self.device.organization.name)


class VersionedForm(DeviceTextForm):
    """A form of a row that changes; a stale one is refused by the service."""

    version = VersionField(required=False)

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def values(self) -> dict[str, Any]:
        """What is saved: every field but the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def renew_version(form: forms.BaseForm, version: int) -> None:
    """Put the version in force into a form that came too late, so that saving again is a choice; the words stay."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
