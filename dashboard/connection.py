"""The one graph of this process: opened once, opened again when its file has changed.

It opens beside the pages: what is remembered of it is shown before it is open.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

import streamlit as st

from dashboard import remembered, started
from dashboard.access import Viewer
from dashboard.checker import Job
from dashboard.own_rules import OwnRules
from graph.errors import StoreError
from graph.meta import Meta, read_meta, require_trusted
from graph.part import kept_part
from graph.store import Store, open_graph
from graph.text import Language
from powergraph.masking import MaskedStore, Masking

P = ParamSpec("P")
T = TypeVar("T")

# Answers kept for all users of this process: nothing of any one user is in them.
_ANSWERS: Final = 1000
_OPENERS: Final = ThreadPoolExecutor(2, "open")
_PARTS: Final = 8  # units' parts that are held open
# The content of a server that states none: nothing of it is remembered by other processes.
_UNKNOWN: Final = secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph as somebody sees it, which may still be opening. `key` differs when that does.

    `target` is the graph itself, whose ledger and settings count; `opens` is what a process of its
    own opens instead, for somebody who sees one unit: the file of that unit's part. `masking` is
    what names are replaced by. `source` is the graph that all of it comes from, None for that
    graph itself.
    """

    target: str
    key: str
    meta: Meta | None
    opening: Future[Store] = field(compare=False, repr=False)
    opens: str = ""
    masking: Masking | None = field(default=None, compare=False, repr=False)
    source: Graph | None = field(default=None, compare=False, repr=False)

    @property
    def store(self) -> Store:
        """The open graph; waits until it is.

        Raises:
            StoreError: it cannot be opened.
        """
        store = self.opening.result()
        return MaskedStore(store, self.masking) if self.masking else store

    @property
    def whole(self) -> Graph:
        """All of it, under real names: what is worked out once for everybody."""
        return self.source or self

    @property
    def name(self) -> str:
        """The file's name, or the server's address without a login."""
        if "://" not in self.target:
            return Path(self.target).name
        scheme, _, rest = self.target.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"

    @property
    def as_of(self) -> date:
        """The day to look at when none is asked for."""
        return self.meta.as_of if self.meta and self.meta.as_of else date.today()


def graph(*, whole: bool = True) -> Graph:
    """The graph as it is now.

    Args:
        whole: refuse one whose last import did not end.

    Raises:
        StoreError: there is none, or it does not answer.
        ImportCutOff: the last import did not end.
    """
    where, database = started.target(), started.database()
    version = _version(where)
    opening = _opening(where, database, version)
    if opening.done() and opening.exception():
        _opening.clear(where, database, version)
        opening = _opening(where, database, version)

    def read() -> Meta | None:
        return (require_trusted if whole else read_meta)(opening.result())

    # What a file says of itself stays the same while the file does; a server is asked.
    meta = remembered.answer((where, version, whole), read) if version else read()
    stated = f"{meta.fingerprint}|{meta.imports[-1:]}" if meta and meta.fingerprint else ""
    content = stated or ("" if version else _UNKNOWN)
    key = f"{where}|{database}|{version}|{content}"
    return Graph(where, key, meta, opening, opens=where)


def seen_by(graph: Graph, viewer: Viewer, language: Language) -> Graph:
    """What of a graph somebody sees: their unit's part of it, and masked names where they must be.

    Raises:
        StoreError: there is no such unit, or its part cannot be kept.
    """
    seen = graph if viewer.unit is None else _part(graph, viewer.unit)
    if not viewer.masked:
        return seen
    # By the names of the whole graph: one person has one masked name, whoever looks.
    masking = ask(graph, masking_of, language)
    key = f"{seen.key}|masked {language}"
    return replace(seen, key=key, masking=masking, source=graph)


def masking_of(store: Store, language: Language) -> Masking:
    """What names become, in the words of a language."""
    return Masking.of(store, language)


def _part(graph: Graph, unit: str) -> Graph:
    """A unit's part of a graph: a file of its own, so that nothing else can be reached."""
    if graph.meta is None or not graph.meta.fingerprint:
        raise StoreError("part.no_content")
    place = f"{graph.target}|{started.database()}"
    name = hashlib.sha256(place.encode()).hexdigest()[:16]
    folder = remembered.folder().parent / "parts" / name
    path, meta, opening = _opened_part(graph.key, unit, folder, graph)
    key = f"{graph.key}|unit {unit}"
    return Graph(graph.target, key, meta, opening, opens=str(path), source=graph)


@st.cache_resource(max_entries=_PARTS, show_spinner=False)
def _opened_part(
    key: str, unit: str, folder: Path, _graph: Graph
) -> tuple[Path, Meta | None, Future[Store]]:
    path = kept_part(_graph.store, unit, key, folder)
    opening: Future[Store] = Future()
    opening.set_result(open_graph(path))
    return path, require_trusted(opening.result()), opening


def ask(
    graph: Graph, question: Callable[Concatenate[Store, P], T], *args: P.args, **given: P.kwargs
) -> T:
    """The answer of a function of the graph, remembered as long as the content is the same: by this
    process, and on disk by those that come after it.

    The answer is shared: it must not be changed. Arguments must be hashable, and read the same in
    every process (see `remembered.Key`).
    """
    named = tuple(sorted(given.items()))
    name = f"{question.__module__}.{question.__qualname__}"

    def make() -> T:
        return question(graph.store, *args, **given)

    def run() -> T:
        return remembered.answer((graph.key, name, args, named), make)

    return cast(T, _answer(graph.key, name, cast(tuple[Hashable, ...], args), named, run))


@st.cache_resource(max_entries=_ANSWERS, show_spinner=False)
def _answer(
    key: str,
    name: str,
    args: tuple[Hashable, ...],
    given: tuple[tuple[str, object], ...],
    _run: Callable[[], object],
) -> object:
    return _run()


@st.cache_resource(max_entries=2, show_spinner=False)
def _opening(where: str, database: str | None, version: str) -> Future[Store]:
    return _OPENERS.submit(open_graph, where, database=database)


def checking(graph: Graph, as_of: date, own: OwnRules, families: tuple[str, ...] = ()) -> Job:
    """The check of a graph at a day, begun when first asked for; one that broke off begins anew."""
    job = _job(graph.key, graph.target, as_of, own, families)
    if job.failed:
        _job.clear(graph.key, graph.target, as_of, own, families)
        job = _job(graph.key, graph.target, as_of, own, families)
    return job


@st.cache_resource(max_entries=20, show_spinner=False)
def _job(key: str, where: str, as_of: date, own: OwnRules, families: tuple[str, ...]) -> Job:
    return Job(where, key, as_of, own, families).start()


def _version(where: str) -> str:
    """What changes when an embedded file is replaced; a server is always open."""
    path = Path(where)
    if "://" in where or not path.is_file():
        return ""
    stat = path.stat()
    return f"{stat.st_mtime_ns}-{stat.st_size}-{stat.st_ino}"
