"""权力集中, ranking: who holds most, the indices, the Lorenz curve, and the powers behind a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.app_pages.concentration import powers as concentration_powers
from dashboard.app_pages.concentration.asked import Asked, figure, named, written
from dashboard.shell import Frame
from graph.drawing.charts import lorenz as drawn
from queries.render import cell
from queries.views.concentration import LABEL, WEIGHTS, Line, values
from queries.views.measures import effective, gini, hhi, lorenz, rank, top_share
from queries.views.words import listed, percent, tenths

_FEW = 5


def show(frame: Frame, asked: Asked) -> None:
    """The view."""
    shared = values(asked.lines, asked.scope.by)
    _cards(frame, asked, shared)
    left, right = st.columns([9, 4], gap="medium")
    with left:
        chosen = _table(frame, asked, shared)
    with right:
        _curve(frame, asked, shared)
    if chosen is None:
        shell.quiet(frame.say("concentration.rank_hint"))
        return
    frame.own["holder"] = chosen.holder.uid
    _holder(frame, asked, chosen)


def _cards(frame: Frame, asked: Asked, shared: Sequence[float]) -> None:
    scope = asked.scope
    held = {uid for line in asked.lines for uid in line.powers}
    known = sum(p.weight(scope.by, scope.points) is not None for p in asked.powers.values())
    subject = frame.say(f"concentration.subject_{scope.subject}")
    index, many, unequal = hhi(shared), effective(shared), gini(shared)
    first, few = top_share(shared, 1), top_share(shared, _FEW)
    no_data = frame.say("word.no_data")

    def note(key: str, **given: object) -> str:
        return frame.say(f"concentration.note_{key}", subject=subject, **given) if shared else ""

    st.html(
        markup.cards(
            [
                (
                    frame.say("concentration.powers"),
                    f"{len(asked.powers):,}",
                    markup.lines(
                        [
                            note("held", held=f"{len(held):,}"),
                            frame.say(f"concentration.note_{scope.by}", known=f"{known:,}"),
                        ]
                    ),
                ),
                (
                    frame.say("concentration.holders", subject=subject),
                    f"{len(asked.lines):,}",
                    frame.say("concentration.note_known", known=f"{len(shared):,}"),
                ),
                (
                    frame.say("concentration.hhi"),
                    f"{index:.4f}" if index is not None else no_data,
                    note("hhi", equal=f"{1 / max(len(shared), 1):.4f}", many=f"{many or 0:,.1f}"),
                ),
                (
                    frame.say("concentration.gini"),
                    f"{unequal:.3f}" if unequal is not None else no_data,
                    note("gini"),
                ),
                (
                    frame.say("concentration.top"),
                    percent(first, frame.language),
                    asked.lines[0].holder.name if shared else "",
                ),
                (
                    frame.say("concentration.top_few", count=_FEW),
                    percent(few, frame.language),
                    note("few", count=min(_FEW, len(shared)), of=f"{len(shared):,}"),
                ),
            ]
        )
    )


def _rows(frame: Frame, asked: Asked, shared: Sequence[float]) -> list[dict[str, Any]]:
    """The ranking as plain values; shares in per cent, money in ten thousand yuan."""
    by, whole = asked.scope.by, sum(shared)
    sums = list(accumulate(shared))
    made: list[dict[str, Any]] = []
    for at, line in enumerate(asked.lines):
        value = line.weights[by]
        share = value / whole if value is not None and whole else None
        row: dict[str, Any] = {
            "rank": None if value is None else rank(shared, value),
            "name": cell(line.holder.name),
            "uid": line.holder.uid,
            "place": cell(listed(line.holder.place, frame.language)),
            "share": None if share is None else tenths(share),
            "running": None if share is None else tenths(sums[at] / whole),
        }
        made.append(row | {w: figure(w, line.weights[w]) for w in WEIGHTS})
    return made


def _table(frame: Frame, asked: Asked, shared: Sequence[float]) -> Line | None:
    scope = asked.scope
    st.subheader(frame.say("concentration.ranking"), anchor=False)
    rows = _rows(frame, asked, shared)
    keys = ["rank", "name", "place", *WEIGHTS, "share", "running"]
    if scope.subject == "department":
        keys.remove("place")
    titles = {key: frame.say(f"concentration.column_{key}") for key in keys}
    at = listing.picked(
        frame,
        titles,
        rows,
        f"list_{scope}_{frame.unit}",
        width={"rank": 50},
        formats={"share": "%.1f %%", "running": "%.1f %%"},
        height=440,
        empty=frame.say("word.no_data"),
        alt=frame.say("concentration.ranking"),
    )
    downloads.table(
        frame,
        titles | {"uid": frame.say("explorer.uid")},
        rows,
        f"concentration-{scope.subject}-{frame.as_of}",
        "rank",
    )
    if at is not None:
        return asked.lines[at]
    wanted = frame.own.pop("holder", None)
    return next((line for line in asked.lines if line.holder.uid == wanted), None)


def _curve(frame: Frame, asked: Asked, shared: Sequence[float]) -> None:
    st.subheader(frame.say("concentration.lorenz"), anchor=False)
    points = lorenz(shared)
    if not points:
        st.info(frame.say("concentration.no_curve"))
        return
    scope = asked.scope
    subject = frame.say(f"concentration.subject_{scope.subject}")
    weight = frame.say(f"concentration.by_{scope.by}")
    axes = (
        frame.say("concentration.axis_holders", subject=subject),
        frame.say("concentration.axis_weight", weight=weight),
    )
    unequal = gini(shared) or 0.0
    said = frame.say("concentration.lorenz_says", gini=f"{unequal:.3f}", count=f"{len(shared):,}")
    svg = drawn(points, axes, f"{frame.say('concentration.lorenz')} {frame.scope}", frame.language)
    st.image(svg, width="stretch", alt=said)
    shell.quiet(said)
    downloads.drawing(frame, lambda: svg, f"lorenz-{scope.subject}-{frame.as_of}", "lorenz")
    downloads.table(
        frame,
        {"x": axes[0], "y": axes[1]},
        [{"x": round(x, 6), "y": round(y, 6)} for x, y in points],
        f"lorenz-{scope.subject}-{frame.as_of}",
        "points",
    )


def _holder(frame: Frame, asked: Asked, line: Line) -> None:
    scope = asked.scope
    with st.container(border=True):
        st.html(f'<h3 class="pg-head">{markup.text(named(frame, line))}</h3>')
        entries = [
            (
                frame.say(f"concentration.column_{w}"),
                frame.say(
                    "concentration.of_powers",
                    value=written(frame, w, line.weights[w]),
                    known=line.known[w],
                    count=len(line.powers),
                ),
            )
            for w in WEIGHTS
        ]
        st.html(markup.facts(entries))
        frame.link(
            frame.say("power.map"),
            "explorer",
            {"node": f"{LABEL[scope.subject]}/{line.holder.uid}"},
        )
        concentration_powers.show(
            frame, [asked.powers[uid] for uid in line.powers], "holder", line.holder
        )
