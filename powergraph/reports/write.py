"""Reports as files: a folder with one file a unit and format, and an index page of all."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from graph.errors import OutputError
from powergraph.outputs.files import replace_file
from powergraph.reports import FORMATS
from powergraph.reports.build import build
from powergraph.reports.context import County, Unit
from powergraph.reports.tree import Document

MANY: Final = 8  # documents: from so many on, starting processes pays
WORKERS: Final = 2
AT_MOST: Final = 25  # documents that one process lays out: it grows to some 850 MB after a hundred
_UNFIT: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*.]+')


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one unit, and how many leads its report names."""

    unit: str
    name: str
    leads: int
    high: int
    files: tuple[Path, ...]


def write_reports(
    county: County,
    units: Sequence[Unit],
    folder: Path,
    formats: Sequence[str],
    now: datetime,
    tell: Callable[[int], None] = lambda _: None,
) -> list[Written]:
    """Write the report of each unit in each format.

    Args:
        tell: told how many units are done, after each.

    Raises:
        OutputError: a file cannot be written, or the system ended a process that lays out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done: list[Written] = []
    documents = ((unit, build(county, unit, now)) for unit in units)
    try:
        for unit, document, files in _rendered(documents, len(units), formats):
            paths = tuple(_written(files, folder / file_stem(document.title, unit.uid)))
            high = sum(x.finding.effective_severity == "high" for x in unit.leads)
            done.append(Written(unit.uid, unit.name, len(unit.leads), high, paths))
            tell(len(done))
    except BrokenProcessPool as error:
        raise OutputError("report.worker.killed", done=len(done), folder=folder) from error
    return done


def write_document(document: Document, stem: Path, formats: Sequence[str]) -> Iterator[Path]:
    """Write one document in several formats beside one another; gives the paths."""
    yield from _written(rendered(document, formats), stem)


def rendered(document: Document, formats: Sequence[str]) -> dict[str, bytes]:
    """The files of one document by format."""
    return {name: RENDERERS[name](document) for name in formats}


def _render(name: str, document: Document) -> bytes:
    """`to_<format>` of the module of that name."""
    module = import_module(f"powergraph.reports.render.{name}")
    data: bytes = getattr(module, f"to_{name}")(document)
    return data


# Their libraries are read when they are used.
RENDERERS: Final[Mapping[str, Callable[[Document], bytes]]] = {
    name: partial(_render, name) for name in FORMATS
}


def _rendered(
    documents: Iterator[tuple[Unit, Document]], count: int, formats: Sequence[str]
) -> Iterator[tuple[Unit, Document, dict[str, bytes]]]:
    """Each document with its files, in order. Of many, two processes lay out what this one builds:
    the graph is open once, and only a few documents wait at a time."""
    if count < MANY:
        for unit, document in documents:
            yield unit, document, rendered(document, formats)
        return
    # Started afresh: a copy of this process would hold the open graph as well.
    # And again after some documents, because Typst keeps what it laid out.
    fresh = get_context("spawn")
    with ProcessPoolExecutor(WORKERS, fresh, max_tasks_per_child=AT_MOST) as pool:
        waiting: deque[tuple[Unit, Document, Future[dict[str, bytes]]]] = deque()
        for unit, document in documents:
            waiting.append((unit, document, pool.submit(rendered, document, formats)))
            if len(waiting) > 2 * WORKERS:
                first, its, files = waiting.popleft()
                yield first, its, files.result()
        for unit, document, files in waiting:
            yield unit, document, files.result()


def _written(files: Mapping[str, bytes], stem: Path) -> Iterator[Path]:
    for name, data in files.items():
        path = stem.with_name(f"{stem.name}.{name}")
        replace_file(path, partial(_put, data))
        yield path


def _put(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def file_stem(title: str, uid: str) -> str:
    """A file name that every system takes; the uid tells units of one name apart.

    >>> file_stem("a/b: c", "D1")
    'a_b_ c_D1'
    """
    return _UNFIT.sub("_", f"{title[:80]}_{uid[:40]}").strip(" _") or "report"
