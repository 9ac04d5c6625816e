"""制约缺失: what the rules found, what they examined, and where they had nothing to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from dashboard import checking, downloads, lives, markup, shell
from dashboard.app_pages import listing, own_words
from dashboard.app_pages.findings import card as finding_card
from dashboard.app_pages.findings import compare as findings_compare
from dashboard.lives import Standing
from dashboard.shell import Frame
from dashboard.views import checks
from dashboard.views.checks import RuleState
from powergraph.ledger import STATUSES
from powergraph.outputs.report import with_states
from queries.findings import CheckResult, Finding
from queries.model import SEVERITIES
from queries.render import cell
from queries.scores import DIMENSIONS
from queries.views.words import (
    dimension_name,
    family_name,
    listed,
    percent,
    severity_name,
)

_WIDE: Final = {
    "severity": 68, "rule": 235, "subject": 265, "unit": 165, "status": 96, "assignee": 76,
}  # fmt: skip


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    standings = lives.known(frame)
    decided = {id: standing.state for id, standing in standings.items()}
    result = with_states(checking.checked(frame), decided)
    standings = {f.id: standings[f.id] for f in result.findings if f.id in standings}
    if findings_compare.shown(frame, result):
        return
    states = checks.rule_states(result, frame.unit)
    asked = frame.own.get("finding")
    family, rule, severity, dimension = _filters(frame, states)
    found = checks.matching(
        result.findings,
        queries=result.queries,
        family=family,
        rule=rule,
        severity=severity,
        dimension=dimension,
        unit=frame.unit,
    )
    found = _decided(frame, found, standings)
    total = len(checks.in_unit(result.findings, frame.unit))
    st.subheader(frame.say("findings.list"), anchor=False)
    shell.quiet(
        f"{frame.say('findings.of_total', total=f'{total:,}', count=f'{len(found):,}')} "
        f"{frame.say('word.lead')}"
    )
    own_words.show(frame, result)
    chosen = _list(frame, found, result, standings) if found else None
    if not found:
        st.info(frame.say("findings.none_because"))
    if chosen is None and asked:
        chosen = next((f for f in result.findings if f.id == asked), None)
        if chosen is None:
            st.warning(markup.markdown(frame.say("findings.unknown_finding", id=asked)))
    if chosen:
        frame.own["finding"] = chosen.id
        finding_card.show(frame, chosen, result, standings.get(chosen.id, lives.NEW))
    else:
        frame.own.pop("finding", None)
        if found:
            shell.quiet(frame.say("findings.list_hint"))
    kept = [s for s in states if _kept(s, family, rule, dimension)]
    _rules(frame, kept)


def _filters(
    frame: Frame, states: Sequence[RuleState]
) -> tuple[str | None, str | None, str | None, str | None]:
    families = sorted({s.query.family for s in states})
    columns = st.columns(4)
    with columns[0]:
        family = listing.choose(frame, "family", families, lambda f: family_name(f, frame.language))
    rules = {s.query.id: s for s in states if family is None or s.query.family == family}
    with columns[1]:
        rule = listing.choose(
            frame,
            "rule",
            list(rules),
            lambda id: f"{id} {rules[id].query.title.of(frame.language)}",
        )
    with columns[2]:
        severity = listing.choose(
            frame, "severity", SEVERITIES, lambda s: severity_name(s, frame.language)
        )
    with columns[3]:
        dimension = listing.choose(
            frame, "dimension", DIMENSIONS, lambda d: dimension_name(d, frame.language)
        )
    return family, rule, severity, dimension


def _decided(
    frame: Frame, found: Sequence[Finding], standings: Mapping[str, Standing]
) -> list[Finding]:
    """Those with the chosen status, and of the chosen assignee."""
    names = sorted({s.state.assignee for s in standings.values() if s.state.assignee})
    left, right, _ = st.columns([1, 1, 2])
    with left:
        status = listing.choose(
            frame,
            "status",
            (*STATUSES, lives.OVERDUE),
            lambda s: f"{lives.MARKS[s]} {frame.say(f'life.statuses.{s}')}",
        )
    with right:
        assignee = listing.choose(frame, "assignee", names, str)
    return [
        finding
        for finding in found
        for standing in (standings.get(finding.id, lives.NEW),)
        if status in (None, standing.name, standing.state.status)
        and assignee in (None, standing.state.assignee)
    ]


def _list(
    frame: Frame,
    found: Sequence[Finding],
    result: CheckResult,
    standings: Mapping[str, Standing],
) -> Finding | None:
    titles = {id: rule.title.of(frame.language) for id, rule in result.queries.items()}
    keys = ("severity", "rule", "subject", "unit", "status", "assignee")
    rows = [
        {
            "severity": severity_name(f.effective_severity, frame.language),
            "rule": f"{f.rule} {titles.get(f.rule, '')}",
            "subject": cell(f.subject_name or f.subject),
            "unit": cell(f.unit_name or f.unit or "—"),
            "status": lives.said(frame, standing),
            "assignee": cell(standing.state.assignee or "—"),
        }
        for f in found[: listing.SHOWN]
        for standing in (standings.get(f.id, lives.NEW),)
    ]
    at = listing.picked(
        frame,
        {key: frame.say(f"findings.{key}") for key in keys},
        rows,
        # Once a decision takes a lead out of the list, its line is another's.
        f"list_{hash(tuple(f.id for f in found))}",
        of=len(found),
        width=_WIDE,
    )
    _download(frame, found, standings)
    if at is not None:
        return found[at]
    asked = frame.own.get("finding")
    return next((f for f in found if f.id == asked), None)


def _download(frame: Frame, found: Sequence[Finding], standings: Mapping[str, Standing]) -> None:
    columns = {
        "id": "id",
        "rule": frame.say("findings.rule"),
        "severity": frame.say("findings.severity"),
        "status": frame.say("findings.status"),
        "assignee": frame.say("findings.assignee"),
        "unit_name": frame.say("findings.unit"),
        "subject": frame.say("explorer.uid"),
        "subject_name": frame.say("findings.subject"),
        "actors": frame.say("findings.actors"),
        "message": frame.say("findings.message"),
        "evidence": frame.say("findings.evidence"),
        **{name: frame.say(f"life.{name}") for name in lives.TOLD},
    }
    rows = [
        {
            "id": f.id,
            "rule": f.rule,
            "severity": severity_name(f.effective_severity, frame.language),
            "status": lives.said(frame, standings.get(f.id, lives.NEW)),
            "assignee": standings.get(f.id, lives.NEW).state.assignee,
            "unit_name": f.unit_name,
            "subject": f"{f.subject_label}/{f.subject}",
            "subject_name": f.subject_name,
            "actors": list(f.actor_names),
            "message": f.message.of(frame.language),
            "evidence": list(f.evidence),
            **lives.told(frame, standings.get(f.id, lives.NEW).state),
        }
        for f in found
    ]
    downloads.table(frame, columns, rows, f"findings-{frame.as_of}", "list")


def _kept(state: RuleState, family: str | None, rule: str | None, dimension: str | None) -> bool:
    spec = state.query.rule
    return (
        (family is None or state.query.family == family)
        and (rule is None or state.query.id == rule)
        and (dimension is None or (spec is not None and spec.dimension == dimension))
    )


def _rules(frame: Frame, states: Sequence[RuleState]) -> None:
    st.subheader(frame.say("findings.rules"), anchor=False)
    shell.quiet(frame.say("findings.rules_says"))
    rows = []
    for state in states:
        title = f"{state.query.id} {state.query.title.of(frame.language)}"
        score = state.score
        without = len(state.units_without_data)
        rows.append(
            (
                title,
                frame.say(f"state.{state.state}"),
                f"{score.examined:,}",
                f"{score.found:,}",
                markup.bar(score.protection, percent(score.protection, frame.language)),
                frame.say("findings.without_count", count=f"{without:,}") if without else "—",
            )
        )
    keys = ("rule", "state", "examined", "found", "score", "without")
    head = [frame.say(f"findings.{key}") for key in keys]
    st.html(markup.table(head, rows, numbers=(2, 3)))
    checking.failures(frame, states)
    if len(states) == 1 and states[0].units_without_data:
        units = states[0].units_without_data
        title = frame.say("findings.without_units", count=f"{len(units):,}")
        with st.expander(title):
            names = (listing.unit_name(frame, unit) for unit in units)
            shell.quiet(listed(names, frame.language))
