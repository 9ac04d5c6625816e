"""What is planted in the clean county. Written from the rule catalogue, never from the queries.

A plant is a function that changes the county in one place and says every finding that follows, of
whichever rule. One more is one more function in the `PLANTS` of its family.
"""

from __future__ import annotations

from typing import Final

from powergraph.demo.county import County
from powergraph.demo.plant import (
    acc,
    chk_more,
    chk_risks,
    chk_roles,
    con,
    con_more,
    fnd,
    led,
    leg,
    ppl,
    prc,
    prc_cases,
    sod,
    sod_more,
    trn,
)
from powergraph.demo.plant.base import Plant, Planter
from powergraph.demo.powers import PowerBuilder

PLANTS: Final[tuple[Plant, ...]] = (
    *sod.PLANTS,
    *con.PLANTS,
    *chk_roles.PLANTS,
    *chk_risks.PLANTS,
    *leg.PLANTS,
    *sod_more.PLANTS,
    *con_more.PLANTS,
    *chk_more.PLANTS,
    *trn.PLANTS,
    *prc.PLANTS,
    *prc_cases.PLANTS,
    *led.PLANTS,
    *fnd.PLANTS,
    *ppl.PLANTS,
    *acc.PLANTS,
)


def plant_all(county: County, builder: PowerBuilder) -> None:
    """Make every listed difference, and list it in `county.planted`."""
    planter = Planter(county, builder)
    county.planted = [plant(planter) for plant in PLANTS]
