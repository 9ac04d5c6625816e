"""Looking for a node, by name, pinyin, initials or uid."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import markup, shell
from dashboard.shell import Frame
from graph.drawing.words import label_name
from queries.render import cell
from queries.views import names, network
from queries.views.network import Named
from queries.views.nodes import LABELS, Hit, split


def lookup(frame: Frame, ref: str) -> Named | None:
    """The node of a reference; None where there is none, which is said."""
    known = frame.ask(network.named, (ref,)).get(ref)
    if known is None:
        label, uid = split(ref)
        shell.unknown(frame, label_name(label, frame.language), uid)
    return known


def search(
    frame: Frame,
    key: str,
    label: str,
    choose: Callable[[str], None],
    without: str | None = None,
) -> None:
    """A line to type in, and the nodes that are called so.

    Args:
        key: tells the lines of a page apart.
        label: what stands above the line.
        choose: is told the reference that is chosen, before the page runs again.
        without: a reference that cannot be chosen.
    """
    left, middle, right = st.columns([3, 3, 4])
    typed, picked, only = f"{key}_text", f"{key}_hit", f"{key}_only"
    with left:
        st.session_state.setdefault(typed, "")
        text = st.text_input(
            label,
            key=typed,
            placeholder=frame.say("explorer.placeholder"),
            help=frame.say("explorer.search_help"),
        ).strip()
    with middle:
        st.session_state.setdefault(only, [])
        labels = st.multiselect(
            frame.say("explorer.only"),
            [name for name in (*names.INDEXED, *names.MASSES) if frame.presence.get(name)],
            key=only,
            format_func=lambda name: label_name(name, frame.language),
            placeholder=frame.say("findings.all"),
        )
    if not text:
        return
    hits = {h.ref: h for h in _hits(frame, text, tuple(labels)) if h.ref != without}
    with right:
        if not hits:
            st.info(markup.markdown(frame.say("explorer.found_none", text=text)))
            return
        if st.session_state.get(picked) not in hits:
            st.session_state[picked] = None

        def chosen() -> None:
            ref = st.session_state.get(picked)
            if ref in hits:
                choose(ref)

        many = "explorer.found_first" if len(hits) >= names.MOST else "explorer.found"
        st.selectbox(
            frame.say(many, count=len(hits)),
            list(hits),
            key=picked,
            on_change=chosen,
            format_func=_words(frame, hits),
            placeholder=frame.say("explorer.pick"),
        )


def _hits(frame: Frame, text: str, labels: tuple[str, ...]) -> tuple[Hit, ...]:
    found = names.find(frame.ask(names.names), text, labels)
    masses = tuple(label for label in labels if label in names.MASSES)
    more = frame.ask(names.within, text, masses) if masses else ()
    exact = frame.ask(names.by_uid, text) if not labels else ()
    return (*exact, *found, *more)[: names.MOST]


def _words(frame: Frame, hits: Mapping[str, Hit]) -> Callable[[str], str]:
    def words(ref: str) -> str:
        hit = hits[ref]
        return f"{cell(hit.name)} · {label_name(hit.label, frame.language)} · {hit.uid}"

    return words


def chosen_words(frame: Frame, names_of: Mapping[str, str]) -> Callable[[str], str]:
    """How a node is written in a list to choose from: its name and what it is."""

    def words(ref: str) -> str:
        label = ref.partition("/")[0]
        kind = label_name(label, frame.language) if label in LABELS else label
        return f"{cell(names_of.get(ref, ref))} · {kind}"

    return words
