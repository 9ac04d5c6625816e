"""The demo county: made up, the same each time, with or without what the rules should find.

Everything in it is 合成数据. The clean county gives no finding; the planted one is the clean one
with listed differences, each of which names the findings that follow from it.
"""

from __future__ import annotations

from typing import Final

from powergraph.demo.cases import build_cases
from powergraph.demo.county import AS_OF, County, Planted
from powergraph.demo.meetings import build_matters
from powergraph.demo.money import build_counterparties, build_money
from powergraph.demo.oversight import build_oversight
from powergraph.demo.people import build_people
from powergraph.demo.plant import plant_all
from powergraph.demo.powers import build_powers
from powergraph.demo.risks import build_risks, build_systems
from powergraph.demo.units import build_units
from powergraph.demo.write import FOLDER, NOTICE, DemoReader, write

__all__ = [
    "AS_OF",
    "FOLDER",
    "NOTICE",
    "SEED",
    "County",
    "DemoReader",
    "Planted",
    "build",
    "expected_findings",
    "figures",
    "write",
]

SEED: Final = 211


def build(cases: int = 10_000, *, planted: bool = True, seed: int = SEED) -> County:
    """Make the county. The same arguments give the same rows.

    Args:
        cases: how many cases with their events; nothing else grows with it.
        planted: with the listed differences, each of which rules should find.
    """
    county = County(seed, cases)
    build_units(county)
    build_people(county)
    builder = build_powers(county)
    build_risks(county)
    build_systems(county)
    build_counterparties(county)
    build_matters(county)
    build_money(county)
    build_oversight(county)
    build_cases(county)
    if planted:
        plant_all(county, builder)
    return county


def expected_findings(
    rules: set[str], county: County | None = None
) -> set[tuple[str, str, tuple[str, ...]]]:
    """What those rules must find in a planted county, and nothing else.

    Returns:
        (rule, uid of the subject, uids of the actors, sorted) of each finding.
    """
    county = county or build(0)
    return {f for p in county.planted for f in p.findings if f[0] in rules}


def figures(county: County) -> dict[str, int]:
    """The figures of the Decheng document, as they are in a county."""
    departments = county.where("departments")
    powers = county.where("powers")
    listed = [p for p in powers if p.get("list")]
    communities = [p for p in listed if p["department"][0] == "C"]
    at_risk = {r["power"] for r in county.where("risk_points")}
    return {
        "departments": sum(d["kind"] == "DISTRICT_DEPT" for d in departments),
        "towns": sum(d["kind"] in ("TOWN", "STREET") for d in departments),
        "communities": sum(d["kind"] == "COMMUNITY" for d in departments),
        "listed_above": len(listed) - len(communities),
        "listed_communities": len(communities),
        "unlisted": len(powers) - len(listed),
        "risk_powers": len(at_risk),
        "risk_points": len(county.where("risk_points")),
        "measures": len(county.where("control_measures")),
        "systems": len(county.where("restraint_systems")),
        "affairs": sum(bool(d.get("affair")) for d in county.where("disclosures")),
    }
