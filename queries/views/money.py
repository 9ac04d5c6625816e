"""The money that is recorded of a power: its cases, and the matters that concern it.

A matter counts with its own amount; where it states none, with the contracts under it; where there
are none either, with the payments. So no yuan of one matter counts twice. Records are what
happened: they count from their day on, whatever became of the source that told of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.store import Store

_CASES: Final = """
MATCH (w:Power)<-[:CASE_OF]-(c:CaseFile)
WHERE c.amount >= 0 AND c.accepted_on <= $as_of
RETURN w.uid AS power, coalesce(sum(c.amount), 0) AS amount
ORDER BY power
"""
_MATTERS: Final = """
MATCH (w:Power)<-[:CONCERNS]-(m:Matter)
WHERE ($power IS NULL OR w.uid = $power)
  AND (m.happened_on IS NULL OR m.happened_on <= $as_of)
RETURN DISTINCT w.uid AS power, m.uid AS uid, m.name AS name, m.happened_on AS day,
       m.amount AS amount
ORDER BY power, uid
"""
# What stands under a matter, in the order in which it is asked: label and the day that counts.
_UNDER: Final = (("Contract", "signed_on"), ("Payment", "paid_on"))

_CASES_OF: Final = """
MATCH (w:Power {uid: $power})<-[:CASE_OF]-(c:CaseFile)
WHERE c.amount >= 0 AND c.accepted_on <= $as_of
RETURN c.uid AS uid, c.name AS name, c.accepted_on AS day, c.amount AS amount
ORDER BY amount DESC, uid LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One sum that counts for a power, in yuan. `day` is when it was accepted, happened, was
    signed or paid."""

    label: str
    uid: str
    name: str
    day: date | None
    amount: float

    @property
    def ref(self) -> str:
        """`Label/uid`."""
        return f"{self.label}/{self.uid}"


def money(store: Store, as_of: date) -> Mapping[str, float]:
    """Yuan recorded of each power up to `as_of`; a power without any record is left out."""
    params = {"as_of": as_of}
    sums = {row["power"]: float(row["amount"]) for row in store.read(_CASES, params)}
    for power, records in _of_matters(store, as_of, None).items():
        sums[power] = sums.get(power, 0.0) + sum(r.amount for r in records)
    return sums


def records(store: Store, as_of: date, power: str, limit: int) -> tuple[Record, ...]:
    """What makes up a power's money, the greatest sums first, at most `limit`."""
    params = {"as_of": as_of, "power": power, "limit": limit}
    found = [
        Record("CaseFile", r["uid"], r["name"] or r["uid"], r["day"], float(r["amount"]))
        for r in store.read(_CASES_OF, params)
    ]
    found += _of_matters(store, as_of, power).get(power, ())
    return tuple(sorted(found, key=lambda r: (-r.amount, r.ref))[:limit])


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    named = {"cases": _CASES, "matters": _MATTERS, "cases of": _CASES_OF}
    return named | {label: _under(label, day) for label, day in _UNDER}


def _of_matters(store: Store, as_of: date, power: str | None) -> dict[str, list[Record]]:
    matters = store.read(_MATTERS, {"as_of": as_of, "power": power})
    bare = sorted({row["uid"] for row in matters if not _counts(row["amount"])})
    under: dict[str, list[Record]] = {}
    for label, day in _UNDER:
        wanted = [uid for uid in bare if uid not in under]
        if not wanted:
            break
        for row in store.read(_under(label, day), {"as_of": as_of, "matters": wanted}):
            name = row["name"] or row["uid"]
            record = Record(label, row["uid"], name, row["day"], float(row["amount"]))
            under.setdefault(row["matter"], []).append(record)
    found: dict[str, list[Record]] = {}
    for row in matters:
        uid, amount = row["uid"], row["amount"]
        own = [Record("Matter", uid, row["name"] or uid, row["day"], float(amount or 0))]
        counted = own if _counts(amount) else under.get(uid, [])
        if counted:
            found.setdefault(row["power"], []).extend(counted)
    return found


def _counts(amount: float | None) -> bool:
    return amount is not None and amount >= 0


def _under(label: str, day: str) -> str:
    # Both are of `_UNDER`: neither a label nor a property can be a parameter.
    return f"""
MATCH (m:Matter)<-[:UNDER]-(n:{label})
WHERE m.uid IN $matters AND n.amount >= 0 AND n.{day} <= $as_of
RETURN DISTINCT m.uid AS matter, n.uid AS uid, n.name AS name, n.{day} AS day, n.amount AS amount
ORDER BY matter, uid
"""
