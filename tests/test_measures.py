"""Indices of concentration against numpy, and by the properties that the literature asks for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from queries.views.measures import effective, gini, hhi, lorenz, rank, spread, top_share

amounts = st.floats(0, 1e12, allow_nan=False).map(lambda x: 0.0 if x < 1e-3 else x)
some = st.lists(amounts, min_size=1, max_size=40).filter(lambda values: sum(values) > 0)


@given(some)
def test_the_indices_are_those_of_numpy(values: list[float]) -> None:
    x = np.asarray(values)
    shares = x / x.sum()
    assert hhi(values) == pytest.approx(float((shares**2).sum()))
    # The other form of Gini: half the mean difference between any two, by the mean.
    difference = np.abs(np.subtract.outer(shares, shares)).mean()
    assert gini(values) == pytest.approx(float(difference / (2 * shares.mean())), abs=1e-9)
    assert top_share(values, 3) == pytest.approx(float(np.sort(shares)[::-1][:3].sum()))


@given(some)
def test_gini_is_twice_the_area_between_the_curve_and_the_line_of_equal_shares(
    values: list[float],
) -> None:
    x, y = np.asarray(lorenz(values)).T
    under = float(((y[1:] + y[:-1]) / 2 * np.diff(x)).sum())
    assert gini(values) == pytest.approx(1 - 2 * under, abs=1e-9)


@given(some)
def test_the_lorenz_curve_rises_ever_steeper_from_corner_to_corner(values: list[float]) -> None:
    points = lorenz(values)
    assert (points[0], points[-1]) == ((0.0, 0.0), (1.0, 1.0))
    slopes = np.diff(np.asarray(points)[:, 1]) * len(values)
    assert (slopes >= -1e-9).all()
    assert (np.diff(slopes) >= -1e-6).all()


@given(some, st.floats(1e-3, 1e3))
def test_another_unit_of_measurement_changes_nothing(values: list[float], factor: float) -> None:
    scaled = [value * factor for value in values]
    for index in (hhi, gini, effective):
        assert index(scaled) == pytest.approx(index(values), abs=1e-9)


@given(some, st.randoms(use_true_random=False))
def test_who_they_are_is_of_no_account(values: list[float], random: object) -> None:
    shuffled = sorted(values, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert hhi(shuffled) == pytest.approx(hhi(values))
    assert gini(shuffled) == pytest.approx(gini(values), abs=1e-9)


@given(st.integers(1, 50), st.floats(0.1, 1e9))
def test_equal_shares_are_the_least_concentration(count: int, value: float) -> None:
    equal = [value] * count
    assert hhi(equal) == pytest.approx(1 / count)
    assert gini(equal) == pytest.approx(0, abs=1e-9)
    assert effective(equal) == pytest.approx(count)
    assert top_share(equal, 1) == pytest.approx(1 / count)


@given(st.integers(1, 50), st.floats(0.1, 1e9))
def test_one_who_has_all_is_the_greatest(count: int, value: float) -> None:
    alone = [0.0] * (count - 1) + [value]
    assert hhi(alone) == pytest.approx(1)
    assert gini(alone) == pytest.approx((count - 1) / count)
    assert top_share(alone, 1) == pytest.approx(1)


@given(some)
def test_each_index_keeps_within_its_bounds(values: list[float]) -> None:
    count = len(values)
    index, unequal, top = hhi(values), gini(values), top_share(values, 1)
    assert index is not None
    assert unequal is not None
    assert top is not None
    assert 1 / count - 1e-9 <= index <= 1 + 1e-9
    assert 0 <= unequal <= (count - 1) / count + 1e-9
    assert top**2 - 1e-9 <= index <= top + 1e-9


@given(some, st.floats(0.01, 0.5))
def test_taking_from_the_richest_for_the_poorest_lowers_both(
    values: list[float], part: float
) -> None:
    ordered = sorted(values)
    gap = ordered[-1] - ordered[0]
    assume(gap > 1e-6 * ordered[-1])
    levelled = [ordered[0] + part * gap, *ordered[1:-1], ordered[-1] - part * gap]
    before, after = hhi(values), hhi(levelled)
    assert before is not None
    assert after is not None
    assert after <= before + 1e-12
    assert (gini(levelled) or 0) <= (gini(values) or 0) + 1e-12


@given(some, st.integers(2, 4))
def test_gini_of_several_such_counties_together_is_the_same(
    values: list[float], times: int
) -> None:
    assert gini(values * times) == pytest.approx(gini(values), abs=1e-9)


def test_where_there_is_nothing_there_is_no_index() -> None:
    for nothing in ([], [0.0, 0.0]):
        assert hhi(nothing) is None
        assert gini(nothing) is None
        assert effective(nothing) is None
        assert top_share(nothing, 1) is None
        assert lorenz(nothing) == ()
    assert spread([]) is None


@given(st.lists(amounts, min_size=1, max_size=40))
def test_quartiles_are_those_of_numpy(values: list[float]) -> None:
    found = spread(values)
    assert found is not None
    expected = np.quantile(values, [0, 0.25, 0.5, 0.75, 1])
    got = (found.low, found.q1, found.median, found.q3, found.high)
    assert got == pytest.approx(expected.tolist())
    assert found.count == len(values)


@given(st.lists(amounts, min_size=1, max_size=40), st.data())
def test_the_rank_counts_those_who_have_more(values: list[float], data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(values))
    assert rank(values, value) == 1 + int((np.asarray(values) > value).sum())
