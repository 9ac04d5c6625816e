"""The published list of service and power items of a Sichuan district, as its portal gives it.

The file is one JSON array of `{department, items}`, an item being `{main_item, sub_items}` and a
sub-item `{name, link, qrcode}`. What is known of a sub-item, here called an item, stands in the
query of its `link`: `areaCode`, `itemCode` and `taskType`. Nothing else is read, so a
telephone number or a person cannot come in.

What becomes of it:

- A department has no code of its own that could name it: the one in the link is now a credit code,
  now 9 characters, now a serial number. Its name is unique in the file, so its uid is
  `511602/区经信局`.
- Each department has a list of its own, as the lists are drawn up and declared department by
  department. The file does not say how many items were declared.
- An item code that can be split (`graph.codes`) is the uid of the power, whatever organisation it
  names. Otherwise, and where several items claim one code, the uid is a hash of department, name
  and code: it does not depend on where the item stands in the file.
- A main item is a heading of the portal, not a power (more than half of all items stand under
  未分类): it is kept as `source_category`.
- A credit code is taken from the item codes. Several are common, because institutions under a
  department handle some of its items: an organ's code (11…) goes before any other, then the most
  frequent one; with a tie, none is taken.

`row` is where an item would be in a sheet of one item a row under a header: the first has row 2.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import parse_qs, urlsplit

import ijson

from graph import regions
from graph.codes import ItemCode
from graph.errors import Problem, SourceError
from graph.privacy import hidden
from graph.text import Message
from loaders.adapting import table
from loaders.rows import RawRow, SourceFile

BOM: Final = b"\xef\xbb\xbf"

_TOWN: Final = re.compile(r"[乡镇](?:人民政府|政府|党委|机关)?")
_STREET: Final = re.compile(r"街道(?:办事处|办|党工委)?")
_PARTY: Final = re.compile(r".*[省市县区州旗]委(?![员托]).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the list, with the query of its link."""

    row: int
    department: str
    name: str
    category: object
    query: Mapping[str, str]

    @property
    def code(self) -> str:
        """The item code as found."""
        return self.query.get("itemCode", "")

    def hash(self) -> str:
        """Tells items apart that have no code of their own, wherever they stand in the file."""
        text = "\n".join((self.department, self.name, self.code))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass
class _Blocks:
    """The departments of a file with their items, one department at a time."""

    path: Path
    row: int = 1
    count: int = 0

    def read(self, problems: list[Problem]) -> Iterator[tuple[str, int, list[Item]]]:
        """Yield (department, first row, items)."""
        try:
            with self.path.open("rb") as stream:
                for block in _elements(stream):
                    self.count += 1
                    yield from self._block(block, problems)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            first = str(error).strip().splitlines() or [""]
            problems.append(self._bad("", first[0], Message("expect.guangan.json")))
            return
        if not self.count:
            problems.append(self._bad("", "", Message("expect.guangan.departments")))

    def _block(
        self, block: object, problems: list[Problem]
    ) -> Iterator[tuple[str, int, list[Item]]]:
        name = _text(_get(block, "department"))
        mains = _get(block, "items")
        if not name or not isinstance(mains, list):
            column = "items" if name else "department"
            value = _get(block, column) if not name else _brief(mains)
            problems.append(self._bad(column, value, Message("expect.guangan.department")))
            return
        first = self.row + 1
        items = [item for main in mains for item in self._items(name, main, problems)]
        yield name, first, items

    def _items(self, department: str, main: object, problems: list[Problem]) -> Iterator[Item]:
        subs = _get(main, "sub_items")
        if not isinstance(subs, list):
            problems.append(self._bad("sub_items", _brief(subs), Message("expect.guangan.list")))
            return
        for sub in subs:
            self.row += 1
            name, link = _text(_get(sub, "name")), _get(sub, "link")
            if not name:
                value = _brief(_get(sub, "name"))
                problems.append(self._bad("name", value, Message("expect.guangan.name")))
                continue
            yield Item(self.row, department, name, _get(main, "main_item"), _query(link))

    def _bad(self, column: str, value: object, expected: Message) -> Problem:
        return Problem(self.path.name, "", self.row, column, hidden(value), expected)


@dataclass
class _Claims:
    """Which item codes can be uids: those that one item only claims."""

    owner: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)

    def add(self, item: Item) -> None:
        """Note an item's code."""
        claim = item.hash()
        if self.owner.setdefault(item.code, claim) != claim:
            self.shared.add(item.code)


@dataclass
class Guangan:
    """Reads one such file. A department is held at a time, and of all items the codes."""

    path: Path
    _seen: set[str] = field(default_factory=set, init=False)

    @cached_property
    def _source(self) -> SourceFile:
        return SourceFile.of(self.path)

    def files(self) -> list[SourceFile]:
        """The file, hashed.

        Raises:
            SourceError: there is no such file.
        """
        if not self.path.is_file():
            expected = Message("expect.guangan.file")
            raise SourceError([Problem(self.path.name, "", 1, "", "", expected)])
        return [self._source]

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """Regions, departments, power lists and powers. The file is read twice: codes come first.

        Raises:
            SourceError: there is no such file.
        """
        self.files()
        claims = _Claims()
        for _, _, items in _Blocks(self.path).read([]):
            for item in items:
                claims.add(item)
        self._seen = set()
        for name, row, items in _Blocks(self.path).read(problems):
            yield from self._department(name, row, items, claims, problems)

    def _department(
        self,
        name: str,
        row: int,
        items: list[Item],
        claims: _Claims,
        problems: list[Problem],
    ) -> Iterator[RawRow]:
        areas = (regions.short(item.query.get("areaCode", "")) for item in items)
        area = next((a for a in areas if regions.CODE.fullmatch(a)), "")
        uid = f"{area}/{name}" if area else name
        codes = {item.row: ItemCode.split(item.code) for item in items}
        yield from self._regions(area, row)
        if self._new(f"department {uid}"):
            kind, system = _kind(name)
            yield self._row(
                "departments",
                row,
                uid=uid,
                name=name,
                kind=kind,
                system=system,
                uscc=self._credit_code(items, codes, problems),
                region=area,
            )
            yield self._row(
                "power_lists", row, uid=f"{uid}/清单", name=f"{name}权力和服务清单", department=uid
            )
        self._organisations(items, codes, problems)
        for item in items:
            yield from self._power(item, codes[item.row], uid, claims, problems)

    def _regions(self, area: str, row: int) -> Iterator[RawRow]:
        """The district and, as far as their names are known, those above it."""
        parent = ""
        for code in regions.line(area) if area else ():
            name = regions.name(code)
            if not name and code != area:
                continue
            if self._new(f"region {code}"):
                level = regions.level(code)
                yield self._row(
                    "regions", row, code=code, name=name or code, level=level, parent=parent
                )
            parent = code

    def _power(
        self,
        item: Item,
        code: ItemCode | None,
        department: str,
        claims: _Claims,
        problems: list[Problem],
    ) -> Iterator[RawRow]:
        uid = item.code
        if code is None:
            uid = f"{department}/{item.hash()}"
            self._say(problems, item.row, item.code, "expect.guangan.item_code", uid=uid)
        elif item.code in claims.shared:
            uid = f"{item.code}/{item.hash()}"
            self._say(problems, item.row, item.code, "expect.guangan.own_code", uid=uid)
        if not self._new(f"power {uid}"):
            self._say(problems, item.row, item.code, "expect.guangan.once", name=item.name)
            return
        task = item.query.get("taskType", "")
        yield self._row(
            "powers",
            item.row,
            uid=uid,
            name=item.name,
            power_type=task.zfill(2) if task else "",
            department=department,
            list=f"{department}/清单",
            level=regions.level(regions.short(item.query.get("areaCode", ""))),
            basic_code=code.basic if code else "",
            impl_code=item.code,
            source_category=item.category,
        )

    def _credit_code(
        self,
        items: Sequence[Item],
        codes: Mapping[int, ItemCode | None],
        problems: list[Problem],
    ) -> str:
        counts = Counter(c.credit_code for c in codes.values() if c and c.credit_code)
        if len(counts) < 2:
            return next(iter(counts), "")
        rank = {code: (code.startswith("11"), n) for code, n in counts.items()}
        best, second = sorted(counts, key=lambda code: (rank[code], code), reverse=True)[:2]
        taken = best if rank[best] != rank[second] else ""
        found = ", ".join(f"{code} ({n})" for code, n in counts.most_common())
        key = "expect.guangan.one_credit_code" if taken else "expect.guangan.tied_credit_code"
        self._say(problems, items[0].row, found, key, taken=taken)
        return taken

    def _organisations(
        self,
        items: Sequence[Item],
        codes: Mapping[int, ItemCode | None],
        problems: list[Problem],
    ) -> None:
        """One warning for each organisation code that cannot be one, not one for each item."""
        first: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for item in items:
            code = codes[item.row]
            if code and not code.names_organisation:
                first.setdefault(code.organisation, item.row)
                counts[code.organisation] += 1
        for organisation, n in counts.items():
            key = "expect.guangan.organisation"
            self._say(problems, first[organisation], organisation, key, count=n)

    def _new(self, uid: str) -> bool:
        if uid in self._seen:
            return False
        self._seen.add(uid)
        return True

    def _say(
        self, problems: list[Problem], row: int, value: str, key: str, /, **values: object
    ) -> None:
        expected = Message(key, {name: hidden(x) for name, x in values.items()})
        problem = Problem(self.path.name, "", row, "itemCode", hidden(value), expected, "warning")
        problems.append(problem)

    def _row(self, name: str, row: int, /, **cells: object) -> RawRow:
        return RawRow(table(name), self.path.name, "", row, cells)


def _elements(stream: IO[bytes]) -> Iterator[object]:
    """The elements of the array, one at a time; a byte order mark before it is passed over."""
    if stream.read(len(BOM)) != BOM:
        stream.seek(0)
    yield from ijson.items(stream, "item")


def _query(link: object) -> dict[str, str]:
    """The parameters of a link; of a repeated one the first. Nothing where there is no link."""
    try:
        found = parse_qs(urlsplit(link).query) if isinstance(link, str) else {}
    except ValueError:  # such as an unclosed bracket in the host, or very many parameters
        return {}
    return {name: values[0].strip() for name, values in found.items()}


def _kind(department: str) -> tuple[str, str]:
    """Kind and system of a department, as far as its name tells.

    >>> _kind("区经信局"), _kind("区委统战部")
    (('DISTRICT_DEPT', ''), ('PARTY_ORG', 'PARTY'))
    >>> _kind("协兴镇人民政府"), _kind("北辰街道办事处")
    (('TOWN', 'GOVERNMENT'), ('STREET', 'GOVERNMENT'))
    >>> _kind("区乡村振兴局"), _kind("区城镇管理局"), _kind("区残联")
    (('DISTRICT_DEPT', ''), ('DISTRICT_DEPT', ''), ('DISTRICT_DEPT', ''))
    """
    for pattern, kind in ((_TOWN, "TOWN"), (_STREET, "STREET")):
        if re.fullmatch(rf".+(?:{pattern.pattern})", department, re.DOTALL):
            return kind, "PARTY" if department.endswith(("党委", "党工委")) else "GOVERNMENT"
    if _PARTY.fullmatch(department):
        return "PARTY_ORG", "PARTY"
    return "DISTRICT_DEPT", ""


def _get(node: object, key: str) -> Any:
    return node.get(key) if isinstance(node, dict) else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _brief(value: object) -> object:
    """A value that may stand in a problem: text and numbers, but not a whole tree."""
    return value if value is None or isinstance(value, (str, int, float)) else type(value).__name__
