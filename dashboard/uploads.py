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
        files: name and content. Two of one name are kept apart: whoever reads them refuses them.

    Returns:
        The folder, to be cleaned up at the end, and the path of each file.
    """
    folder = TemporaryDirectory(prefix="powergraph-import-", ignore_cleanup_errors=True)
    paths: list[Path] = []
    for number, (name, content) in enumerate(files):
        path = Path(folder.name) / safe_name(name)
        if path.exists():
            path = path.parent / f"{number}.other" / path.name
            path.parent.mkdir()
        path.write_bytes(content)
        paths.append(path)
    return folder, paths


def require_other_names(paths: Iterable[Path]) -> None:
    """Of two uploads of one name nobody could tell which is which: a browser names no folders.

    Raises:
        SourceError: naming them.
    """
    often = Counter(path.name.casefold() for path in paths)
    expected = Message("expect.other_file_name")
    alike = [Problem(name, "", 1, "", "", expected) for name, n in often.items() if n > 1]
    if alike:
        raise SourceError(alike)
