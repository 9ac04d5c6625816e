"""One case: its limit, what was done when and by whom, and where each record was read."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.app_pages.cases.scope import Scope
from dashboard.markup import Html
from dashboard.shell import Frame
from dashboard.views import checks
from graph.drawing.running import Line, Moment, case_line
from queries.views.case_card import CaseCard, CaseEvent, case_card
from queries.views.case_limits import CaseRow
from queries.views.words import NOTHING, listed, prop_name, severity_name, value_of

_STATED = ("situation", "basis", "process", "result", "extended_days", "suspended_days", "amount")
_SIGNS = {"red": "▲", "yellow": "◆"}


def show(frame: Frame, scope: Scope, uid: str) -> None:
    """The card."""
    card = frame.ask(case_card, uid, frame.as_of, scope.terms)
    if card is None:
        shell.unknown(frame, frame.say("cases.case"), uid)
        frame.own.pop("case", None)
        return
    with st.container(border=True):
        state = card_name(frame, card.row, scope.share)
        st.html(f'<h3 class="pg-head">{markup.text(f"{card.head.name} {state}")}</h3>')
        _links(frame, card)
        left, right = st.columns([2, 3], gap="medium")
        with left:
            _facts(frame, scope, card)
        with right:
            _course(frame, scope, card)
        _events(frame, card)
        _leads(frame, scope, card)


def card_name(frame: Frame, row: CaseRow, share: int) -> str:
    """Red, yellow, or a dash."""
    card = row.card(share)
    return frame.say(f"cases.{card}") if card else NOTHING


def days(frame: Frame, row: CaseRow) -> str:
    """Days taken and allowed, in words."""
    kind = frame.say(f"cases.kind_{row.kind}")
    if row.allowed is None:
        return frame.say("cases.days_only", days=row.days, kind=kind)
    return frame.say("cases.days_of", days=row.days, allowed=row.allowed, kind=kind)


def _links(frame: Frame, card: CaseCard) -> None:
    with st.container(horizontal=True, gap="medium"):
        if card.row.power:
            frame.link(frame.say("cases.open_power"), "power", {"uid": card.row.power})
        frame.link(frame.say("cases.open_map"), "explorer", {"node": card.head.ref})


def _facts(frame: Frame, scope: Scope, card: CaseCard) -> None:
    row, props, language = card.row, card.head.props, frame.language
    power = scope.board.powers.get(row.power or "")
    entries: list[tuple[str, object]] = [
        (frame.say("cases.unit"), listing.unit_name(frame, row.unit)),
        (frame.say("cases.power"), power.name if power else frame.say("cases.no_power")),
        (frame.say("cases.applicant"), listed((a.name for a in card.applicants), language)),
        (frame.say("cases.accepted_on"), row.accepted_on),
        (frame.say("cases.decided_on"), row.decided_on or frame.say("cases.undecided")),
        (frame.say("cases.days"), days(frame, row)),
    ]
    entries += [
        (
            prop_name("CaseFile", name, language),
            value_of("CaseFile", name, props.get(name), language),
        )
        for name in _STATED
        if name in props
    ]
    entries += [
        (frame.say("cases.uid"), row.uid),
        (frame.say("explorer.source"), shell.origin(frame, card.head.origin)),
    ]
    st.html(markup.facts(entries))


def _course(frame: Frame, scope: Scope, card: CaseCard) -> None:
    row = card.row
    lines = [Line(frame.say("cases.line_accepted"), row.accepted_on, "plain")]
    if row.allowed is not None:
        if near := row.first_near(scope.share):
            lines.append(Line(frame.say("cases.line_near"), near, "near"))
        lines.append(Line(frame.say("cases.line_limit"), row.last_day(row.allowed), "limit"))
    end = "line_decided" if row.decided_on else "line_now"
    lines.append(Line(frame.say(f"cases.{end}"), row.decided_on or frame.as_of, "plain"))
    moments = [
        Moment(
            event.step or event.action or event.uid,
            event.day,
            f"{event.day.isoformat()[5:]} {_who(frame, event)}",
            event.backward,
        )
        for event in card.events
    ]
    title = frame.say("cases.line_title", uid=row.uid)
    drawn = case_line(moments, lines, title, frame.language)
    st.image(drawn, alt=title, width="content")
    downloads.drawing(frame, lambda: drawn, f"case-{row.uid}", "case")


def _who(frame: Frame, event: CaseEvent) -> str:
    if not event.handlers:
        return frame.say("cases.no_handler")
    return listed((h.name for h in event.handlers), frame.language)


def _events(frame: Frame, card: CaseCard) -> None:
    st.html(f'<h4 class="pg-sub">{markup.text(frame.say("cases.events"))}</h4>')
    if not card.events:
        st.info(frame.say("cases.events_none"))
        return
    names = ("step", "at", "day", "action", "who", "limit", "source")
    columns = {name: frame.say(f"cases.event_{name}") for name in names}
    rows = [
        {
            "step": event.step or NOTHING,
            "at": _time(event.at),
            "day": (event.day - card.row.accepted_on).days,
            "action": event.action or NOTHING,
            "who": _who(frame, event),
            "limit": event.step_days if event.step_days is not None else NOTHING,
            "source": shell.origin(frame, event.origin),
        }
        for event in card.events
    ]
    cells = [[row[name] for name in names] for row in rows]
    st.html(markup.table(list(columns.values()), cells, numbers=(2, 5)))
    downloads.table(frame, columns, rows, f"case-{card.row.uid}", "events")
    shell.quiet(_hands(frame, card))
    for words in _remarks(frame, card):
        st.warning(markup.markdown(words), icon=":material/help:")


def _time(at: date | datetime) -> str:
    return at.isoformat(" ", "minutes") if isinstance(at, datetime) else at.isoformat()


def _remarks(frame: Frame, card: CaseCard) -> list[str]:
    """What strikes the eye, as things to verify."""
    said = []
    if card.missing:
        key = "cases.missing_steps" if card.row.decided_on else "cases.missing_open"
        said.append(frame.say(key, steps=listed(card.missing, frame.language)))
    if any(event.backward for event in card.events):
        said.append(frame.say("cases.backward"))
    return said


def _hands(frame: Frame, card: CaseCard) -> str:
    """Who handled how many of the steps."""
    steps = {(hand, event.step or event.uid) for event in card.events for hand in event.handlers}
    counts = Counter(hand for hand, _ in steps)
    named = (frame.say("cases.hand", name=h.name, count=n) for h, n in counts.most_common())
    return frame.say("cases.hands_of", names=listed(named, frame.language))


def _leads(frame: Frame, scope: Scope, card: CaseCard) -> None:
    if scope.result is None:
        return
    st.html(f'<h4 class="pg-sub">{markup.text(frame.say("cases.leads"))}</h4>')
    found = [f for f in checks.about(scope.result.findings, card.head.ref)]
    if not found:
        shell.quiet(frame.say("cases.leads_none"))
        return
    shell.quiet(frame.say("word.lead"))
    for finding in found:
        rule = scope.result.queries[finding.rule]
        severity = severity_name(finding.severity, frame.language)
        label = f"{severity} {rule.id} {rule.title.of(frame.language)}"
        frame.link(label, "findings", {"rule": rule.id, "finding": finding.id})
        st.html(Html(markup.text(finding.message.of(frame.language))).code)
