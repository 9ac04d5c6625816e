"""权力地图: a node and what lies around it, drawn and as tables; and paths between two nodes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.drawing.component import draw
from dashboard.shell import Frame
from graph.drawing.model import Picture
from graph.drawing.svg import to_svg
from graph.drawing.words import label_name
from graph.schema import SCHEMA
from queries.render import cell
from queries.views import around as surrounding
from queries.views import names, network, nodes, paths
from queries.views.around import NODE_LIMIT, NODE_MOST, Wanted
from queries.views.frame import busiest
from queries.views.network import Surroundings
from queries.views.nodes import Hit, split
from queries.views.words import prop_name, rel_name, value_of

_OPENED = "explorer_opened"
_STARTS = 6


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    ref = _search(frame)
    if ref is None:
        return
    known = frame.ask(network.named, (ref,))
    if ref not in known:
        label, uid = split(ref)
        what = label_name(label, frame.language)
        st.warning(markup.markdown(frame.say("word.unknown_uid", uid=uid, what=what)))
        return
    depth, types = _settings(frame)
    opened: dict[str, tuple[str, ...]] = st.session_state.setdefault(_OPENED, {})
    limit = NODE_MOST if st.session_state.get("explorer_all") else NODE_LIMIT
    around = frame.ask(
        surrounding.surroundings,
        ref,
        frame.as_of,
        Wanted(depth, types, opened=opened.get(ref, ()), limit=limit),
    )
    if around is None:
        return
    drawn = network.picture(around, [ref], frame.language)
    left, right = st.columns([7, 4], gap="medium")
    with left:
        clicked = draw(
            drawn, key=f"explorer_{ref}", height=560, language=frame.language, layout="force"
        )
        _below(frame, around, limit)
    with right:
        _detail(frame, ref, clicked or ref, around)
    _tables(frame, around, drawn, known[ref].name)
    _path(frame, ref)


def _search(frame: Frame) -> str | None:
    left, right = st.columns([3, 2])
    with left:
        text = st.text_input(
            frame.say("explorer.search"),
            key="explorer_text",
            placeholder=frame.say("explorer.placeholder"),
            help=frame.say("explorer.search_help"),
        )
    with right:
        labels = st.multiselect(
            frame.say("explorer.only"),
            [name for name in names.INDEXED if frame.presence.get(name)],
            key="explorer_labels",
            format_func=lambda name: label_name(name, frame.language),
            placeholder=frame.say("findings.all"),
        )
    if text and text.strip():
        hits = names.find(frame.ask(names.names), text, tuple(labels))
        if hits:
            _hits(frame, hits)
        else:
            st.info(markup.markdown(frame.say("explorer.found_none", text=text.strip())))
    ref = frame.own.get("node")
    if ref is None:
        st.info(frame.say("explorer.choose"))
        starts = frame.ask(busiest, frame.as_of, frame.unit, _STARTS)
        if starts:
            shell.quiet(frame.say("explorer.start_units"))
            with st.container(horizontal=True, gap="medium"):
                for unit, count in starts:
                    own = {"node": f"Department/{unit.uid}"}
                    frame.link(f"{unit.name}（{count:,}）", "explorer", own)
    return ref


def _hits(frame: Frame, hits: Sequence[Hit]) -> None:
    by_ref = {hit.ref: hit for hit in hits}

    def chosen() -> None:
        picked = st.session_state.get("explorer_hit")
        if picked in by_ref:
            frame.own.clear()
            frame.own["node"] = picked

    if st.session_state.get("explorer_hit") not in by_ref:
        st.session_state.pop("explorer_hit", None)
    st.selectbox(
        frame.say("explorer.found", count=len(hits)),
        list(by_ref),
        index=None,
        key="explorer_hit",
        on_change=chosen,
        format_func=lambda ref: (
            f"{cell(by_ref[ref].name)} · {label_name(by_ref[ref].label, frame.language)}"
            f" · {by_ref[ref].uid}"
        ),
        placeholder=frame.say("explorer.center"),
    )


def _settings(frame: Frame) -> tuple[int, tuple[str, ...]]:
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    with left:
        st.session_state.setdefault("explorer_depth", int(frame.own.get("depth", "1")))
        depth = st.segmented_control(
            frame.say("explorer.depth"),
            (1, 2),
            key="explorer_depth",
            required=True,
            format_func=lambda n: frame.say(f"explorer.depth_{n}"),
        )
    with right:
        types = st.multiselect(
            frame.say("explorer.types"),
            sorted(SCHEMA.rels, key=lambda name: rel_name(name, frame.language)),
            key="explorer_types",
            format_func=lambda name: rel_name(name, frame.language),
            placeholder=frame.say("explorer.types_all"),
        )
    if depth == 2:
        frame.own["depth"] = "2"
    else:
        frame.own.pop("depth", None)
    return depth or 1, tuple(sorted(types))


def _below(frame: Frame, around: Surroundings, limit: int) -> None:
    size = frame.say("explorer.size", nodes=len(around.nodes), edges=len(around.edges))
    if len(around.nodes) == 1:
        size = frame.say("explorer.nothing_around", day=frame.as_of.isoformat())
    shell.quiet(size)
    if around.aggregated or limit > NODE_LIMIT:
        shell.quiet(frame.say("explorer.aggregated", limit=limit))
        st.checkbox(frame.say("explorer.show_all", limit=NODE_MOST), key="explorer_all")


def _detail(frame: Frame, center: str, ref: str, around: Surroundings) -> None:
    st.html(f'<h3 class="pg-head">{markup.text(frame.say("explorer.detail"))}</h3>')
    if ref in around.groups:
        label = split(ref)[0]
        members = frame.ask(surrounding.members, around.groups[ref], frame.as_of)
        shell.quiet(f"{label_name(label, frame.language)} · {len(members):,}")
        st.dataframe(
            {
                frame.say("explorer.name"): [cell(m.name) for m in members],
                frame.say("explorer.uid"): [split(m.ref)[1] for m in members],
            },
            hide_index=True,
            height=420,
        )
        return
    found = frame.ask(nodes.details, ref)
    if found is None:
        return
    entries: list[tuple[str, object]] = [
        (frame.say("explorer.kind"), label_name(found.label, frame.language)),
        (frame.say("explorer.name"), found.name),
        (frame.say("explorer.uid"), found.uid),
    ]
    entries += [
        (
            prop_name(found.label, name, frame.language),
            value_of(found.label, name, value, frame.language),
        )
        for name, value in found.props.items()
    ]
    entries.append((frame.say("explorer.source"), shell.origin(frame, found.origin)))
    st.html(markup.facts(entries))
    with st.container(horizontal=True, gap="small"):
        if ref != center:
            frame.link(frame.say("explorer.expand"), "explorer", {"node": ref})
        if found.label == "Power":
            frame.link(frame.say("explorer.open_power"), "power", {"uid": found.uid})
    _expanding(frame, center, ref)
    if ref == center:
        shell.quiet(frame.say("explorer.detail_hint"))


def _expanding(frame: Frame, center: str, ref: str) -> None:
    opened: dict[str, tuple[str, ...]] = st.session_state[_OPENED]
    more = opened.get(center, ())

    def expand() -> None:
        opened[center] = (*more, ref)

    def collapse() -> None:
        opened.pop(center, None)

    with st.container(horizontal=True, gap="small"):
        if ref != center and ref not in more:
            st.button(frame.say("explorer.expand_more"), key="explorer_expand", on_click=expand)
        if more:
            st.button(frame.say("explorer.collapse"), key="explorer_collapse", on_click=collapse)


def _tables(frame: Frame, around: Surroundings, drawn: Picture, name: str) -> None:
    called = {ref: cell(node.name) for ref, node in around.nodes.items()}
    called |= {
        ref: f"{label_name(split(ref)[0], frame.language)} × {many.count}"
        for ref, many in around.groups.items()
    }
    single = [node for node in around.nodes.values() if node.ref not in around.groups]
    node_rows = [
        {
            frame.say("explorer.kind"): label_name(split(n.ref)[0], frame.language),
            frame.say("explorer.name"): cell(n.name),
            frame.say("explorer.uid"): split(n.ref)[1],
        }
        for n in single
    ]
    edge_rows = [
        {
            frame.say("explorer.from"): called[source],
            frame.say("explorer.relation"): rel_name(type, frame.language),
            frame.say("explorer.to"): called[target],
        }
        for source, target, type in around.edges
    ]
    nodes_tab, edges_tab = st.tabs(
        [frame.say("explorer.nodes_tab"), frame.say("explorer.edges_tab")]
    )
    for tab, rows, kind in ((nodes_tab, node_rows, "nodes"), (edges_tab, edge_rows, "edges")):
        with tab:
            if not rows:
                shell.quiet("—")
                continue
            columns = list(rows[0])
            st.dataframe({c: [r[c] for r in rows] for c in columns}, hide_index=True, height=260)
            downloads.table(frame, {c: c for c in columns}, rows, kind, kind)
    downloads.drawing(frame, lambda: to_svg(drawn, language=frame.language), "graph", "graph")


def _path(frame: Frame, ref: str) -> None:
    st.subheader(frame.say("explorer.path"), anchor=False)
    text = st.text_input(
        frame.say("explorer.path_to"),
        key="explorer_to_text",
        placeholder=frame.say("explorer.placeholder"),
    )
    to = frame.own.get("to")
    if text and text.strip():
        hits = {h.ref: h for h in names.find(frame.ask(names.names), text) if h.ref != ref}
        if not hits:
            st.info(markup.markdown(frame.say("explorer.found_none", text=text.strip())))
            return
        if st.session_state.get("explorer_to") not in hits:
            st.session_state["explorer_to"] = to if to in hits else next(iter(hits))
        to = st.selectbox(
            frame.say("explorer.found", count=len(hits)),
            list(hits),
            key="explorer_to",
            format_func=lambda r: (
                f"{cell(hits[r].name)} · {label_name(hits[r].label, frame.language)}"
                f" · {hits[r].uid}"
            ),
        )
    if not to or to == ref:
        return
    frame.own["to"] = to
    path = frame.ask(paths.path_between, ref, to, frame.as_of)
    if path is None:
        st.info(frame.say("explorer.path_none"))
        return
    words = [cell(path.nodes[path.refs[0]].name)]
    for link in path.links:
        arrow = "→" if link.out else "←"
        words.append(f"{arrow} {rel_name(link.type, frame.language)} {arrow}")
        words.append(cell(path.nodes[link.far].name))
    st.html(f"<p>{markup.text(frame.say('explorer.path_found', count=len(path.links)))}</p>"
            f"<p>{markup.text(' '.join(words))}</p>")  # fmt: skip
    draw(paths.picture_of_path(path), key="explorer_path", height=260, language=frame.language)
