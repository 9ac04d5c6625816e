"""What the founding documents name, and the English names of the laws that rules cite."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from queries.front_matter import read_yaml
from queries.front_reader import Reader
from queries.model import Text

Kind: TypeAlias = Literal["background", "aim", "figure", "field", "demand"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the founding documents: F of Fusong county, D of Decheng district.

    `why` says why no rule covers it; None where one does.
    """

    id: str
    kind: Kind
    text: Text
    why: Text | None = None


@cache
def facts() -> tuple[Fact, ...]:
    """All of them, in the order of the documents.

    Raises:
        QueryFileError: the file is broken, naming row and key.
    """
    file = _FOLDER / "founding.yaml"
    reader = Reader(file.name)
    rows = read_yaml(file.read_text(encoding="utf-8"), file.name)
    return tuple(_fact(reader, row, f"[{number}]") for number, row in enumerate(rows))


@cache
def law_names() -> dict[str, str]:
    """English names by Chinese ones, as the basis of rules writes them."""
    file = _FOLDER / "laws.yaml"
    names = Reader(file.name).mapping(read_yaml(file.read_text(encoding="utf-8"), file.name), "")
    return {zh: str(en) for zh, en in names.items()}


def _fact(reader: Reader, value: object, key: str) -> Fact:
    row = reader.mapping(value, key)
    reader.keys(row, key, ("id", "kind", "zh", "en"), ("why",))
    return Fact(
        id=reader.string(row["id"], f"{key}.id"),
        kind=reader.one_of(row["kind"], f"{key}.kind", KINDS),
        text=reader.bilingual({"zh": row["zh"], "en": row["en"]}, key),
        why=reader.bilingual(row["why"], f"{key}.why") if "why" in row else None,
    )
