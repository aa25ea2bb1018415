"""``{% load rating_words %}``: how the figures of a rating are computed, with the thresholds that it froze."""

from collections.abc import Mapping

from django import template

from partnerships.reports.ratingmethod import MethodLine, method_lines

register = template.Library()


@register.simple_tag
def rating_method(thresholds: Mapping[str, str]) -> list[MethodLine]:
    return method_lines(thresholds)
