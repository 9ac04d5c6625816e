"""Two checks compared, and findings by unit: as data, and on the page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as hyp

from dashboard.views import changes
from graph.store import open_graph
from graph.text import LANGUAGES, Language, say
from powergraph.ledger import Ledger, record
from queries.check import check
from queries.findings import CheckResult, Finding, RuleRun
from tests.ledgers import finding
from tests.pages import page, said
from tests.test_dashboard_graphs import RICH, build

RULES = ("SOD-001", "SOD-002", "CHK-001")
UNITS = ("D1", "D2")

possible = [
    finding(f"{unit}-W{n}", rule=rule, unit=unit)
    for n in range(3)
    for rule in RULES
    for unit in UNITS
]
some_findings = hyp.lists(hyp.sampled_from(possible), unique_by=lambda f: f.id)
silent_units = hyp.dictionaries(hyp.sampled_from(RULES), hyp.sets(hyp.sampled_from(UNITS)))


def result(
    findings: list[Finding], silent: dict[str, set[str]], failed: Collection[str] = ()
) -> CheckResult:
    """A check that gave these; what cannot have been found is left out."""
    kept = [f for f in findings if f.rule not in failed and f.unit not in silent.get(f.rule, ())]
    rules = tuple(
        RuleRun(
            rule,
            "failed" if rule in failed else "ran",
            sum(f.rule == rule for f in kept),
            tuple(sorted(silent.get(rule, ()))),
            {},
            examined={u: 5 for u in UNITS if u not in silent.get(rule, ())},
        )
        for rule in RULES
    )
    return CheckResult(date(2026, 6, 30), 1, 1, None, dict.fromkeys(UNITS), rules, tuple(kept))


@given(some_findings, some_findings, silent_units, silent_units, hyp.sets(hyp.sampled_from(RULES)))
def test_every_finding_of_either_check_has_one_fate(
    one: list[Finding],
    other: list[Finding],
    silent_one: dict[str, set[str]],
    silent_other: dict[str, set[str]],
    failed: set[str],
) -> None:
    earlier, later = result(one, silent_one, failed), result(other, silent_other)
    before, after = ({f.id for f in r.findings} for r in (earlier, later))
    by_id = {f.id: f for f in possible}
    fates: dict[str, set[str]] = {change: set() for change in changes.CHANGES}
    for changed in changes.between(earlier, later):
        fates[changed.change].add(changed.id)
    assert sum(map(len, fates.values())) == len(before | after)
    assert fates["still_there"] == before & after
    blind_before = {
        id for id, f in by_id.items() if f.rule in failed or f.unit in silent_one.get(f.rule, ())
    }
    blind_after = {id for id, f in by_id.items() if f.unit in silent_other.get(f.rule, ())}
    assert fates["new"] == after - before - blind_before
    assert fates["gone"] == before - after - blind_after
    assert fates["not_judged"] == ((after - before) & blind_before) | (
        (before - after) & blind_after
    )


@given(some_findings)
def test_the_other_way_round_new_is_gone(found: list[Finding]) -> None:
    nothing, all_of_them = result([], {}), result(found, {})
    there = {c.id for c in changes.between(nothing, all_of_them) if c.change == "new"}
    gone = {c.id for c in changes.between(all_of_them, nothing) if c.change == "gone"}
    assert there == gone == {f.id for f in found}


@given(some_findings, silent_units)
def test_the_units_add_up_to_all_findings(
    found: list[Finding], silent: dict[str, set[str]]
) -> None:
    checked = result(found, silent)
    lines = {line.unit: line for line in changes.by_unit(checked, UNITS)}
    assert sum(line.total for line in lines.values()) == len(checked.findings)
    for unit, line in lines.items():
        assert line.severities.get("high", 0) == line.total
        assert line.silent == sum(unit in silent.get(rule, ()) for rule in RULES)
        blank = all(unit in silent.get(rule, ()) for rule in ("SOD-001", "SOD-002"))
        assert (line.families["SOD"] is None) == blank
    [alone] = changes.by_unit(checked, UNITS, "D1")
    assert alone == lines["D1"]


def test_a_finding_of_no_unit_has_a_line_of_its_own() -> None:
    stray = replace(finding("W9"), unit=None)
    lines = changes.by_unit(replace(result([], {}), findings=(stray,)), UNITS)
    assert (lines[0].unit, lines[0].total) == (None, 1)


# On the page


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("changes") / "rich.db", RICH)


pytestmark = pytest.mark.usefixtures("fresh_pages")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_units_stand_beside_one_another(rich: Path, language: Language) -> None:
    app = page(rich, "findings", language, view="units")
    assert not app.exception
    text = said(app)
    assert "某县住房和城乡建设局" in text
    with open_graph(rich) as store:
        checked = check(store)
    [line] = [x for x in changes.by_unit(checked, ["D1"]) if x.unit == "D1"]
    labels = [link.proto.label for link in app.get("page_link")]
    assert str(line.total) in labels


def test_what_changed_since_another_day_is_counted_and_listed(rich: Path) -> None:
    app = page(rich, "findings", view="changes", against="2021-06-30")
    assert not app.exception
    with open_graph(rich) as store:
        then, now = (
            {f.id for f in check(store, as_of=day).findings}
            for day in (date(2021, 6, 30), date(2026, 6, 30))
        )
    assert now - then
    text = said(app)
    assert "2021-06-30" in text
    assert f">{len(now & then)}</div>" in text
    assert app.dataframe[0].value.shape[0] == len(now | then)


def test_the_day_itself_is_no_other_day(rich: Path) -> None:
    app = page(rich, "findings", view="changes", against="2026-06-30")
    assert say("dashboard.compare.same_day", "zh") in said(app)


def test_a_recorded_run_can_be_compared_with(
    rich: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_graph(rich) as store:
        checked = check(store)
    fewer = replace(checked, findings=checked.findings[1:])
    path = tmp_path / "known.findings.db"
    with Ledger(path, "write") as ledger:
        record(ledger, fewer, who="张三")
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(path))
    app = page(rich, "findings", view="changes", run="1", change="new")
    assert not app.exception
    assert app.dataframe[0].value.shape[0] == 1
    assert f">{len(fewer.findings)}</div>" in said(app)
    assert "张三" in app.selectbox(key="findings_run").options[0]
