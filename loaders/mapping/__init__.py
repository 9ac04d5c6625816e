"""Tables that are not ours into rows that are: forms, saved mappings, conversions."""

from loaders.mapping.forms import Field, Form, form_named, forms
from loaders.mapping.model import Mapping, Options, Source, TableMapping

__all__ = [
    "Field",
    "Form",
    "Mapping",
    "Options",
    "Source",
    "TableMapping",
    "form_named",
    "forms",
]
