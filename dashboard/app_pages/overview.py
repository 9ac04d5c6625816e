"""总览: counts, five-power scorecard, findings, benchmark and completeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import checking, markup, shell
from dashboard.app_pages import listing, own_words
from dashboard.app_pages.listing import Tally
from dashboard.markup import Html
from dashboard.shell import Frame
from dashboard.views import checks
from queries.findings import CheckResult, Finding
from queries.model import SEVERITIES, Dimension
from queries.scores import Score
from queries.views import overview
from queries.views.powers import of_unit, powers
from queries.views.words import (
    dimension_name,
    family_name,
    listed,
    percent,
    severity_name,
)

# Where the numbers at the top lead: a page, and values of its address.
_LEADS_TO: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "units": ("findings", {"view": "units"}),
    "powers": ("queries", {"query": "powers-by-department"}),
    "posts": ("queries", {"query": "posts-on-day"}),
    "officials": ("concentration", {"subject": "official"}),
    "risk_points": ("queries", {"query": "high-risk-by-domain"}),
    "measures": ("queries", {"query": "measures-by-owner"}),
    "findings": ("findings", {}),
}


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    shell.missing(frame, ("Department", "Power", "Post", "Official", "Role"))
    counts, judged = st.empty(), st.container()
    _counts(frame, counts, None)
    left, right = st.columns(2, gap="large")
    with left:
        _completeness(frame)
    with right:
        _benchmark(frame)
    _tables(frame)
    # What the rules say comes last, and stands first: they may take a while.
    with judged:
        checking.once_checked(frame, partial(_judged, frame, counts))


def _judged(frame: Frame, counts: DeltaGenerator, result: CheckResult) -> None:
    states = checks.rule_states(result, frame.unit)
    findings = checks.in_unit(result.findings, frame.unit)
    _counts(frame, counts, findings)
    own_words.show(frame, result)
    _scorecard(frame, checks.by_dimension(result, frame.unit))
    _matrix(frame, states, findings)


def _counts(frame: Frame, slot: DeltaGenerator, findings: list[Finding] | None) -> None:
    rows = of_unit(frame.ask(powers, frame.as_of), frame.unit)
    active = [p for p in rows if p.active]
    staff = frame.ask(overview.staff, frame.as_of, frame.unit)
    inactive = len(rows) - len(active)
    numbers = [
        ("units", 1 if frame.unit else len(frame.units), ""),
        (
            "powers",
            len(active),
            frame.say("overview.powers_note", count=inactive) if inactive else "",
        ),
        ("posts", staff.posts, ""),
        ("officials", staff.officials, ""),
        ("risk_points", sum(p.parts["risks"] for p in active), ""),
        ("measures", sum(p.parts["measures"] for p in active), ""),
    ]
    if findings is not None:
        found = Counter(f.severity for f in findings)
        note = frame.say("overview.findings_note", **{s: found[s] for s in SEVERITIES})
        numbers.append(("findings", len(findings), note))
    with slot.container():
        listing.cards(
            frame,
            [(frame.say(f"overview.{k}"), Tally(n, *_LEADS_TO[k]), note) for k, n, note in numbers],
            "" if findings is None else "-judged",
        )


def _scorecard(frame: Frame, scores: Mapping[Dimension, Score]) -> None:
    st.subheader(frame.say("overview.scorecard"), anchor=False)
    shell.quiet(f"{frame.say('overview.scorecard_says')} {frame.say('word.lead')}")
    entries = []
    for dimension, score in scores.items():
        value = percent(score.protection, frame.language)
        notes = [frame.say("overview.score_no_rules")]
        if score.rules:
            notes = [
                frame.say(
                    "overview.score_note", examined=f"{score.examined:,}", found=f"{score.found:,}"
                ),
                frame.say("overview.score_rules", rules=score.rules, silent=score.silent)
                + (frame.say("overview.score_failed", failed=score.failed) if score.failed else ""),
            ]
        drawn = markup.bar(score.protection, "").code if score.protection is not None else ""
        note = Html(drawn + markup.lines(notes).code)
        entries.append((dimension_name(dimension, frame.language), value, note))
    st.html(markup.cards(entries))
    for column, (dimension, score) in zip(st.columns(len(scores)), scores.items(), strict=True):
        with column:
            if score.found:
                frame.link(frame.say("overview.to_findings"), "findings", {"dimension": dimension})


def _matrix(frame: Frame, states: list[checks.RuleState], findings: list[Finding]) -> None:
    st.subheader(frame.say("overview.matrix"), anchor=False)
    shell.quiet(frame.say("overview.matrix_says"))
    head = [frame.say("overview.family")]
    head += [severity_name(s, frame.language) for s in SEVERITIES]
    rows = []
    for family, counts in checks.by_family(states, findings).items():
        own = {"family": family}
        cells = [Tally(counts[s], "findings", own | {"severity": s}) for s in SEVERITIES]
        cells.append(Tally(sum(counts.values()), "findings", own))
        rows.append((family_name(family, frame.language), cells))
    listing.grid(frame, [*head, frame.say("overview.total")], rows, (3, 1, 1, 1, 1))


def _completeness(frame: Frame) -> None:
    st.subheader(frame.say("overview.completeness"), anchor=False)
    shell.quiet(frame.say("overview.completeness_says"))
    rows = [
        (
            frame.say(f"part.{c.part}"),
            markup.bar(c.share, percent(c.share, frame.language)),
            f"{c.having:,} / {c.of:,}",
        )
        for c in overview.completeness(frame.ask(powers, frame.as_of), frame.unit)
    ]
    head = [frame.say(f"overview.{k}") for k in ("part", "share", "count")]
    st.html(markup.table(head, rows, numbers=(2,)))
    with st.container(horizontal=True, gap="medium"):
        frame.link(frame.say("overview.to_lacking"), "queries", {"query": "powers-without"})
        frame.link(frame.say("overview.to_quality"), "quality", {})


def _benchmark(frame: Frame) -> None:
    st.subheader(frame.say("overview.benchmark"), anchor=False)
    shell.quiet(frame.say("overview.benchmark_unit" if frame.unit else "overview.benchmark_says"))
    systems = frame.ask(overview.systems, frame.as_of, frame.unit)
    rows = frame.ask(powers, frame.as_of)
    affairs = None if frame.unit else frame.ask(overview.affairs, frame.as_of)
    compared = overview.benchmark(rows, frame.units, frame.unit, systems, affairs)
    lines = [
        (
            frame.say(f"figure.{c.figure}"),
            _figure(c.decheng, c.figure),
            _figure(c.here, c.figure),
            percent(c.here / c.decheng, frame.language) if c.here is not None else "–",
        )
        for c in compared
        # The sums of a whole district say nothing about one unit.
        if not frame.unit or c.figure in overview.QUOTIENTS
    ]
    head = [frame.say(f"overview.{k}") for k in ("figure", "decheng", "here", "compared")]
    st.html(markup.table(head, lines, numbers=(1, 2, 3)))


def _figure(value: float | None, figure: overview.Figure) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if figure in overview.QUOTIENTS else f"{value:,.0f}"


def _tables(frame: Frame) -> None:
    chapters = frame.ask(overview.tables_of)
    filled = sum(c.filled for c in chapters)
    total = sum(len(c.tables) for c in chapters)
    st.subheader(frame.say("overview.tables"), anchor=False)
    seen = "filled" if frame.viewer.unit is None else "seen"
    shell.quiet(frame.say(f"overview.tables_{seen}", filled=filled, all=total))
    rows: list[tuple[str, ...]] = []
    for chapter in chapters:
        with_rows = [f"{t.zh} {t.name} {n:,}" for t, n in chapter.tables if n]
        without = [f"{t.zh} {t.name}" for t, n in chapter.tables if not n]
        rows.append(
            (
                frame.say(f"chapter.{chapter.chapter}"),
                f"{chapter.filled} / {len(chapter.tables)}",
                listed(with_rows, frame.language),
                listed(without, frame.language),
            )
        )
    keys = ["chapter", "count", "tables_with", "tables_without"]
    widths = ["6rem", "5rem", "40%", "40%"]
    if filled == total:  # nothing stands in the last column
        rows = [row[:3] for row in rows]
        keys, widths = keys[:3], [*widths[:2], "auto"]
    head = [frame.say(f"overview.{key}") for key in keys]
    st.html(markup.table(head, rows, numbers=(1,), widths=widths))
