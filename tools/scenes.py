"""What pictures are taken of: each page as it opens, and each of its parts at least once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from dashboard.pages import PAGES
from graph.store import open_graph
from queries.check import check

# A list as offices send them: one row without a unit, one kind of power that does not exist.
_FAULTY = """编号,名称,行使主体,权力类型
P-1,建筑工程施工许可,住房和城乡建设局,行政许可
P-2,商品房预售许可,,行政许可
P-3,燃气经营许可,住房和城乡建设局,行政允许
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A page at one address. `name` is that of the picture; `act` is done once it has settled."""

    name: str
    page: str
    own: Mapping[str, str] = field(default_factory=dict, hash=False)
    act: Callable[[Page], None] | None = None


def scenes(graph: Path) -> tuple[Scene, ...]:
    """All pages; and where the graph has what they show, their parts."""
    return (*(Scene(name, name) for name in PAGES), *_parts(graph))


def _parts(graph: Path) -> Iterator[Scene]:
    with open_graph(str(graph)) as store:
        result = check(store, ["SOD-001", "PRC-004", "PRC-006", "LED-001"])
        powers = store.read(
            "MATCH (w:Power)-[:EXERCISED_BY]->(d:Department) "
            "RETURN w.uid AS uid, d.uid AS unit ORDER BY uid LIMIT 1"
        )
        first = {f.rule: f for f in reversed(result.findings)}
        marked = first.get("PRC-004")
        meetings = store.read(
            "MATCH (m:Matter)-[:DECIDED_AT]->(g:Meeting) WHERE m.uid = $matter "
            "RETURN g.uid AS uid ORDER BY uid LIMIT 1",
            {"matter": marked.subject if marked else ""},
        )
        people = store.read(
            "MATCH (o:Official)-[:HOLDS]->(:Post) RETURN o.uid AS uid, count(*) AS posts "
            "ORDER BY posts DESC, uid LIMIT 1"
        )
    if powers:
        lead = first.get("SOD-001")
        uid = lead.subject if lead else powers[0]["uid"]
        yield Scene("explorer-around", "explorer", {"node": f"Power/{uid}"})
        yield Scene("power-one", "power", {"uid": uid})
        yield Scene("publication-public", "publication", {"show": "public"})
        yield Scene("report-made", "report", {"unit": powers[0]["unit"]}, _make)
        heat = {"view": "heat", "subject": "department"}
        yield Scene("concentration-heat", "concentration", heat)
        yield Scene("concentration-peers", "concentration", {"view": "peers"})
        yield Scene("findings-units", "findings", {"view": "units"})
        yield Scene("findings-changes", "findings", {"view": "changes", "against": "2025-06-30"})
        yield Scene("help-rule", "help", {"rule": "SOD-001"})
        yield Scene("imports-checked", "imports", act=_upload)
        if people:
            yield Scene("queries-answer", "queries", {"query": "concentration-ranking"}, _run)
            person = f"Official/{people[0]['uid']}"
            between = {"node": f"Power/{uid}", "view": "path", "to": person}
            yield Scene("explorer-path", "explorer", between)
            yield Scene("explorer-reach", "explorer", {"node": person, "view": "reach"})
        if lead:
            yield Scene("findings-one", "findings", {"rule": lead.rule, "finding": lead.id})
    if late := first.get("PRC-006"):
        yield Scene("cases-one", "cases", {"case": late.subject})
    if meetings:
        yield Scene("meetings-one", "meetings", {"meeting": meetings[0]["uid"]})
    if matter := first.get("LED-001"):
        yield Scene("filing-one", "filing", {"matter": matter.subject})


def _run(page: Page) -> None:
    page.get_by_test_id("stFormSubmitButton").first.get_by_role("button").click()
    page.get_by_test_id("stDataFrame").first.wait_for()


def _make(page: Page) -> None:
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.locator("iframe").first.wait_for()


def _upload(page: Page) -> None:
    file = {"name": "权力清单.csv", "mimeType": "text/csv", "buffer": _FAULTY.encode()}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    page.locator(".st-key-imports_examine button").click()
    page.get_by_test_id("stDataFrame").first.wait_for()
