"""A shortest path between two nodes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages.explorer.search import lookup, search
from dashboard.app_pages.explorer.steps import go, setting
from dashboard.drawing.component import draw
from dashboard.shell import Frame
from dashboard.views.exploring import View
from graph.drawing.svg import to_svg
from graph.schema import SCHEMA, Group
from queries.render import cell
from queries.views import paths
from queries.views.network import Named
from queries.views.nodes import LABELS
from queries.views.paths import Path
from queries.views.words import rel_name

# What joins people and powers for good. Through a region everything is joined to everything.
_LASTING: Final = tuple(
    name
    for name in LABELS
    if SCHEMA.nodes[name].label.group is not Group.EXERCISE and name != "Region"
)


def show(frame: Frame, view: View, center: Named) -> None:
    """The other end, and the path to it as a picture and a table."""
    search(
        frame,
        "explorer_to",
        frame.say("explorer.path_to", name=markup.markdown(center.name)),
        lambda ref: go(replace(view, to=ref)),
        without=center.ref,
    )
    if view.to is None or view.to == center.ref:
        st.info(frame.say("explorer.path_choose"))
        return
    other = lookup(frame, view.to)
    if other is None:
        return
    st.session_state.setdefault("explorer_every", view.every)
    st.checkbox(
        frame.say("explorer.path_every"),
        key="explorer_every",
        on_change=setting(view, "every", "explorer_every"),
    )
    labels = () if view.every else _LASTING
    path = frame.ask(paths.path_between, center.ref, view.to, frame.as_of, (), labels)
    if path is None:
        ends = {"one": center.name, "other": other.name}
        key = "explorer.path_none" if view.every else "explorer.path_none_lasting"
        st.info(markup.markdown(frame.say(key, **ends)))
        return
    _path(frame, path)


def _path(frame: Frame, path: Path) -> None:
    words = [cell(path.nodes[path.refs[0]].name)]
    for link in path.links:
        arrow = "→" if link.out else "←"
        words.append(f"{arrow} {rel_name(link.type, frame.language)} {arrow}")
        words.append(cell(path.nodes[link.far].name))
    found = frame.say("explorer.path_found", count=len(path.links))
    st.html(f"<p>{markup.text(found)}</p><p>{markup.text(' '.join(words))}</p>")
    picture = paths.picture_of_path(path)
    draw(picture, key="pg_explorer_path", height=320, language=frame.language)
    rows = [
        {
            frame.say("explorer.step"): str(number),
            frame.say("explorer.from"): cell(path.nodes[link.edge[0]].name),
            frame.say("explorer.relation"): rel_name(link.type, frame.language),
            frame.say("explorer.to"): cell(path.nodes[link.edge[1]].name),
        }
        for number, link in enumerate(path.links, 1)
    ]
    if rows:
        st.html(markup.table(list(rows[0]), [list(row.values()) for row in rows]))
        downloads.table(frame, {c: c for c in rows[0]}, rows, "path", "path")
    downloads.drawing(frame, lambda: to_svg(picture, frame.language), "path", "path")
    shell.quiet(frame.say("explorer.path_hint"))
    with st.container(horizontal=True, gap="medium"):
        for ref in path.refs:
            frame.link(path.nodes[ref].name, "explorer", {"node": ref})
