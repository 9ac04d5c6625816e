"""The same rules on a second engine: what differs is listed rule by rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.meta import META_UID
from graph.schema import SCHEMA_VERSION
from graph.store import Statement, Store
from powergraph.cli import run
from powergraph.outputs.confirmation import confirmation_lines
from queries import library
from queries.check import check
from queries.confirm import confirm, to_json
from queries.findings import CheckResult
from tests import saved_queries as samples
from tests.engines import WIPE, neo4j_store

__all__ = ["neo4j_store"]

META = """
CREATE (:Meta {uid: $uid, name: 'graph', schema_version: $version, fingerprint: $fingerprint,
               imports: []})
"""


def filled(store: Store, fingerprint: str, more: str = "") -> None:
    facts = {"uid": META_UID, "version": SCHEMA_VERSION, "fingerprint": fingerprint}
    store.write([Statement(samples.COUNTY), Statement(META, facts)])
    if more:
        store.write([Statement(more)])
    store.save()


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[Path]:
    library.forget()
    yield samples.write_folder(tmp_path / "mine", samples.RULE)
    library.forget()


@pytest.fixture
def result(tmp_path: Path, rules: Path) -> CheckResult:
    with EmbeddedStore(tmp_path / "a.db", "write") as store:
        filled(store, "a" * 32)
        return check(store, ["TST"], as_of=date(2026, 6, 30), folder=rules)


def test_two_equal_answers_differ_in_nothing(result: CheckResult) -> None:
    same = confirm(result, result)
    assert not same.differs
    assert same.same_graph is True
    assert list(confirmation_lines(same, "en")) == ["1 rules and 1 findings: the same on both."]


def test_the_last_digits_of_a_sum_are_no_difference(result: CheckResult) -> None:
    [finding] = result.findings
    first = replace(result, findings=(replace(finding, details={"share": 0.1 + 0.2}),))
    second = replace(result, findings=(replace(finding, details={"share": 0.3}),))
    third = replace(result, findings=(replace(finding, details={"share": 0.31}),))
    assert not confirm(first, second).differs
    assert confirm(first, third).differs


def test_every_kind_of_difference_is_listed(result: CheckResult) -> None:
    [finding] = result.findings
    [rule] = result.rules
    changed = replace(finding, severity="medium", details={"since": date(2021, 1, 1)})
    other = replace(finding, id="f" * 16)
    fewer = replace(rule, examined={"D1": 7}, status="failed")
    second = replace(result, rules=(fewer,), findings=(changed, other), fingerprint=None)
    [difference] = confirm(result, second).rules
    assert difference.only_first == ()
    assert difference.only_second == (other,)
    listed = {(c.what, c.first, c.second) for c in difference.changed if c.what != "population"}
    assert listed == {
        ("status", "ran", "failed"),
        ("severity", "high", "medium"),
        ("since", date(2020, 5, 1), date(2021, 1, 1)),
    }
    text = "\n".join(confirmation_lines(confirm(result, second), "en"))
    assert "whether both hold the same facts is not known" in text.splitlines()[0]
    assert "population: {'D1': 1} / {'D1': 7}" in text
    assert f"finding {finding.id}, severity: high / medium" in text
    assert "a finding on the second only" in text
    data = json.loads(json.dumps(to_json(confirm(result, second))))
    assert data["rules"][0]["only_second"] == ["f" * 16]
    assert data["differs"] is True


def test_the_command_lists_differences_and_exits_with_1(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, three = (str(tmp_path / f"{n}.db") for n in ("one", "two", "three"))
    for path, mark, more in (
        (one, "a", ""),
        (two, "a", ""),
        (three, "b", "MATCH (:Official)-[h:HOLDS]->() DELETE h"),
    ):
        with EmbeddedStore(Path(path), "write") as store:
            filled(store, mark * 32, more)
    base = ["check", "TST", "--queries", str(rules), "--graph", one, "--no-record"]
    base += ["--as-of", "2026-06-30", "--lang", "en", "--ledger", str(tmp_path / "ledger.db")]
    assert run([*base, "--confirm-on", two]) == 0
    assert "the same on both" in capsys.readouterr().err
    assert run([*base, "--confirm-on", three, "--format", "json", "--quiet"]) == 1
    out, err = capsys.readouterr()
    assert "hold different facts" in err.splitlines()[0]
    assert "a finding on the first only" in err
    assert json.loads(out)["confirmation"]["same_graph"] is False


@pytest.mark.neo4j
def test_neo4j_confirms_what_the_embedded_engine_found(
    neo4j_store: Store,
    neo4j_url: str,
    tmp_path: Path,
    rules: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    neo4j_store.write([WIPE])
    filled(neo4j_store, "a" * 32)
    with EmbeddedStore(tmp_path / "one.db", "write") as store:
        filled(store, "a" * 32)
    base = ["check", "TST", "SOD", "CHK", "--queries", str(rules), "--as-of", "2026-06-30"]
    base += ["--graph", str(tmp_path / "one.db"), "--no-record", "--lang", "en", "--quiet"]
    base += ["--ledger", str(tmp_path / "ledger.db")]
    assert run([*base, "--confirm-on", neo4j_url]) == 0
    assert capsys.readouterr().err == ""
