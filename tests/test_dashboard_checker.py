"""A check beside the server says the same as one inside it, and its failures are words."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import checking, pipe
from dashboard.checker import Job, main
from dashboard.own_rules import in_force
from dashboard.views import checks
from graph.errors import QueryTimeout
from graph.store import open_graph
from queries.findings import CheckResult, RuleRun
from tests.pages import page
from tests.test_dashboard_graphs import AS_OF, RICH, build


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small rich graph."""
    return build(tmp_path_factory.mktemp("checker") / "rich.db", RICH)


def test_a_child_finds_what_the_server_finds(graph: Path) -> None:
    job = Job(str(graph), str(graph), AS_OF, in_force(str(graph))).start()
    assert job.finished.wait(120)
    assert not job.failed
    with open_graph(graph) as store:
        expected = checks.run_all(store, AS_OF, in_force(str(graph)))
    found = job.result()
    assert found.findings == expected.findings
    assert [run.id for run in found.rules] == [run.id for run in expected.rules]
    assert [run.examined for run in found.rules] == [run.examined for run in expected.rules]


def test_a_check_that_breaks_off_says_so(tmp_path: Path) -> None:
    none = str(tmp_path / "none.db")
    job = Job(none, none, AS_OF, in_force(none)).start()
    assert job.finished.wait(120)
    assert job.failed
    assert job.results == []


def test_an_error_travels_in_both_languages() -> None:
    error = QueryTimeout("store.timeout")
    run = RuleRun("SOD-001", "failed", 0, (), {}, error=error)
    written = io.BytesIO()
    pipe.send(CheckResult(AS_OF, 1, 0, None, {}, (run,), ()), written)
    written.seek(0)
    result: CheckResult | None = pipe.receive(written)
    assert result is not None
    [again] = result.rules
    assert again.error is not None
    assert again.error.render("zh") == error.render("zh")
    assert again.error.render("en") == error.render("en")
    assert pipe.receive(written) is None


def test_half_a_result_is_none() -> None:
    assert pipe.receive(io.BytesIO(b"\x00\x00\x00\x00\x00\x00\x00\x09half")) is None


def test_the_pages_of_a_large_graph_show_what_the_child_found(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(graph))
    monkeypatch.setattr(checking, "LARGE", 0)
    app = page(graph, "power", uid="W2")
    end = time.monotonic() + 120
    while time.monotonic() < end and "SOD-001" not in _bodies(app):
        time.sleep(0.2)
        app.run()
    assert not app.exception
    assert "SOD-001" in _bodies(app)


def _bodies(app: AppTest) -> str:
    return "".join(str(element.proto.body) for element in app.get("html"))


def test_lints_of_the_data_are_checked_by_their_family(graph: Path) -> None:
    job = Job(str(graph), str(graph), AS_OF, in_force(str(graph)), ("DQ",)).start()
    assert job.finished.wait(120)
    assert {run.id[:3] for run in job.result().rules} == {"DQ-"}


def test_a_second_server_runs_no_rule(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Job(str(graph), "same content", AS_OF, in_force(str(graph))).start()
    assert first.finished.wait(120)
    monkeypatch.setattr("subprocess.Popen", None)
    second = Job(str(graph), "same content", AS_OF, in_force(str(graph))).start()
    assert second.finished.is_set()
    assert second.result() == first.result()


def test_other_settings_are_another_check(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "ours.toml"
    monkeypatch.setenv("POWERGRAPH_SETTINGS", str(settings))
    used = []
    for days in (25, 75):
        settings.write_text(f"[rules.SOD-001]\nmin_overlap_days = {days}\n", encoding="utf-8")
        job = Job(str(graph), "k", AS_OF, in_force(str(graph))).start()
        assert job.finished.wait(120)
        used.append(job.result().run("SOD-001").parameters["min_overlap_days"])
    assert used == [25, 75]


def test_settings_that_change_while_the_child_starts_are_not_mixed_up(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(graph))
    out = io.BytesIO()
    main(AS_OF.isoformat(), "the digest of before", (), out)
    assert out.getvalue() == b""
