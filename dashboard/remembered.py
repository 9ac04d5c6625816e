"""Answers that outlive the server: on disk, in the user's own cache folder.

A second start of the dashboard on the same graph needs no rule run and no count made again. What is
kept is read with pickle, which runs what it reads: so only files of this user's own, in a folder
that nobody else can write to, are ever read, and where that cannot be had nothing is kept. A cache
never stops a page: what cannot be read or written is worked out again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar, cast

import platformdirs

T = TypeVar("T")
# What tells an answer apart. Its parts must read the same in every process: texts, numbers, days,
# None, tuples and frozen dataclasses of them.
Key: TypeAlias = tuple[object, ...]

_MOST: Final = 256 * 2**20  # bytes of all answers together
_LARGEST: Final = 32 * 2**20  # bytes of one
_FILES: Final = 2000
_PACKAGES: Final = ("graph", "queries", "powergraph", "dashboard")
_DIGEST: Final = hashlib.sha256().digest_size
# What pickle raises for what it cannot write, and for what a library reads otherwise by now.
_UNFIT: Final = (pickle.PicklingError, TypeError, AttributeError, ImportError, ValueError, EOFError)


def folder() -> Path:
    """Where answers are kept."""
    return Path(platformdirs.user_cache_dir("powergraph", appauthor=False)) / "answers"


def answer(key: Key, make: Callable[[], T]) -> T:
    """The answer that is kept under a key, else the one that `make` gives, which is kept."""
    try:
        return cast(T, recall(key))
    except LookupError:
        made = make()
        keep(key, made)
        return made


def recall(key: Key) -> object:
    """The answer that is kept under a key.

    Raises:
        LookupError: there is none, or none that can be trusted.
    """
    path = folder() / _name(key)
    try:
        if not _ours(path.parent) or not _own(path.lstat(), stat.S_ISREG):
            raise LookupError(key)
        data = path.read_bytes()
        os.utime(path)  # the oldest are removed first
    except OSError as error:
        raise LookupError(key) from error
    digest, body = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        raise LookupError(key)
    try:
        return cast(object, pickle.loads(body))
    except _UNFIT as error:
        raise LookupError(key) from error


def keep(key: Key, value: object) -> None:
    """Keep an answer, if it can be kept; when there is too much, the oldest go."""
    path = folder() / _name(key)
    try:
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    except _UNFIT:  # such as one that holds an open handle
        return
    if len(body) > _LARGEST:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(path.parent):
            return
        _prune(path.parent, len(body))
        handle, name = tempfile.mkstemp(dir=path.parent)  # readable for its owner alone
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(path)
    except OSError:  # a full or read-only disk
        return


@cache
def program() -> str:
    """What changes when the program does: its version, and its files by size and time."""
    digest = hashlib.sha256(f"{version('powergraph')} {sys.version}".encode())
    for package in _PACKAGES:
        root = Path(__file__).parents[1] / package
        for path, state in sorted(_files_of(root)):
            digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files_of(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    for path in root.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield str(path.relative_to(root.parent)), path.stat()


def _name(key: Key) -> str:
    return hashlib.sha256(repr((program(), *key)).encode()).hexdigest()


def _ours(place: Path) -> bool:
    """A folder that nobody else reads, in one that nobody else changes."""
    return _own(place.lstat(), stat.S_ISDIR) and _own(place.parent.stat(), stat.S_ISDIR, 0o022)


def _own(state: os.stat_result, kind: Callable[[int], bool], others: int = 0o077) -> bool:
    """Of that kind (no link), this user's, and with none of these rights for others."""
    if not kind(state.st_mode):
        return False
    # Windows has neither: there the user's profile is the user's own.
    owner: Any = getattr(os, "getuid", None)
    return owner is None or (state.st_uid == owner() and not state.st_mode & others)


def _prune(place: Path, more: int) -> None:
    """Make room for so many bytes more."""
    entries = [(path, path.lstat()) for path in place.iterdir()]
    count, total = len(entries), more + sum(state.st_size for _, state in entries)
    for path, state in sorted(entries, key=lambda entry: entry[1].st_mtime):
        if total <= _MOST and count < _FILES:
            return
        path.unlink(missing_ok=True)
        count, total = count - 1, total - state.st_size
