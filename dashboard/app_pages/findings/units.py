"""制约缺失, by unit: a matrix of units and families of rules; each number leads to its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.app_pages.listing import Tally
from dashboard.markup import Html
from dashboard.shell import Frame
from dashboard.views import changes
from dashboard.views.changes import UnitLine
from queries.findings import CheckResult
from queries.model import SEVERITIES
from queries.views.words import family_name, severity_name

_UNITS: Final = 15  # at once


def show(frame: Frame, result: CheckResult) -> None:
    """Units downwards, families across; each number leads to those findings."""
    lines = changes.by_unit(result, frame.units, frame.unit)
    families = sorted({query.family for query in result.queries.values()})
    st.subheader(frame.say("compare.units"), anchor=False)
    shell.quiet(f"{frame.say('compare.units_says')} {frame.say('word.lead')}")
    pages = max(1, -(-len(lines) // _UNITS))
    at = 1
    if pages > 1:
        with st.columns([1, 4])[0]:
            at = int(
                st.number_input(
                    frame.say("compare.page", pages=pages), 1, pages, key="findings_units_page"
                )
            )
    titles = [frame.say("findings.unit"), frame.say("overview.total")]
    titles += [severity_name("high", frame.language), *families]
    titles += [frame.say("findings.examined"), frame.say("compare.silent")]
    listing.grid(
        frame,
        titles,
        [_line(frame, line, families) for line in lines[(at - 1) * _UNITS : at * _UNITS]],
        (4, 1.2, 1.2, *(1.0 for _ in families), 1.6, 1.3),
    )
    shell.quiet(" · ".join(family_name(family, frame.language) for family in families))
    rows: list[dict[str, Any]] = [
        {
            "unit": unit_name(frame, line.unit),
            "uid": line.unit or "",
            "total": line.total,
            **{s: line.severities.get(s, 0) for s in SEVERITIES},
            **{f: line.families.get(f) for f in families},
            "examined": line.examined,
            "silent": line.silent,
        }
        for line in lines
    ]
    columns = {"unit": titles[0], "uid": frame.say("explorer.uid"), "total": titles[1]}
    columns |= {s: severity_name(s, frame.language) for s in SEVERITIES}
    columns |= {family: family_name(family, frame.language) for family in families}
    columns |= {"examined": titles[-2], "silent": titles[-1]}
    downloads.table(frame, columns, rows, f"units-{frame.as_of}", "units")


def _line(
    frame: Frame, line: UnitLine, families: Sequence[str]
) -> tuple[str, Sequence[Tally | Html | str]]:
    """A line of the matrix; nothing leads to a unit that is not there at the day."""

    def cell(count: int | None, own: Mapping[str, str]) -> Tally | Html:
        if count and line.unit in frame.units:
            return Tally(count, "findings", own, unit=line.unit)
        return markup.faint("—" if count is None else count)

    return unit_name(frame, line.unit), (
        cell(line.total, {}),
        cell(line.severities.get("high", 0), {"severity": "high"}),
        *(cell(line.families.get(family), {"family": family}) for family in families),
        f"{line.examined:,}",
        f"{line.silent:,}",
    )


def unit_name(frame: Frame, unit: str | None) -> str:
    """A unit's name; that there is none; its uid where it is not there at the day."""
    return frame.say("compare.no_unit") if unit is None else listing.unit_name(frame, unit)
