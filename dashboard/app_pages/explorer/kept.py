"""Views that are kept under a name, opened again, and sent to a colleague."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from dashboard import downloads, markup, shell, started, writing
from dashboard.app_pages.explorer.steps import PAGE
from dashboard.links import parse
from dashboard.shell import Frame
from dashboard.views.exploring import View, from_file, to_file
from dashboard.views.kept_views import NAME_LONGEST, Kept, Shelf, beside
from graph.errors import ViewError
from queries.render import cell
from queries.views import network

_SAID: Final = "pg_explorer_said"  # what the last step with a kept view came to, in words


def kept_views(frame: Frame, view: View) -> None:
    """Keep this view, open another, and send this one."""
    ledger = writing.place(started.target()).ledger
    shelf = Shelf(beside(ledger), frame.viewer.name)
    with st.popover(frame.say("explorer.kept"), icon=":material/bookmark:"):
        _keep(frame, view, shelf)
        try:
            kept = {one.name: one for one in shelf.all()}
        except ViewError as error:
            st.error(markup.markdown(error.render(frame.language)))
            kept = {}
        _open(frame, shelf, kept)
        _upload(frame)
    if view.node:
        with st.popover(frame.say("explorer.send"), icon=":material/share:"):
            _send(frame, view)
    said = st.session_state.pop(_SAID, None)
    if said:
        st.toast(markup.markdown(said))


def _address(frame: Frame, view: View) -> dict[str, str]:
    return frame.address(PAGE, view.params())


def _step(frame: Frame, act: Callable[[], str]) -> Callable[[], None]:
    """A step that may fail, as the callback of a button; what it came to is said afterwards."""

    def done() -> None:
        try:
            st.session_state[_SAID] = act()
        except ViewError as error:
            st.session_state[_SAID] = error.render(frame.language)

    return done


def _keep(frame: Frame, view: View, shelf: Shelf) -> None:
    if view.node is None:
        shell.quiet(frame.say("explorer.keep_first"))
        return
    known = frame.ask(network.named, (view.node,))
    start = cell(known[view.node].name)[:NAME_LONGEST] if view.node in known else ""
    # The value is the element's own: what is only in the session is not seen in a popover that
    # opens later.
    key = f"explorer_keep_name_{view.node}"
    st.text_input(frame.say("explorer.keep_name"), start, key=key, max_chars=NAME_LONGEST)

    def keep() -> str:
        name = shelf.keep(st.session_state[key], _address(frame, view))
        return frame.say("explorer.keep_done", name=name)

    st.button(frame.say("explorer.keep"), key="explorer_keep", on_click=_step(frame, keep))


def _open(frame: Frame, shelf: Shelf, kept: Mapping[str, Kept]) -> None:
    if not kept:
        shell.quiet(frame.say("explorer.kept_none"))
        return
    key = "explorer_kept"
    if st.session_state.get(key) not in kept:
        st.session_state.pop(key, None)
    name = st.selectbox(
        frame.say("explorer.kept_choose", count=len(kept)),
        list(kept),
        key=key,
        format_func=lambda name: f"{name} · {kept[name].at[:10]}",
    )
    if not name:
        return
    new_key = f"explorer_kept_name_{name}"

    def rename() -> str:
        new = shelf.rename(name, st.session_state[new_key])
        return frame.say("explorer.rename_done", name=new)

    def drop() -> str:
        shelf.drop(name)
        return frame.say("explorer.drop_done", name=name)

    with st.container(horizontal=True, gap="small"):
        st.button(
            frame.say("explorer.kept_open"),
            key="explorer_kept_open",
            type="primary",
            on_click=lambda: follow(kept[name].address),
        )
        st.button(
            frame.say("explorer.kept_drop"), key="explorer_kept_drop", on_click=_step(frame, drop)
        )
    new = st.text_input(
        frame.say("explorer.kept_rename"), name, key=new_key, max_chars=NAME_LONGEST
    )
    st.button(
        frame.say("explorer.kept_rename_do"),
        key="explorer_kept_rename",
        on_click=_step(frame, rename),
        disabled=new == name,
    )


def _upload(frame: Frame) -> None:
    file = st.file_uploader(
        frame.say("explorer.upload"), type="json", key="pg_explorer_upload", max_upload_size=1
    )
    if file is None:
        return
    found = from_file(file.getvalue())
    if found is None or not parse(found[1], PAGE).own.get("node"):
        st.error(frame.say("explorer.upload_wrong"))
        return
    name, address = found
    st.button(
        frame.say("explorer.upload_open", name=markup.markdown(name[:NAME_LONGEST])),
        key="explorer_upload_open",
        on_click=lambda: follow(address),
    )


def follow(address: Mapping[str, str]) -> None:
    """Go to an address that was kept or sent: what of it cannot be believed is left out."""
    asked = parse(address, PAGE)
    shell.own_of(PAGE, dict(asked.own))
    if asked.as_of:
        st.session_state[shell.AS_OF] = asked.as_of
    st.session_state[shell.UNIT] = asked.unit or shell.ALL


def _send(frame: Frame, view: View) -> None:
    params = _address(frame, view)
    shell.quiet(frame.say("explorer.send_says"))
    st.code(_absolute(params), language=None, wrap_lines=True)
    name = cell(st.session_state.get(f"explorer_keep_name_{view.node}") or view.node or "")
    downloads.download(frame, "json", lambda: to_file(name, params), "map-view", "view")
    shell.quiet(frame.say("explorer.send_file"))


def _absolute(params: Mapping[str, str]) -> str:
    """The whole address as the reader's browser has it."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode(params), ""))
