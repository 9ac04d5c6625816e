"""What is planted in the clean county. Written from the rule catalogue, never from the queries."""

from __future__ import annotations

from powergraph.demo.county import County


def plant_all(county: County) -> None:
    """Make every listed difference."""
