"""Codes of a partnership as words: ``{{ partnership.themes|theme_words }}``."""

from collections.abc import Iterable

from django import template
from django.utils.text import capfirst

from partnerships.enums import Origin, Theme

register = template.Library()


@register.filter
def theme_words(codes: Iterable[str]) -> str:
    return capfirst(", ".join(str(Theme(code).label) for code in codes))


@register.filter
def origin_words(codes: Iterable[str]) -> str:
    return capfirst(", ".join(str(Origin(code).label) for code in codes))
