"""Validated facts on their way from the reader to the writer, on disk so that no file is held.

The file has no name where the system allows that, and goes with the process however it ends: it
holds what the sources hold.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from graph.facts import NodeFact, RelFact, RelKind, SlotFact, SlotKind
from loaders.facts import Fact

Kind: TypeAlias = str | RelKind | SlotKind

BATCH: Final = 5000


class Spool:
    """Facts by kind, each kind's in batches no larger than `BATCH`, in the order they came."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the spool
        self._waiting: dict[Kind, list[Any]] = defaultdict(list)
        self._stored: dict[Kind, list[int]] = defaultdict(list)
        self.count = 0

    def add(self, fact: Fact) -> None:
        """Take one fact."""
        kind, content = fact
        waiting = self._waiting[kind]
        waiting.append(content)
        self.count += 1
        if len(waiting) == BATCH:
            self._store(kind)

    def kinds(self) -> list[Kind]:
        """The labels, then what joins them, that any fact has come for."""
        for kind in [k for k, waiting in self._waiting.items() if waiting]:
            self._store(kind)
        return sorted(self._stored, key=lambda k: (isinstance(k, tuple), str(k)))

    def nodes(self, label: str) -> Iterator[list[NodeFact]]:
        """The batches of one label."""
        yield from self._batches(label)

    def rels(self, kind: RelKind) -> Iterator[list[RelFact]]:
        """The batches of one kind of relationship."""
        yield from self._batches(kind)

    def slots(self, kind: SlotKind) -> Iterator[list[SlotFact]]:
        """The batches of what rows name in one place."""
        yield from self._batches(kind)

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()

    def _store(self, kind: Kind) -> None:
        self._stored[kind].append(self._file.seek(0, 2))
        pickle.dump(self._waiting.pop(kind), self._file, pickle.HIGHEST_PROTOCOL)

    def _batches(self, kind: Kind) -> Iterator[Any]:
        for position in self._stored[kind]:
            self._file.seek(position)
            yield pickle.load(self._file)
