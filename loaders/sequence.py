"""The order of a power's steps: NEXT joins each step to those of the next number.

NEXT is no column of any table; it follows from the step numbers, those in the files and those that
the graph holds for the same powers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from graph.facts import Origin, RelKind, SlotFact, SlotKind, in_batches
from graph.schema.rels import NEXT
from graph.store import Store
from loaders.facts import Fact
from loaders.spool import Spool

_STEPS: Final = "Step"
_OF_POWER: Final = SlotKind(RelKind("HAS_STEP", "Power", _STEPS), "target")
_NEXT: Final = SlotKind(RelKind(NEXT.name, _STEPS, _STEPS), "source")
_POWERS: Final = """
UNWIND $uids AS uid MATCH (s:Step {uid: uid})<-[x:HAS_STEP]-(w:Power)
WHERE x.valid_to IS NULL
RETURN uid, w.uid AS power ORDER BY uid, power
"""
_IN_GRAPH: Final = """
UNWIND $uids AS uid MATCH (w:Power {uid: uid})-[x:HAS_STEP]->(s:Step)
WHERE x.valid_to IS NULL
RETURN w.uid AS power, s.uid AS step, s.seq AS seq ORDER BY power, step
"""


def step_order(
    store: Store | None, spool: Spool, gone: Mapping[str, Origin] | None = None
) -> Iterator[Fact]:
    """What follows each step of every power that the files touch; what followed it before and no
    longer does is closed.

    Args:
        spool: the facts of the files; a step that is named by another power than before touches
            both.
        gone: the steps that a newer state of their source lacks, and who says so.
    """
    gone = gone or {}
    seq: dict[str, tuple[int, Origin]] = {}
    steps: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    touched: dict[str, Origin] = {}
    kinds = spool.kinds()
    if _STEPS in kinds and _OF_POWER in kinds:
        seq = {f.uid: (f.props["seq"], f.origin) for batch in spool.nodes(_STEPS) for f in batch}
        for slots in spool.slots(_OF_POWER):
            for slot in slots:
                for power in slot.others:
                    number, origin = seq[slot.owner]
                    steps[power][number].append(slot.owner)
                    touched.setdefault(power, origin)
    if store:
        moving = {uid: origin for uid, (_, origin) in seq.items()} | dict(gone)
        for uids in in_batches(moving, 1000):
            for row in store.read(_POWERS, {"uids": uids}):
                touched.setdefault(row["power"], moving[row["uid"]])
        for uids in in_batches(touched, 1000):
            for row in store.read(_IN_GRAPH, {"uids": uids}):
                if row["step"] not in seq and row["step"] not in gone:
                    steps[row["power"]][row["seq"]].append(row["step"])
    for power, origin in touched.items():
        by_number = steps[power]
        numbers = sorted(by_number)
        for before, after in pairwise([*numbers, None]):
            following = tuple(by_number[after]) if after is not None else ()
            for step in by_number[before] if before is not None else ():
                # Said by the row of the step, or of the one after it, or of another of the power.
                rows = [seq[s][1] for s in (*following, step) if s in seq]
                yield _NEXT, SlotFact(step, following, rows[0] if rows else origin)
    for step, origin in gone.items():
        yield _NEXT, SlotFact(step, (), origin)
