"""What files are called: as names can stand on any system, and so that no two are called alike."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Final

_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\ufeff]')
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST: Final = 120


def safe_name(name: str, longest: int = _LONGEST) -> str:
    r"""A name that can be a file's on any system, and in no other folder; its ending stays.

    >>> safe_name("..\\..\\etc/清单.xlsx"), safe_name("../.."), safe_name("nul.csv")
    ('清单.xlsx', '_', '_nul.csv')
    """
    last = re.split(r"[/\\]", name)[-1]
    cleaned = _NOT_IN_NAMES.sub("_", last).strip(" .")
    if _DEVICES.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    suffix = PurePath(cleaned).suffix[:10]
    if len(cleaned) > longest:
        cleaned = cleaned[: longest - len(suffix)] + suffix
    return cleaned or "_"


def files_in(sources: Iterable[Path]) -> list[Path]:
    """The files that are read of sources: of a folder those in CSV, by name."""
    return [
        file
        for source in sources
        for file in (
            sorted(f for f in source.iterdir() if f.suffix.lower() == ".csv")
            if source.is_dir()
            else [source]
        )
    ]


def names_of(files: Sequence[Path], places: Mapping[Path, Path]) -> dict[Path, str]:
    """What each file is called where its facts are shown: its name or, where several files share
    it, also the folders in which it is, below the one that all of these are in. Without such a
    folder they go on sharing it.

    Args:
        places: where a file is said to be, if not where it is.

    >>> two = [Path("/a/城关镇/清单.xlsx"), Path("/a/河西镇/清单.xlsx")]
    >>> list(names_of([*two, Path("/b/x.csv")], {}).values())
    ['城关镇/清单.xlsx', '河西镇/清单.xlsx', 'x.csv']
    """
    shared: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        shared[file.name].append(file)
    found = {}
    for name, alike in shared.items():
        lie = [places.get(file, file).absolute() for file in alike]
        above = _above_all(lie) if len(lie) > 1 else None
        for file, place in zip(alike, lie, strict=True):
            found[file] = place.relative_to(above).as_posix() if above else name
    return found


def _above_all(paths: Sequence[Path]) -> Path | None:
    """The folder that all of them are in, if it is not that of the whole computer."""
    try:
        above = Path(os.path.commonpath([path.parent for path in paths]))
    except ValueError:  # drives of Windows
        return None
    return None if above == Path(above.anchor) else above
