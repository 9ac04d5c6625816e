"""What a page may have written: rights are asked here again, whatever the page has shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from dashboard import started, uploads, writer
from dashboard.access import Right, Viewer
from dashboard.shell import Frame
from dashboard.tasks import Examine, Found, Import, Place, Record, Sources, Undo
from dashboard.writer import Folder, Job
from graph.errors import LedgerError, NotAllowed
from graph.text import Language, say
from powergraph.importing import Order
from powergraph.ledger import Ledger, Life, State, ledger_path, record
from powergraph.ledger.model import Deed
from queries.findings import CheckResult, Finding

# Takes a step: in an open ledger, for the finding of an id, in somebody's name.
Act: TypeAlias = Callable[[Ledger, str, str], Life]


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody uploads, and how it is to be loaded; see `powergraph.importing.Order`.

    `files` and `mapping_file` are names with contents; the order's own sources do not count.
    """

    files: Sequence[tuple[str, bytes]]
    order: Order
    mapping_file: tuple[str, bytes] | None = None


def place(target: str) -> Place:
    """A graph and its ledger, found as the command line finds them."""
    database = started.database()
    named = os.environ.get("POWERGRAPH_LEDGER")
    return Place(target, database, Path(named) if named else ledger_path(target, database))


def require(viewer: Viewer, right: Right, unit: str | None = None) -> None:
    """Make sure that somebody may.

    Args:
        unit: that it is about; None for what is about all of them.

    Raises:
        NotAllowed: they may not, or not there.
    """
    if not viewer.may(right):
        raise NotAllowed(f"dashboard.writing.no_right_{right}", who=viewer.name)
    if viewer.unit is not None and viewer.unit != unit:
        raise NotAllowed("dashboard.writing.other_unit", who=viewer.name)


def examine(frame: Frame, upload: Upload) -> Job:
    """Look at files; nothing is written.

    Raises:
        NotAllowed: the viewer may not load.
    """
    require(frame.viewer, "load")
    folder, sources = _kept(upload)
    task = Examine(place(frame.graph.target), sources, frame.language)
    return writer.read(task, _what("examine", frame.language), frame.viewer.name, folder)


def load(frame: Frame, upload: Upload) -> Job:
    """Load files.

    Raises:
        NotAllowed: the viewer may not.
        GraphBusy: somebody else is writing.
    """
    require(frame.viewer, "load")
    folder, sources = _kept(upload)
    who = frame.viewer.name
    task = Import(place(frame.graph.target), sources, frame.language, Path(folder.name), who)
    return writer.write(task, _what("import", frame.language), who, folder)


def undo(frame: Frame, import_id: str) -> Job:
    """Take the newest import back.

    Raises:
        NotAllowed: the viewer may not.
        GraphBusy: somebody else is writing.
    """
    require(frame.viewer, "load")
    who = frame.viewer.name
    task = Undo(place(frame.graph.target), import_id, who)
    return writer.write(task, _what("undo", frame.language), who)


def found(viewer: Viewer, target: str, language: Language) -> None:
    """Make an empty graph.

    Raises:
        NotAllowed: the viewer may not.
        GraphBusy, StoreError: somebody else is writing, or it cannot be made.
    """
    require(viewer, "load")
    job = writer.write(Found(place(target)), _what("found", language), viewer.name)
    job.finished.wait()
    job.value()


def note(frame: Frame, deed: Deed, about: Mapping[str, Any]) -> None:
    """Write down in the history what somebody has done that only reads; where that cannot be, they
    are not kept from it."""
    with suppress(LedgerError), Ledger(place(frame.graph.target).ledger, "write") as ledger:
        ledger.deed(deed, about, who=frame.viewer.name)


def step(frame: Frame, finding: Finding, result: CheckResult, seen: State, act: Act) -> None:
    """Take a step in the life of a finding. One that no check has recorded yet is recorded first.

    Args:
        result: the check in which the viewer found it.
        seen: the state that the viewer had before them.

    Raises:
        NotAllowed: the viewer may not, or the finding is another unit's.
        LedgerError: the step is not possible, or somebody else was quicker.
        PowergraphError: the finding could not be recorded.
    """
    viewer, where = frame.viewer, place(frame.graph.target)
    require(viewer, "verify", finding.unit)
    _record(frame, where, finding, result)
    with Ledger(where.ledger, "write") as ledger:
        life = ledger.find(finding.id)
        require(viewer, "verify", life.unit)
        if life.state.on(ledger.today) != seen:
            raise LedgerError("dashboard.life.changed_meanwhile")
        act(ledger, finding.id, viewer.name)


def _record(frame: Frame, where: Place, finding: Finding, result: CheckResult) -> None:
    """Keep what the rule of a finding finds, if no check has yet. Who sees a part of the graph, or
    masked names, has no result that could be kept: the rule runs again, over all of it."""
    who = frame.viewer.name
    with Ledger(where.ledger) as ledger:
        if ledger.rows("SELECT 1 FROM findings WHERE id = ?", (finding.id,)):
            return
    if frame.graph.source is None:
        with Ledger(where.ledger, "write") as ledger:
            record(ledger, _of_rule(result, finding.rule), who=who)
        return
    job = writer.read(Record(where, finding.rule, frame.as_of, who), "", who)
    job.finished.wait()
    job.value()


def _of_rule(result: CheckResult, rule: str) -> CheckResult:
    """The same check, had it been of one rule."""
    return replace(
        result,
        rules=tuple(run for run in result.rules if run.id == rule),
        findings=tuple(finding for finding in result.findings if finding.rule == rule),
    )


def _kept(upload: Upload) -> tuple[Folder, Sources]:
    extra = [upload.mapping_file] if upload.mapping_file else []
    folder, paths = uploads.kept([*upload.files, *extra])
    mapping_file = paths.pop() if extra else None
    return folder, Sources(replace(upload.order, sources=tuple(paths)), mapping_file)


def _what(name: str, language: Language) -> str:
    return say(f"dashboard.writing.what.{name}", language)
