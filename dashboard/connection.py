"""The one graph of this process: opened once, opened again when its file has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

import platformdirs
import streamlit as st

from dashboard.checker import Job
from graph.meta import Meta, require_trusted
from graph.store import Store, open_graph
from queries import library

P = ParamSpec("P")
T = TypeVar("T")

# Answers kept for all users of this process: nothing of any one user is in them.
_ANSWERS: Final = 1000


@dataclass(frozen=True, slots=True)
class Graph:
    """An open graph. `key` differs when its content does."""

    store: Store
    target: str
    key: str
    meta: Meta | None

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


def target() -> str:
    """The graph that the process was started on."""
    folder = Path(platformdirs.user_data_dir("powergraph", appauthor=False))
    return os.environ.get("POWERGRAPH_GRAPH") or str(folder / "powergraph.db")


def graph() -> Graph:
    """The graph as it is now.

    Raises:
        StoreError: there is none, or it does not answer.
        ImportCutOff: the last import did not end.
    """
    where = target()
    version = _version(where)
    store = _opened(where, os.environ.get("POWERGRAPH_DATABASE"), version)
    meta = require_trusted(store)
    content = meta.fingerprint if meta and meta.fingerprint else ""
    return Graph(store, where, f"{where}|{version}|{content}", meta)


def ask(
    graph: Graph, question: Callable[Concatenate[Store, P], T], *args: P.args, **given: P.kwargs
) -> T:
    """The answer of a function of the graph, remembered as long as the content is the same.

    The answer is shared: it must not be changed. Arguments must be hashable.
    """
    named = tuple(sorted(given.items()))
    name = f"{question.__module__}.{question.__qualname__}"

    def run() -> T:
        return question(graph.store, *args, **given)

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
def _opened(where: str, database: str | None, version: str) -> Store:
    return open_graph(where, database=database)


def checking(graph: Graph, as_of: date) -> Job:
    """The check of a graph at a day, begun when first asked for; one that broke off begins anew."""
    job = _job(graph.key, graph.target, as_of)
    if job.failed:
        _job.clear(graph.key, graph.target, as_of)
        job = _job(graph.key, graph.target, as_of)
    return job


@st.cache_resource(max_entries=20, show_spinner=False)
def _job(key: str, where: str, as_of: date) -> Job:
    return Job(where, as_of, len(library.rules())).start()


def _version(where: str) -> str:
    """What changes when an embedded file is replaced; a server is always open."""
    path = Path(where)
    if "://" in where or not path.is_file():
        return ""
    stat = path.stat()
    return f"{stat.st_mtime_ns}-{stat.st_size}"
