"""An export as a whole: which formats there are, and all of their files into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from graph.errors import OutputError
from graph.meta import Meta, require_trusted
from graph.part import part_of
from graph.schema import SCHEMA
from graph.store import Store
from graph.text import LANGUAGES, Language, Message
from loaders.headers import table_named
from powergraph.exports.book import write_workbook
from powergraph.exports.csvs import write_tables
from powergraph.exports.cypher import write_cypher
from powergraph.exports.facts import LABELS, SYSTEM, Facts, ends
from powergraph.exports.folder import filling
from powergraph.exports.ftm import write_ftm
from powergraph.exports.graphs import write_gexf, write_graphml
from powergraph.exports.losses import Losses, Written

Tell = Callable[[str], None]

ABOUT: Final[dict[Language, str]] = {"zh": "说明.txt", "en": "about.txt"}
_SHOWN: Final = 6
_FOREIGN: Final = "?"


class Order(NamedTuple):
    """What a format is written from: the facts, in which language, and lines about the graph."""

    facts: Facts
    language: Language
    about: Sequence[str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the name of its file (for tables a pattern), and its writer, which is given that
    file (for tables the folder)."""

    file: str
    write: Callable[[Order, Path], Written]


FORMATS: Final[dict[str, Format]] = {
    "tables": Format("*.csv", lambda o, at: write_tables(o.facts, at.parent, o.language)),
    "xlsx": Format(
        "powergraph.xlsx", lambda o, at: write_workbook(o.facts, at, o.language, o.about)
    ),
    "graphml": Format(
        "powergraph.graphml", lambda o, at: write_graphml(o.facts, at, "\n".join(o.about))
    ),
    "gexf": Format("powergraph.gexf", lambda o, at: write_gexf(o.facts, at, "\n".join(o.about))),
    "ftm": Format("powergraph.ftm.json", lambda o, at: write_ftm(o.facts, at)),
    "cypher": Format("powergraph.cypher", lambda o, at: write_cypher(o.facts, at, o.about)),
}
# These hold what is true of a time, and nothing of the program's own book-keeping.
WITHOUT_JOURNAL: Final = frozenset(FORMATS) - {"cypher"}


def export(
    store: Store,
    folder: Path,
    formats: Sequence[str] = ("tables",),
    *,
    language: Language = "zh",
    as_of: date | None = None,
    unit: str | None = None,
    force: bool = False,
    tell: Tell = lambda _: None,
) -> list[Message]:
    """Write a graph into a folder, all of it or nothing.

    Args:
        formats: names of `FORMATS`.
        as_of: only what holds on this day; a Cypher script knows no day.
        unit: uid of a department: only what belongs to it (`graph.belonging`).
        force: replace what an earlier export has left in the folder.
        tell: told each format as it begins.

    Returns:
        What was written and what was left out, as it also stands in the folder's `ABOUT` file.

    Raises:
        OutputError: the graph is empty, holds a number that names a person, or cannot be written.
        ImportCutOff: the last import into the graph did not end.
        StoreError: the graph has no such unit, or cannot be read.
    """
    if unit is None:
        return _export(store, folder, formats, language, _Scope(as_of, None, force), tell)
    with part_of(store, unit) as part:
        return _export(part, folder, formats, language, _Scope(as_of, unit, force), tell)


class _Scope(NamedTuple):
    """What of a graph is written, and whether over what is there."""

    as_of: date | None
    unit: str | None
    force: bool


def _export(
    store: Store,
    folder: Path,
    formats: Sequence[str],
    language: Language,
    scope: _Scope,
    tell: Tell,
) -> list[Message]:
    facts = Facts(store, scope.as_of)
    head = _head(require_trusted(store), scope)
    order = Order(facts, language, [line.render(language) for line in head])
    if not any(map(facts.count, LABELS)):
        raise OutputError("export.empty")
    said: list[Message] = []
    with filling(folder, lambda files: _clashes(files, formats), force=scope.force) as made:
        for name in formats:
            tell(name)
            written = FORMATS[name].write(order, made / FORMATS[name].file)
            said += _told(name, written, language)
        if WITHOUT_JOURNAL & set(formats):
            said += _lines(_left_out_by_all(facts), language)
        lines = [line.render(language) for line in (*head, *said)]
        (made / ABOUT[language]).write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return said


def _clashes(files: Iterable[Path], formats: Sequence[str]) -> list[Path]:
    """What an export of these formats replaces: its own files, and any CSV file that would be read
    with its tables."""
    names = {*(FORMATS[f].file for f in formats), *(ABOUT[language] for language in LANGUAGES)}
    return [
        file
        for file in files
        if file.name in names
        or ("tables" in formats and file.suffix.lower() == ".csv" and table_named(file.stem))
    ]


def _head(meta: Meta | None, scope: _Scope) -> list[Message]:
    head = [Message("export.title")]
    if scope.unit:
        head.append(Message("export.unit", {"unit": scope.unit}))
    if meta and meta.notice:
        head.append(Message("export.notice", {"notice": meta.notice}))
    if scope.as_of:
        head.append(Message("export.as_of", {"day": scope.as_of}))
    elif meta and meta.as_of:
        head.append(Message("export.day", {"day": meta.as_of}))
    if meta and meta.fingerprint:
        head.append(Message("export.fingerprint", {"fingerprint": meta.fingerprint}))
    return head


def _told(name: str, written: Written, language: Language) -> list[Message]:
    counts = {
        "nodes": written.nodes,
        "links": written.links,
        "rows": written.rows,
        "entities": written.entities,
    }
    file = FORMATS[name].file
    return [
        Message(f"export.done.{name}", {"file": file, **counts}),
        *_lines(written.losses, language),
    ]


def _lines(losses: Losses, language: Language) -> list[Message]:
    """One line a reason: how many, and of what the most."""
    lines = []
    for reason, counts in losses.by_reason().items():
        most = sorted(counts, key=lambda what: (-counts[what], what))
        what = ", ".join(f"{_name(w, language)} {counts[w]}" for w in most[:_SHOWN])
        more = "…" if len(most) > _SHOWN else ""
        total = sum(counts.values())
        lines.append(Message(f"export.loss.{reason}", {"count": total, "what": what + more}))
    return lines


def _name(what: str, language: Language) -> str:
    """A label or relationship type as a person reads it."""
    if language == "en" or what == _FOREIGN:
        return what
    return SCHEMA.nodes[what].label.zh if what in SCHEMA.nodes else SCHEMA.rels[what].rel.zh


def _left_out_by_all(facts: Facts) -> Losses:
    """What no format but the script holds: the book-keeping, other days, other people's labels."""
    losses = Losses()
    known = 0
    for label in SYSTEM:
        count = facts.count(label)
        losses.add("journal", label, count)
        known += count
    for label in LABELS:
        count = facts.count(label)
        known += count
        if facts.as_of:
            losses.add("other_day", label, count - facts.count(label, holding=True))
    if facts.as_of:
        for name, source, target in ends():
            losses.add("other_day", name, facts.count_others(name, source, target))
    losses.add("foreign", _FOREIGN, max(0, facts.count_all() - known))
    return losses
