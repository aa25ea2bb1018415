"""The two questions every view asks: is it in my scope (else 404), may I do this (else 403 with a sentence)."""

from core.guard import REFUSALS, get_visible, require

__all__ = ["REFUSALS", "get_visible", "require"]
