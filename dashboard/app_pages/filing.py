"""台账备案: which major matters were filed, in time, late or not at all; and the ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from dashboard import checking, markup, own_rules, shell
from dashboard.app_pages import form_files, listing
from dashboard.app_pages.listing import Tally
from dashboard.shell import Frame
from graph.schema import SCHEMA
from queries.views import filing
from queries.views.filing import STATES, MatterRow, UnitFilings
from queries.views.nodes import details
from queries.views.words import NOTHING, code_name, listed, percent, prop_name, value_of

_SHOWN: Final = ("amount", "executed_on", "approve", "oppose", "abstain", "passed")
_CATEGORY: Final = SCHEMA.nodes["Matter"].props["category"]


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    if not shell.missing(frame, ("Matter",)):
        shell.missing(frame, ("Filing", "Meeting"))
        days = allowed(frame)
        every = frame.ask(filing.matters, frame.as_of, days)
        rows = [m for m in every if frame.unit is None or m.unit == frame.unit]
        shell.quiet(frame.say("filing.counted", days=days))
        _states(frame, rows)
        _matters(frame, rows)
        _units(frame, rows)
    st.subheader(frame.say("filing.ledger"), anchor=False)
    shell.quiet(f"{frame.say('filing.ledger_says')} {frame.say('word.lead')}")
    checking.once_checked(frame, partial(listing.rules, frame), ("LED",))


def allowed(frame: Frame) -> int:
    """Working days within which a matter is to be filed: the place's own number, as for the rule.

    Raises:
        SettingsError: listing what is wrong in the file of own values.
    """
    return int(own_rules.in_force(frame.graph.target).value(filing.RULE, filing.ALLOWED))


def _states(frame: Frame, rows: Sequence[MatterRow]) -> None:
    counts = Counter(row.state for row in rows)
    due = counts["missing"] + counts["late"] + counts["filed"]
    entries = [(frame.say("filing.due"), Tally(due, "filing"), frame.say("filing.due_note"))]
    entries += [
        (
            frame.say(f"filing.state_{state}"),
            Tally(counts[state], "filing", {"state": state}),
            frame.say(f"filing.note_{state}"),
        )
        for state in STATES
    ]
    listing.cards(frame, entries)


def _units(frame: Frame, rows: Sequence[MatterRow]) -> None:
    cases = frame.ask(filing.major_cases, frame.as_of)
    if frame.unit:
        cases = {unit: both for unit, both in cases.items() if unit == frame.unit}
    units = filing.by_unit(rows, cases)
    st.subheader(frame.say("filing.units", count=f"{len(units):,}"), anchor=False)
    shell.quiet(frame.say("filing.units_hint"))
    columns = {"unit": frame.say("filing.unit"), "due": frame.say("filing.due")}
    columns |= {state: frame.say(f"filing.state_{state}") for state in STATES}
    columns |= {name: frame.say(f"filing.{name}") for name in ("share", "major", "major_filed")}
    lines = [_unit_line(frame, unit) for unit in units]
    wide = dict.fromkeys(columns, 92) | {"unit": 150, "due": 64, "share": 66}
    at = listing.pick(frame, columns, lines, f"units_{frame.unit}", width=wide, aside=("exempt",))
    if at is not None and units[at].unit != frame.unit:
        listing.go_to_unit(frame, units[at].unit)


def _unit_line(frame: Frame, unit: UnitFilings) -> dict[str, object]:
    return {
        "unit": listing.unit_name(frame, unit.unit),
        "due": unit.due,
        **{state: unit.counts[state] for state in STATES},
        "share": percent(unit.share, frame.language),
        "major": unit.major,
        "major_filed": unit.major_filed,
    }


def _matters(frame: Frame, rows: Sequence[MatterRow]) -> None:
    st.subheader(frame.say("filing.matters"), anchor=False)
    left, right = st.columns(2)
    with left:
        state = listing.choose(frame, "state", STATES, lambda s: frame.say(f"filing.state_{s}"))
    with right:
        kinds = sorted({row.category for row in rows if row.category})
        category = listing.choose(
            frame, "category", kinds, lambda code: code_name(_CATEGORY, code, frame.language)
        )
    found = [
        row
        for row in sorted(rows, key=lambda r: (STATES.index(r.state), r.unit, r.uid))
        if state in (None, row.state) and category in (None, row.category)
    ]
    shell.quiet(frame.say("filing.of_total", count=f"{len(found):,}", total=f"{len(rows):,}"))
    chosen = None
    if found:
        names = ("state", "matter", "unit", "category", "since", "filed_on", "days", "papers")
        columns = {name: frame.say(f"filing.{name}") for name in (*names, "watcher", "uid")}
        lines = [_matter_line(frame, row) for row in found]
        wide = {"state": 96, "matter": 325, "unit": 150, "category": 106, "days": 84}
        wide |= {"since": 92, "filed_on": 92}
        key = f"matters_{state}_{category}_{frame.unit}"
        aside = ("papers", "watcher", "uid")
        at = listing.pick(frame, columns, lines, key, width=wide, aside=aside)
        asked = frame.own.get("matter")
        chosen = found[at] if at is not None else next((m for m in rows if m.uid == asked), None)
    if chosen:
        frame.own["matter"] = chosen.uid
        _card(frame, chosen)
    elif asked := frame.own.pop("matter", None):
        shell.unknown(frame, frame.say("filing.matter"), asked)
    elif found:
        shell.quiet(frame.say("filing.hint"))


def _matter_line(frame: Frame, row: MatterRow) -> dict[str, object]:
    return {
        "state": frame.say(f"filing.state_{row.state}"),
        "matter": row.name,
        "unit": listing.unit_name(frame, row.unit),
        "category": code_name(_CATEGORY, row.category, frame.language) if row.category else "",
        "since": row.since.isoformat() if row.since else NOTHING,
        "filed_on": row.filed_on.isoformat() if row.filed_on else NOTHING,
        "days": row.days,
        "papers": len(row.papers),
        "watcher": row.watcher or "",
        "uid": row.uid,
    }


def _card(frame: Frame, row: MatterRow) -> None:
    """One matter: what it is, each of its filings with its source, what the rules say of it."""
    with st.container(border=True):
        st.html(f'<h3 class="pg-head">{markup.text(row.name)}</h3>')
        node = frame.ask(details, f"Matter/{row.uid}")
        left, right = st.columns(2, gap="large")
        state = frame.say(f"filing.state_{row.state}")
        days = frame.say("filing.days_value", days=row.days) if row.days is not None else NOTHING
        left.html(
            markup.facts(
                [
                    (frame.say("filing.state"), state),
                    (frame.say("filing.unit"), listing.unit_name(frame, row.unit)),
                    (frame.say("filing.watcher"), row.watcher or NOTHING),
                    (frame.say("filing.since"), row.since or NOTHING),
                    (frame.say("filing.days"), days),
                    (frame.say("explorer.uid"), row.uid),
                    (
                        frame.say("explorer.source"),
                        shell.origin(frame, node.origin if node else None),
                    ),
                ]
            )
        )
        props = node.props if node else {}
        right.html(
            markup.facts(
                (
                    prop_name("Matter", name, frame.language),
                    value_of("Matter", name, props[name], frame.language),
                )
                for name in _SHOWN
                if name in props
            )
        )
        _papers(frame, row)
        with st.container(horizontal=True, gap="medium"):
            frame.link(
                frame.say("findings.open_subject"), "explorer", {"node": f"Matter/{row.uid}"}
            )
        form_files.offer(frame, "filing", row.unit, row.uid)


def _papers(frame: Frame, row: MatterRow) -> None:
    if not row.papers:
        st.info(markup.markdown(frame.say("filing.papers_none")))
        return
    rows = []
    for paper in row.papers:
        node = frame.ask(details, f"Filing/{paper.uid}")
        rows.append(
            (
                paper.uid,
                paper.filed_on or NOTHING,
                NOTHING if paper.materials is None else f"{paper.materials:,}",
                listed(paper.responsible, frame.language),
                shell.origin(frame, node.origin if node else None),
            )
        )
    head = [frame.say(f"filing.{k}") for k in ("paper", "filed_on", "materials", "responsible")]
    st.html(markup.table([*head, frame.say("explorer.source")], rows))
