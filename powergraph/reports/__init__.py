"""Inspection-preparation reports and the forms of "211": content as a plain tree, then rendered."""

from typing import Final

FORMATS: Final = ("docx", "pdf", "html", "xlsx")
