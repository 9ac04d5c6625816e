"""What a table does not say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace


@dataclass(frozen=True, slots=True)
class Options:
    """What a table does not say itself. An option that is empty says nothing.

    Attributes:
        unit: name or uid of the unit whose table it is, where no column names one.
        create_units: make departments of names that are known nowhere; `unit_kind` is their kind.
        create_posts: likewise posts that a table only refers to.
        basis_kind: kind of a legal basis whose name does not tell it for certain.
        applicant_kind: kind of an applicant whose name does not tell it.
        fill_down: fields whose empty cells mean what the row above says.
        defaults: what an empty cell of a field means, by field.
    """

    unit: str = ""
    create_units: bool = False
    unit_kind: str = ""
    create_posts: bool = False
    basis_kind: str = ""
    applicant_kind: str = ""
    fill_down: tuple[str, ...] = ()
    defaults: Mapping[str, object] = field(default_factory=dict)

    def over(self, other: Options) -> Options:
        """These, and where they say nothing the other ones."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return replace(other, **(said | {"defaults": {**other.defaults, **self.defaults}}))
