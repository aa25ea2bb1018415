"""Sharing figures, trusting another platform, telling an experience."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertation.exchangefile import MAX_BYTES
from concertation.forms.base import VersionedForm
from concertation.models import Device, ExperienceCard
from core.forms import BoundedTextField, Form

CARD_FIELDS = ("title", "context", "problem", "done", "result", "cost", "conditions", "contact")


class PartnerForm(Form):
    name = forms.CharField(label=_("Name of the platform"), max_length=200)
    public_key = forms.CharField(
        label=_("Its public key"),
        max_length=100,
        help_text=_("44 signs, shown on its Exchange page. Get it by telephone or in person."),
    )


class ReceiveForm(Form):
    file = forms.FileField(label=_("Signed file"), help_text=_("The .json file of the other platform, 2 MB at most."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is too large: 2 MB at most."))
        return file


class ShareForm(Form):
    shared = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda word: word == "yes")


class CardForm(VersionedForm):
    """What was tried, what it gave: for others who have the same problem."""

    free_texts = CARD_FIELDS
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("The change in a few words: “a reply within a month”.")
    )
    context = BoundedTextField(
        label=_("Context"), max_length=1000, rows=2, help_text=_("Size of the commune, kind of device, means.")
    )
    problem = BoundedTextField(label=_("Problem"), max_length=1000, rows=2)
    done = BoundedTextField(label=_("What was done"), max_length=1500, rows=3)
    result = BoundedTextField(
        label=_("Result, with its figures"), max_length=1000, rows=2, required=False,
        help_text=_("Before and after, and out of how many. What didn't work is worth telling too."),
    )  # fmt: skip
    cost = forms.CharField(label=_("Cost"), max_length=200, required=False)
    conditions = BoundedTextField(label=_("Conditions of success"), max_length=1000, rows=2, required=False)
    contact = forms.CharField(
        label=_("Whom to ask"),
        max_length=150,
        required=False,
        help_text=_("A function, never a name: “youth service”."),
    )

    def __init__(self, *args: Any, device: Device, card: ExperienceCard | None = None, **kwargs: Any) -> None:
        first = kwargs.pop("initial", {})
        if card:
            first = {name: getattr(card, name) for name in (*CARD_FIELDS, "version")}
        super().__init__(*args, device=device, initial=first, **kwargs)
