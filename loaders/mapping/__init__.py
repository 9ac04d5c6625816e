"""Tables that are not ours into rows that are: forms, saved mappings, conversions."""

from loaders.mapping.forms import Field, Form, form_named, forms

__all__ = ["Field", "Form", "form_named", "forms"]
