"""Zip archives as offices send them: the tables in one, unpacked for as long as they are read.

An archive is a stranger's. What it says of its own size is not believed, no name in it leads out
of the folder that it is unpacked to, and archives within it are not opened.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph.errors import Level, Problem, SourceError
from graph.privacy import names_a_person
from graph.text import Message
from loaders.facts import HIDDEN
from loaders.filenames import safe_name
from loaders.formats import ENDINGS
from loaders.rows import RawRow, Reader, SourceFile

ENDING: Final = ".zip"
MOST_FILES: Final = 200
MOST_BYTES: Final = 1 << 30  # of all files of an archive, unpacked
MOST_TIMES: Final = 100  # that they may be larger than the archive
_SMALL: Final = 16 << 20  # bytes: below, however much larger
_MOST_ENTRIES: Final = 10_000  # folders and what is passed over count, too
_CHUNK: Final = 1 << 20
_LONGEST_FOLDER: Final = 40  # characters, since paths on Windows are short
_ARCHIVES: Final = frozenset({ENDING, ".rar", ".7z", ".gz", ".tar", ".tgz"})
# What systems and office programs leave beside the files: nobody would look for it.
_BESIDE: Final = re.compile(r"__MACOSX|\..*|~\$.*|(?i:thumbs\.db|desktop\.ini)")
_UTF8_FLAG: Final = 0x800
_PASSWORD_FLAG: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What is to be read in the place of sources some of which are archives.

    `sources` are files and folders, none of them an archive; `origin` is the archive of each file
    that was unpacked, `places` where it would lie if that were a folder; `told` are readers that
    tell of files in archives that are no tables.
    """

    sources: tuple[Path, ...]
    origin: Mapping[Path, Path]
    places: Mapping[Path, Path]
    told: tuple[Reader, ...]


class PassedOver:
    """Files that are not read, as a reader that tells of them and has no rows."""

    def __init__(self, warnings: Sequence[Problem]) -> None:
        self._warnings = warnings

    def files(self) -> list[SourceFile]:
        """None."""
        return []

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """None; a warning for each file."""
        problems += self._warnings
        return iter(())


@contextmanager
def unpacked(sources: Sequence[Path]) -> Iterator[Unpacked]:
    """The files that are to be read; those that were unpacked are gone at the end.

    Raises:
        SourceError: an archive is none, has a password or too much in it, or holds another.
    """
    if not any(_is_archive(path) for path in sources):
        yield Unpacked(tuple(sources), {}, {}, ())
        return
    with TemporaryDirectory(prefix="powergraph-unpacked-", ignore_cleanup_errors=True) as folder:
        found: list[Path] = []
        origin: dict[Path, Path] = {}
        places: dict[Path, Path] = {}
        warnings: list[Problem] = []
        for number, path in enumerate(sources):
            if not _is_archive(path):
                found.append(path)
                continue
            opened = _Archive(path)
            inside = Path(folder) / str(number)
            files = opened.unpack(inside)
            found += files
            origin |= dict.fromkeys(files, path)
            places |= {file: path.with_suffix("") / file.relative_to(inside) for file in files}
            warnings += opened.warnings
        told = (PassedOver(warnings),) if warnings else ()
        yield Unpacked(tuple(found), origin, places, told)


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ENDING and path.is_file()


class _Archive:
    """One archive, and what was passed over in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.warnings: list[Problem] = []

    def unpack(self, folder: Path) -> list[Path]:
        """Its tables in a folder, each in the folders in which it was, by name."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                chosen = self._chosen(archive)
                left = self._allowed()
                for path, info in chosen.items():
                    left -= self._copy(archive, info, folder / path, left)
        except NotImplementedError:  # a way of packing that only its own program knows
            raise self._refusal("method") from None
        except _BROKEN:
            raise self._refusal("broken") from None
        except OSError as error:
            raise self._refusal("unreadable", detail=error.strerror or error) from error
        return [folder / path for path in chosen]

    def _chosen(self, archive: zipfile.ZipFile) -> dict[Path, zipfile.ZipInfo]:
        """The entries that are tables, by where each is to lie."""
        entries = archive.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise self._refusal("many", most=MOST_FILES)
        chosen: dict[Path, zipfile.ZipInfo] = {}
        there: set[str] = set()
        problems: list[Problem] = []
        for name, info in zip(_names(entries), entries, strict=True):
            parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
            if not parts or info.is_dir() or any(_BESIDE.fullmatch(part) for part in parts):
                continue
            ending = Path(parts[-1]).suffix.lower()
            shown = "/".join(parts)
            if ending in _ARCHIVES:
                problems.append(_problem(shown, "nested"))
            elif ending not in ENDINGS or stat.S_ISLNK(info.external_attr >> 16):
                self.warnings.append(_problem(shown, "not_table", level="warning"))
            elif info.flag_bits & _PASSWORD_FLAG:
                problems.append(_problem(shown, "password"))
            else:
                *folders, last = parts
                path = Path(*(safe_name(one, _LONGEST_FOLDER) for one in folders), safe_name(last))
                if path.as_posix().casefold() in there:
                    problems.append(_problem(shown, "twice"))
                there.add(path.as_posix().casefold())
                chosen[path] = info
        if problems:
            raise SourceError(problems)
        if not chosen:
            raise self._refusal("no_table", endings="、".join(sorted(ENDINGS)))
        if len(chosen) > MOST_FILES:
            raise self._refusal("many", most=MOST_FILES)
        return dict(sorted(chosen.items()))

    def _allowed(self) -> int:
        """How many bytes may come out of it."""
        return min(MOST_BYTES, max(_SMALL, MOST_TIMES * self._path.stat().st_size))

    def _copy(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, most: int) -> int:
        """Unpack one file; gives its size in bytes, which is counted here and not believed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with archive.open(info) as packed, path.open("wb") as file:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise self._refusal("large", most=MOST_BYTES >> 20, times=MOST_TIMES)
                file.write(chunk)
        return size

    def _refusal(self, key: str, **values: object) -> SourceError:
        return SourceError([_problem(self._path.name, key, values)])


def _problem(
    name: str, key: str, values: Mapping[str, object] | None = None, level: Level = "error"
) -> Problem:
    shown = HIDDEN if names_a_person(name) else name
    return Problem(shown, "", 1, "", "", Message(f"expect.archive.{key}", values or {}), level)


def _names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of all entries. Those that an archive does not mark as UTF-8 are, all of one
    archive, in UTF-8 all the same (macOS), else as Chinese Windows writes them."""
    raw = [e.orig_filename.encode("cp437") for e in entries if not e.flag_bits & _UTF8_FLAG]
    encoding = "utf-8" if all(_is_utf8(name) for name in raw) else "gb18030"
    return [
        unicodedata.normalize(
            "NFC",
            e.orig_filename
            if e.flag_bits & _UTF8_FLAG
            else e.orig_filename.encode("cp437").decode(encoding, "replace"),
        )
        for e in entries
    ]


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
