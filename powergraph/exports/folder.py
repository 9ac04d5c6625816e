"""The folder that an export fills: all of it at the end, in one go, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.errors import OutputError


@contextmanager
def filling(
    folder: Path, clashes: Callable[[Iterable[Path]], list[Path]], *, force: bool
) -> Iterator[Path]:
    """A temporary folder, whose files move into `folder` when the block ends without an error.

    Args:
        clashes: those of the files in a folder that the export would replace, or that would be
            taken for a part of it.
        force: replace them.

    Raises:
        OutputError: `folder` holds such files, or cannot be written.
    """
    if folder.is_dir() and not force:
        there = clashes(folder.iterdir())
        if there:
            names = ", ".join(sorted(f.name for f in there)[:5])
            raise OutputError("export.exists", path=folder, count=len(there), names=names)
    try:
        # On the same disk, so that moving is renaming: the folder may be a disk of its own.
        beside = folder if folder.is_dir() else folder.parent
        beside.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".export.", dir=beside))
        try:
            yield made
            folder.mkdir(exist_ok=True)
            _move(made, folder, clashes(folder.iterdir()))
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            "output.cannot_write", path=folder, detail=error.strerror or error
        ) from error


def _move(made: Path, folder: Path, old: list[Path]) -> None:
    """Put the new files in the place of the old ones; if that fails, put the old ones back."""
    aside = made / ".old"
    aside.mkdir()
    new = sorted(f for f in made.iterdir() if f != aside)
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in [
            *((f, aside / f.name) for f in old),
            *((f, folder / f.name) for f in new),
        ]:
            source.rename(target)
            moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            with suppress(OSError):
                target.rename(source)
        raise
