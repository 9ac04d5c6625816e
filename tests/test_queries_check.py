from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from graph.errors import ImportCutOff, ParameterError, QueryError, QueryTimeout, Unreachable
from graph.store import Params, Row, Statement, Store
from queries.check import check, select
from queries.findings import CheckResult, evidence_rows, finding_id, findings_of, shown, to_json
from queries.scores import score
from tests import saved_queries as samples
from tests.engines import engine_store, neo4j_store

__all__ = ["engine_store", "neo4j_store"]

DAY = date(2026, 6, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The user's folder with the sample rule."""
    return samples.write_folder(tmp_path / "mine", samples.RULE)


@pytest.fixture
def county(engine_store: Store) -> Store:
    """Three departments, one of which has a finding and one of which has no powers."""
    engine_store.write([Statement(samples.COUNTY)])
    return engine_store


def run(county: Store, folder: Path, **options: Any) -> CheckResult:
    return check(county, ["TST"], as_of=DAY, folder=folder, **options)


def test_a_finding_says_who_what_where_and_why(county: Store, folder: Path) -> None:
    [finding] = run(county, folder).findings
    assert (finding.subject_label, finding.subject, finding.unit) == ("Power", "W1", "D1")
    assert finding.severity == "high"
    assert finding.message.zh == "疑似：甲 兼任“许可”，自2020-05-01起，需核实。"
    assert (
        finding.message.en == "Suspected: 甲 does both for 许可 since 2020-05-01; to be verified."
    )
    assert finding.details == {"since": date(2020, 5, 1)}
    assert finding.basis == ("F41", "某法（2021）第一条", "某规定（待核对）")


def test_each_unit_has_a_finding_is_clean_or_has_no_data(county: Store, folder: Path) -> None:
    result = run(county, folder, settings={("TST-001", "levels"): "HIGH,LOW"})
    [rule] = result.rules
    assert (rule.status, rule.population, rule.findings) == ("ran", 2, 1)
    assert rule.units_without_data == ("D3",)
    assert result.unit_status("TST-001") == {"D1": "finding", "D2": "clean", "D3": "no_data"}
    assert score(result.run("TST-001")).protection == 0.5
    assert score(result.run("TST-001"), "D1").protection == 0.0
    assert score(result.run("TST-001"), "D2").protection == 1.0
    assert score(result.run("TST-001"), "D3").protection is None


def test_where_nothing_was_examined_the_rule_says_no_data(county: Store, folder: Path) -> None:
    result = run(county, folder, settings={("TST-001", "levels"): ["MEDIUM"]})
    [rule] = result.rules
    assert (rule.status, rule.population, rule.error) == ("no_data", 0, None)
    assert rule.units_without_data == ("D1", "D2", "D3")
    assert score(result.run("TST-001")).protection is None


def test_the_json_has_the_shape_that_stays_fixed(county: Store, folder: Path) -> None:
    data = json.loads(json.dumps(to_json(run(county, folder)), ensure_ascii=False))
    assert data == {
        "as_of": "2026-06-30",
        "graph": {"nodes": 12, "relationships": 9, "fingerprint": None},
        "rules": [
            {
                "id": "TST-001",
                "status": "ran",
                "population": 1,
                "findings": 1,
                "units_without_data": ["D2", "D3"],
                "parameters": {"as_of": "2026-06-30", "from": None, "levels": ["HIGH"]},
            }
        ],
        "findings": [
            {
                "id": finding_id("TST-001", "Power", "W1", ["O1"]),
                "rule": "TST-001",
                "severity": "high",
                "subject": {"label": "Power", "uid": "W1", "name": "许可"},
                "unit": {"uid": "D1", "name": "一局"},
                "actors": ["O1"],
                "evidence": ["Power/W1", "Official/O1"],
                "message": {
                    "zh": "疑似：甲 兼任“许可”，自2020-05-01起，需核实。",
                    "en": "Suspected: 甲 does both for 许可 since 2020-05-01; to be verified.",
                },
                "basis": ["F41", "某法（2021）第一条", "某规定（待核对）"],
                "details": {"since": "2020-05-01"},
                "exception": None,
            }
        ],
    }


def test_the_fingerprint_and_the_day_are_the_graphs(county: Store, folder: Path) -> None:
    meta = (
        "CREATE (:Meta {uid: 'graph', name: 'graph', schema_version: 1, fingerprint: 'abc', "
        "as_of: date('2024-02-29')})"
    )
    county.write([Statement(meta)])
    result = check(county, ["TST-001"], folder=folder)
    assert (result.fingerprint, result.as_of) == ("abc", date(2024, 2, 29))


def test_evidence_is_cited_by_file_sheet_and_row(county: Store, folder: Path) -> None:
    [finding] = run(county, folder).findings
    power, official = evidence_rows(county, finding)
    assert (power.name, power.file, power.sheet, power.row) == ("许可", "a.xlsx", "权力", 3)
    assert (official.label, official.uid, official.file) == ("Official", "O1", None)


def test_a_rule_that_fails_does_not_stop_the_others(county: Store, tmp_path: Path) -> None:
    broken = samples.RULE.replace("TST-001", "TST-000").replace("min(h.valid_from)", "nothing(h)")
    folder = samples.write_folder(tmp_path / "two", samples.RULE, broken)
    result = run(county, folder)
    assert [(r.id, r.status) for r in result.rules] == [("TST-000", "failed"), ("TST-001", "ran")]
    assert [r.id for r in result.failed] == ["TST-000"]
    assert "error" in to_json(result)["rules"][0]
    assert len(result.findings) == 1


def test_a_population_of_another_shape_fails_the_rule(county: Store, tmp_path: Path) -> None:
    broken = samples.RULE.replace("AS examined ORDER", "AS seen ORDER")
    [rule] = run(county, samples.write_folder(tmp_path / "x", broken)).rules
    assert rule.status == "failed"
    assert "unit and examined" in str(rule.error)


def test_a_severity_that_is_none_fails_the_rule(county: Store, tmp_path: Path) -> None:
    broken = samples.RULE.replace("THEN 'high'", "THEN 'grave'")
    [rule] = run(county, samples.write_folder(tmp_path / "x", broken)).rules
    assert rule.status == "failed"


def test_one_unit_alone_can_be_looked_at(county: Store, folder: Path) -> None:
    result = run(county, folder, unit="D2", settings={("TST-001", "levels"): "HIGH,LOW"})
    assert result.findings == ()
    assert result.unit_status("TST-001") == {"D2": "clean"}
    assert result.rules[0].population == 1


def test_an_unknown_unit_is_refused(county: Store, folder: Path) -> None:
    with pytest.raises(ParameterError, match="D4"):
        run(county, folder, unit="D4")


def test_a_low_finding_is_not_listed_but_the_unit_is_not_clean(
    county: Store, tmp_path: Path
) -> None:
    low = samples.RULE.replace("THEN 'high'", "THEN 'low'")
    result = run(county, samples.write_folder(tmp_path / "x", low), min_severity="medium")
    assert result.findings == ()
    assert result.rules[0].findings == 0
    assert result.unit_status("TST-001")["D1"] == "finding"
    assert score(result.run("TST-001")).protection == 0.0


def test_the_window_reaches_rules_that_have_one(county: Store, folder: Path) -> None:
    result = run(county, folder, from_=date(2026, 1, 1))
    assert result.rules[0].parameters["from"] == "2026-01-01"


def test_a_window_that_ends_before_it_begins_is_refused(county: Store, folder: Path) -> None:
    with pytest.raises(ParameterError, match="begins"):
        run(county, folder, from_=date(2026, 7, 1))


@pytest.mark.parametrize(
    ("setting", "value"), [("level", "HIGH"), ("levels", 5), ("as_of", "soon")]
)
def test_a_setting_that_cannot_be_is_refused_before_anything_runs(
    county: Store, folder: Path, setting: str, value: object
) -> None:
    with pytest.raises(ParameterError, match="TST-001"):
        run(county, folder, settings={("TST-001", setting): value})


def test_an_import_that_was_cut_off_stops_the_check(county: Store, folder: Path) -> None:
    meta = "CREATE (:Meta {uid: 'graph', name: 'graph', schema_version: 1, open_import: 'I1'})"
    county.write([Statement(meta)])
    with pytest.raises(ImportCutOff):
        run(county, folder)


def test_rules_are_chosen_by_id_and_family(folder: Path) -> None:
    assert [r.id for r in select(["tst-001", "TST"], folder)] == ["TST-001"]
    assert "TST-001" in [r.id for r in select(None, folder)]
    with pytest.raises(QueryError, match=r"Families: .*TST"):
        select(["NOPE"], folder)


class Lossy:
    """A graph whose rule queries end in an error."""

    def __init__(self, error: Exception, readers: int = 1) -> None:
        self.error = error
        self.readers = readers
        self.asked = 0

    engine = "none"

    def read(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        timeout: float = 1,
        limit: int | None = None,
    ) -> list[Row]:
        if "kinds" in cypher:
            self.asked += 1
            self.meet()
            raise self.error
        return [{"n": 0}] if "count(" in cypher and "AS n" in cypher else []

    def meet(self) -> None: ...
    def stream(self, *_: Any) -> Any: ...
    def write(self, *_: Any) -> None: ...
    def save(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Any: ...
    def __exit__(self, *_: Any) -> None: ...


def test_a_time_limit_fails_the_rule_and_a_lost_server_ends_the_check(folder: Path) -> None:
    [rule] = run(Lossy(QueryTimeout("store.timeout")), folder).rules
    assert (rule.status, type(rule.error)) == ("failed", QueryTimeout)
    with pytest.raises(Unreachable):
        run(Lossy(Unreachable("store.no_answer", seconds=1)), folder)


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A user's folder with four rules."""
    ids = ["TST-001", "TST-002", "TST-003", "TST-004"]
    texts = [samples.RULE.replace("id: TST-001", f"id: {id}") for id in ids]
    return samples.write_folder(tmp_path / "mine", *texts)


@pytest.mark.parametrize("readers", [1, 2])
def test_no_rule_waits_for_a_graph_that_another_found_gone(several: Path, readers: int) -> None:
    store = Lossy(Unreachable("store.no_answer", seconds=1), readers)
    with pytest.raises(Unreachable):
        run(store, several)
    assert store.asked <= readers


def test_as_many_rules_run_at_once_as_the_graph_has_readers(several: Path) -> None:
    store = Lossy(QueryTimeout("store.timeout"), readers=2)
    both = Barrier(2, timeout=30)
    store.meet = both.wait  # type: ignore[method-assign, assignment]
    # One after the other, the first rule would wait in vain for the second.
    result = run(store, several)
    assert [r.id for r in result.rules] == ["TST-001", "TST-002", "TST-003", "TST-004"]
    assert {type(r.error) for r in result.rules} == {QueryTimeout}


def test_the_id_of_a_finding_depends_on_rule_subject_and_actors_alone() -> None:
    first = finding_id("SOD-001", "Power", "W1", ["O1", "O2"])
    assert first == finding_id("SOD-001", "Power", "W1", ["O2", "O1", "O1"])
    others = [
        finding_id("SOD-002", "Power", "W1", ["O1", "O2"]),
        finding_id("SOD-001", "Role", "W1", ["O1", "O2"]),
        finding_id("SOD-001", "Power", "W1", ["O1,O2"]),
        finding_id("SOD-001", "Power", "W1", []),
        finding_id("SOD-001", "Power", "W1,O1", ["O2"]),
    ]
    assert len({first, *others}) == 6


def test_two_rows_of_the_same_identity_are_one_finding_with_all_the_evidence() -> None:
    row: Row = {
        "subject": "W1",
        "subject_name": None,
        "unit": None,
        "unit_name": None,
        "actors": [],
        "actor_names": [],
        "evidence": ["Power/W1"],
        "severity": None,
        "since": None,
    }
    [finding] = findings_of(samples.rule(), [row, row | {"evidence": ["Power/W1", "Post/P1"]}])
    assert finding.evidence == ("Power/W1", "Post/P1")
    assert finding.severity == "high"
    assert finding.message.en == "Suspected: — does both for — since —; to be verified."


def test_a_row_may_name_the_label_of_its_own_subject() -> None:
    row: Row = {
        **{"subject": "X1", "subject_name": None, "unit": None, "unit_name": None},
        **{"actors": [], "actor_names": [], "evidence": ["Post/X1"], "severity": None},
        "since": None,
    }
    rule = samples.rule()
    other = row | {"subject_label": "Post"}
    power, post = sorted(findings_of(rule, [row, other]), key=lambda f: f.subject_label)[::-1]
    assert (power.subject_label, post.subject_label) == ("Power", "Post")
    assert post.id == finding_id("TST-001", "Post", "X1", []) != power.id
    assert "subject_label" not in post.details
    for wrong in ("Nothing", ["Post"]):
        with pytest.raises(QueryError):
            findings_of(rule, [row | {"subject_label": wrong}])


def test_values_read_well_inside_a_sentence() -> None:
    assert shown([date(2026, 6, 30), None], "zh") == "2026-06-30、—"
    assert shown(False, "zh") == "否"
    assert shown(4_000_000.0, "en") == "4000000"
    assert shown(0, "en") == "0"
