"""Files that somebody uploads: strangers' names, kept for as long as one task needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import Problem, SourceError
from graph.text import Message
from loaders.filenames import safe_name


def kept(files: Iterable[tuple[str, bytes]]) -> tuple[TemporaryDirectory[str], list[Path]]:
    """Write uploaded files to a new folder that only this user can read.

    Args:
        files: name and content. A browser does not say in which folders they were.

    Returns:
        The folder, to be cleaned up at the end, and the path of each file.

    Raises:
        SourceError: two have one name, so that nobody could tell afterwards which is which.
    """
    named = [(safe_name(name), content) for name, content in files]
    often = Counter(name.casefold() for name, _ in named)
    if alike := dict.fromkeys(name for name, _ in named if often[name.casefold()] > 1):
        expected = Message("expect.other_file_name")
        raise SourceError([Problem(name, "", 1, "", "", expected) for name in alike])
    folder = TemporaryDirectory(prefix="powergraph-import-", ignore_cleanup_errors=True)
    paths = []
    for name, content in named:
        path = Path(folder.name) / name
        path.write_bytes(content)
        paths.append(path)
    return folder, paths
