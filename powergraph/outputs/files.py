"""Writing an output file in one step: it is there whole, or as it was before."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from graph.errors import OutputError

_BOM: Final = "\ufeff"


def write_text(path: Path, text: str, *, for_excel: bool = False) -> None:
    """Write text as UTF-8.

    Args:
        for_excel: begin with the mark by which Excel knows UTF-8 in a CSV file.

    Raises:
        OutputError: the file cannot be written; what was there is unchanged.
    """
    data = f"{_BOM if for_excel else ''}{text}".encode("utf-8", "replace")
    replace_file(path, lambda temporary: temporary.write_bytes(data))


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Have a temporary file written beside `path`, then put it in its place.

    Raises:
        OutputError: it cannot be written, or there is a folder of that name.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            write(temporary)
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            "output.cannot_write", path=path, detail=error.strerror or error
        ) from error


def _umask() -> int:
    """What the user's files are made without: a temporary file is private at first."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
