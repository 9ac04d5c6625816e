"""Files that somebody uploads: strangers' names, kept for as long as one task needs them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.filenames import safe_name


def kept(files: Iterable[tuple[str, bytes]]) -> tuple[TemporaryDirectory[str], list[Path]]:
    """Write uploaded files to a new folder that only this user can read.

    Args:
        files: name and content. Two of one name are kept apart: loading says what is wrong.

    Returns:
        The folder, to be cleaned up at the end, and the path of each file.
    """
    folder = TemporaryDirectory(prefix="powergraph-import-", ignore_cleanup_errors=True)
    paths = []
    for number, (name, content) in enumerate(files):
        place = Path(folder.name) / str(number)
        place.mkdir()
        path = place / safe_name(name)
        path.write_bytes(content)
        paths.append(path)
    return folder, paths
