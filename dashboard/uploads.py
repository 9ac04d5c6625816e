"""Files that somebody uploads: strangers' names, kept for as long as one task needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\ufeff]')
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST: Final = 120


def safe_name(name: str) -> str:
    r"""A name that can be a file's on any system, and in no other folder; its ending stays.

    >>> safe_name("..\\..\\etc/清单.xlsx"), safe_name("../.."), safe_name("nul.csv")
    ('清单.xlsx', '_', '_nul.csv')
    """
    last = re.split(r"[/\\]", name)[-1]
    cleaned = _NOT_IN_NAMES.sub("_", last).strip(" .")
    if _DEVICES.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    suffix = Path(cleaned).suffix[:10]
    if len(cleaned) > _LONGEST:
        cleaned = cleaned[: _LONGEST - len(suffix)] + suffix
    return cleaned or "_"


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
