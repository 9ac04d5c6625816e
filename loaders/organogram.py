"""Organograms of public bodies as the United Kingdom publishes them: a senior and a junior file.

The senior file has one row for each post (and holder) of the senior civil service, the junior file
one for each pool of like posts under a senior post. Columns are found by their headers, wherever
they stand; pay and contact columns are not read.

What becomes of it:

- Organisation and parent department are departments of the kind PUBLIC_INSTITUTION in the system
  GOVERNMENT. Our kinds are those of a Chinese district: none says ministry or agency, and this one
  claims least. A unit is a section.
- A senior post is `organisation/reference`; `XX` for whom it reports to makes it the top leader's.
  Its holder is a person of that post: the file gives no way to tell that two rows of one name are
  one person.
- A pool of junior posts is one post whose `headcount` is the number of posts in full-time
  equivalents. Rows alike in unit, senior post, grade and title are numbered from the second on.
- An appointment begins on the day of the snapshot. That is the day on which it was *observed*: when
  somebody was appointed, the file does not say.
- A vacant post, and one whose holder is not disclosed, is a post without a holder.
- An eliminated post no longer is one: it is reported and left out, and so is the line of whoever
  is said to report to it. A reference to a post that the file does not have at all stays, and
  fails as any reference to nowhere does.

`row` counts records as Excel does: a line break inside a cell begins no new row.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

from graph.errors import Level, Problem, SourceError
from graph.privacy import hidden
from graph.text import Message
from loaders.adapting import table
from loaders.rows import HASH_CHUNK, RawRow, SourceFile

Cells: TypeAlias = dict[str, str]

POST_REF: Final = "post unique reference"
NAME: Final = "name"
GRADE: Final = "grade"
TITLE: Final = "job title"
PARENT: Final = "parent department"
ORGANISATION: Final = "organisation"
UNIT: Final = "unit"
REPORTS_TO: Final = "reports to senior post"
SENIOR_REF: Final = "reporting senior post"
JUNIOR_TITLE: Final = "generic job title"
FTE: Final = "number of posts in fte"

SENIOR: Final = (POST_REF, NAME, GRADE, TITLE, ORGANISATION, UNIT, REPORTS_TO)
JUNIOR: Final = (ORGANISATION, UNIT, SENIOR_REF, GRADE, JUNIOR_TITLE, FTE)

TOP: Final = "xx"
NOBODY: Final = frozenset({"", "-", "n/a", "n/d", "nd", "not disclosed", "tbc", "unnamed"})
MAX_UID: Final = 160

_DDMMYY: Final = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_ISO: Final = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def day_in(name: str) -> date | None:
    """The day that a file name speaks of, as ddmmyy or ISO; None if it speaks of none.

    >>> day_in("300913-Natural-England-Organogram-senior.csv")
    datetime.date(2013, 9, 30)
    >>> day_in("defra-2014-03-31-junior.csv")
    datetime.date(2014, 3, 31)
    >>> day_in("natural-england-senior.csv") is day_in("310213-senior.csv") is None
    True
    """
    for found in _ISO.findall(name):
        try:
            return date.fromisoformat(found)
        except ValueError:
            continue
    for day, month, year in _DDMMYY.findall(name):
        try:
            return date(2000 + int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def slug(text: str) -> str:
    """Text as one part of a uid: case, width and spaces evened out, and no slash in it.

    >>> slug(" Estates &  Facilities "), slug("Principal Adviser/Manager")
    ('estates-&-facilities', 'principal-adviser%2Fmanager')
    """
    even = "-".join(unicodedata.normalize("NFKC", text).casefold().split())
    return even.replace("%", "%25").replace("/", "%2F")


def uid(*parts: str) -> str:
    """Parts joined to a uid; a very long one ends in a hash of the whole."""
    whole = "/".join(parts)
    if len(whole) <= MAX_UID:
        return whole
    return f"{whole[:MAX_UID]}~{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def is_vacant(name: str) -> bool:
    """Whether the name column says that nobody, or nobody in public, holds the post.

    >>> [is_vacant(name) for name in ("", "VACANT", "Vacant post", "N/D", "Ada Vacantia")]
    [True, True, True, True, False]
    """
    even = " ".join(name.casefold().split())
    return even in NOBODY or re.match(r"vacant\b", even) is not None


def is_eliminated(name: str) -> bool:
    """Whether the name column says that the post was abolished.

    >>> is_eliminated("Eliminated"), is_eliminated("Holder 01")
    (True, False)
    """
    return re.match(r"eliminated\b", name.strip().casefold()) is not None


@dataclass
class _Known:
    """What must be known of all senior rows before the first row is handed on."""

    owners: dict[str, list[str]] = field(default_factory=dict)
    eliminated: set[str] = field(default_factory=set)
    parents: dict[str, str] = field(default_factory=dict)

    def add(self, cells: Cells) -> None:
        """Note the post of a senior row."""
        organisation, reference = slug(cells[ORGANISATION]), cells[POST_REF]
        post = post_uid(organisation, reference)
        if is_eliminated(cells[NAME]):
            self.eliminated.add(post)
        else:
            self.owners.setdefault(slug(reference), []).append(post)

    def add_parent(self, cells: Cells) -> None:
        """Note the parent of an organisation; a body that names itself has none."""
        parent = cells.get(PARENT, "")
        if slug(parent) not in ("", slug(cells[ORGANISATION])):
            self.parents.setdefault(slug(cells[ORGANISATION]), parent)

    def post(self, organisation: str, reference: str) -> str:
        """The post that a reference means: of the same organisation, else the only one there is."""
        own = post_uid(organisation, reference)
        posts = dict.fromkeys(self.owners.get(slug(reference), ()))
        if own in posts or own in self.eliminated or len(posts) != 1:
            return own
        return next(iter(posts))


def post_uid(organisation: str, reference: str) -> str:
    """The uid of a senior post; `organisation` is a slug already.

    >>> post_uid("natural-england", "7")
    'natural-england/7'
    """
    return uid(organisation, slug(reference))


@dataclass
class Organogram:
    """Reads the files of one snapshot: folders are searched for `*senior*.csv` and `*junior*.csv`.

    Without `snapshot_date` the file names must tell one day.
    """

    paths: Sequence[Path]
    snapshot_date: date | None = None
    _seen: set[tuple[str, str]] = field(default_factory=set, init=False)
    _pools: Counter[str] = field(default_factory=Counter, init=False)
    _posts: dict[str, dict[str, object]] = field(default_factory=dict, init=False)

    @cached_property
    def _found(self) -> list[Path]:
        found: list[Path] = []
        for path in self.paths:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
            found += [p for p in inside if p == path or _is_organogram(p.name)]
        return found

    @cached_property
    def _sources(self) -> list[SourceFile]:
        return [SourceFile.of(path) for path in self._found]

    @cached_property
    def _kinds(self) -> dict[str, list[Path]]:
        """The files by kind, told by their headers."""
        kinds: dict[str, list[Path]] = {"senior": [], "junior": []}
        for path in self._found:
            kind = _kind(path) if path.is_file() else ""
            if not kind:
                raise _refused(path.name, "file")
            kinds[kind].append(path)
        if not kinds["senior"]:
            raise _refused(", ".join(p.name for p in self.paths), "senior")
        return kinds

    @cached_property
    def _day(self) -> date:
        if self.snapshot_date:
            return self.snapshot_date
        days = {day_in(path.name) for path in self._found}
        day = days.pop() if len(days) == 1 else None
        if day is None:
            raise _refused(", ".join(p.name for p in self._found), "snapshot_date")
        return day

    def files(self) -> list[SourceFile]:
        """The files, hashed.

        Raises:
            SourceError: a file is not there or is no organogram, there is no senior file, or
                nothing tells one day of the snapshot.
        """
        _ = self._kinds, self._day
        return self._sources

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows, seniors first. Senior files are read twice: who reports to whom comes later.

        Raises:
            SourceError: as for `files`.
        """
        self.files()
        self._seen, self._pools, self._posts = set(), Counter(), {}
        known = _Known()
        for path in self._kinds["senior"]:
            for _, cells in _read(path, SENIOR, []):
                known.add(cells)
                known.add_parent(cells)
        for path in self._kinds["senior"]:
            for row, cells in _read(path, SENIOR, problems):
                yield from self._senior(path.name, row, cells, known, problems)
        for path in self._kinds["junior"]:
            for row, cells in _read(path, JUNIOR, problems):
                known.add_parent(cells)
                yield from self._junior(path.name, row, cells, known, problems)

    def _senior(
        self, file: str, row: int, cells: Cells, known: _Known, problems: list[Problem]
    ) -> Iterator[RawRow]:
        organisation, reference = slug(cells[ORGANISATION]), cells[POST_REF]
        post, name = post_uid(organisation, reference), cells[NAME]
        if is_eliminated(name):
            expected = Message("expect.organogram.eliminated", {"post": hidden(cells[TITLE])})
            problems.append(Problem(file, "", row, "Name", hidden(name), expected, "warning"))
            return
        yield from self._units(file, row, cells, known)
        top = cells[REPORTS_TO].casefold() == TOP
        seat: dict[str, object] = {
            "uid": post,
            "name": cells[TITLE],
            "department": organisation,
            "section": self._section(cells),
            "rank": cells[GRADE],
            "is_top_leader": top,
            "reports_to": ""
            if top
            else self._above(file, row, "Reports to Senior Post", cells, known, problems),
        }
        # Two who share a post have a row each; rows that differ are left to clash as duplicates.
        if self._posts.setdefault(post, seat) != seat or self._new("posts", post):
            yield _row("posts", file, row, **seat)
        if not is_vacant(name):
            official = uid(post, slug(name))
            if self._new("officials", official):
                yield _row("officials", file, row, uid=official, name=name)
                day = self._day.isoformat()
                yield _row("appointments", file, row, official=official, post=post, valid_from=day)

    def _junior(
        self, file: str, row: int, cells: Cells, known: _Known, problems: list[Problem]
    ) -> Iterator[RawRow]:
        organisation = slug(cells[ORGANISATION])
        yield from self._units(file, row, cells, known)
        alike = (SENIOR_REF, UNIT, GRADE, JUNIOR_TITLE)
        pool = uid(organisation, "pool", *(slug(cells[column]) for column in alike))
        self._pools[pool] += 1
        n = self._pools[pool]
        yield _row(
            "posts",
            file,
            row,
            uid=pool if n == 1 else f"{pool}/{n}",
            name=cells[JUNIOR_TITLE],
            department=organisation,
            section=self._section(cells),
            rank=cells[GRADE],
            headcount=cells[FTE],
            reports_to=self._above(file, row, "Reporting Senior Post", cells, known, problems),
        )

    def _above(
        self,
        file: str,
        row: int,
        column: str,
        cells: Cells,
        known: _Known,
        problems: list[Problem],
    ) -> str:
        """The post reported to; empty where none is given or it was eliminated."""
        reference = cells[column.casefold()]
        if not reference:
            return ""
        post = known.post(slug(cells[ORGANISATION]), reference)
        if post in known.eliminated and post not in known.owners.get(slug(reference), ()):
            expected = Message("expect.organogram.not_eliminated")
            problems.append(Problem(file, "", row, column, hidden(reference), expected, "warning"))
            return ""
        return post

    def _units(self, file: str, row: int, cells: Cells, known: _Known) -> Iterator[RawRow]:
        """Parent department, organisation and unit, each where it is met first."""
        name = cells[ORGANISATION]
        chain = [name]
        while (parent := known.parents.get(slug(chain[-1]))) and parent not in chain:
            chain.append(parent)
        for unit in reversed(chain):
            if self._new("departments", slug(unit)):
                yield _row(
                    "departments",
                    file,
                    row,
                    uid=slug(unit),
                    name=unit,
                    kind="PUBLIC_INSTITUTION",
                    system="GOVERNMENT",
                    parent=slug(known.parents.get(slug(unit), "")),
                )
        section = self._section(cells)
        if section and self._new("sections", section):
            unit = cells[UNIT]
            yield _row("sections", file, row, uid=section, name=unit, department=slug(name))

    def _section(self, cells: Cells) -> str:
        unit = slug(cells[UNIT])
        return uid(slug(cells[ORGANISATION]), "unit", unit) if unit else ""

    def _new(self, table: str, key: str) -> bool:
        if (table, key) in self._seen:
            return False
        self._seen.add((table, key))
        return True


def _is_organogram(name: str) -> bool:
    name = name.casefold()
    return name.endswith(".csv") and ("senior" in name or "junior" in name)


def _kind(path: Path) -> str:
    """`senior` or `junior` by the header of a file, empty for neither."""
    with path.open(newline="", encoding=_encoding(path), errors="replace") as stream:
        try:
            header = [_header(cell) for cell in next(csv.reader(stream), [])]
        except csv.Error:
            return ""
    if SENIOR_REF in header:
        return "junior"
    return "senior" if POST_REF in header else ""


def _read(
    path: Path, needed: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[int, Cells]]:
    """The records of a file as `(row, cells by even header)`. Blank records are passed over."""

    def bad(row: int, column: str, value: object, key: str, level: Level = "error") -> None:
        expected = Message(f"expect.organogram.{key}")
        problems.append(Problem(path.name, "", row, column, hidden(value), expected, level))

    with path.open(newline="", encoding=_encoding(path), errors="replace") as stream:
        reader = csv.reader(stream)
        row = 0
        try:
            header = [_header(cell) for cell in next(reader, [])]
            row = 1
            missing = [column for column in needed if column not in header]
            for column in missing:
                bad(1, column, "", "column")
            if missing:
                return
            for record in reader:
                row += 1
                if not any(cell.strip() for cell in record):
                    continue
                if any(cell.strip() for cell in record[len(header) :]):
                    bad(row, "", len(record), "width")
                    continue
                cells = dict.fromkeys(needed, "")
                for column, cell in reversed(list(zip(header, record, strict=False))):
                    cells[column] = cell.strip()
                key = POST_REF if POST_REF in needed else SENIOR_REF
                lacking = [c for c in (ORGANISATION, key) if not cells[c]]
                for column in lacking:
                    bad(row, column, "", "filled")
                if not lacking:
                    yield row, cells
        except csv.Error as error:
            bad(row + 1, "", str(error), "csv")


def _header(cell: str) -> str:
    return " ".join(cell.casefold().split())


def _encoding(path: Path) -> str:
    """UTF-8 where all of the file is, otherwise the Western code page of older snapshots."""
    with path.open(encoding="utf-8-sig") as stream:
        try:
            while stream.read(HASH_CHUNK):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _refused(value: str, key: str) -> SourceError:
    return SourceError([Problem(value, "", 1, "", "", Message(f"expect.organogram.{key}"))])


def _row(name: str, file: str, row: int, /, **cells: object) -> RawRow:
    return RawRow(table(name), file, "", row, cells)
