"""Names of files that strangers gave, as they can stand on any system."""

from __future__ import annotations

import re
from pathlib import PurePath
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
