"""What a check of the whole graph gave, as somebody may see it who sees only a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from graph.schema import SCHEMA, Group
from graph.store import Store
from queries.findings import CheckResult, Finding, RuleRun


class Visible(NamedTuple):
    """What may be seen, and the ids of the unit's findings that are left out of it because they
    touch others."""

    result: CheckResult
    withheld: frozenset[str] = frozenset()


class Extent(NamedTuple):
    """What there is in a part: every node as `Label/uid`, and how much."""

    refs: frozenset[str]
    nodes: int
    relationships: int


def extent(store: Store) -> Extent:
    """What there is in a graph."""
    refs = frozenset(
        f"{label}/{row['uid']}"
        for label, node in SCHEMA.nodes.items()
        if node.label.group is not Group.SYSTEM
        for row in store.read(f"MATCH (n:{label}) RETURN n.uid AS uid")
    )
    [nodes] = store.read("MATCH (n) RETURN count(n) AS n")
    [links] = store.read("MATCH ()-[r]->() RETURN count(r) AS n")
    return Extent(refs, int(nodes["n"]), int(links["n"]))


def of_unit(
    result: CheckResult, unit: str, name: str, extent: Extent, fingerprint: str | None
) -> Visible:
    """What of it is about a unit and touches nothing outside its part of the graph."""
    own = [finding for finding in result.findings if finding.unit == unit]
    kept = tuple(finding for finding in own if _lies_in(finding, extent.refs))
    shown = replace(
        result,
        nodes=extent.nodes,
        relationships=extent.relationships,
        fingerprint=fingerprint,
        units={unit: name},
        rules=tuple(_cut(run, unit, kept) for run in result.rules),
        findings=kept,
    )
    return Visible(shown, frozenset(f.id for f in own) - {f.id for f in kept})


def _lies_in(finding: Finding, refs: frozenset[str]) -> bool:
    named = [f"{finding.subject_label}/{finding.subject}", *finding.evidence]
    named += [f"Official/{uid}" for uid in finding.actors]
    return all(ref in refs for ref in named)


def _cut(run: RuleRun, unit: str, kept: tuple[Finding, ...]) -> RuleRun:
    def own(counts: Mapping[str | None, int]) -> dict[str | None, int]:
        return {unit: counts[unit]} if unit in counts else {}

    examined, found = own(run.examined), own(run.found)
    ran = bool(any(examined.values()) or any(found.values()))
    return replace(
        run,
        status=run.status if run.status == "failed" else "ran" if ran else "no_data",
        findings=sum(finding.rule == run.id for finding in kept),
        units_without_data=tuple(u for u in run.units_without_data if u == unit),
        examined=examined,
        found=found,
    )
