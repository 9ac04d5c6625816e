"""The order of a power's steps: NEXT joins each step to those of the next number.

NEXT is no column of any table; it follows from the step numbers, those in the files and those that
the graph holds for the same powers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from graph.schema.rels import NEXT
from graph.store import Store
from graph.writing import Origin, RelFact, RelKind, SlotKind, in_batches, rel_uid
from loaders.facts import Fact
from loaders.spool import Spool

_STEPS: Final = "Step"
_OF_POWER: Final = SlotKind(RelKind("HAS_STEP", "Power", _STEPS), "target")
_IN_GRAPH: Final = """
UNWIND $uids AS uid MATCH (w:Power {uid: uid})-[x:HAS_STEP]->(s:Step)
WHERE x.valid_to IS NULL
RETURN w.uid AS power, s.uid AS step, s.seq AS seq ORDER BY power, step
"""


def step_order(store: Store | None, spool: Spool) -> Iterator[Fact]:
    """The NEXT relationships of every power whose steps are in the spool.

    What it cannot see: a NEXT that an earlier file made and that a step put in between has made
    wrong stays; the step numbers are what queries go by.
    """
    kinds = spool.kinds()
    if _STEPS not in kinds or _OF_POWER not in kinds:
        return
    seq: dict[str, tuple[int, Origin]] = {
        f.uid: (f.props["seq"], f.origin) for batch in spool.nodes(_STEPS) for f in batch
    }
    steps: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for slots in spool.slots(_OF_POWER):
        for slot in slots:
            for power in slot.others:
                steps[power][seq[slot.owner][0]].append(slot.owner)
    if store:
        for uids in in_batches(list(steps), 1000):
            for row in store.read(_IN_GRAPH, {"uids": uids}):
                if row["step"] not in seq:
                    steps[row["power"]][row["seq"]].append(row["step"])
    kind = RelKind(NEXT.name, _STEPS, _STEPS)
    for by_number in steps.values():
        numbers = sorted(by_number)
        for before, after in pairwise(numbers):
            for a in by_number[before]:
                for b in by_number[after]:
                    uid = rel_uid([NEXT.name, _STEPS, a, _STEPS, b])
                    origin = seq[b][1] if b in seq else seq[a][1] if a in seq else None
                    if origin:
                        yield kind, RelFact(uid, a, b, {"uid": uid}, origin)
