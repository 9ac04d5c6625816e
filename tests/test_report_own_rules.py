"""Reports with the rules that a place has written itself, and a masked edition of the same check;
what is said when a process that lays out reports is ended."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from graph.errors import OutputError
from graph.store import open_graph
from powergraph.cli import run
from powergraph.masking import MaskedStore, Masking, masked
from powergraph.reports import write
from powergraph.reports.context import Unit, look
from queries import check as checking
from queries import library
from tests import saved_queries as samples
from tests.report_graphs import make

OWN = samples.RULE.replace("id: TST-001", "id: BEN-001").replace("zh: 兼任,", "zh: 本县自查兼任,")
DAY = "2026-06-30"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of own rules with one in it."""
    place = tmp_path / "own" / "ben"
    place.mkdir(parents=True)
    (place / "BEN-001.cypher").write_text(OWN, encoding="utf-8")
    library.forget()
    yield place.parent
    library.forget()


def reported(graph: Path, out: Path, *arguments: str) -> str:
    """The page of D1's report."""
    done = run(["report", "D1", "-o", str(out), "--graph", str(graph), "--as-of", DAY,
                "--format", "html", *arguments])  # fmt: skip
    assert done == 0
    [page] = [path for path in out.iterdir() if path.suffix == ".html" and path.stem != "index"]
    return page.read_text(encoding="utf-8")


def test_a_report_has_the_leads_of_the_places_own_rules_and_names_them_so(
    graph: Path, folder: Path, tmp_path: Path
) -> None:
    plain = reported(graph, tmp_path / "plain")
    page = reported(graph, tmp_path / "own_too", "--queries", str(folder))
    assert "BEN-001" not in plain
    assert "本地规则" not in plain
    assert "BEN-001 本县自查兼任（本地规则）" in page
    assert "本地自行编写的规则运行情况" in page
    [finding] = own_findings(graph, folder)
    assert finding.message.zh in page
    assert f"线索{number(page, finding.message.zh)}：本县自查兼任" in page


def own_findings(graph: Path, folder: Path) -> Any:
    """What the check says of the rule."""
    with open_graph(str(graph)) as store:
        return checking.check(store, ["BEN-001"], folder=folder).findings


def number(page: str, message: str) -> str:
    """The number of a lead in the list, which stands before its rule."""
    row = page[: page.index("BEN-001")].rpartition("<tr")[2]
    return next(part for part in row.replace("<", ">").split(">") if part.strip().isdigit())


def test_a_rule_of_a_family_of_ours_is_not_taken_for_ours(graph: Path, tmp_path: Path) -> None:
    place = tmp_path / "own" / "sod"
    place.mkdir(parents=True)
    text = OWN.replace("BEN-001", "SOD-901")
    (place / "SOD-901.cypher").write_text(text, encoding="utf-8")
    library.forget()
    with open_graph(str(graph)) as store:
        unit = Unit(look(store, language="zh", folder=place.parent), "D1")
        titles = [unit.rule(q) for q in unit.county.result.queries.values()]
    library.forget()
    assert unit.county.own == {"SOD-901"}
    assert [title for title in titles if title.endswith("（本地规则）")] == [
        "本县自查兼任（本地规则）"
    ]


def test_a_broken_own_rule_is_told_and_the_report_is_made_without_it(
    graph: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "ben" / "BEN-002.cypher").write_text("/*---\nid: BEN-002\n---*/", encoding="utf-8")
    library.forget()
    out = tmp_path / "out"
    done = run(["report", "D1", "-o", str(out), "--graph", str(graph), "--as-of", DAY,
                "--format", "html", "--queries", str(folder)])  # fmt: skip
    assert done == run(["check", "--graph", str(graph), "--queries", str(folder), "--no-record"])
    assert done != 0
    assert "BEN-002.cypher" in capsys.readouterr().err
    assert len(list(out.glob("*.html"))) == 2


def test_a_masked_check_is_the_check_of_the_masked_graph(graph: Path) -> None:
    with open_graph(str(graph)) as store:
        masking = Masking.of(store, "zh")
        once = masked(checking.check(store), masking)
        twice = checking.check(MaskedStore(store, masking))
    assert once.findings == twice.findings
    assert once.units == twice.units
    assert [r.found for r in once.rules] == [r.found for r in twice.rules]


def test_both_editions_of_a_report_rest_on_one_check(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[object] = []
    once = checking.check

    def counted(*given: Any, **options: Any) -> Any:
        runs.append(given)
        return once(*given, **options)

    monkeypatch.setattr("powergraph.reports.context.check", counted)
    reported(graph, tmp_path / "both", "--masked")
    assert len(runs) == 1
    [hidden] = (tmp_path / "both").glob("*/*D1.html")
    assert "欧阳振国" not in hidden.read_text(encoding="utf-8")


def _ended(*_: object) -> dict[str, bytes]:
    """What the system does to a process that takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_the_system_ends_is_said_in_words(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MANY", 1)
    monkeypatch.setattr(write, "rendered", _ended)
    with open_graph(str(graph)) as store:
        county = look(store, language="zh")
        units = [Unit(county, "D1"), Unit(county, "D2")]
        with pytest.raises(OutputError) as caught:
            write.write_reports(county, units, tmp_path / "out", ["html"], datetime(2026, 7, 1))
    said = caught.value.render("zh")
    assert "内存不足" in said
    assert "分批" in said
