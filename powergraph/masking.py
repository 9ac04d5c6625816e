"""Names by rule: people and counterparties under other names, wherever a graph's text holds them.

The graph is read through `MaskedStore`, so what is made from it never sees a name: findings,
pictures, tables and file names alike. A family name stays (王某3); a business becomes 企业12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from graph.store import DEFAULT_TIMEOUT, ClosingStore, Params, Row, Store
from graph.text import Language, say
from queries.findings import CheckResult, Finding
from queries.model import Text

# Family names of two characters, which one character would not tell; the usual ones.
_DOUBLE: Final = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|"
    "公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|令狐"
)
# Smaller groups of people could be told apart.
SMALL_GROUP: Final = 3

_PEOPLE: Final = (
    ("MATCH (o:Official) RETURN o.uid AS uid, o.name AS name, 'PERSON' AS kind ORDER BY uid"),
    ("MATCH (c:Counterparty) RETURN c.uid AS uid, c.name AS name, c.kind AS kind ORDER BY uid"),
)


@dataclass(frozen=True, slots=True)
class Masking:
    """What each name becomes. Names that lie within other text are replaced too, longest first."""

    names: Mapping[str, str]
    _by_start: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, store: Store, language: Language) -> Masking:
        """The rule applied to everybody whom a graph names, in the order of their uids.

        People of one name share the masked one, as they shared the name.
        """
        names: dict[str, str] = {}
        for statement in _PEOPLE:
            for row in store.read(statement):
                name = (row["name"] or "").strip()
                if name and name not in names:
                    names[name] = _masked(name, row["kind"], len(names) + 1, language)
        return cls.from_names(names)

    @classmethod
    def from_names(cls, names: Mapping[str, str]) -> Masking:
        """From a table of names. One of a single character is replaced only where it stands alone:
        within a text it would be any character."""
        starts: dict[str, list[str]] = {}
        for name in sorted((n for n in names if len(n) > 1), key=lambda n: (-len(n), n)):
            starts.setdefault(name[0], []).append(name)
        return cls(dict(names), {start: tuple(found) for start, found in starts.items()})

    def text(self, text: str) -> str:
        """The text with every name in it replaced.

        >>> Masking.from_names({"王小明": "王某1", "王小": "王某2"}).text("报王小明、王小核")
        '报王某1、王某2核'
        """
        if text in self.names:
            return self.names[text]
        parts, at, kept = [], 0, 0
        while at < len(text):
            for name in self._by_start.get(text[at], ()):
                if text.startswith(name, at):
                    parts += [text[kept:at], self.names[name]]
                    at = kept = at + len(name)
                    break
            else:
                at += 1
        return "".join([*parts, text[kept:]]) if parts else text

    def value(self, value: Any) -> Any:
        """The same for a value of a row, lists and maps included."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return type(value)(self.value(item) for item in value)
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        return value


class MaskedStore(ClosingStore):
    """A graph read through a masking. It cannot be written to."""

    def __init__(self, store: Store, masking: Masking) -> None:
        self._store = store
        self.masking = masking

    @property
    def engine(self) -> str:
        """The engine behind it."""
        return self._store.engine

    @property
    def readers(self) -> int:
        """Those of the graph behind it; a masking is not changed by reading."""
        return self._store.readers

    def read(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        limit: int | None = None,
    ) -> list[Row]:
        """The rows of a query with names replaced; keys stay."""
        rows = self._store.read(cypher, params, timeout=timeout, limit=limit)
        return [self._row(row) for row in rows]

    def stream(self, cypher: str, params: Params | None = None) -> Iterator[Row]:
        """The same, one after the other."""
        for row in self._store.stream(cypher, params):
            yield self._row(row)

    def write(self, statements: Any) -> None:
        """Not possible.

        Raises:
            TypeError: always.
        """
        raise TypeError("a masked graph is read only")

    def save(self) -> None:
        """Nothing to save."""

    def close(self) -> None:
        """Release the graph behind it."""
        self._store.close()

    def _row(self, row: Row) -> Row:
        return {
            key: value
            if isinstance(value, int | float | date | datetime) or value is None
            else self.masking.value(value)
            for key, value in row.items()
        }


def masked(result: CheckResult, masking: Masking) -> CheckResult:
    """A check under masked names, in messages and details too: what it would be on the masked
    graph, without running again."""
    return replace(
        result,
        units={uid: masking.value(name) for uid, name in result.units.items()},
        findings=tuple(_finding(finding, masking) for finding in result.findings),
    )


def few(count: int, language: Language, *, masked: bool) -> str:
    """A number of people as it may be shown: small groups are not counted out where names are
    masked."""
    if masked and 0 < count < SMALL_GROUP:
        return say("mask.few", language, least=SMALL_GROUP)
    return str(count)


def _finding(finding: Finding, masking: Masking) -> Finding:
    return replace(
        finding,
        subject_name=masking.value(finding.subject_name),
        unit_name=masking.value(finding.unit_name),
        actor_names=masking.value(finding.actor_names),
        message=Text(masking.text(finding.message.zh), masking.text(finding.message.en)),
        details=masking.value(dict(finding.details)),
    )


def _masked(name: str, kind: str | None, number: int, language: Language) -> str:
    if kind != "PERSON":
        key = "household" if kind == "HOUSEHOLD" else "enterprise"
        return say(f"mask.{key}", language, number=number)
    if not "一" <= name[0] <= "鿿":
        return say("mask.person", language, number=number)
    family = name[:2] if _DOUBLE.match(name) and len(name) > 2 else name[0]
    return say("mask.family", language, family=family, number=number)
