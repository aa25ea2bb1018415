"""Shared code without models: numbers, dates, forms, tables, charts, exports, PDF."""
