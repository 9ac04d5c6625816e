"""The lists of the page of cases: added up by unit, power or month; the cases with a mark; the
powers at rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, cast, get_args

import streamlit as st

from dashboard import shell
from dashboard.app_pages import listing
from dashboard.app_pages.cases import card as cases_card
from dashboard.app_pages.cases.scope import Scope
from dashboard.shell import Frame
from queries.views import cases
from queries.views.case_limits import RESTING, Card, CaseRow
from queries.views.cases import MARKS, STEP_RULES, By, StepMark, Tally
from queries.views.words import value_of

_MOST: Final = 2000  # cases in a list of those without a mark
_BY: Final[tuple[By, ...]] = get_args(By)
_WIDE: Final[dict[By, int]] = {"unit": 260, "power": 190, "month": 120}  # first column, pixels
_COUNTED: Final = ("accepted", "open", "red", "red_open", "yellow", "yellow_open", "unlimited")


def breakdown(frame: Frame, scope: Scope) -> None:
    """The scope by unit, power or month; a line that is picked narrows the page to it."""
    st.subheader(frame.say("cases.breakdown"), anchor=False)
    usual: By = "power" if frame.unit else "unit"
    label = frame.say("cases.by")
    by = cast(
        By,
        listing.switch(frame, "by", _BY, label, lambda n: frame.say(f"cases.by_{n}"), usual),
    )
    if by == usual:
        frame.own.pop("by", None)
    else:
        frame.own["by"] = by
    shell.quiet(frame.say("cases.breakdown_hint"))
    tallies = cases.tallies(scope.board, scope.cut, scope.share, by)
    marks: dict[str, Counter[str]] = {}
    if scope.result:
        marks = {c: cases.count(scope.marked(frame, c), scope.cut, by) for c in STEP_RULES}
    named = "at_month" if by == "month" else by
    columns: dict[str, str] = {by: frame.say(f"cases.{named}")}
    if by == "power":
        columns["unit"] = frame.say("cases.power_unit")
    columns |= {name: frame.say(f"cases.{name}") for name in (*_COUNTED, *marks)}
    keys = sorted(tallies, key=lambda key: _order(by, key, tallies[key]))
    rows: list[dict[str, Any]] = []
    for key in keys:
        row = {name: getattr(tallies[key], name) for name in _COUNTED}
        row |= {name: counts[key] for name, counts in marks.items()}
        rows.append(_names(frame, scope, by, key) | row)
    cut = scope.cut
    name = f"{by}_{cut.unit}_{cut.power}_{cut.month}"
    at = listing.pick(frame, columns, rows, name, width={by: _WIDE[by]})
    if at is not None and keys[at]:
        _narrow(frame, by, keys[at])


def _order(by: By, key: str, tally: Tally) -> tuple[object, ...]:
    """Months as they come, the rest by what is most pressing."""
    return (key,) if by == "month" else (-tally.red, -tally.yellow, -tally.accepted, key)


def _names(frame: Frame, scope: Scope, by: By, key: str) -> dict[str, str]:
    if by == "unit":
        return {"unit": listing.unit_name(frame, key)}
    if by == "month":
        return {"month": key}
    power = scope.board.powers.get(key)
    if power is None:
        return {"power": frame.say("cases.no_power"), "unit": ""}
    return {"power": power.name, "unit": listing.unit_name(frame, power.unit)}


def _narrow(frame: Frame, by: By, key: str) -> None:
    if by == "unit":
        if key != frame.unit and key in frame.units:
            listing.go_to_unit(frame, key)
    elif frame.own.get(by) != key:
        own = {k: v for k, v in frame.own.items() if k not in ("case", "by")} | {by: key}
        st.switch_page(frame.pages["cases"], query_params=frame.address("cases", own))


def marked_list(frame: Frame, scope: Scope) -> None:
    """The cases with a mark, or all of them, and the one that is picked; or the powers at rest."""
    st.subheader(frame.say("cases.list"), anchor=False)
    label = frame.say("cases.card")
    card = listing.switch(frame, "card", MARKS, label, lambda mark: frame.say(f"cases.{mark}"))
    frame.own["card"] = card
    if card == "idle":
        _idle(frame, scope)
        return
    if card in STEP_RULES and scope.running:
        shell.quiet(frame.say("word.checking"))
        return
    rows, total = _rows(frame, scope, card)
    if total > len(rows):
        said = frame.say("cases.list_cut", count=f"{total:,}", shown=f"{len(rows):,}")
    else:
        said = frame.say("cases.list_count", count=f"{total:,}")
    shell.quiet(said)
    asked = frame.own.get("case")
    if rows:
        names = ("uid", "unit", "power", "accepted_on", "decided_on", "days", "state")
        columns = {name: frame.say(f"cases.{name}") for name in names}
        cut = scope.cut
        key = f"list_{card}_{cut.unit}_{cut.power}_{cut.month}"
        lines = [_line(frame, scope, row) for row in rows]
        wide = {"uid": 90, "unit": 170, "power": 240, "days": 130, "state": 80}
        at = listing.pick(frame, columns, lines, key, width=wide)
        asked = rows[at].uid if at is not None else asked
    if asked:
        frame.own["case"] = asked
        cases_card.show(frame, scope, asked)


def _rows(frame: Frame, scope: Scope, card: str) -> tuple[Sequence[CaseRow], int]:
    """The cases of the list, and how many there are."""
    if card in STEP_RULES:
        marked = scope.marked(frame, cast(StepMark, card))
        found = cases.latest_first(row for row in marked if scope.cut.holds(row))
        return found, len(found)
    if card in get_args(Card):
        found = cases.with_card(scope.board, scope.cut, cast(Card, card), scope.share)
        return found, len(found)
    undecided = card == "open"
    total = cases.total(scope.board, scope.cut, scope.share)
    found = frame.ask(cases.latest, frame.as_of, scope.terms, scope.cut, undecided, _MOST)
    return found, total.open if undecided else total.accepted


def _line(frame: Frame, scope: Scope, row: CaseRow) -> dict[str, str]:
    power = scope.board.powers.get(row.power or "")
    return {
        "uid": row.uid,
        "unit": listing.unit_name(frame, row.unit),
        "power": power.name if power else frame.say("cases.no_power"),
        "accepted_on": row.accepted_on.isoformat(),
        "decided_on": row.decided_on.isoformat()
        if row.decided_on
        else frame.say("cases.undecided"),
        "days": cases_card.days(frame, row),
        "state": cases_card.card_name(frame, row, scope.share),
    }


def _idle(frame: Frame, scope: Scope) -> None:
    found = cases.idle(scope.board, frame.unit, frame.as_of, scope.terms)
    shell.quiet(frame.say("cases.idle_says", days=scope.terms.idle))
    if not found:
        st.info(frame.say("cases.idle_none"))
        return
    if any(power.core for power in found):
        frame.link(frame.say("cases.idle_open"), "findings", {"rule": RESTING})
    names = ("power", "unit", "idle_core", "idle_last", "uid")
    columns = {name: frame.say(f"cases.{name}") for name in names[:-1]}
    columns["uid"] = frame.say("explorer.uid")
    rows = [
        {
            "power": power.name,
            "unit": listing.unit_name(frame, power.unit),
            "idle_core": value_of("Power", "is_core", power.core, frame.language),
            "idle_last": str(scope.board.last.get(power.uid, frame.say("cases.idle_never"))),
            "uid": power.uid,
        }
        for power in found
    ]
    wide = {"power": 300, "unit": 220}
    at = listing.pick(frame, columns, rows, f"idle_{frame.unit}", width=wide)
    if at is not None:
        listing.node(frame, f"Power/{found[at].uid}")
    else:
        shell.quiet(frame.say("power.choose_hint"))
