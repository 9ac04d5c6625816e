"""The node that is chosen, by a click, in a list or in a table, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.app_pages.explorer.search import chosen_words
from dashboard.app_pages.explorer.steps import CHOSEN, go
from dashboard.shell import Frame
from dashboard.views.exploring import View
from graph.drawing.words import label_name
from queries.render import cell
from queries.views import around, nodes
from queries.views.network import Many, Surroundings
from queries.views.nodes import Details, split
from queries.views.words import rel_name

_LISTED: Final = 2000


def chosen(view: View, found: Surroundings) -> str:
    """The node that is told of: in the picture, or one of many behind a symbol of it."""
    ref = st.session_state.get(CHOSEN)
    if isinstance(ref, str) and (ref in found.nodes or _behind(ref, found)):
        return ref
    return view.node or ""


def _behind(ref: str, found: Surroundings) -> bool:
    return any(many.kind.far == split(ref)[0] for many in found.groups.values())


def state(frame: Frame, view: View, ref: str) -> str:
    """What was done to a node, in words."""
    said = [
        frame.say(f"explorer.is_{name}")
        for name, refs in (("opened", view.opened), ("pinned", view.pinned))
        if ref in refs
    ]
    if ref == view.node:
        said.insert(0, frame.say("explorer.center"))
    return " · ".join(said)


def choose_from(refs: Sequence[str], rows: Sequence[Mapping[str, str]], key: str) -> None:
    """A table whose rows can be chosen as the nodes of the picture can."""
    key = f"{key}_{len(refs)}_{hash(tuple(refs))}"

    def picked() -> None:
        selected = st.session_state[key]["selection"]["rows"]
        if selected and selected[0] < len(refs):
            st.session_state[CHOSEN] = refs[selected[0]]

    st.dataframe(
        {column: [row[column] for row in rows] for column in rows[0]},
        key=key,
        hide_index=True,
        height=min(300, 38 + 35 * len(rows)),
        on_select=picked,
        selection_mode="single-row",
    )


def show(frame: Frame, view: View, found: Surroundings, ref: str) -> None:
    """Everything about the chosen node, beside the picture."""
    options = list(found.nodes) if ref in found.nodes else [*found.nodes, ref]
    names = {r: node.name for r, node in found.nodes.items()}
    names |= {r: rel_name(many.kind.type, frame.language) for r, many in found.groups.items()}
    details = None if ref in found.groups else frame.ask(nodes.details, ref)
    if details:
        names[ref] = details.name
    st.session_state[CHOSEN] = ref
    st.selectbox(
        frame.say("explorer.detail"),
        options,
        key=CHOSEN,
        format_func=chosen_words(frame, names),
        help=frame.say("explorer.detail_hint"),
    )
    _buttons(frame, view, found, ref)
    if ref in found.groups:
        _crowd(frame, found, found.groups[ref])
    elif details:
        _facts(frame, details)


def _buttons(frame: Frame, view: View, found: Surroundings, ref: str) -> None:
    """The steps that can be taken with it."""
    label, uid = split(ref)
    one = ref not in found.groups
    steps: list[tuple[str, str, View]] = []
    if ref != view.node:
        if one:
            steps.append(("center", ":material/filter_center_focus:", view.around(ref)))
            steps.append(
                ("collapse", ":material/unfold_less:", view.close(ref))
                if ref in view.opened
                else ("expand", ":material/unfold_more:", view.open(ref))
            )
            steps.append(
                ("unpin", ":material/keep_off:", view.unpin(ref))
                if ref in view.pinned
                else ("pin", ":material/keep:", view.pin(ref))
            )
        steps.append(("hide", ":material/visibility_off:", view.hide(ref)))
    with st.container(horizontal=True, gap="small"):
        for name, icon, after in steps:
            stays = ref if name in ("collapse", "expand", "pin", "unpin") else None
            st.button(
                frame.say(f"explorer.do_{name}"),
                key=f"explorer_do_{name}",
                icon=icon,
                on_click=_step(after, stays),
                help=frame.say(f"explorer.do_{name}_help"),
            )
        if label == "Official" and one:
            st.button(
                frame.say("explorer.mode_reach"),
                key="explorer_do_reach",
                icon=":material/account_tree:",
                on_click=_step(replace(view.around(ref), mode="reach"), None),
            )
        if label == "Power" and one:
            frame.link(frame.say("explorer.open_power"), "power", {"uid": uid})


def _step(view: View, stays: str | None) -> Callable[[], None]:
    return lambda: go(view, stays)


def _crowd(frame: Frame, found: Surroundings, many: Many) -> None:
    """Those behind a symbol that stands for many."""
    far = many.kind.far
    drawn = tuple(sorted(split(ref)[1] for ref in found.nodes if split(ref)[0] == far))
    members = frame.ask(around.members, many, frame.as_of, drawn)
    words = label_name(far, frame.language)
    shell.quiet(frame.say("explorer.crowd", what=words, count=f"{many.count:,}"))
    rows = [
        {
            frame.say("explorer.name"): cell(m.name),
            frame.say("explorer.uid"): split(m.ref)[1],
        }
        for m in members
    ]
    if not rows:
        return
    choose_from([m.ref for m in members[:_LISTED]], rows[:_LISTED], "explorer_members")
    if len(rows) > _LISTED:
        shell.quiet(frame.say("word.more", count=f"{len(rows) - _LISTED:,}"))
    downloads.table(frame, {c: c for c in rows[0]}, rows, f"members-{far}", "members")


def _facts(frame: Frame, found: Details) -> None:
    entries: list[tuple[str, object]] = [
        (frame.say("explorer.kind"), label_name(found.label, frame.language)),
        (frame.say("explorer.name"), found.name),
        *listing.node_facts(frame, found),
    ]
    st.html(markup.facts(entries))
