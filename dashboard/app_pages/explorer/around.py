"""A node and what lies around it: picture, filters, and the same as tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard import downloads, shell
from dashboard.app_pages.explorer import chosen as explorer_chosen
from dashboard.app_pages.explorer.search import chosen_words
from dashboard.app_pages.explorer.steps import CHOSEN, setting
from dashboard.drawing.component import draw
from dashboard.shell import Frame
from dashboard.views.exploring import MOST, View
from graph.drawing.layout import positions
from graph.drawing.model import Picture
from graph.drawing.svg import to_svg
from graph.drawing.words import label_name
from queries.render import cell
from queries.views import around, network
from queries.views.around import NODE_LIMIT, NODE_MOST
from queries.views.network import Named, Surroundings
from queries.views.nodes import LABELS, split
from queries.views.words import rel_name

_DRAWN: Final = "pg_explorer_drawn"  # the last picture: the next one leaves its nodes in place
_MAP: Final = "pg_explorer_map"
_HEIGHT: Final = 480


def show(frame: Frame, view: View, center: Named) -> None:
    """The picture with its filters, the node that is chosen, and the tables."""
    _filters(frame, view)
    found = frame.ask(around.surroundings, center.ref, frame.as_of, view.wanted)
    if found is None:
        return
    drawn = _picture(frame, view, center, found)
    shown = explorer_chosen.chosen(view, found)
    left, right = st.columns([7, 4], gap="medium")
    with left:
        draw(
            drawn,
            key=_MAP,
            height=_HEIGHT,
            language=frame.language,
            chosen=shown if shown != center.ref else None,
            on_choice=lambda ref: st.session_state.update({CHOSEN: ref or center.ref}),
        )
        _below(frame, view, found)
    with right:
        explorer_chosen.show(frame, view, found, shown)
    _tables(frame, view, found)
    downloads.drawing(frame, lambda: to_svg(drawn, frame.language), _file(center), "graph")


def _file(center: Named) -> str:
    """The name of a file: what is in it, without what a file's name cannot hold."""
    return f"map-{split(center.ref)[0]}"


def _filters(frame: Frame, view: View) -> None:
    """Depth, labels and types; and what was opened, pinned or hidden, to be taken out again."""
    left, middle, right = st.columns([2, 3, 3], vertical_alignment="bottom")
    with left:
        st.session_state.setdefault("explorer_depth", view.depth)
        st.segmented_control(
            frame.say("explorer.depth"),
            (1, 2),
            key="explorer_depth",
            on_change=setting(view, "depth", "explorer_depth"),
            required=True,
            format_func=lambda n: frame.say(f"explorer.depth_{n}"),
        )
    with middle:
        present = [name for name in LABELS if frame.presence.get(name) or name in view.labels]
        _list(frame, view, "labels", present, lambda name: label_name(name, frame.language))
    with right:
        types = sorted(network.TYPES, key=lambda name: rel_name(name, frame.language))
        _list(frame, view, "types", types, lambda name: rel_name(name, frame.language))
    touched = [name for name in ("opened", "pinned", "hidden") if getattr(view, name)]
    if touched:
        names = _names(frame, (*view.opened, *view.pinned, *view.hidden))
        for column, name in zip(st.columns(len(touched)), touched, strict=True):
            with column:
                _list(frame, view, name, getattr(view, name), chosen_words(frame, names))
    if any(len(getattr(view, name)) == MOST for name in touched):
        shell.quiet(frame.say("explorer.list_full", most=MOST))


def _names(frame: Frame, refs: tuple[str, ...]) -> dict[str, str]:
    known = frame.ask(network.named, refs)
    return {ref: known[ref].name if ref in known else _crowd(frame, ref) for ref in refs}


def _crowd(frame: Frame, ref: str) -> str:
    """What stands for many is called by its relation; a node that is gone by its uid."""
    label, uid = split(ref)
    parts = uid.split("~")
    if len(parts) > 1 and parts[1] in network.TYPES:
        return rel_name(parts[1], frame.language)
    return f"{label_name(label, frame.language)} {uid}"


def _list(
    frame: Frame,
    view: View,
    name: str,
    options: list[str] | tuple[str, ...],
    words: Callable[[str], str],
) -> None:
    """A list of the view, to choose from or to take out of."""
    key = f"explorer_{name}"
    st.session_state.setdefault(key, list(getattr(view, name)))
    st.multiselect(
        frame.say(f"explorer.{name}"),
        options,
        key=key,
        on_change=setting(view, name, key),
        format_func=words,
        placeholder=frame.say("findings.all"),
        help=frame.say(f"explorer.{name}_help"),
    )


def _picture(frame: Frame, view: View, center: Named, found: Surroundings) -> Picture:
    """The picture; nodes that the last one of this node had stand where they stood."""
    plain = network.picture(found, [center.ref], frame.language)
    nodes = tuple(replace(n, pinned=n.ref in view.pinned) for n in plain.nodes)
    picture = replace(plain, nodes=nodes, title=center.name)
    last: Picture | None = st.session_state.get(_DRAWN)
    if last and last.title == picture.title and _focus(last) == center.ref:
        if (last.nodes, last.edges) == (picture.nodes, picture.edges):
            return last
        picture = replace(picture, places=tuple(positions(last).items()))
    st.session_state[_DRAWN] = picture
    return picture


def _focus(picture: Picture) -> str:
    return next((node.ref for node in picture.nodes if node.focus), "")


def _below(frame: Frame, view: View, found: Surroundings) -> None:
    size = frame.say("explorer.size", nodes=len(found.nodes), edges=len(found.edges))
    if len(found.nodes) == 1:
        size = frame.say("explorer.nothing_around", day=frame.as_of.isoformat())
    shell.quiet(size)
    if found.aggregated or view.every:
        if not view.every:
            shell.quiet(frame.say("explorer.aggregated", limit=NODE_LIMIT))
        st.session_state.setdefault("explorer_every", view.every)
        st.checkbox(
            frame.say("explorer.show_all", limit=NODE_MOST),
            key="explorer_every",
            on_change=setting(view, "every", "explorer_every"),
        )


def _tables(frame: Frame, view: View, found: Surroundings) -> None:
    names = {ref: cell(node.name) for ref, node in found.nodes.items()}
    names |= {
        ref: frame.say(
            "explorer.many", what=label_name(many.kind.far, frame.language), count=many.count
        )
        for ref, many in found.groups.items()
    }
    refs = list(found.nodes)
    node_rows = [
        {
            frame.say("explorer.kind"): label_name(split(ref)[0], frame.language),
            frame.say("explorer.name"): names[ref],
            frame.say("explorer.uid"): "" if ref in found.groups else split(ref)[1],
            frame.say("explorer.state"): explorer_chosen.state(frame, view, ref),
        }
        for ref in refs
    ]
    edge_rows = [
        {
            frame.say("explorer.from"): names[source],
            frame.say("explorer.relation"): rel_name(type, frame.language),
            frame.say("explorer.to"): names[target],
        }
        for source, target, type in found.edges
    ]
    nodes_tab, edges_tab = st.tabs(
        [frame.say("explorer.nodes_tab"), frame.say("explorer.edges_tab")]
    )
    with nodes_tab:
        shell.quiet(frame.say("explorer.nodes_hint"))
        explorer_chosen.choose_from(refs, node_rows, "explorer_nodes")
        downloads.table(frame, {c: c for c in node_rows[0]}, node_rows, "nodes", "nodes")
    with edges_tab:
        if not edge_rows:
            shell.quiet("—")
            return
        columns = list(edge_rows[0])
        st.dataframe({c: [r[c] for r in edge_rows] for c in columns}, hide_index=True, height=260)
        downloads.table(frame, {c: c for c in columns}, edge_rows, "edges", "edges")
