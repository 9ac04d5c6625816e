"""Publication: what of each power and each major matter was made public by a day.

Powers are published in four elements (F37-F40), major matters in three stages (F65).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.store import Row, Store
from queries.views.frame import valid

ELEMENTS: Final = ("POWER", "DISCRETION", "PROCEDURE", "RESULT")
STAGES: Final = ("MATTER", "PROCESS", "OUTCOME")
NONE: Final = "NONE"  # a disclosure that names no element, or no stage

_POWERS: Final = f"""
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND {valid("w", "e")}
RETURN w.uid AS uid, w.name AS name, w.power_type AS power_type,
       coalesce(w.has_discretion, false) AS has_discretion, d.uid AS unit
ORDER BY uid, unit
"""
_ELEMENTS: Final = f"""
MATCH (w:Power)-[s:DISCLOSED_IN]->(c:Disclosure)
WHERE c.published_on <= $as_of AND {valid("s")}
RETURN w.uid AS uid, c.element AS element, count(DISTINCT c.uid) AS n
ORDER BY uid, element
"""
_MATTERS: Final = f"""
MATCH (d:Department)<-[f:MATTER_OF]-(m:Matter)
WHERE {valid("m", "f")}
OPTIONAL MATCH (m)-[a:DECIDED_AT]->(g:Meeting)
WHERE {valid("a")}
WITH m, d, min(g.held_on) AS held_on
WITH m, d, coalesce(m.happened_on, held_on, m.executed_on) AS happened
WHERE happened IS NULL OR happened <= $as_of
RETURN m.uid AS uid, m.name AS name, d.uid AS unit
ORDER BY uid, unit
"""
_STAGES: Final = f"""
MATCH (m:Matter)-[s:DISCLOSED_IN]->(c:Disclosure)
WHERE c.published_on <= $as_of AND {valid("s")}
RETURN m.uid AS uid, c.stage AS stage, count(DISTINCT c.uid) AS n
ORDER BY uid, stage
"""
_DISCLOSURES: Final = f"""
MATCH (c:Disclosure)
WHERE c.published_on <= $as_of AND {valid("c")}
RETURN c.uid AS uid, c.name AS name, c.element AS element, c.stage AS stage,
       c.platform AS platform, c.published_on AS published_on
ORDER BY uid
"""
# Whose a disclosure is: asked apart, because together it takes the embedded engine minutes.
_OF_POWERS: Final = f"""
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)-[s:DISCLOSED_IN]->(c:Disclosure)
WHERE {valid("e", "s")}
RETURN c.uid AS uid, d.uid AS unit, w.uid AS subject, w.name AS name
ORDER BY uid, unit, subject
"""
_OF_MATTERS: Final = f"""
MATCH (d:Department)<-[f:MATTER_OF]-(m:Matter)-[s:DISCLOSED_IN]->(c:Disclosure)
WHERE {valid("f", "s")}
RETURN c.uid AS uid, d.uid AS unit, m.uid AS subject, m.name AS name
ORDER BY uid, unit, subject
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A power or a matter, and what of it is public. `wanted` are the parts that should be.

    `kind` is the type of a power, None for a matter.
    """

    label: str
    uid: str
    name: str
    unit: str
    kind: str | None
    wanted: frozenset[str]
    public: frozenset[str]
    disclosures: int

    def lacks(self, part: str) -> bool:
        """Should this part be public, and is not?"""
        return part in self.wanted and part not in self.public


@dataclass(frozen=True, slots=True)
class Item:
    """One disclosure that was published. `subject` is the name of its power or matter; without one
    it has no `unit` either."""

    uid: str
    name: str
    element: str
    stage: str
    platform: str | None
    published_on: date
    subject: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of those that should have made a part public did."""

    part: str
    having: int
    of: int

    @property
    def share(self) -> float | None:
        """None where nobody had to."""
        return self.having / self.of if self.of else None


def powers(store: Store, as_of: date) -> tuple[Subject, ...]:
    """Every active power with the elements that are public; `DISCRETION` is wanted where it has
    discretion."""
    params = {"as_of": as_of}
    rows = store.read(_POWERS, params)
    public = _parts(store.read(_ELEMENTS, params), "element")

    def wanted(row: Row) -> frozenset[str]:
        return frozenset(e for e in ELEMENTS if e != "DISCRETION" or row["has_discretion"])

    return _subjects("Power", rows, public, wanted)


def matters(store: Store, as_of: date) -> tuple[Subject, ...]:
    """Every major matter that has happened, with the stages that are public."""
    params = {"as_of": as_of}
    public = _parts(store.read(_STAGES, params), "stage")
    return _subjects("Matter", store.read(_MATTERS, params), public, lambda _: frozenset(STAGES))


def disclosures(store: Store, as_of: date) -> tuple[Item, ...]:
    """All that was published by a day, by uid."""
    params = {"as_of": as_of}
    whose: dict[str, Row] = {}
    for statement in (_OF_POWERS, _OF_MATTERS):
        for row in store.read(statement, params):
            whose.setdefault(row["uid"], row)
    return tuple(_item(row, whose.get(row["uid"])) for row in store.read(_DISCLOSURES, params))


def cells(items: Iterable[Item]) -> Mapping[tuple[str, str], int]:
    """How many disclosures there are of each element and stage."""
    return Counter((item.element, item.stage) for item in items)


def coverage(subjects: Iterable[Subject], parts: Iterable[str]) -> tuple[Covered, ...]:
    """Each part: how many have it public, of those that should."""
    every = list(subjects)
    return tuple(
        Covered(
            part,
            sum(part in s.wanted and part in s.public for s in every),
            sum(part in s.wanted for s in every),
        )
        for part in parts
    )


def grouped(
    subjects: Iterable[Subject], parts: Iterable[str], group: Callable[[Subject], str | None]
) -> dict[str | None, tuple[Covered, ...]]:
    """The same for each group; the least covered first."""
    by_group: dict[str | None, list[Subject]] = {}
    for subject in subjects:
        by_group.setdefault(group(subject), []).append(subject)
    found = {name: coverage(every, tuple(parts)) for name, every in by_group.items()}
    return dict(sorted(found.items(), key=lambda entry: (_least(entry[1]), entry[0] or "")))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {
        "powers": _POWERS,
        "elements": _ELEMENTS,
        "matters": _MATTERS,
        "stages": _STAGES,
        "disclosures": _DISCLOSURES,
        "of_powers": _OF_POWERS,
        "of_matters": _OF_MATTERS,
    }


def _item(row: Row, whose: Row | None) -> Item:
    return Item(
        uid=row["uid"],
        name=row["name"] or row["uid"],
        element=row["element"] or NONE,
        stage=row["stage"] or NONE,
        platform=row["platform"],
        published_on=row["published_on"],
        subject=(whose["name"] or whose["subject"]) if whose else None,
        unit=whose["unit"] if whose else None,
    )


def _parts(rows: Iterable[Row], name: str) -> dict[str, dict[str, int]]:
    parts: dict[str, dict[str, int]] = {}
    for row in rows:
        parts.setdefault(row["uid"], {})[row[name] or NONE] = int(row["n"])
    return parts


def _subjects(
    label: str,
    rows: Iterable[Row],
    public: Mapping[str, Mapping[str, int]],
    wanted: Callable[[Row], frozenset[str]],
) -> tuple[Subject, ...]:
    found: dict[str, Subject] = {}
    for row in rows:
        uid = row["uid"]
        if uid in found:  # ordered by unit: the first is the one
            continue
        parts = public.get(uid, {})
        found[uid] = Subject(
            label=label,
            uid=uid,
            name=row["name"] or uid,
            unit=row["unit"],
            kind=row.get("power_type"),
            wanted=wanted(row),
            public=frozenset(parts),
            disclosures=sum(parts.values()),
        )
    return tuple(found.values())


def _least(covered: tuple[Covered, ...]) -> float:
    of = sum(c.of for c in covered)
    return sum(c.having for c in covered) / of if of else 2.0
