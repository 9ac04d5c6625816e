"""The cases of one power. Found from the power: the embedded engine reads no others then."""

from __future__ import annotations

from datetime import date
from typing import Final

from graph.store import Store
from queries.views.case_limits import CaseRow, Terms
from queries.views.cases import cases_of, latest_first
from queries.views.frame import valid

_UIDS: Final = f"""
MATCH (w:Power {{uid: $uid}})<-[x:CASE_OF]-(c:CaseFile)
WHERE c.accepted_on <= $as_of AND {valid("x")}
RETURN DISTINCT c.uid AS uid ORDER BY uid
"""


def power_cases(store: Store, uid: str, as_of: date, terms: Terms) -> tuple[CaseRow, ...]:
    """Every case of a power that was accepted by a day, the latest first."""
    rows = store.read(_UIDS, {"uid": uid, "as_of": as_of})
    return latest_first(cases_of(store, [row["uid"] for row in rows], as_of, terms))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {"uids": _UIDS}
