"""All powers at a day, and how much is known of each: the ground of overview and choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graph.store import Store
from queries.views.frame import valid

ROLE_KINDS: Final = ("DECISION", "EXECUTION", "SUPERVISION")

_POWERS: Final = f"""
MATCH (w:Power)
WHERE {valid("w")}
OPTIONAL MATCH (w)-[x:EXERCISED_BY]->(d:Department)
WHERE {valid("x")}
RETURN w.uid AS uid, w.name AS name, w.power_type AS power_type, w.domain AS domain,
       w.risk_level AS risk_level, w.status AS status, d.uid AS unit
ORDER BY uid, unit
"""

# What hangs on a power, how it is counted: the pattern from `w`, and the names that may end.
_PARTS: Final = {
    "lists": ("(w)-[x:LISTED_IN]->(n:PowerList)", ("x", "n"), "n"),
    "basis": ("(w)-[x:AUTHORIZED_BY]->(n:LegalBasis)", ("x", "n"), "n"),
    "steps": ("(w)-[x:HAS_STEP]->(n:Step)", ("x", "n"), "n"),
    "risks": ("(w)-[x:HAS_RISK]->(n:RiskPoint)", ("x", "n"), "n"),
    "measures": (
        "(w)-[x:HAS_RISK]->(r:RiskPoint)-[y:MITIGATED_BY]->(n:ControlMeasure)",
        ("x", "r", "y", "n"),
        "n",
    ),
    "systems": ("(w)-[x:CONSTRAINED_BY]->(n:RestraintSystem)", ("x", "n"), "n"),
    "duties": ("(w)-[x:BEARS]->(n:Duty)", ("x", "n"), "n"),
    "cases": ("(w)<-[x:CASE_OF]-(n:CaseFile)", (), "n"),
}

_DISCLOSED: Final = f"""
MATCH (w:Power)-[x:DISCLOSED_IN]->(n:Disclosure)
WHERE {valid("x", "n")} AND n.published_on <= $as_of
RETURN w.uid AS uid, count(DISTINCT n.uid) AS n
ORDER BY uid
"""

_ROLES: Final = f"""
MATCH (w:Power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(h)
WHERE {valid("v", "r", "f")}
  AND (h:Body OR h:Department OR EXISTS {{ MATCH (h)<-[k:HOLDS]-(:Official) WHERE {valid("k")} }})
RETURN w.uid AS uid, r.kind AS kind, count(*) AS n
ORDER BY uid, kind
"""


@dataclass(frozen=True, slots=True)
class PowerRow:
    """One power. `unit` is the department with the smallest uid that exercises it.

    `parts` counts what hangs on it (lists, basis, steps, risks, measures, systems, duties,
    disclosures, cases); `roles` are the kinds of role that somebody fills.
    """

    uid: str
    name: str
    unit: str | None
    power_type: str | None
    domain: str | None
    risk_level: str | None
    status: str
    parts: dict[str, int] = field(hash=False)
    roles: frozenset[str] = frozenset()

    @property
    def active(self) -> bool:
        """Is it in use?"""
        return self.status == "ACTIVE"


def powers(store: Store, as_of: date) -> tuple[PowerRow, ...]:
    """Every power that is there at `as_of`, cancelled ones too, by unit and name."""
    params = {"as_of": as_of}
    counts = {name: _counts(store.read(_count_of(name), params)) for name in _PARTS}
    counts["disclosures"] = _counts(store.read(_DISCLOSED, params))
    kinds: dict[str, set[str]] = {}
    for row in store.read(_ROLES, params):
        kinds.setdefault(row["uid"], set()).add(row["kind"])
    found: dict[str, PowerRow] = {}
    for row in store.read(_POWERS, params):
        uid = row["uid"]
        if uid in found:  # ordered by unit: the first is the one
            continue
        found[uid] = PowerRow(
            uid=uid,
            name=row["name"] or uid,
            unit=row["unit"],
            power_type=row["power_type"],
            domain=row["domain"],
            risk_level=row["risk_level"],
            status=row["status"] or "ACTIVE",
            parts={name: by_uid.get(uid, 0) for name, by_uid in counts.items()},
            roles=frozenset(kinds.get(uid, ())),
        )
    return tuple(sorted(found.values(), key=lambda p: (p.unit or "", p.name, p.uid)))


def of_unit(rows: Iterable[PowerRow], unit: str | None) -> list[PowerRow]:
    """Those of a unit; all of them for None."""
    return [p for p in rows if unit is None or p.unit == unit]


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    named = {"powers": _POWERS, "disclosed": _DISCLOSED, "roles": _ROLES}
    return named | {name: _count_of(name) for name in _PARTS}


def _count_of(name: str) -> str:
    pattern, ends, counted = _PARTS[name]
    first, _, rest = pattern.partition(")")
    where = f"WHERE {valid(*ends)}\n" if ends else ""
    return (
        f"MATCH {first}:Power){rest}\n{where}"
        f"RETURN w.uid AS uid, count(DISTINCT {counted}.uid) AS n\nORDER BY uid"
    )


def _counts(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    return {row["uid"]: int(row["n"]) for row in rows}
