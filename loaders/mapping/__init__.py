"""Tables that are not ours into rows that are: forms, saved mappings, conversions."""

from loaders.mapping.blocks import rows
from loaders.mapping.forms import Field, Form, form_named, forms
from loaders.mapping.model import Mapping, Source, TableMapping
from loaders.mapping.options import Options
from loaders.mapping.vocabulary import Vocabulary

__all__ = [
    "Field",
    "Form",
    "Mapping",
    "Options",
    "Source",
    "TableMapping",
    "Vocabulary",
    "form_named",
    "forms",
    "rows",
]
