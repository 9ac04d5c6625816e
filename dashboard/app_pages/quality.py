"""数据质量: slips in the data, by table and row; and what cannot be judged for lack of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from dashboard import checking, downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.markup import Html
from dashboard.shell import Frame
from dashboard.views import checks, quality
from dashboard.views.checks import RuleState
from dashboard.views.quality import Slip
from graph.schema import SCHEMA
from queries import library
from queries.findings import CheckResult, EvidenceRow
from queries.model import SavedQuery
from queries.render import cell
from queries.views.quality import Lacking, held, lacking, unlocked
from queries.views.words import listed, rel_name, severity_name

_SHOWN: Final = 500
# What the page has room for; the rest stands in the file and on the card of a line.
_WIDE: Final = {
    "severity": 66, "lint": 200, "table": 130, "file": 190, "sheet": 60, "row": 46, "message": 255,
}  # fmt: skip
_TITLES: Final = {table.name: f"{table.zh} {table.name}" for table in SCHEMA.tables}


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    st.subheader(frame.say("quality.slips"), anchor=False)
    checking.once_checked(frame, partial(_slips, frame), _lint_families())
    st.subheader(frame.say("quality.lacking"), anchor=False)
    checking.once_checked(frame, partial(_lacking, frame))


def _lint_families() -> tuple[str, ...]:
    return tuple(sorted({q.family for q in library.all_queries() if q.kind == "lint"}))


# Slips


def _slips(frame: Frame, result: CheckResult) -> None:
    found = quality.slips(result, frame.unit)
    shell.quiet(frame.say("quality.slips_says"))
    _lints(frame, checks.rule_states(result, frame.unit))
    if not found:
        st.info(frame.say("quality.no_slips"))
        return
    table = _chosen_table(frame, found)
    kept = [slip for slip in found if table in (None, slip.table)]
    st.markdown(frame.say("quality.count", count=f"{len(kept):,}"))
    _rows(frame, kept)


def _lints(frame: Frame, states: Sequence[RuleState]) -> None:
    rows = [
        (
            f"{state.query.id} {state.query.title.of(frame.language)}",
            frame.say(f"quality.state_{state.state}"),
            f"{state.score.examined:,}",
            f"{state.score.found:,}",
        )
        for state in states
    ]
    head = [frame.say(f"quality.{key}") for key in ("lint", "state", "examined", "found")]
    st.html(markup.table(head, rows, numbers=(2, 3)))
    checking.failures(frame, states)


def _chosen_table(frame: Frame, found: Sequence[Slip]) -> str | None:
    counts = quality.by_table(found)
    key = "quality_table"
    if st.session_state.setdefault(key, frame.own.get("table", shell.ALL)) not in counts:
        st.session_state[key] = shell.ALL
    chosen = st.selectbox(
        frame.say("quality.table"),
        [shell.ALL, *counts],
        key=key,
        format_func=lambda name: (
            f"{_title(frame, name)}（{counts[name]:,}）"
            if name
            else frame.say("quality.all_tables", count=f"{len(found):,}")
        ),
    )
    frame.own["table"] = chosen
    return chosen or None


def _rows(frame: Frame, kept: Sequence[Slip]) -> None:
    shown = kept[:_SHOWN]
    where = frame.ask(quality.places, tuple(dict.fromkeys(slip.ref for slip in shown)))
    lines = [_line(frame, slip, where[slip.ref]) for slip in shown]
    titles = {key: frame.say(f"quality.{key}") for key in lines[0]}
    at = listing.picked(
        frame,
        {key: titles[key] for key in _WIDE},
        [{key: cell(value) for key, value in line.items()} for line in lines],
        f"list_{frame.own.get('table')}_{frame.unit}",
        of=len(kept),
        height=460,
        width=_WIDE,
    )
    name = f"data-quality-{frame.as_of}"

    def every() -> list[Mapping[str, object]]:
        known = quality.places(frame.graph.store, tuple({slip.ref for slip in kept}))
        return [_line(frame, slip, known[slip.ref]) for slip in kept]

    downloads.table(frame, titles, every, name, "slips")
    if at is not None:
        _card(frame, shown[at], where[shown[at].ref])
    else:
        shell.quiet(frame.say("quality.row_hint"))


def _line(frame: Frame, slip: Slip, where: EvidenceRow) -> dict[str, object]:
    finding = slip.finding
    return {
        "severity": severity_name(finding.severity, frame.language),
        "lint": f"{finding.rule} {slip.lint.title.of(frame.language)}",
        "table": _title(frame, slip.table),
        "file": where.file or "—",
        "sheet": where.sheet or "—",
        "row": where.row or "—",
        "message": finding.message.of(frame.language),
        "unit": finding.unit_name or "—",
        "uid": finding.subject,
    }


def _card(frame: Frame, slip: Slip, where: EvidenceRow) -> None:
    """One slip: where it was read, how to repair it, the node on the map."""
    spec = slip.lint.rule
    with st.container(border=True):
        entries: list[tuple[str, object]] = [
            (frame.say("quality.message"), slip.finding.message.of(frame.language)),
            (frame.say("explorer.source"), shell.origin(frame, where)),
        ]
        if spec:
            entries += [
                (frame.say("quality.compare"), spec.verify.document.of(frame.language)),
                (frame.say("quality.repair"), spec.verify.site.of(frame.language)),
                (frame.say("findings.blind"), spec.blind.of(frame.language)),
            ]
        st.html(markup.facts(entries))
        frame.link(frame.say("findings.open_subject"), "explorer", {"node": slip.ref})


def _title(frame: Frame, table: str) -> str:
    return _TITLES.get(table, frame.say("quality.no_table"))


# What cannot be judged


def _lacking(frame: Frame, result: CheckResult) -> None:
    states = checks.rule_states(result, frame.unit)
    silent = [s.query for s in states if s.state == "no_data"]
    if silent:
        said = frame.say("quality.silent", count=len(silent), all=len(states))
        shell.quiet(f"{said} {frame.say('quality.lacking_says')}")
    else:
        shell.quiet(frame.say("quality.none_silent", all=len(states)))
    why = lacking(silent, frame.ask(held))
    _tables(frame, why)
    _rules(frame, why)
    _units(frame, states)


def _tables(frame: Frame, why: Sequence[Lacking]) -> None:
    rows = [
        (_TITLES[one.table], _named(frame, one.alone), _named(frame, one.among))
        for one in unlocked(why)
    ]
    if rows:
        head = [frame.say(f"quality.{key}") for key in ("empty_table", "alone", "among")]
        st.html(markup.table(head, rows, widths=("22%", "39%", "39%")))


def _rules(frame: Frame, why: Sequence[Lacking]) -> None:
    if not why:
        return
    lines = [
        {
            "rule": f"{one.query.id} {one.query.title.of(frame.language)}",
            "question": one.query.question.of(frame.language),
            "why": _why(frame, one),
        }
        for one in why
    ]
    titles = {key: frame.say(f"quality.{key}") for key in lines[0]}
    with st.expander(frame.say("quality.silent_rules", count=len(lines))):
        rows = [tuple(line.values()) for line in lines]
        st.html(markup.table(list(titles.values()), rows, widths=("22%", "42%", "36%")))
        downloads.table(frame, titles, lines, f"no-data-rules-{frame.as_of}", "silent")


def _why(frame: Frame, one: Lacking) -> str:
    if one.tables:
        tables = listed((_TITLES[name] for name in one.tables), frame.language)
        return frame.say("quality.why_tables", tables=tables)
    if one.links:
        links = listed((rel_name(name, frame.language) for name in one.links), frame.language)
        return frame.say("quality.why_links", links=links)
    return frame.say("quality.why_kind")


def _units(frame: Frame, states: Sequence[RuleState]) -> None:
    """Rules that speak of some units and not of others."""
    partly = [s for s in states if s.state != "no_data" and s.units_without_data]
    if not partly or frame.unit:
        return
    rows = [
        (
            f"{s.query.id} {s.query.title.of(frame.language)}",
            frame.say("findings.without_count", count=f"{len(s.units_without_data):,}"),
        )
        for s in partly
    ]
    lines = [
        {
            "rule": s.query.id,
            "title_column": s.query.title.of(frame.language),
            "unit_uid": unit,
            "unit": listing.unit_name(frame, unit),
        }
        for s in partly
        for unit in s.units_without_data
    ]
    with st.expander(frame.say("quality.partly", count=len(partly))):
        head = [frame.say("quality.rule"), frame.say("findings.without")]
        st.html(markup.table(head, rows, numbers=(1,)))
        titles = {key: frame.say(f"quality.{key}") for key in lines[0]}
        downloads.table(frame, titles, lines, f"no-data-units-{frame.as_of}", "units")


def _named(frame: Frame, queries: Sequence[SavedQuery]) -> Html:
    return markup.lines(f"{q.id} {q.title.of(frame.language)}" for q in queries)
