"""三重一大: which bodies met, what they decided, and what of it is to verify."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard import checking, shell
from dashboard.app_pages import listing
from dashboard.app_pages.listing import Tally
from dashboard.app_pages.meetings import card as meetings_card
from dashboard.shell import Frame
from graph.schema import SCHEMA
from queries import library
from queries.findings import CheckResult, Finding
from queries.views import meetings
from queries.views.meetings import (
    CATEGORIES,
    ELSEWHERE,
    NO_MEETING,
    RULES,
    UNMET,
    Agenda,
    MeetingCut,
    MeetingRow,
)
from queries.views.words import NOTHING, code_name, listed, value_of

_BODY_WIDE: Final = {"body": 200, "count": 52, "marked": 58} | dict.fromkeys(CATEGORIES, 52)
_CATEGORY: Final = SCHEMA.nodes["Matter"].props["category"]


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    if shell.missing(frame, ("Meeting", "Matter")):
        return
    shell.missing(frame, ("Statement", "Body"))
    agenda = frame.ask(meetings.agenda, frame.as_of)
    job = checking.under_way(frame)
    running = job if job and not job.finished.is_set() else None
    result = None if running else checking.checked(frame)
    found = [f for f in result.findings if f.rule in RULES] if result else []
    leads = meetings.leads_of(agenda, found)
    cut = _cut(frame, agenda)
    held = meetings.within(agenda, cut)
    without: dict[str, list[meetings.MatterRow]] = {UNMET: [], ELSEWHERE: []}
    if not cut.body and not cut.month:
        without[UNMET] = agenda.unmet(frame.unit, cut.category)
        without[ELSEWHERE] = agenda.elsewhere(frame.unit, cut.category)
    unmet = without[UNMET]
    _numbers(frame, agenda, held, {mark: len(matters) for mark, matters in without.items()})
    left, right = st.columns([2, 3.4], gap="large")
    with left:
        st.subheader(frame.say("meetings.leads"), anchor=False)
        if running:
            checking.waiting(frame, running)
        if result:
            _rules(frame, result, leads, held, [m.uid for m in unmet])
    with right:
        _bodies(frame, agenda, leads, held)
    _list(frame, agenda, leads, held, result)
    mark = frame.own.get("mark")
    if mark in without:
        _matters(frame, mark, without[mark])
    elif mark == NO_MEETING:
        suspected = {f.subject for f in leads.get(UNMET, ())}
        _matters(frame, UNMET, [matter for matter in unmet if matter.uid in suspected])


def _cut(frame: Frame, agenda: Agenda) -> MeetingCut:
    in_unit = meetings.within(agenda, MeetingCut(unit=frame.unit))
    bodies = {g.body: g for g in sorted(in_unit, key=lambda g: (g.body_name, g.body))}
    months = sorted({g.month for g in in_unit}, reverse=True)
    years = sorted({month[:4] for month in months}, reverse=True)
    columns = st.columns(3)
    with columns[0]:
        body = listing.choose(
            frame, "body", list(bodies), lambda uid: _body_name(frame, bodies[uid])
        )
    with columns[1]:
        category = listing.choose(frame, "category", CATEGORIES, partial(_category, frame))
    with columns[2]:
        month = listing.choose(
            frame,
            "month",
            [*years, *months],
            lambda m: m if "-" in m else frame.say("meetings.year_name", year=m),
        )
    return MeetingCut(frame.unit, body, month or "", category)


def _category(frame: Frame, code: str) -> str:
    return code_name(_CATEGORY, code, frame.language)


def _body_name(frame: Frame, meeting: MeetingRow) -> str:
    """A body with its unit, where its own name does not say it."""
    unit = frame.units[meeting.unit].name if meeting.unit and meeting.unit in frame.units else ""
    return meeting.body_name if unit in meeting.body_name else f"{unit} {meeting.body_name}"


def _numbers(
    frame: Frame, agenda: Agenda, found: Sequence[MeetingRow], without: Mapping[str, int]
) -> None:
    own = {k: v for k, v in frame.own.items() if k not in ("meeting", "mark")}
    matters = {uid for g in found for uid in g.matters if uid in agenda.matters}
    kinds = Counter(agenda.matters[uid].category for uid in matters)
    entries = [(frame.say("meetings.count"), Tally(len(found), "meetings", own), "")]
    for code in CATEGORIES:
        tally = Tally(kinds[code], "meetings", own | {"category": code})
        entries.append((_category(frame, code), tally, frame.say("meetings.decided_note")))
    for mark, count in without.items():
        if count or mark == UNMET:
            tally = Tally(count, "meetings", own | {"mark": mark})
            entries.append((_mark(frame, mark), tally, frame.say(f"meetings.{mark}_note")))
    listing.cards(frame, entries)


def _rules(
    frame: Frame,
    result: CheckResult,
    leads: Mapping[str, Sequence[Finding]],
    found: Sequence[MeetingRow],
    unmet: Sequence[str],
) -> None:
    shell.quiet(f"{frame.say('meetings.leads_says')} {frame.say('word.lead')}")
    own = {k: v for k, v in frame.own.items() if k not in ("meeting", "mark")}
    rows = []
    for rule in RULES:
        held = sum(any(f.rule == rule for f in leads.get(g.uid, ())) for g in found)
        without = sum(f.rule == rule and f.subject in unmet for f in leads.get(UNMET, ()))
        every = sum(f.rule == rule and frame.unit in (None, f.unit) for f in result.findings)
        title = _mark(frame, rule)
        rows.append(
            (
                title,
                (
                    Tally(held + without, "meetings", own | {"mark": rule}),
                    Tally(every, "findings", {"rule": rule}),
                ),
            )
        )
    head = [frame.say(f"meetings.{key}") for key in ("rule", "here", "leads_count")]
    listing.grid(frame, head, rows, (3, 1, 1))


def _bodies(
    frame: Frame,
    agenda: Agenda,
    leads: Mapping[str, Sequence[Finding]],
    found: Sequence[MeetingRow],
) -> None:
    st.subheader(frame.say("meetings.bodies"), anchor=False)
    if not found:
        shell.quiet(NOTHING)
        return
    shell.quiet(frame.say("meetings.bodies_hint"))
    by_body: dict[str, list[MeetingRow]] = {}
    for meeting in found:
        by_body.setdefault(meeting.body, []).append(meeting)
    rows: list[dict[str, Any]] = []
    for held in by_body.values():
        kinds = sum((agenda.kinds(g) for g in held), Counter())
        rows.append(
            {
                "body": _body_name(frame, held[0]),
                "count": len(held),
                **{code: kinds[code] for code in CATEGORIES},
                "marked": sum(g.uid in leads for g in held),
            }
        )
    order = sorted(
        range(len(rows)), key=lambda i: (-rows[i]["marked"], -rows[i]["count"], rows[i]["body"])
    )
    columns = {"body": frame.say("meetings.body"), "count": frame.say("meetings.count")}
    columns["marked"] = frame.say("meetings.marked")
    columns |= {code: frame.say(f"meetings.kind_{code}") for code in CATEGORIES}
    chosen = (frame.unit, *(frame.own.get(k) for k in ("body", "month", "category")))
    key = "bodies_" + "_".join(value or "" for value in chosen)
    at = listing.pick(frame, columns, [rows[i] for i in order], key, width=_BODY_WIDE)
    bodies = list(by_body)
    if at is not None and frame.own.get("body") != bodies[order[at]]:
        own = {k: v for k, v in frame.own.items() if k != "meeting"} | {"body": bodies[order[at]]}
        st.switch_page(frame.pages["meetings"], query_params=frame.address("meetings", own))


def _list(
    frame: Frame,
    agenda: Agenda,
    leads: Mapping[str, Sequence[Finding]],
    found: Sequence[MeetingRow],
    result: CheckResult | None,
) -> None:
    st.subheader(frame.say("meetings.list"), anchor=False)
    marks = (*RULES, UNMET, ELSEWHERE) if frame.unit else (*RULES, UNMET)
    mark = listing.choose(frame, "mark", marks, partial(_mark, frame))
    if mark in RULES and result is None:
        shell.quiet(frame.say("word.checking"))
        return
    if mark in (UNMET, ELSEWHERE):
        return
    shown = [g for g in found if mark is None or any(f.rule == mark for f in leads.get(g.uid, ()))]
    shell.quiet(frame.say("meetings.list_count", count=f"{len(shown):,}"))
    asked = frame.own.get("meeting")
    if shown:
        names = ("held_on", "body", "mode", "present", "matters", "marks", "uid")
        columns = {name: frame.say(f"meetings.{name}") for name in names}
        lines = [_line(frame, agenda, g, leads.get(g.uid, ())) for g in shown]
        chosen = (frame.unit, mark, *(frame.own.get(k) for k in ("body", "month", "category")))
        key = "list_" + "_".join(value or "" for value in chosen)
        wide = {"held_on": 92, "body": 195, "mode": 80, "present": 82, "matters": 390, "marks": 80}
        at = listing.pick(frame, columns, lines, key, width=wide, aside=("uid",))
        asked = shown[at].uid if at is not None else asked
    if asked:
        frame.own["meeting"] = asked
        held = next((g for g in agenda.meetings if g.uid == asked), None)
        title = f"{_body_name(frame, held)} {held.held_on}" if held else asked
        meetings_card.show(frame, asked, title, leads.get(asked, ()))


def _mark(frame: Frame, mark: str) -> str:
    if mark in (UNMET, ELSEWHERE):
        return frame.say(f"meetings.{mark}")
    return f"{mark} {library.query(mark).title.of(frame.language)}"


def _line(
    frame: Frame, agenda: Agenda, meeting: MeetingRow, leads: Sequence[Finding]
) -> dict[str, str]:
    known = [agenda.matters[uid].name for uid in meeting.matters if uid in agenda.matters]
    return {
        "held_on": meeting.held_on.isoformat(),
        "body": _body_name(frame, meeting),
        "mode": value_of("Meeting", "decision_mode", meeting.mode, frame.language),
        "present": meetings_card.attendance(meeting.present, meeting.expected),
        "matters": listed(known, frame.language),
        "marks": listed(sorted({f.rule for f in leads}), frame.language),
        "uid": meeting.uid,
    }


def _matters(frame: Frame, mark: str, matters: Sequence[meetings.MatterRow]) -> None:
    """The matters that no meeting decided, or none of this unit."""
    shell.quiet(frame.say(f"meetings.{mark}_says", count=f"{len(matters):,}"))
    if not matters:
        return
    names = ("matter", "unit", "category", "happened_on", "executed_on", "uid")
    columns = {name: frame.say(f"meetings.{name}") for name in names}
    rows = [
        {
            "matter": matter.name,
            "unit": listing.unit_name(frame, matter.unit),
            "category": _category(frame, matter.category) if matter.category else NOTHING,
            "happened_on": matter.happened_on or NOTHING,
            "executed_on": matter.executed_on or NOTHING,
            "uid": matter.uid,
        }
        for matter in matters
    ]
    at = listing.pick(frame, columns, rows, f"{mark}_{frame.unit}", width={"matter": 320})
    if at is not None:
        listing.node(frame, f"Matter/{matters[at].uid}")
    else:
        shell.quiet(frame.say("meetings.unmet_hint"))
