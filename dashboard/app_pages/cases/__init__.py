"""办件监察: cases by month, unit and power, with yellow and red cards, skipped steps, same hands
and powers at rest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from dashboard import checking, downloads, own_rules, shell
from dashboard.app_pages import listing
from dashboard.app_pages.cases import lists as cases_lists
from dashboard.app_pages.cases.scope import Scope
from dashboard.app_pages.listing import Tally
from dashboard.shell import Frame
from graph.drawing.running import MonthBar, month_bars
from queries.findings import CheckResult
from queries.views import cases
from queries.views.case_limits import LEAST_SHARE, terms
from queries.views.cases import STEP_RULES, Cut

_SHARE: Final = 80
_MOST_SHARE: Final = 99
_MONTHS: Final = 24  # that a picture has room for: the latest


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    if shell.missing(frame, ("CaseFile",)):
        return
    shell.missing(frame, ("CaseEvent", "Step"))
    scope = _scope(frame)
    total = cases.total(scope.board, scope.cut, scope.share)
    _numbers(frame, scope, total)
    said = frame.say("cases.how", unlimited=f"{total.unlimited:,}", share=scope.share)
    if scope.board.estimated:
        said += frame.say("cases.estimated")
    shell.quiet(said)
    if not total.accepted:
        st.info(frame.say("cases.none"))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _months(frame, scope)
    with right:
        _steps(frame, scope)
    cases_lists.breakdown(frame, scope)
    cases_lists.marked_list(frame, scope)


def _scope(frame: Frame) -> Scope:
    """What is looked at, as the boxes at the top say."""
    limits = terms(own_rules.in_force(frame.graph.whole.target).local())
    with st.spinner(frame.say("cases.counting")):
        board = frame.ask(cases.board, frame.as_of, limits)
    in_unit = Cut(unit=frame.unit)
    left, middle, right = st.columns([1, 2, 1.3], gap="medium")
    with left:
        months = sorted(cases.tallies(board, in_unit, _SHARE, "month"), reverse=True)
        years = sorted({month[:4] for month in months}, reverse=True)
        month = listing.choose(frame, "month", [*years, *months], partial(_month_name, frame))
    with middle:
        powers = [uid for uid in cases.tallies(board, in_unit, _SHARE, "power") if uid]
        asked = frame.own.get("power", "")
        if asked in board.powers and asked not in powers:
            powers.append(asked)
        power = listing.choose(
            frame, "power", powers, lambda uid: f"{board.powers[uid].name} {uid}"
        )
    with right:
        share = _share(frame)
    cut = Cut(frame.unit, power, month or "")
    job = checking.under_way(frame)
    running = job if job and not job.finished.is_set() else None
    result = None if running else checking.checked(frame)
    return Scope(board, limits, cut, share, result, running)


def _month_name(frame: Frame, month: str) -> str:
    return month if "-" in month else frame.say("cases.year_name", year=month)


def _share(frame: Frame) -> int:
    st.session_state.setdefault("cases_share", int(frame.own.get("share", _SHARE)))
    share = int(
        st.slider(
            frame.say("cases.share"),
            LEAST_SHARE,
            _MOST_SHARE,
            key="cases_share",
            format="%d%%",
            help=frame.say("cases.share_help"),
        )
    )
    if share == _SHARE:
        frame.own.pop("share", None)
    else:
        frame.own["share"] = str(share)
    return share


def _numbers(frame: Frame, scope: Scope, total: cases.Tally) -> None:
    resting = cases.idle(scope.board, frame.unit, frame.as_of, scope.terms)
    notes: Mapping[str, str] = {
        "accepted": frame.say("cases.accepted_note"),
        "open": frame.say("cases.open_note"),
        "red": frame.say("cases.red_note", open=f"{total.red_open:,}"),
        "yellow": frame.say("cases.yellow_note", open=f"{total.yellow_open:,}"),
    }
    entries = [
        (
            frame.say(f"cases.{name}"),
            Tally(
                getattr(total, name),
                "cases",
                scope.own(frame, "all" if name == "accepted" else name),
            ),
            note,
        )
        for name, note in notes.items()
    ]
    core = sum(power.core for power in resting)
    note = frame.say("cases.idle_note", days=scope.terms.idle, core=f"{core:,}")
    entries.append(
        (frame.say("cases.idle"), Tally(len(resting), "cases", scope.own(frame, "idle")), note)
    )
    listing.cards(frame, entries)


def _months(frame: Frame, scope: Scope) -> None:
    by_month = cases.tallies(scope.board, scope.cut, scope.share, "month")
    st.subheader(frame.say("cases.months"), anchor=False)
    title = frame.say("cases.months_title")
    bars = [
        MonthBar(month[2:], t.accepted, t.red, t.yellow)
        for month, t in list(by_month.items())[-_MONTHS:]
    ]
    drawn = month_bars(bars, title, frame.language)
    st.image(drawn, alt=title, width="content")
    name = f"cases-months-{frame.as_of}"
    downloads.drawing(frame, lambda: drawn, name, "months")


def _steps(frame: Frame, scope: Scope) -> None:
    """What the rules say of steps and hands: it comes when they have run."""
    st.subheader(frame.say("cases.steps"), anchor=False)
    if scope.running:
        checking.waiting(frame, scope.running)
    elif scope.result:
        _judged(frame, scope, scope.result)


def _judged(frame: Frame, scope: Scope, result: CheckResult) -> None:
    shell.quiet(f"{frame.say('cases.steps_says')} {frame.say('word.lead')}")
    rows = []
    for card, rules in STEP_RULES.items():
        marked = scope.marked(frame, card)
        for rule in rules:
            leads = [f for f in result.findings if f.rule == rule]
            subjects = {f.subject for f in leads}
            found = sum(row.uid in subjects and scope.cut.holds(row) for row in marked)
            in_unit = sum(frame.unit in (None, f.unit) for f in leads)
            title = f"{rule} {result.queries[rule].title.of(frame.language)}"
            rows.append(
                (
                    title,
                    (
                        Tally(found, "cases", scope.own(frame, card)),
                        Tally(in_unit, "findings", {"rule": rule}),
                    ),
                )
            )
    head = [frame.say(f"cases.{key}") for key in ("rule", "cases_count", "leads_count")]
    listing.grid(frame, head, rows, (4, 1, 1))
