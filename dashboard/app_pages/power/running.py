"""How a power runs and what became of it: cases, changes, findings, and where all this was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from dashboard import checking, downloads, markup, own_rules, printing, shell
from dashboard.app_pages import listing
from dashboard.shell import Frame
from dashboard.views import checks
from graph.drawing.charts import Span, Track, timeline
from graph.drawing.words import label_name
from graph.schema import SCHEMA
from graph.store import Store
from queries.findings import CheckResult, EvidenceRow, evidence_of
from queries.views.case_limits import CaseRow, terms
from queries.views.power import PowerCard
from queries.views.power_cases import power_cases
from queries.views.power_life import HANGING, Event, Tenure, events, tenures
from queries.views.roles import KINDS
from queries.views.words import listed, prop_name, rel_name, severity_name, value_of

_NEWEST: Final = 5
_SHARE: Final = 80  # per cent of the limit, from which a case has a yellow card
_FINDINGS: Final = 20
_EVENTS: Final = 12
_YEARS: Final = 10


def cases(frame: Frame, card: PowerCard) -> None:
    """How often it was exercised, the newest cases, and those near or beyond their limit."""
    st.subheader(frame.say("power.cases"), anchor=False)
    if not card.cases.total:
        if not shell.missing(frame, ("CaseFile",)):
            st.info(markup.markdown(frame.say("power.cases_none")))
        return
    text = frame.say(
        "power.cases_count",
        count=f"{card.cases.total:,}",
        first=card.cases.first,
        last=card.cases.last,
        open=f"{card.cases.open:,}",
    )
    st.html(f"<p>{markup.text(text)}</p>")
    limits = terms(own_rules.in_force(frame.graph.target).local())
    rows = frame.ask(power_cases, card.head.uid, frame.as_of, limits)
    own = {"power": card.head.uid}
    with st.container(horizontal=True, gap="medium"):
        frame.link(frame.say("power.cases_all"), "cases", own)
        for colour in ("red", "yellow"):
            count = sum(row.card(_SHARE) == colour for row in rows)
            if count:
                label = frame.say(f"power.cases_{colour}", count=f"{count:,}")
                frame.link(label, "cases", own | {"card": colour})
    newest = rows[:_NEWEST]
    shell.quiet(frame.say("power.cases_newest", count=len(newest)))
    keys = ("case", "accepted_on", "decided_on", "days_taken", "card")
    head = [frame.say(f"power.{key}") for key in keys]
    st.html(markup.table(head, [_case(frame, row) for row in newest]))
    with st.container(horizontal=True, gap="small", key=f"{printing.UNPRINTED}-cases"):
        said = markup.text(frame.say("power.open_cases"))
        st.html(f'<span class="pg-quiet">{said}</span>', width="content")
        for row in newest:
            frame.link(row.uid, "cases", own | {"case": row.uid})


def _case(frame: Frame, row: CaseRow) -> Sequence[object]:
    kind = value_of("Power", "day_kind", row.kind, frame.language)
    key = "days_open" if row.allowed is None else "days_of"
    return (
        row.uid,
        row.accepted_on,
        row.decided_on or frame.say("power.undecided"),
        frame.say(f"power.{key}", days=row.days, allowed=row.allowed, kind=kind),
        frame.say(f"power.card_{row.card(_SHARE) or 'none'}"),
    )


def life(frame: Frame, card: PowerCard) -> None:
    """Who filled its roles when, as a picture; and every change, the latest first."""
    st.subheader(frame.say("power.life"), anchor=False)
    found = frame.ask(events, card.head.uid, frame.as_of)
    held = frame.ask(tenures, card.head.uid)
    if not found and not held:
        st.info(markup.markdown(frame.say("power.life_none")))
        return
    shell.quiet(frame.say("power.life_says"))
    if held:
        _tenures(frame, card, held)
    rows = [{"day": e.day.isoformat(), "event": _said(frame, e)} for e in found]
    columns = {"day": frame.say("power.life_day"), "event": frame.say("power.life_event")}
    if rows:
        shown = [(row["day"], row["event"]) for row in rows[:_EVENTS]]
        st.html(markup.table(list(columns.values()), shown, widths=("7rem", "")))
        if len(rows) > _EVENTS:
            shell.quiet(frame.say("word.more", count=f"{len(rows) - _EVENTS:,}"))
        downloads.table(frame, columns, rows, f"power-changes-{card.head.uid}", "life")


def _tenures(frame: Frame, card: PowerCard, held: Sequence[Tenure]) -> None:
    first = min((t.first for t in held if t.first), default=frame.as_of)
    start = max(first, date(frame.as_of.year - _YEARS, 1, 1))
    unit = card.units[0].name if card.units else ""
    tracks: dict[tuple[str, str], list[Span]] = {}
    for kind in KINDS:
        for one in held:
            gone = one.last is not None and one.last <= start
            if one.kind == kind and not gone and (one.first is None or one.first < frame.as_of):
                post = one.post_name.removeprefix(unit).strip() or one.post_name
                label = f"{frame.say(f'power.{kind}')} {post}"
                span = Span(one.person_name or one.post_name, one.first, one.last)
                tracks.setdefault((kind, label), []).append(span)
    drawn = [Track(label, tuple(spans)) for (_, label), spans in tracks.items()]
    if not drawn:
        return
    title = f"{frame.say('power.life_picture')} {card.head.name}"
    svg = timeline(drawn, start, frame.as_of, title, frame.language)
    said = listed((track.label for track in drawn), frame.language)
    st.image(svg, width=900, alt=f"{title}: {said}")
    downloads.drawing(frame, lambda: svg, "tenures", f"tenures_{card.head.uid}")


def _said(frame: Frame, event: Event) -> str:
    """What happened, in a sentence."""
    about, before, after = event.about, event.before, event.after
    if event.about in HANGING:
        about = rel_name(event.about, frame.language)
    elif event.about in KINDS:
        about = frame.say(f"power.{event.about}")
    elif event.what == "adjusted":
        about = value_of("PowerChange", "action", event.about, frame.language)
    elif event.what == "changed" and event.about in SCHEMA.nodes["Power"].props:
        about = prop_name("Power", event.about, frame.language)
        before, after = (
            value_of("Power", event.about, value, frame.language) for value in (before, after)
        )
    return frame.say(
        f"power.event_{event.what}",
        about=about,
        name=event.name,
        more=event.more,
        before=before,
        after=after,
    )


def findings(frame: Frame, card: PowerCard) -> None:
    """What the rules say about this power."""
    st.subheader(frame.say("power.findings"), anchor=False)
    checking.once_checked(frame, partial(_found, frame, card))


def _found(frame: Frame, card: PowerCard, result: CheckResult) -> None:
    found = checks.matching(checks.about(result.findings, card.head.ref), queries=result.queries)
    if not found:
        st.info(markup.markdown(frame.say("power.findings_none")))
        return
    shell.quiet(frame.say("word.lead"))
    for finding in found[:_FINDINGS]:
        title = result.queries[finding.rule].title.of(frame.language)
        with st.container(border=True, gap="xxsmall"):
            st.html(
                f"<strong>{markup.text(severity_name(finding.severity, frame.language))} "
                f"{markup.text(finding.rule)} {markup.text(title)}</strong><br>"
                f"{markup.text(finding.message.of(frame.language))}"
            )
            own = {"finding": finding.id, "rule": finding.rule}
            frame.link(frame.say("power.findings_all"), "findings", own)
    if len(found) > _FINDINGS:
        shell.quiet(frame.say("word.more", count=len(found) - _FINDINGS))


def sources(frame: Frame, card: PowerCard) -> None:
    """Every node that this page shows, with file, sheet and row."""
    rows = frame.ask(_rows, card.refs)
    with st.container(key=f"{printing.UNPRINTED}-sources"):
        st.subheader(frame.say("power.sources"), anchor=False)
        shell.quiet(frame.say("power.sources_says", count=f"{len(rows):,}"))
        names = ("kind", "name", "file", "sheet", "row")
        columns = {name: frame.say(f"power.sources_{name}") for name in names}
        columns["uid"] = frame.say("explorer.uid")
        lines = [
            {
                "kind": label_name(row.label, frame.language),
                "name": row.name or row.uid,
                "file": row.file,
                "sheet": row.sheet,
                "row": row.row,
                "uid": row.uid,
            }
            for row in rows
        ]
        at = listing.pick(frame, columns, lines, f"sources_{card.head.uid}", width={"name": 320})
        if at is not None:
            listing.node(frame, f"{rows[at].label}/{rows[at].uid}")


def _rows(store: Store, refs: tuple[str, ...]) -> tuple[EvidenceRow, ...]:
    found = evidence_of(store, refs)
    return tuple(found[ref] for ref in refs if ref in found)
