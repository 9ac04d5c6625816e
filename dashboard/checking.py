"""What the rules say, for the pages: as far as the viewer may see it, and while they still run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

import streamlit as st

from dashboard import connection, markup, own_rules, shell
from dashboard.checker import Job
from dashboard.shell import Frame
from dashboard.views import checks, scoped
from dashboard.views.checks import RuleState
from dashboard.views.scoped import Visible
from graph.text import say
from powergraph.masking import masked
from queries.findings import CheckResult
from queries.views import frame as facts

LARGE: Final = 20_000  # nodes: above, the rules take longer than a page may
_BETWEEN: Final = 0.5  # seconds from one look at the progress to the next


def checked(frame: Frame, families: tuple[str, ...] = ()) -> CheckResult:
    """What the rules of some families say at the day (all rules for none), as far as the viewer may
    see it.

    The rules run on the whole graph, once for all who look: a part of it would seem to lack what
    only others may see. A large graph is checked beside the server.
    """
    shown, hidden = _visible(frame, _checked(frame, families))
    if hidden:
        shell.quiet(say("dashboard.access.withheld", frame.language, count=len(hidden)))
    return shown


def once_checked(
    frame: Frame, part: Callable[[CheckResult], None], families: tuple[str, ...] = ()
) -> None:
    """A part of the page that needs the rules, or how far they are: no other part waits."""
    job = under_way(frame, families)
    if job and not job.finished.is_set():
        waiting(frame, job)
    else:
        part(checked(frame, families))


def failures(frame: Frame, states: Iterable[RuleState]) -> None:
    """Which of the rules failed, and why."""
    for state in states:
        if state.run.error:
            error = state.run.error.render(frame.language)
            said = frame.say("findings.failed", rule=state.query.id, error=error)
            st.error(markup.markdown(said))


def withheld(frame: Frame) -> frozenset[str]:
    """The ids of the findings of the viewer's unit that touch others, and so are not shown."""
    return _visible(frame, _checked(frame, ())).withheld


def _visible(frame: Frame, result: CheckResult) -> Visible:
    graph, unit = frame.graph, frame.viewer.unit
    seen = Visible(result)
    if unit is not None:
        extent = frame.ask(scoped.extent)
        content = graph.meta.fingerprint if graph.meta else None
        seen = scoped.of_unit(result, unit, frame.units[unit].name, extent, content)
    if graph.masking:
        seen = Visible(masked(seen.result, graph.masking), seen.withheld)
    return seen


def _checked(frame: Frame, families: tuple[str, ...]) -> CheckResult:
    job = under_way(frame, families)
    if job is None:
        own = own_rules.in_force(frame.graph.target)
        with st.spinner(frame.say("word.checking")):
            return connection.ask(frame.graph.whole, checks.run_all, frame.as_of, own, families)
    bar = st.empty()
    while not job.finished.is_set():
        with bar:
            _progress(frame, job)
        time.sleep(_BETWEEN)
    bar.empty()
    return job.result()


def under_way(frame: Frame, families: tuple[str, ...] = ()) -> Job | None:
    """The check of a large graph, begun if it was not; None for a graph that is checked at once.

    Raises:
        SettingsError: the settings file is wrong.
    """
    whole = frame.graph.whole
    if sum(connection.ask(whole, facts.presence).values()) <= LARGE:
        return None
    own = own_rules.in_force(whole.target)
    own.local()
    return connection.checking(whole, frame.as_of, own, families)


@st.fragment(run_every=_BETWEEN)
def waiting(frame: Frame, job: Job) -> None:
    """Until the rules have run: the rest of the page is there, and can be used."""
    if job.finished.is_set():
        st.rerun()
    _progress(frame, job)


def _progress(frame: Frame, job: Job) -> None:
    """How far a check is."""
    done = len(job.results)
    said = frame.say("word.checking_rules", done=done, all=job.total)
    st.progress(done / job.total, said)
