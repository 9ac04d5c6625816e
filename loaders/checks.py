"""What only all rows together can show: doubles, references into nothing, chains that come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.errors import Problem
from graph.facts import SlotFact, in_batches
from graph.schema import SCHEMA
from graph.schema.kinds import NodeTable, Table
from graph.store import Store
from graph.text import Message
from loaders.facts import Reference, RowFacts, shown_column
from loaders.naming import ByName
from loaders.rows import RawRow

# A reference into nothing is often the same one a thousand times: a file that was forgotten.
MAX_SAME: Final = 20
_LOOKUP: Final = 5000
_MASK: Final = (1 << 64) - 1


class CrossChecks:
    """Remembers a little of each row (not the row) and judges when all have been seen.

    `in_part`: what relies on a row with problems has one too. `nowhere` are then, when all have
    been seen, the nodes (label, uid) that do not exist, and `twice` the rows (table, uid) that
    contradict one another, each with the place of the later. `unknown` are the references (label,
    text) that are no uid, neither of a row, good or refused, nor of a node of the graph.
    """

    def __init__(self, *, in_part: bool = False) -> None:
        self._in_part = in_part
        self.nowhere: set[tuple[str, str]] = set()
        self.twice: dict[tuple[str, str], str] = {}
        self.unknown: set[tuple[str, str]] = set()
        self._places: list[tuple[str, str]] = []
        self._place_of: dict[tuple[str, str], int] = {}
        # uid → content hash and place, packed into one integer: a million rows must fit.
        self._seen: dict[str, dict[str, int]] = defaultdict(dict)
        self._refused: dict[str, set[str]] = defaultdict(set)
        self._wanted: dict[tuple[str, str], list[tuple[int, int, str, str]]] = defaultdict(list)
        self._chains: dict[tuple[str, str], dict[str, tuple[str, int, int, str]]] = defaultdict(
            dict
        )

    def is_new(self, raw: RawRow, said: RowFacts, problems: list[Problem]) -> bool:
        """Whether the row says something new. The same row again is not; nor is one that
        contradicts an earlier one, which is a problem."""
        table, uid = said.key
        place = self._place(raw)
        digest = hash(_content(said)) & _MASK
        first = self._seen[table].setdefault(uid, digest << 64 | place << 32 | raw.row)
        if first >> 64 == digest:
            return (first & _MASK) == (place << 32 | raw.row)
        file, sheet = self._places[first >> 32 & 0xFFFFFFFF]
        where = _where(file, sheet, first & 0xFFFFFFFF)
        self.twice[said.key] = _where(raw.file, raw.sheet, raw.row)
        column = SCHEMA.table(table)
        shown = column.columns[0].zh if column else ""
        problems.append(
            Problem(
                raw.file, raw.sheet, raw.row, shown, uid, Message("expect.unique", {"where": where})
            )
        )
        return False

    def states(self, table: str, uid: str) -> bool:
        """Whether a row of a table has this uid; of a link table, its relationship has it."""
        return uid in self._seen[table]

    def refuse(self, raw: RawRow) -> None:
        """Keep the uid of a row that has problems: what refers to it is no problem of its own."""
        if isinstance(raw.table, NodeTable):
            parts = [raw.cells.get(name) for name in raw.table.uid_from]
            if all(part is not None for part in parts):
                self._refused[raw.table.name].add("/".join(str(part).strip() for part in parts))

    def want(self, raw: RawRow, said: RowFacts) -> None:
        """Keep the references of a row for `finish`."""
        place = self._place(raw)
        for ref in said.references:
            if ref.uid not in self._seen[SCHEMA.table_of(ref.label).name]:
                waiting = self._wanted[ref.label, ref.uid]
                if len(waiting) < MAX_SAME:
                    waiting.append((place, raw.row, _shown(raw.table, ref.column), ref.within))

    def link(self, raw: RawRow, said: RowFacts) -> None:
        """Keep the chain links of a row for `finish`."""
        place = self._place(raw)
        for edge in said.chain:
            self._chains[edge.rel, edge.label][edge.source] = (
                edge.target,
                place,
                raw.row,
                _shown(raw.table, edge.column),
            )

    def finish(self, store: Store | None, names: ByName | None = None) -> Iterator[Problem]:
        """The problems that all rows together show. `store` is asked for nodes not in the files,
        `names` for those that a text which is no uid may mean."""
        yield from self._dangling(store, names)
        for (rel, label), links in self._chains.items():
            above = _links_in_graph(store, rel, label, links) if store else {}
            yield from self._cycles(links, above)

    def _dangling(self, store: Store | None, names: ByName | None) -> Iterator[Problem]:
        missing: dict[str, list[str]] = defaultdict(list)
        for label, uid in self._wanted:
            name = SCHEMA.table_of(label).name
            told_of = not self._in_part and uid in self._refused[name]
            if uid not in self._seen[name] and not told_of:
                missing[label].append(uid)
        for label, uids in missing.items():
            known = _in_graph(store, label, uids) if store else set()
            table = SCHEMA.table_of(label)
            nowhere = {"label": SCHEMA.nodes[label].label.zh, "table": table.zh}
            for uid in uids:
                if uid in known:
                    continue
                self.nowhere.add((label, uid))
                left_out = uid in self._refused[table.name]
                if not left_out:
                    self.unknown.add((label, uid))
                for place, row, column, within in self._wanted[label, uid]:
                    ref = Reference(label, uid, column, within)
                    near = names.near(ref) if names else ""
                    what = Message("expect.existing", nowhere | {"near": near})
                    if left_out:
                        what = Message("expect.not_left_out")
                    file, sheet = self._places[place]
                    yield Problem(file, sheet, row, column, uid, what)

    def _cycles(
        self, links: dict[str, tuple[str, int, int, str]], above: dict[str, str]
    ) -> Iterator[Problem]:
        """The rings of the links in the files, with those that the graph holds beyond them."""
        done: set[str] = set()
        for start in sorted(links):
            path: dict[str, None] = {}
            at = start
            while (at in links or at in above) and at not in done and at not in path:
                path[at] = None
                at = links[at][0] if at in links else above[at]
            if at in path:
                members = list(path)
                ring = members[members.index(at) :]
                head = min(uid for uid in ring if uid in links)
                turn = ring.index(head)
                shown = " → ".join([*ring[turn:], *ring[:turn], head])
                target, place, row, column = links[head]
                file, sheet = self._places[place]
                yield Problem(
                    file,
                    sheet,
                    row,
                    column,
                    target,
                    Message("expect.no_cycle", {"cycle": shown[:300]}),
                )
            done.update(path)

    def _place(self, raw: RawRow) -> int:
        key = (raw.file, raw.sheet)
        if key not in self._place_of:
            self._place_of[key] = len(self._places)
            self._places.append(key)
        return self._place_of[key]


def _where(file: str, sheet: str, row: int) -> str:
    return f"{file}:{sheet}:{row}" if sheet else f"{file}:{row}"


def _shown(table: Table, column: str) -> str:
    return next(shown_column(c) for c in table.columns if c.name == column)


def _links_in_graph(
    store: Store, rel: str, label: str, links: Mapping[str, tuple[str, int, int, str]]
) -> dict[str, str]:
    """Where the chains of the files lead on in the graph, from node to node."""
    kind, end = SCHEMA.rels[rel].rel.name, SCHEMA.nodes[label].label.name
    text = (
        f"UNWIND $uids AS uid MATCH (a:{end} {{uid: uid}})-[x:{kind}]->(b:{end}) "
        "WHERE x.valid_to IS NULL RETURN uid AS uid, b.uid AS next ORDER BY uid, next"
    )
    above: dict[str, str] = {}
    asked: set[str] = set()
    ask = {link[0] for link in links.values()} - links.keys() - {""}
    while ask:
        asked |= ask
        found = {
            row["uid"]: row["next"]
            for batch in in_batches(sorted(ask), _LOOKUP)
            for row in store.read(text, {"uids": batch})
        }
        above |= found
        ask = set(found.values()) - links.keys() - asked
    return above


def _in_graph(store: Store, label: str, uids: list[str]) -> set[str]:
    name = SCHEMA.nodes[label].label.name
    text = f"UNWIND $uids AS uid MATCH (n:{name} {{uid: uid}}) RETURN n.uid AS uid"
    return {
        row["uid"]
        for batch in in_batches(uids, _LOOKUP)
        for row in store.read(text, {"uids": batch})
    }


def _content(said: RowFacts) -> tuple[Any, ...]:
    """What a row says, apart from where it stands."""
    content: list[Any] = []
    for kind, fact in said.facts:
        if isinstance(fact, SlotFact):
            content.append((kind, fact.others))
        else:
            content += sorted(
                (k, tuple(v) if isinstance(v, list) else v) for k, v in fact.props.items()
            )
    return tuple(content)
