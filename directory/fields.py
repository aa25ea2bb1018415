"""Choosing a territory or an organisation by typing: a list of thousands would never open on a phone.

The field takes what its list offers ("Siadara, Yakawlang (AF-BAM-12)"), a code, or a name that only one row has.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from directory.models import Organization, Territory

_CODE = re.compile(r"\(([^()]+)\)\s*$")
SUGGESTIONS = 60


def territory_label(territory: Territory) -> str:
    """Name, parent and code: enough to choose between two villages of the same name."""
    where = f", {territory.parent.name}" if territory.parent else ""
    return f"{territory.name}{where} ({territory.code})"


def organization_label(organization: Organization) -> str:
    return f"{organization.name}, {organization.territory.name}"


def suggest_territories(text: str = "") -> list[str]:
    """What the list offers for what was typed so far."""
    found = Territory.objects.select_related("parent")
    if text:
        found = found.filter(name__icontains=text) | found.filter(code__istartswith=text)
    return [territory_label(row) for row in found[:SUGGESTIONS]]


def suggest_organizations(text: str = "") -> list[str]:
    found = Organization.objects.select_related("territory")
    if text:
        found = found.filter(name__icontains=text)
    return [organization_label(row) for row in found[:SUGGESTIONS]]


class SuggestInput(forms.TextInput):
    """A text with a list of proposals, refreshed while typing where there is JavaScript."""

    template_name = "directory/widgets/suggest.html"

    def __init__(self, source: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.source = source

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"] |= {
            "list": list_id,
            "autocomplete": "off",
            "hx-get": reverse_lazy(f"directory:{self.source}_suggest"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{list_id}",
            "hx-swap": "innerHTML",
        }
        proposals = suggest_territories() if self.source == "territory" else suggest_organizations()
        return context | {"list_id": list_id, "proposals": proposals}


class SuggestField(forms.CharField):
    """Base: the cleaned value is the row, or, with ``may_be_new``, the text when no row has this name."""

    source = ""
    unknown: Any = ""
    several: Any = _("Several have this name. Choose one: %(names)s.")

    def __init__(self, *, may_be_new: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        super().__init__(widget=SuggestInput(self.source), **kwargs)
        self.may_be_new = may_be_new

    def search(self, text: str) -> QuerySet[Any]:
        raise NotImplementedError

    def label_of(self, row: Any) -> str:
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.label_of(value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = list(self.search(text)[:6])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise ValidationError(self.several, params={"names": " ; ".join(self.label_of(row) for row in found)})
        if self.may_be_new:
            return text
        raise ValidationError(self.unknown, params={"text": text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class TerritoryField(SuggestField):
    source = "territory"
    unknown = _("No territory has this name or code. Choose one from the list.")

    def search(self, text: str) -> QuerySet[Territory]:
        rows = Territory.objects.select_related("parent")
        code = _CODE.search(text)
        for codes in ([code[1]] if code else [], [text]):
            exact = rows.filter(code__in=codes)
            if exact.exists():
                return exact
        return rows.filter(name__iexact=text)

    def label_of(self, row: Territory) -> str:
        return territory_label(row)


class OrganizationField(SuggestField):
    source = "organization"
    unknown = _("No organisation has this name. Choose one from the list.")

    def search(self, text: str) -> QuerySet[Organization]:
        rows = Organization.objects.select_related("territory")
        exact = rows.filter(name__iexact=text)
        if exact.exists() or "," not in text:
            return exact
        name, territory = text.rsplit(",", 1)
        return rows.filter(name__iexact=name.strip(), territory__name__iexact=territory.strip())

    def label_of(self, row: Organization) -> str:
        return organization_label(row)
