"""What `powergraph load` says of tables that are not in our form, before it loads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.errors import SourceError
from loaders.rows import Reader
from loaders.sheets.reader import SheetsReader
from powergraph.console import Console
from powergraph.importing import typed, unsure
from powergraph.outputs.proposals import shown, write_mapping


def ask(console: Console, readers: Sequence[Reader], mapping: Path | None, *, show: bool) -> None:
    """Show what titles were taken to mean, if asked to or if that is not certain.

    Raises:
        SourceError: it is not certain. Nothing of any source may be loaded before somebody has
            looked at it.
    """
    sheets, problems = typed(readers), unsure(readers)
    if sheets and (show or problems):
        (console.answer if show else console.note)(shown(sheets, console.language))
    if problems:
        console.tell("cli.proposal.go_on_unsure", sources=_names(sheets))
        raise SourceError(problems)
    if sheets and show:
        by_file = f" --mapping {_quoted(mapping)}" if mapping else ""
        console.tell("cli.proposal.go_on_sure", sources=f"{_names(sheets)}{by_file}")


def save(console: Console, readers: Sequence[Reader], path: Path) -> None:
    """Write what titles were taken to mean to a mapping file, and say what to do with it.

    Raises:
        OutputError: there is such a file already, or it cannot be written.
        SourceError: a source cannot be read.
    """
    sheets = typed(readers)
    if not sheets:
        console.tell("cli.load.nothing_to_map")
        return
    write_mapping(path, sheets, console.language)
    console.answer(shown(sheets, console.language))
    console.tell("cli.load.saved_mapping", path=_quoted(path), sources=_names(sheets))


def _names(readers: Sequence[SheetsReader]) -> str:
    return " ".join(_quoted(reader.path) for reader in readers)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
