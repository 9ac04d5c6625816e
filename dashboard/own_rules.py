"""Which rules run, and with which values: the unit's own settings file and its own queries, found
as `powergraph check` finds them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.crosswalks import Words, read_words
from graph.local_file import settings_path
from queries import library
from queries.settings import LocalSettings, effective, read_settings


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The settings file and the folder of own queries, None where there is none.

    `digest` changes when anything in them does, so it tells answers apart that rest on them.
    """

    settings: Path | None
    folder: Path | None
    digest: str

    def local(self) -> LocalSettings | None:
        """The values of the settings file.

        Raises:
            SettingsError: listing what is wrong in the file.
        """
        return read_settings(self.settings, self.folder) if self.settings else None

    def value(self, rule: str, name: str) -> Any:
        """The value of a rule's parameter.

        Raises:
            SettingsError: listing what is wrong in the file.
        """
        return effective(self.local(), rule, name)

    def words(self) -> Words | None:
        """What the settings file says of the unit's own words in tables.

        Raises:
            SettingsError: listing what is wrong with them.
        """
        return read_words(self.settings) if self.settings else None


_read: dict[Path, str] = {}  # of each folder, the digest at which the library read it


def in_force(target: str) -> OwnRules:
    """What is in force for a graph now; queries that changed are read again."""
    named = os.environ.get("POWERGRAPH_SETTINGS")
    settings = Path(named) if named else settings_path(target)
    named = os.environ.get("POWERGRAPH_QUERIES")
    folder = Path(named) if named else library.own_folder()
    if not folder.is_dir():
        return OwnRules(settings, None, _digest([settings] if settings else []))
    files = library.query_files(folder)
    now = _digest(files)
    if _read.setdefault(folder, now) != now:
        library.forget()
        _read[folder] = now
    return OwnRules(settings, folder, _digest([*files, *([settings] if settings else [])]))


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        try:
            content = path.read_bytes()
        except OSError as error:  # said in words by whoever reads the file
            content = str(error).encode()
        digest.update(f"{path}|{len(content)}|".encode() + content)
    return digest.hexdigest()
