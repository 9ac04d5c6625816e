"""What a document says, as a plain tree. Renderers turn it into PDF, docx, HTML and xlsx.

Nothing in it knows a format, and every text in it is plain text: renderers escape. A statement
names the nodes it rests on (`refs`, as `Label/uid`); `sources.py` gives such statements their
`number` and says where each was read. Number 0: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from graph.text import Language

Tone: TypeAlias = Literal["body", "note", "warning", "strong"]
Align: TypeAlias = Literal["left", "center", "right"]
Paper: TypeAlias = Literal["A4", "A3"]
# How a page is laid out: as an official document (GB/T 9704), or with more room, as a form.
Layout: TypeAlias = Literal["official", "form"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A statement. `refs` are the nodes that it rests on."""

    text: str
    refs: tuple[str, ...] = ()
    tone: Tone = "body"
    number: int = 0


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of statements."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and its share of the width beside the others'."""

    title: str
    weight: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: one text for each column, and the nodes that it rests on. `key` names a row in which
    people write, so that what they wrote can be read back."""

    cells: tuple[str, ...]
    refs: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, its header repeated on each page. `empty` stands where no row does.

    Raises:
        ValueError: a row has another number of cells than there are columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    empty: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{self.caption}: {row.cells} for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and what belongs to them, such as the facts of a form."""

    items: tuple[tuple[str, str], ...]
    refs: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A named cell of a form. An empty one is `lines` high, for a pen."""

    label: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """A ruled form: rows of one field across the page, or of two beside one another."""

    rows: tuple[tuple[Field, ...], ...]
    refs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) not in (1, 2):
                raise ValueError(f"{len(row)} fields in a row")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG. `alt` says in words what it shows; `width` is its share of the line."""

    svg: str
    caption: str
    alt: str
    width: float = 1.0
    refs: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """Text that is copied as it stands, such as Cypher."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for what others write: empty lines, or what they wrote."""

    label: str
    key: str = ""
    text: str = ""
    lines: int = 3


Block: TypeAlias = Paragraph | Bullets | Table | Pairs | Form | Picture | Code | Slot


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or a part of one.

    `number` is that of a chapter ("1") or annex ("A"), empty for none; the parts below it are
    numbered by their renderers (（一）, 1.). `new_page` begins it on a page of its own; `landscape`
    turns that page. `key` names it for links, whatever its title.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    number: str = ""
    annex: bool = False
    new_page: bool = False
    landscape: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `head` is the line over the title (内部资料 仅供巡察组参考), `notice` what must be seen on each
    page (合成数据); `meta` are facts about the document itself, of which those in `volatile` (time
    of making) are no part of its content.
    """

    title: str
    subtitle: str
    head: str
    notice: str
    language: Language
    meta: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    volatile: tuple[str, ...] = ()
    paper: Paper = "A4"
    landscape: bool = False
    contents: bool = True
    layout: Layout = "official"


def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    """All sections, each before its parts."""
    for section in sections:
        yield section
        yield from walk(section.sections)


def blocks(document: Document) -> Iterator[Block]:
    """All blocks, in the order in which they are read."""
    for section in walk(document.sections):
        yield from section.blocks


def to_data(document: Document, *, content_only: bool = False) -> dict[str, Any]:
    """The document as JSON values, each block with its kind. `content_only` drops what changes from
    run to run."""
    data = asdict(document)
    data["sections"] = [_section(s) for s in document.sections]
    if content_only:
        data["meta"] = [pair for pair in document.meta if pair[0] not in document.volatile]
    return data


def _section(section: Section) -> dict[str, Any]:
    data = asdict(section)
    data["blocks"] = [{"kind": type(b).__name__.lower(), **asdict(b)} for b in section.blocks]
    data["sections"] = [_section(s) for s in section.sections]
    return data
