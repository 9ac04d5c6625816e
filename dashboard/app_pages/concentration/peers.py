"""权力集中, comparison: each unit beside those of its kind, by median, quartiles and rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.app_pages.concentration.asked import Asked, figure
from dashboard.shell import Frame
from graph.drawing.charts import Box, boxes
from queries.render import cell
from queries.views import concentration as facts
from queries.views.concentration import FEWEST, INDICES, WEIGHTS, Index, Peer
from queries.views.words import value_of

_SHARES: Final = ("hhi", "gini", "top")
Found = Mapping[str, Mapping[Index, float | None]]


def show(frame: Frame, asked: Asked) -> None:
    """The view."""
    scope = asked.scope
    found = facts.by_unit(asked.people, asked.every, scope.by, scope.role, scope.points)
    if frame.unit:
        _one(frame, asked, found, frame.unit)
    index = _index(frame, asked)
    kinds = {frame.units[frame.unit].kind} if frame.unit else None
    compared = [
        p for p in facts.peers(found, frame.units, index) if kinds is None or p.unit.kind in kinds
    ]
    _boxes(frame, asked, compared, index)
    _table(frame, asked, compared, index)


def _index(frame: Frame, asked: Asked) -> Index:
    """What units are compared by."""
    # Among departments nothing of a unit is shared out: it is the only holder.
    offered = WEIGHTS if asked.scope.subject == "department" else INDICES
    default: Index = offered[0] if offered is WEIGHTS else "hhi"
    key = f"concentration_index_{asked.scope.subject}"
    start = frame.own.get("index")
    st.session_state.setdefault(key, start if start in offered else default)
    chosen: Index = st.selectbox(
        frame.say("concentration.index"),
        offered,
        key=key,
        format_func=lambda index: _title(frame, asked, index),
    )
    frame.own["index"] = chosen
    return chosen


def _title(frame: Frame, asked: Asked, index: Index) -> str:
    subject = frame.say(f"concentration.subject_{asked.scope.subject}")
    return frame.say(f"concentration.index_{index}", subject=subject)


def _number(index: Index, value: float | None) -> float | None:
    """As it is read: money in ten thousand yuan, indices with three digits."""
    if value is None:
        return None
    if index in _SHARES:
        return round(value, 3)
    return figure("money" if index == "money" else "count", round(value, 2))


def _said(frame: Frame, index: Index, value: float | None) -> str:
    number = _number(index, value)
    if number is None:
        return frame.say("concentration.unknown_money")
    return f"{number:.3f}" if index in _SHARES else f"{number:,.2f}".rstrip("0").rstrip(".")


def _place(frame: Frame, peer: Peer) -> str:
    """Where the unit stands among its kind, in words."""
    if peer.value is None:
        return frame.say("concentration.place_unknown")
    if peer.spread is None:
        return frame.say("concentration.place_few", count=FEWEST)
    where = "within"
    if peer.value > peer.spread.q3:
        where = "above"
    elif peer.value < peer.spread.q1:
        where = "below"
    return frame.say(f"concentration.place_{where}")


def _rank(peer: Peer) -> str:
    return f"{peer.rank} / {peer.spread.count}" if peer.spread and peer.rank else "—"


def _one(frame: Frame, asked: Asked, found: Found, unit: str) -> None:
    """The chosen unit by every index."""
    title = frame.say("concentration.peers_of", unit=frame.unit_name)
    st.subheader(markup.markdown(title), anchor=False)
    rows = []
    for index in INDICES:
        peer = next((p for p in facts.peers(found, frame.units, index) if p.unit.uid == unit), None)
        if peer is None:
            continue
        laid = peer.spread
        quartiles = (
            f"{_said(frame, index, laid.q1)} – {_said(frame, index, laid.q3)}" if laid else "—"
        )
        rows.append(
            (
                _title(frame, asked, index),
                _said(frame, index, peer.value),
                _said(frame, index, laid.median) if laid else "—",
                quartiles,
                _rank(peer),
                _place(frame, peer),
            )
        )
    keys = ("index", "value", "median", "quartiles", "rank_of_kind", "place")
    head = [frame.say(f"concentration.{key}") for key in keys]
    st.html(markup.table(head, rows, numbers=(1, 2, 3, 4)))


def _boxes(frame: Frame, asked: Asked, compared: Sequence[Peer], index: Index) -> None:
    kinds = {peer.unit.kind: peer.spread for peer in compared if peer.spread}
    own = next((p for p in compared if p.unit.uid == frame.unit), None)
    items = [
        Box(
            value_of("Department", "kind", kind, frame.language),
            laid.low,
            laid.q1,
            laid.median,
            laid.q3,
            laid.high,
            frame.say(
                "concentration.box",
                median=_said(frame, index, laid.median),
                low=_said(frame, index, laid.low),
                high=_said(frame, index, laid.high),
                count=f"{laid.count:,}",
            ),
            own.value if own and own.unit.kind == kind else None,
        )
        for kind, laid in kinds.items()
    ]
    st.subheader(
        markup.markdown(frame.say("concentration.peers", index=_title(frame, asked, index))),
        anchor=False,
    )
    if not items:
        st.info(frame.say("concentration.place_few", count=FEWEST))
        return
    said = frame.say("concentration.boxes_says" + ("_own" if own else ""))
    svg = boxes(items, f"{_title(frame, asked, index)} {frame.scope}", frame.language)
    st.image(svg, width=760, alt=said)
    shell.quiet(said)
    downloads.drawing(frame, lambda: svg, f"peers-{index}-{frame.as_of}", "boxes")


def _table(frame: Frame, asked: Asked, compared: Sequence[Peer], index: Index) -> None:
    rows: list[dict[str, Any]] = [
        {
            "uid": peer.unit.uid,
            "unit": cell(peer.unit.name),
            "kind": value_of("Department", "kind", peer.unit.kind, frame.language),
            "value": _number(index, peer.value),
            "median": _number(index, peer.spread.median) if peer.spread else None,
            "q1": _number(index, peer.spread.q1) if peer.spread else None,
            "q3": _number(index, peer.spread.q3) if peer.spread else None,
            "rank_of_kind": _rank(peer),
            "place": _place(frame, peer),
        }
        for peer in compared
    ]
    keys = ("unit", "kind", "value", "median", "q1", "q3", "rank_of_kind", "place")
    titles = {k: frame.say(f"concentration.{k}") for k in keys}
    at = listing.picked(
        frame,
        titles,
        rows,
        f"peers_{asked.scope}_{index}",
        empty="—",
        alt=frame.say("concentration.peers", index=_title(frame, asked, index)),
    )
    titles["uid"] = frame.say("explorer.uid")
    downloads.table(frame, titles, rows, f"peers-{index}-{frame.as_of}", "peers")
    if at is None:
        shell.quiet(frame.say("concentration.peers_hint"))
        return
    unit = compared[at].unit
    within = replace(frame, unit=unit.uid)
    own = {k: v for k, v in frame.own.items() if k in ("role", "by", "points", "subject")}
    with st.container(horizontal=True, gap="medium"):
        within.link(frame.say("concentration.within", unit=unit.name), "concentration", own)
        own |= {"view": "peers", "index": index}
        within.link(frame.say("concentration.beside", unit=unit.name), "concentration", own)
        frame.link(frame.say("power.map"), "explorer", {"node": f"Department/{unit.uid}"})
