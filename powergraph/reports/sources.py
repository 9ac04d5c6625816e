"""The numbers of statements, and where each statement was read: file, sheet and row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from powergraph.reports.tree import (
    Block,
    Bullets,
    Document,
    Pairs,
    Paragraph,
    Picture,
    Section,
    Table,
)
from queries.findings import EvidenceRow

_Numbered = TypeVar("_Numbered", Paragraph, Pairs, Picture)


@dataclass(frozen=True, slots=True)
class Statement:
    """A numbered statement: "12", or "12.3" for the third row of a table."""

    number: str
    refs: tuple[str, ...]


def numbered(document: Document) -> tuple[Document, tuple[Statement, ...]]:
    """The document with every statement that rests on nodes numbered from 1, and their list."""
    numbering = _Numbering()
    sections = tuple(numbering.section(s) for s in document.sections)
    return replace(document, sections=sections), tuple(numbering.statements)


def refs_of(statements: Iterable[Statement]) -> list[str]:
    """Every node that a statement rests on, once, in the order of their first mention."""
    return list(dict.fromkeys(ref for s in statements for ref in s.refs))


def place(row: EvidenceRow | None) -> str:
    """Where a node was read, as people look it up: file, sheet, row; empty where unknown."""
    if row is None or row.file is None:
        return ""
    return " · ".join(str(part) for part in (row.file, row.sheet, row.row) if part)


def places(refs: Iterable[str], evidence: Mapping[str, EvidenceRow]) -> str:
    """The places of several nodes, each once."""
    return "；".join(dict.fromkeys(p for p in (place(evidence.get(r)) for r in refs) if p))


class _Numbering:
    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self._last = 0

    def section(self, section: Section) -> Section:
        return replace(
            section,
            blocks=tuple(self._block(b) for b in section.blocks),
            sections=tuple(self.section(s) for s in section.sections),
        )

    def _block(self, block: Block) -> Block:
        if isinstance(block, Bullets):
            return Bullets(tuple(self._one(item, item.refs) for item in block.items))
        if isinstance(block, Table):
            rows = [(at, row.refs) for at, row in enumerate(block.rows, start=1) if row.refs]
            if not rows:
                return block
            self._last += 1
            self.statements += [Statement(f"{self._last}.{at}", refs) for at, refs in rows]
            return replace(block, number=self._last)
        if isinstance(block, Paragraph):
            return self._one(block, block.refs)
        if isinstance(block, Pairs):
            return self._one(block, block.refs)
        return self._one(block, block.refs) if isinstance(block, Picture) else block

    def _one(self, block: _Numbered, refs: tuple[str, ...]) -> _Numbered:
        if not refs:
            return block
        self._last += 1
        self.statements.append(Statement(str(self._last), refs))
        return replace(block, number=self._last)
