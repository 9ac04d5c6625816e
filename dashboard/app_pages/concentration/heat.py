"""权力集中, heat map: who holds how much in which domain; a cell opens to the powers behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages.concentration import powers as concentration_powers
from dashboard.app_pages.concentration.asked import Asked, figure, named, written
from dashboard.shell import Frame
from graph.drawing.charts import heat as drawn
from queries.render import cell
from queries.views.concentration import Line
from queries.views.grid import COLUMNS, UNSTATED, Cell, Column, Grid, Row, grid
from queries.views.words import value_of

_ROWS: Final = 60  # of their own in the picture; the rest is put together
_SEEN: Final = 20  # at once; the slider brings the others
# Of the least and of the most; dark letters are readable on both.
_LIGHT, _DARK, _INK = "#f0f4fd", "#7b97ea", "#1c2333"
_UNKNOWN: Final = {"visualMap": False, "itemStyle": {"color": "#f6f6f4"}}
_CHART, _TABLE = "concentration_heat_chart", "concentration_heat_table"
_ROW, _COLUMN = "concentration_heat_row", "concentration_heat_column"


def show(frame: Frame, asked: Asked) -> None:
    """The view."""
    column = _column(frame, asked)
    scope = asked.scope

    def kind(line: Line) -> str:
        unit = frame.units.get(line.holder.uid) if scope.subject == "department" else None
        return unit.kind or "" if unit else ""

    def made(most: int | None) -> Grid:
        lines, powers = asked.lines, asked.powers
        return grid(lines, powers, column, scope.by, scope.points, most=most, group=kind)

    small, whole = made(_ROWS), made(None)
    names = {row.key: _name(frame, asked, row) for row in (*small.rows, *whole.rows)}
    heads = {code: _head(frame, column, code) for code in whole.columns}
    st.subheader(frame.say("concentration.heat"), anchor=False)
    weight = frame.say(f"concentration.by_{scope.by}")
    shell.quiet(frame.say("concentration.heat_says", weight=weight, rows=_ROWS))
    _chart(frame, asked, small, names, heads)
    name = f"heat-{scope.subject}-{frame.as_of}"
    downloads.drawing(frame, lambda: _svg(frame, asked, small, names, heads), name, "heat")
    _picked(frame, asked, {**whole.cells, **small.cells}, names, heads)
    with st.expander(frame.say("concentration.heat_table", rows=f"{len(whole.rows):,}")):
        _table(frame, asked, whole, names, heads)


def _column(frame: Frame, asked: Asked) -> Column:
    """What stands across: domains, or types of power where no domain is stated."""
    stated = any(p.row.domain for p in asked.powers.values())
    default: Column = "domain" if stated else "power_type"
    st.session_state.setdefault("concentration_across", default)
    chosen = st.segmented_control(
        frame.say("concentration.across"),
        COLUMNS,
        key="concentration_across",
        required=True,
        format_func=lambda c: frame.say(f"concentration.across_{c}"),
    )
    return chosen or default


def _name(frame: Frame, asked: Asked, row: Row) -> str:
    if row.group is None:
        return cell(named(frame, row.lines[0]))
    kind = value_of("Department", "kind", row.group, frame.language) if row.group else ""
    subject = frame.say(f"concentration.subject_{asked.scope.subject}")
    return frame.say("concentration.rest", count=f"{len(row.lines):,}", kind=kind or subject)


def _head(frame: Frame, column: Column, code: str) -> str:
    if code == UNSTATED:
        return frame.say(f"concentration.unstated_{column}")
    return value_of("Power", column, code, frame.language)


def _chart(
    frame: Frame, asked: Asked, found: Grid, names: Mapping[str, str], heads: Mapping[str, str]
) -> None:
    rows, columns = [row.key for row in found.rows], list(found.columns)
    shades = found.shades()
    places: list[tuple[str, str]] = []
    data: list[dict[str, Any]] = []
    for at, value in found.cells.items():
        said = written(frame, asked.scope.by, value.value)
        entry = [columns.index(at[1]), rows.index(at[0]), shades.get(at, 0.0), said]
        entry += [names[at[0]], heads[at[1]]]
        # Named apart: ECharts would take all cells of one column for the one that is picked.
        item = {"name": str(len(places)), "value": entry}
        places.append(at)
        data.append(item if value.value is not None else item | _UNKNOWN)

    def clicked() -> None:
        groups = st.session_state[_CHART]["selection"]["selected"]
        picked = [i for group in groups for i in group["data_indices"] if i < len(places)]
        if picked:
            st.session_state[_ROW], st.session_state[_COLUMN] = places[picked[-1]]

    st.echarts_chart(
        _option([names[key] for key in rows], [heads[code] for code in columns], data),
        height=90 + 23 * min(len(rows), _SEEN),
        key=_CHART,
        on_select=clicked,
        alt=frame.say("concentration.heat_alt", rows=len(rows), columns=len(columns)),
    )


def _option(
    rows: Sequence[str], heads: Sequence[str], data: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What ECharts draws: rows downwards, a slider where they are many."""
    many = len(rows) > _SEEN
    ink = {"color": "#3d4866", "fontSize": 12, "interval": 0, "overflow": "truncate"}
    zoom = {"yAxisIndex": 0, "startValue": 0, "endValue": _SEEN - 1, "filterMode": "empty"}
    slider = zoom | {"type": "slider", "right": 8, "width": 18, "showDetail": False}
    return {
        "animation": False,
        "grid": {
            "containLabel": True,
            "left": 4,
            "right": 48 if many else 16,
            "top": 4,
            "bottom": 4,
        },
        "xAxis": {
            "type": "category",
            "data": list(heads),
            "position": "top",
            "axisLabel": ink | {"rotate": 40, "width": 110},
        },
        "yAxis": {
            "type": "category",
            "data": list(rows),
            "inverse": True,
            "axisLabel": ink | {"width": 210},
        },
        "dataZoom": [slider, zoom | {"type": "inside"}] if many else [],
        "visualMap": {
            "show": False,
            "min": 0,
            "max": 1,
            "dimension": 2,
            "inRange": {"color": [_LIGHT, _DARK]},
        },
        "tooltip": {"formatter": "{@[4]} × {@[5]}<br/>{@[3]}"},
        "series": [
            {
                "type": "heatmap",
                "data": list(data),
                "label": {"show": True, "formatter": "{@[3]}", "fontSize": 11, "color": _INK},
                "itemStyle": {"borderColor": "#ffffff", "borderWidth": 1},
                "emphasis": {"itemStyle": {"borderColor": "#1c2333", "borderWidth": 2}},
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": "#b3261e", "borderWidth": 3}},
            }
        ],
    }


def _svg(
    frame: Frame, asked: Asked, found: Grid, names: Mapping[str, str], heads: Mapping[str, str]
) -> str:
    shades = found.shades()

    def of(at: tuple[str, str]) -> tuple[float, str] | None:
        if at not in found.cells:
            return None
        said = written(frame, asked.scope.by, found.cells[at].value)
        return shades.get(at, 0.0), said

    return drawn(
        [names[row.key] for row in found.rows],
        [heads[code] for code in found.columns],
        [[of((row.key, code)) for code in found.columns] for row in found.rows],
        f"{frame.say('concentration.heat')} {frame.scope}",
        frame.language,
    )


def _picked(
    frame: Frame,
    asked: Asked,
    cells: Mapping[tuple[str, str], Cell],
    names: Mapping[str, str],
    heads: Mapping[str, str],
) -> None:
    """The cell that was clicked, or chosen here: the way for those who use no mouse."""
    chosen = []
    columns = st.columns([3, 2, 3], vertical_alignment="bottom")
    for column, key, name, known in zip(
        columns, (_ROW, _COLUMN), ("row", "column"), (names, heads), strict=False
    ):
        if st.session_state.setdefault(key, frame.own.get(name)) not in known:
            st.session_state[key] = None
        with column:
            value = st.selectbox(
                frame.say(f"concentration.heat_{name}"),
                list(known),
                index=None,
                key=key,
                format_func=known.__getitem__,
                placeholder=frame.say("concentration.heat_choose"),
            )
        if value:
            frame.own[name] = value
            chosen.append(value)
        else:
            frame.own.pop(name, None)
    if len(chosen) < 2:
        shell.quiet(frame.say("concentration.heat_hint"))
        return
    row, code = chosen
    found = cells.get((row, code))
    powers = found.powers if found else ()
    title = frame.say(
        "concentration.cell", row=names[row], column=heads[code], count=f"{len(powers):,}"
    )
    with st.container(border=True):
        st.html(f'<h3 class="pg-head">{markup.text(title)}</h3>')
        if powers:
            holder = next((x.holder for x in asked.lines if x.holder.uid == row), None)
            concentration_powers.show(frame, [asked.powers[uid] for uid in powers], "cell", holder)


def _table(
    frame: Frame, asked: Asked, found: Grid, names: Mapping[str, str], heads: Mapping[str, str]
) -> None:
    """The same, every row on its own."""
    by = asked.scope.by
    titles = {"name": frame.say("concentration.column_name")}
    titles |= {code: heads[code] for code in found.columns}
    rows: list[dict[str, Any]] = []
    shown: list[dict[str, str]] = []
    for row in found.rows:
        own = {code: c for code in found.columns if (c := found.cells.get((row.key, code)))}
        said = {code: written(frame, by, c.value) for code, c in own.items()}
        numbers = {code: figure(by, c.value) for code, c in own.items() if c.value is not None}
        empty = dict.fromkeys(found.columns, "")
        name = {"name": names[row.key]}
        shown.append(name | empty | said)
        rows.append(name | {"uid": row.key} | empty | said | numbers)
    codes = {title: code for code, title in titles.items()}

    def clicked() -> None:
        picked = st.session_state[_TABLE]["selection"]["cells"]
        if picked and picked[0][0] < len(rows) and codes[picked[0][1]] != "name":
            st.session_state[_ROW] = found.rows[picked[0][0]].key
            st.session_state[_COLUMN] = codes[picked[0][1]]

    st.dataframe(
        {title: [row[key] for row in shown] for key, title in titles.items()},
        key=_TABLE,
        hide_index=True,
        height=min(420, 38 + 35 * len(rows)),
        on_select=clicked,
        selection_mode="single-cell",
        alt=frame.say("concentration.heat"),
    )
    titles["uid"] = frame.say("explorer.uid")
    downloads.table(frame, titles, rows, f"heat-{asked.scope.subject}-{frame.as_of}", "grid")
