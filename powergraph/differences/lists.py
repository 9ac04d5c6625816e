"""The three lists of a reconciliation: read from files as they are, or from a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from graph.errors import Problem, SourceError
from graph.facts import NodeFact
from graph.meta import require_trusted
from graph.store import Row, Store
from graph.text import Message
from loaders.facts import Transformer
from loaders.names import Found, NameBook, teach
from loaders.rows import Reader
from powergraph.differences.model import ACTIVE, NOWHERE, Named, Place
from powergraph.differences.three import Case, Listed
from queries.findings import evidence_of
from queries.library import query
from queries.runner import run

QUESTION: Final = "listed-published-exercised"
_UNKNOWN_UNIT: Final = "?"


class Lists(NamedTuple):
    """A department's own list, the published one, and cases; `notice` is to be shown with them."""

    own: list[Listed]
    published: list[Listed]
    cases: list[Case]
    notice: str | None = None


class _AsWritten(NameBook):
    """Takes every name that is not known for itself: what a list of cases names is looked for in
    the other lists, not in a graph, and what is in none of them is what is asked for."""

    def find(self, label: str, name: str, within: str = "", *, closest: bool = False) -> Found:
        """The node that a name means; of powers, and of what is not known, the name itself."""
        found = Found() if label == "Power" else super().find(label, name, within, closest=closest)
        return found if found.uid or closest else Found(name)

    def belongs(self, label: str, uid: str) -> list[str]:
        """What a node belongs to; a power is not looked up, so its unit is not known."""
        return [_UNKNOWN_UNIT] if label == "Power" else super().belongs(label, uid)


class _Row(NamedTuple):
    """A row of a table: values by column, of references the uid."""

    values: dict[str, Any]
    place: Place


def lists_of_files(
    own: Sequence[Reader],
    published: Sequence[Reader],
    cases: Sequence[Reader],
    first: date | None = None,
    last: date | None = None,
) -> Lists:
    """The lists in files: powers of the first two, cases of the third, nothing of what else they
    hold. Nothing is looked up in a graph.

    Args:
        first, last: only cases accepted from and till these days.

    Raises:
        SourceError: a file cannot be read, or its rows not be understood; with every problem.
    """
    teach(None, [*own, *published, *cases], _AsWritten())
    problems: list[Problem] = []
    units: dict[str, str] = {}
    rows = [list(_rows(readers, problems, units)) for readers in (own, published, cases)]
    errors = [p for p in problems if p.level == "error"]
    if errors:
        raise SourceError(errors)

    def unit(row: _Row) -> Named | None:
        uid = row.values.get("department") or _UNKNOWN_UNIT
        return None if uid == _UNKNOWN_UNIT else Named("Department", uid, units.get(uid, uid))

    def listed(found: list[tuple[str, _Row]]) -> list[Listed]:
        powers = (x for table, x in found if table == "powers")
        return [
            Listed(v["uid"], v["name"], unit(x), v.get("impl_code") or "", x.place)
            for x in _first_of_each(powers)
            if ((v := x.values).get("status") or ACTIVE) == ACTIVE
        ]

    done = [
        Case(x.values["uid"], x.values.get("power") or "", unit(x), place=x.place)
        for x in _first_of_each(x for table, x in rows[2] if table == "cases")
        if (first is None or first <= x.values["accepted_on"])
        and (last is None or x.values["accepted_on"] <= last)
    ]
    wanted = ((own, "powers"), (published, "powers"), (cases, "cases"))
    lacking = [
        _lacking(readers, table)
        for (readers, table), found in zip(wanted, rows, strict=True)
        if not any(name == table for name, _ in found)
    ]
    if lacking:
        raise SourceError(lacking)
    return Lists(listed(rows[0]), listed(rows[1]), done)


def _first_of_each(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The first row of each uid: a case of several steps has several."""
    seen: set[str] = set()
    for row in rows:
        if row.values["uid"] not in seen:
            seen.add(row.values["uid"])
            yield row


def _rows(
    readers: Sequence[Reader], problems: list[Problem], units: dict[str, str]
) -> Iterator[tuple[str, _Row]]:
    """The rows of powers and cases; names of units are collected on the way."""
    files = [f.name for reader in readers for f in reader.files()]
    transformer = Transformer(problems, {name: number for number, name in enumerate(files)})
    for reader in readers:
        for raw in reader.rows(problems):
            if raw.table.name not in ("departments", "powers", "cases"):
                continue
            said = transformer.row(raw)
            if said is None:
                continue
            node = next(f for _, f in said.facts if isinstance(f, NodeFact))
            values = dict(node.props)
            values.setdefault("name", node.made_name)
            values |= {r.column: r.uid for r in said.references}
            if raw.table.name == "departments":
                units[node.uid] = values["name"]
            else:
                yield raw.table.name, _Row(values, Place(raw.file, raw.sheet, raw.row))


def _lacking(readers: Sequence[Reader], table: str) -> Problem:
    names = ", ".join(f.name for reader in readers for f in reader.files())
    return Problem(names, "", 1, "", "", Message(f"expect.diff.{table}"))


def lists_of_graph(
    store: Store,
    as_of: date,
    first: date | None = None,
    last: date | None = None,
    unit: str | None = None,
) -> Lists:
    """The lists that a graph holds: powers in a unit's list, powers published, and cases accepted
    in a period, both days counted, as the question `listed-published-exercised` has them.

    Raises:
        ImportCutOff: the last import into the graph did not end.
        StoreError: the graph cannot be read.
    """
    meta = require_trusted(store)
    params = {"as_of": as_of, "from": first, "to": last, "unit": unit}
    rows = run(store, query(QUESTION), params).rows
    wanted = [e for row in rows for e in _entries(row).values()]
    places = {e: Place(x.file, x.sheet, x.row) for e, x in evidence_of(store, wanted).items()}
    lists = Lists([], [], [], meta.notice if meta else None)
    for row in rows:
        at = {kind: places.get(entry, NOWHERE) for kind, entry in _entries(row).items()}
        unit_of = Named("Department", row["unit"], row["unit_name"]) if row["unit"] else None
        power = Listed(row["power"] or "", row["power_name"] or "", unit_of)
        if row["listed"]:
            lists.own.append(replace(power, place=at["own"]))
        if row["disclosure"]:
            lists.published.append(replace(power, place=at["published"]))
        # The question counts; the first stands for all.
        case = Case(row["case_file"] or "", power.uid, unit_of, power.name, at["case"])
        lists.cases.extend([case] * row["cases"])
    return lists


def _entries(row: Row) -> dict[str, str]:
    """What says so of the power in each list, as `Label/uid`."""
    return {
        "own": f"Power/{row['power'] or ''}",
        "published": f"Disclosure/{row['disclosure'] or ''}",
        "case": f"CaseFile/{row['case_file'] or ''}",
    }
