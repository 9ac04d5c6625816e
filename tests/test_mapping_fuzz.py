"""Whatever stands in a table, reading its meaning ends in rows and problems, never in a crash."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import Problem
from graph.privacy import names_a_person
from loaders.mapping import Options, form_named, forms
from loaders.names import teach
from tests.form_sheets import ALL, UNITS
from tests.typed_tables import OwnReader, Typed, TypedReader

# What real cells hold, so that random tables reach behind the first refusal.
KNOWN = sorted(
    {str(v) for typed in ALL for row in typed.data for v in row.values() if v is not None}
    | {
        "区财政局",
        "财政局",
        "D1",
        "第三条",
        "《》",
        "《a",
        "分管",
        "负责。",
        "1.2.",
        "→",
        "：",
        "张三：",
        "L×C",
    }
    | {
        "5×5",
        "0",
        "-1",
        "1e400",
        "〇",
        "二〇二六年",
        "99999999999",
        "9" * 30,
        "٣",
        "²",
        "\x00",
        "\ud800",
    }
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(KNOWN),
    st.lists(st.sampled_from(KNOWN), max_size=3).map("".join),
    st.text(max_size=12),
    st.integers(-10, 10**12),
    st.floats(),
    st.booleans(),
    st.dates(date(1899, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1899, 1, 1), datetime(9999, 12, 31)),
    st.lists(st.sampled_from(KNOWN), max_size=2),
)
OPTIONS = st.builds(
    Options,
    unit=st.sampled_from(["", "D1", "区财政局", "没有的"]),
    create_units=st.booleans(),
    unit_kind=st.sampled_from(["", "区直部门", "乱写"]),
    create_posts=st.booleans(),
    basis_kind=st.sampled_from(["", "法律", "乱写"]),
    applicant_kind=st.sampled_from(["", "个人", "乱写"]),
)


@st.composite
def tables(draw: st.DrawFn) -> Typed:
    form = draw(st.sampled_from([t.form for t in ALL] * 4 + [f.name for f in forms() if f.table]))
    whole = next(([*t.data] for t in ALL if t.form == form), [])
    fields = [*form_named(form).fields]
    some = st.dictionaries(st.sampled_from(fields), CELLS, max_size=len(fields))
    rows: list[dict[str, Any]] = draw(st.lists(some, min_size=1, max_size=4))
    base = draw(st.sampled_from([*whole, {}]))
    return Typed(form, [base | row for row in rows], options=draw(OPTIONS))


@settings(deadline=None)
@given(st.lists(tables(), min_size=1, max_size=2))
def test_any_cells_end_in_rows_and_problems(found: list[Typed]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POWERGRAPH_SECRET", "a secret for tests only")
        reader = TypedReader(*found)
        teach(None, [OwnReader(UNITS), reader])
        problems: list[Problem] = []
        rows = list(reader.rows(problems))
    for raw in rows:
        required = {c.name for c in raw.table.columns if c.required}
        assert all(raw.cells.get(name) is not None for name in required)
        assert raw.cells.keys() <= {c.name for c in raw.table.columns}
    for problem in problems:
        assert problem.row >= 1
        for text in (problem.render("zh"), problem.render("en")):
            assert not names_a_person(text)
