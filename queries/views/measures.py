"""How unevenly something is shared out: indices of concentration, and where one value stands.

Values are what each holder has: finite, none below nought. An index of nothing, or of values that
are all nought, is None: there is no share to speak of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import quantiles


def hhi(values: Sequence[float]) -> float | None:
    """Σ share²: 1/n where n holders have the same, 1 where one has all.

    Source: Herfindahl (1950), Hirschman (1964), as in Rhoades, "The Herfindahl-Hirschman Index",
    Federal Reserve Bulletin 79 (1993), there with shares in per cent.

    >>> hhi([1, 1, 1, 1]), hhi([4, 0]), hhi([])
    (0.25, 1.0, None)
    """
    shares = _shares(values)
    return sum(share * share for share in shares) if shares else None


def effective(values: Sequence[float]) -> float | None:
    """1 / HHI: how many holders of equal shares would be as concentrated.

    Source: Laakso and Taagepera, "Effective Number of Parties", Comparative Political Studies 12
    (1979).

    >>> effective([5, 5, 0])
    2.0
    """
    index = hhi(values)
    return 1 / index if index else None


def gini(values: Sequence[float]) -> float | None:
    """0 where all have the same, (n - 1)/n where one of n has all.

    G = Σ (2i - n - 1)·xᵢ / (n·Σx) over the values in ascending order, i from 1.
    Source: Gini (1912), in the form of Cowell, Measuring Inequality (3rd ed. 2011).

    >>> gini([3, 3, 3]), gini([0, 0, 0, 8]), gini([0])
    (0.0, 0.75, None)
    """
    shares = sorted(_shares(values))
    count = len(shares)
    if not count:
        return None
    return max(0.0, sum((2 * i - count - 1) * x for i, x in enumerate(shares, 1)) / count)


def lorenz(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Points (share of holders, the smallest first; their share of the whole), from (0, 0) to
    (1, 1); nothing where there is no whole.

    Source: Lorenz, "Methods of Measuring the Concentration of Wealth", Publications of the
    American Statistical Association 9 (1905).

    >>> lorenz([3, 1])
    ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0))
    """
    shares = sorted(_shares(values))
    count = len(shares)
    if not count:
        return ()
    inner = [(i / count, run) for i, run in enumerate(accumulate(shares), 1)][:-1]
    return ((0.0, 0.0), *inner, (1.0, 1.0))


def top_share(values: Sequence[float], k: int) -> float | None:
    """The share of the k holders who have most (the concentration ratio CRₖ).

    >>> top_share([5, 3, 2], 1), top_share([5, 3, 2], 5)
    (0.5, 1.0)
    """
    shares = sorted(_shares(values), reverse=True)
    return min(1.0, sum(shares[:k])) if shares else None


@dataclass(frozen=True, slots=True)
class Spread:
    """How values lie: number, least, lower quartile, median, upper quartile, greatest."""

    count: int
    low: float
    q1: float
    median: float
    q3: float
    high: float


def spread(values: Iterable[float]) -> Spread | None:
    """None without values. Quartiles are interpolated between the two nearest values, as Excel's
    QUARTILE.INC does.

    Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician
    50 (1996), definition 7.

    >>> spread([1, 2, 3, 4])
    Spread(count=4, low=1, q1=1.75, median=2.5, q3=3.25, high=4)
    """
    ordered = sorted(values)
    if not ordered:
        return None
    if len(ordered) == 1:
        return Spread(1, *ordered * 5)
    q1, median, q3 = quantiles(ordered, method="inclusive")
    return Spread(len(ordered), ordered[0], q1, median, q3, ordered[-1])


def rank(values: Iterable[float], value: float) -> int:
    """1 for the greatest; equal values share the better rank.

    >>> rank([9, 7, 7, 1], 7), rank([9, 7, 7, 1], 1)
    (2, 4)
    """
    return 1 + sum(other > value for other in values)


def _shares(values: Sequence[float]) -> list[float]:
    # Divided by the greatest first: the sum of tiny, or of huge, values would lose them.
    most = max(values, default=0.0)
    if most <= 0:
        return []
    scaled = [value / most for value in values]
    total = sum(scaled)
    return [value / total for value in scaled]
