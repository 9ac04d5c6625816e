"""What an export has written and what it has left out, counted as it goes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass


class Losses:
    """What is left out: counts by reason (a key of the catalogue) and by what it was."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, reason: str, what: str, count: int = 1) -> None:
        """Count something that is left out."""
        if count:
            self._counts[reason, what] += count

    def by_reason(self) -> dict[str, dict[str, int]]:
        """Counts by what was left out, for each reason."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for (reason, what), count in sorted(self._counts.items()):
            found[reason][what] = count
        return dict(found)


@dataclass(slots=True)
class Written:
    """How much an export holds: nodes and relationships, or rows of tables, or entities."""

    losses: Losses
    nodes: int = 0
    links: int = 0
    rows: int = 0
    entities: int = 0
