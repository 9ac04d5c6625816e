"""The life of one finding: where it stands, who decided what and when, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias, get_args

import streamlit as st

from dashboard import lives, markup, writing
from dashboard.lives import Standing
from dashboard.shell import Frame
from dashboard.writing import Act
from graph.errors import PowergraphError
from powergraph.ledger import State
from powergraph.ledger.ledger import Closing
from powergraph.ledger.model import NEXT
from powergraph.outputs.lives import event_row
from queries.findings import CheckResult, Finding

_QUARTER: Final = timedelta(days=90)
_DONE: Final = "findings_life_done"
_SEEN: Final = "findings_life_seen"
_LONGEST: Final = 1000  # characters of a text

Form: TypeAlias = Callable[[Frame, State], Act]


def show(frame: Frame, finding: Finding, result: CheckResult, standing: Standing) -> None:
    """Where it stands, and the forms that the viewer may use."""
    st.html(f'<h4 class="pg-sub">{markup.text(frame.say("life.title"))}</h4>')
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(markup.markdown(done))
    st.html(markup.facts(_facts(frame, standing)))
    try:
        writing.require(frame.viewer, "verify", finding.unit)
    except PowergraphError as error:
        st.html(f'<p class="pg-quiet">{markup.text(error.render(frame.language))}</p>')
    else:
        _form(frame, finding, result, standing.state)


def _facts(frame: Frame, standing: Standing) -> list[tuple[str, object]]:
    state = standing.state
    entries: list[tuple[str, object]] = [
        (frame.say("life.status"), lives.said(frame, standing)),
        (frame.say("life.assignee"), state.assignee or frame.say("life.nobody")),
    ]
    told = lives.told(frame, state)
    return [
        *entries,
        *((frame.say(f"life.{name}"), value) for name, value in told.items() if value),
    ]


def _form(frame: Frame, finding: Finding, result: CheckResult, state: State) -> None:
    """A choice of steps, and what the chosen one needs."""
    steps = ["assign", "note", *NEXT[state.status]]
    key = f"findings_step_{finding.id}"
    chosen = st.radio(
        frame.say("life.step"),
        steps,
        index=None,
        key=key,
        horizontal=True,
        format_func=lambda name: _step_name(frame, name, state),
    )
    if chosen is None:
        st.session_state.pop(_SEEN, None)
        return
    # What stood there when the form was opened: others may decide while it is filled in.
    if st.session_state.get(_SEEN, ("", "", None))[:2] != (finding.id, chosen):
        st.session_state[_SEEN] = (finding.id, chosen, state)
    seen: State = st.session_state[_SEEN][2]
    with st.form(f"findings_form_{finding.id}_{chosen}", border=True):
        st.html(f'<p class="pg-quiet">{markup.text(frame.say(f"life.says.{chosen}"))}</p>')
        act = _FORMS[chosen](frame, state)
        st.html(f'<p class="pg-quiet">{markup.text(frame.say("life.text_help"))}</p>')
        pressed = st.form_submit_button(frame.say("life.save"), type="primary")
    if not pressed:
        return
    try:
        with st.spinner(frame.say("life.saving")):
            writing.step(frame, finding, result, seen, act)
    except PowergraphError as error:
        if seen != state:
            del st.session_state[_SEEN]
        st.error(markup.markdown(error.render(frame.language)))
        return
    st.session_state[_DONE] = frame.say("life.done", step=_step_name(frame, chosen, state))
    del st.session_state[key], st.session_state[_SEEN]
    st.rerun()


def _step_name(frame: Frame, name: str, state: State) -> str:
    renewed = name == state.status == "accepted"
    return frame.say("life.step_renew" if renewed else f"life.steps.{name}")


def _assign(frame: Frame, state: State) -> Act:
    name = st.text_input(
        frame.say("life.assignee"), value=state.assignee or "", max_chars=60, key="findings_assign"
    )
    return lambda ledger, id, who: ledger.assign(id, name, who=who)


def _note(frame: Frame, state: State) -> Act:
    note = _text(frame, "note")
    return lambda ledger, id, who: ledger.note(id, note, who=who)


def _accept(frame: Frame, state: State) -> Act:
    today = date.today()
    until = st.date_input(
        frame.say("life.until"),
        value=today + _QUARTER,
        min_value=today,
        format="YYYY-MM-DD",
        key="findings_until",
    )
    reason, measure = _text(frame, "reason"), _text(frame, "measure")
    return lambda ledger, id, who: ledger.accept(
        id, until=until, reason=reason, measure=measure, who=who
    )


def _reopen(frame: Frame, state: State) -> Act:
    note = _text(frame, "note")
    return lambda ledger, id, who: ledger.reopen(id, note=note, who=who)


def _close(as_: Closing) -> Form:
    def form(frame: Frame, state: State) -> Act:
        note = _text(frame, "note")
        return lambda ledger, id, who: ledger.close(id, as_, note=note, who=who)

    return form


def _text(frame: Frame, name: str) -> str:
    text: str = st.text_area(
        frame.say(f"life.{name}"),
        max_chars=_LONGEST,
        height=80,
        key=f"findings_text_{name}",
    )
    return text


_FORMS: Final[Mapping[str, Form]] = {
    "assign": _assign,
    "note": _note,
    "accepted": _accept,
    "to_verify": _reopen,
    **{as_: _close(as_) for as_ in get_args(Closing)},
}


def history(frame: Frame, finding: Finding) -> None:
    """Who decided what and when, the newest first."""
    st.html(f'<h4 class="pg-sub">{markup.text(frame.say("life.history"))}</h4>')
    events = lives.history(frame, finding.id)
    if not events:
        st.html(f'<p class="pg-quiet">{markup.text(frame.say("life.no_history"))}</p>')
        return
    rows = [(e, event_row(e, frame.language)) for e in events]
    head = [frame.say(f"journal.{name}") for name in ("at", "who", "action", "change_of")]
    cells = [(lives.moment(e), row["who"], row["action"], row["change_of"]) for e, row in rows]
    st.html(markup.table(head, cells, widths=("17%", "13%", "15%", "55%")))
    frame.link(frame.say("life.in_journal"), "journal", {"finding": finding.id})
