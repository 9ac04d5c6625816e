"""What a graph held on a day, of powers and of all that hangs on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graph.meta import read_meta
from graph.schema import INTERVAL, SCHEMA
from graph.standing import BOOK_KEEPING, SOURCE_PROPS
from graph.store import Store
from powergraph.differences.model import Adjustment, Held, Named, Place, Seat, State, Thing
from powergraph.differences.past import values_on
from powergraph.exports.facts import Facts

# What is compared value by value; each but the first is a part of a power.
COMPARED: Final = ("Power", "RiskPoint", "ControlMeasure", "Step")
# Not told as values: what an interval says is told as coming and going.
_SILENT: Final = frozenset({"uid", "name", *(c.name for c in INTERVAL)}) | BOOK_KEEPING
_FILES: Final = "MATCH (s:Source) RETURN s.uid AS uid, s.file AS file"


def state_of(store: Store, day: date) -> State:
    """What the graph held on a day: structure by intervals, values by the records of changes.

    Raises:
        OutputError: a value holds a number that names a person.
        StoreError: the graph cannot be read.
    """
    return _Reading(store, day).state()


def place_of_end(store: Store, label: str, uids: Iterable[str]) -> dict[str, Place]:
    """For each node of a label that has ended, the file that no longer stated it, if known."""
    files = {r["uid"]: r["file"] for r in store.read(_FILES)}
    # `label` is a key of the schema: a label cannot be a parameter.
    rows = store.read(
        f"MATCH (x:{label}) WHERE x.uid IN $uids AND x.closed_by IS NOT NULL "
        "RETURN x.uid AS uid, x.closed_by AS closed_by ORDER BY uid",
        {"uids": sorted(uids)},
    )
    return {r["uid"]: Place(files.get(r["closed_by"])) for r in rows}


@dataclass(slots=True)
class _Reading:
    store: Store
    day: date
    _facts: Facts = field(init=False)
    _past: dict[str, dict[str, Any]] = field(init=False)
    _files: dict[str, str] = field(init=False)
    _names: dict[str, dict[str, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._facts = Facts(self.store, self.day)
        self._past = values_on(self.store, self.day, COMPARED)
        self._files = {r["uid"]: r["file"] for r in self.store.read(_FILES)}

    def state(self) -> State:
        powers = self._powers()
        steps = self._parts("Step", powers, self._owners("HAS_STEP", "Power", "Step"))
        on_power = self._owners("HAS_RISK", "Power", "RiskPoint")
        risks = self._parts("RiskPoint", powers, on_power)
        on_risk = self._owners("MITIGATED_BY", "RiskPoint", "ControlMeasure")
        of_power = {m: on_power[r] for m, r in on_risk.items() if r in on_power}
        measures = self._parts("ControlMeasure", powers, of_power)
        return State(
            self.day,
            {"Power": powers, "RiskPoint": risks, "ControlMeasure": measures, "Step": steps},
            self._held_posts() | self._filled_roles(powers) | self._charges(powers),
            self._adjustments(),
            self._notice(),
        )

    # Nodes

    def _powers(self) -> dict[str, Thing]:
        values = self._values("Power")
        found = {}
        for uid, (name, props, place) in values.items():
            units = props["department"]
            found[uid] = Thing("Power", uid, name, props, units[0] if units else None, None, place)
        return found

    def _parts(
        self, label: str, powers: Mapping[str, Thing], owners: Mapping[str, str]
    ) -> dict[str, Thing]:
        found = {}
        for uid, (name, props, place) in self._values(label).items():
            power = powers.get(owners.get(uid, ""))
            owner = Named("Power", power.uid, power.name) if power else None
            found[uid] = Thing(label, uid, name, props, power.unit if power else None, owner, place)
        return found

    def _values(self, label: str) -> dict[str, tuple[str, dict[str, Any], Place]]:
        """Name, values and place of each node of a label, as they were."""
        table = SCHEMA.table_of(label)
        named = {}
        for column, ref in table.references:
            pair = (label, ref.label.name)
            source, target = reversed(pair) if ref.reversed else pair
            links: dict[str, list[Named]] = defaultdict(list)
            for link in self._facts.links(ref.rel.name, source, target, dangling=True):
                own, other = (
                    (link.target, link.source) if ref.reversed else (link.source, link.target)
                )
                links[own].append(self._named(ref.label.name, other))
            named[column.name] = links
        found = {}
        for node in self._facts.nodes(label, origin=True):
            uid = node["uid"]
            node |= self._past.get(f"{label}/{uid}", {})
            values = {p: v for p, v in node.items() if p not in _SILENT and v is not None}
            for column_name, links in named.items():
                values[column_name] = tuple(sorted(links.get(uid, ())))
            found[uid] = (node.get("name") or uid, values, self._place(node))
        return found

    def _owners(self, rel: str, source: str, target: str) -> dict[str, str]:
        return {x.target: x.source for x in self._facts.links(rel, source, target, dangling=True)}

    def _named(self, label: str, uid: str) -> Named:
        if label not in self._names:
            rows = self.store.read(f"MATCH (x:{label}) RETURN x.uid AS uid, x.name AS name")
            self._names[label] = {r["uid"]: r["name"] or r["uid"] for r in rows}
        return Named(label, uid, self._names[label].get(uid, uid))

    def _place(self, props: Mapping[str, Any]) -> Place:
        source, sheet, row = (props.get(p) for p in SOURCE_PROPS)
        return Place(self._files.get(str(source)), sheet, row)

    # Who holds what

    def _held_posts(self) -> dict[Seat, Held]:
        units = self._units("IN_DEPARTMENT", "Post")
        seats: dict[Seat, Held] = {}
        for link in self._facts.links("HOLDS", "Official", "Post", origin=True):
            post = self._named("Post", link.target)
            held = seats.setdefault(Seat("HOLDS", post), Held(units.get(post.uid), None))
            held.holders[self._named("Official", link.source)] = self._place(link.props)
        return seats

    def _filled_roles(self, powers: Mapping[str, Thing]) -> dict[Seat, Held]:
        over = {
            x.source: x.target for x in self._facts.links("OVER", "Role", "Power", dangling=True)
        }
        seats: dict[Seat, Held] = {}
        for holder, target in SCHEMA.rels["FILLS"].ends:
            for link in self._facts.links("FILLS", holder, target, origin=True):
                power = powers.get(over.get(link.target, ""))
                seat = Seat("FILLS", self._named("Role", link.target))
                owner = Named("Power", power.uid, power.name) if power else None
                held = seats.setdefault(seat, Held(power.unit if power else None, owner))
                held.holders[self._named(holder, link.source)] = self._place(link.props)
        return seats

    def _charges(self, powers: Mapping[str, Thing]) -> dict[Seat, Held]:
        sections = self._units("SECTION_OF", "Section")
        seats: dict[Seat, Held] = {}
        for holder, target in SCHEMA.rels["IN_CHARGE_OF"].ends:
            for link in self._facts.links("IN_CHARGE_OF", holder, target, origin=True):
                what = self._named(target, link.target)
                unit = what if target == "Department" else sections.get(what.uid)
                if target == "Power":
                    power = powers.get(what.uid)
                    unit = power.unit if power else None
                seat = Seat("IN_CHARGE_OF", what, link.props.get("domain", ""))
                held = seats.setdefault(seat, Held(unit, None))
                held.holders[self._named(holder, link.source)] = self._place(link.props)
        return seats

    def _units(self, rel: str, label: str) -> dict[str, Named]:
        links = self._facts.links(rel, label, "Department", dangling=True)
        return {x.source: self._named("Department", x.target) for x in links}

    def _notice(self) -> str | None:
        meta = read_meta(self.store)
        return meta.notice if meta else None

    def _adjustments(self) -> tuple[Adjustment, ...]:
        powers = {
            x.source: x.target
            for x in self._facts.links("CHANGES", "PowerChange", "Power", dangling=True)
        }
        return tuple(
            Adjustment(n["uid"], powers[n["uid"]], n["action"], n.get("changed_on"))
            for n in self._facts.nodes("PowerChange")
            if n["uid"] in powers and "action" in n
        )
