"""Filing and publication on both engines, counted again from the rows of the tables."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest

from graph.store import Store
from loaders.formats import Options, readers
from loaders.load import load
from queries.check import check
from queries.lint import lint_text
from queries.views import filing, publication
from queries.views.publication import ELEMENTS, NONE, STAGES, Subject
from tests.engines import engine_store, neo4j_store  # noqa: F401

AS_OF = date(2026, 6, 30)
ALLOWED = 5
Tables = dict[str, list[dict[str, Any]]]
STATEMENTS = {
    f"{module.__name__} {name}": text
    for module in (filing, publication)
    for name, text in module.statements().items()
}


def county(seed: int) -> Tables:
    """Four units, one of them without a stationed supervisor; matters filed in every way there is,
    and disclosures of today and of tomorrow."""
    rnd = random.Random(seed)

    def near(day: date, most: int) -> str:
        return (day + timedelta(days=rnd.randint(0, most))).isoformat()

    tables: Tables = defaultdict(list)
    for d in range(4):
        tables["departments"].append({"uid": f"D{d}", "name": f"单位{d}", "kind": "DISTRICT_DEPT"})
        if d:
            station = {"supervisor": "Z", "supervised": f"D{d}", "kind": "STATIONED"}
            tables["supervisions"].append(station)
    tables["departments"].append({"uid": "Z", "name": "派驻组", "kind": "RESIDENT_DISCIPLINE"})
    tables["officials"].append({"uid": "O1", "name": "李明"})
    tables["bodies"].append({"uid": "B", "name": "党组", "kind": "PARTY_GROUP"})
    for m in range(60):
        day = AS_OF - timedelta(days=rnd.randint(-5, 40))
        matter: dict[str, Any] = {
            "uid": f"M{m:02}", "name": f"事项{m}", "category": "PROJECT",
            "department": f"D{rnd.randint(0, 3)}",
        }  # fmt: skip
        known = rnd.choice(("happened_on", "meeting", "executed_on", None, "happened_on"))
        if known == "meeting":
            tables["meetings"].append(
                {"uid": f"G{m}", "body": "B", "held_on": day.isoformat(), "decision_mode": "BALLOT"}
            )
            matter["meeting"] = f"G{m}"
        elif known:
            matter[known] = day.isoformat()
        tables["matters"].append(matter)
        for n in range(rnd.choice((0, 1, 1, 1, 2))):
            tables["filings"].append(
                {
                    "uid": f"F{m}-{n}", "matter": f"M{m:02}",
                    "filed_on": near(day, 20) if rnd.random() < 0.8 else None,
                    "happened_on": day.isoformat() if rnd.random() < 0.5 else None,
                    "material_count": rnd.choice((None, 0, 3)),
                    "responsible": "O1" if rnd.random() < 0.5 else None,
                }
            )  # fmt: skip
        for stage in STAGES:
            if rnd.random() < 0.6:
                published = near(AS_OF - timedelta(days=10), 20) if rnd.random() < 0.9 else None
                tables["disclosures"].append(
                    {
                        "uid": f"E{m}-{stage}", "matter": f"M{m:02}", "stage": stage,
                        "platform": "WEBSITE", "published_on": published,
                    }
                )  # fmt: skip
    for w in range(40):
        tables["powers"].append(
            {
                "uid": f"W{w:02}", "name": f"权力{w}", "power_type": rnd.choice(("01", "02", "20")),
                "department": f"D{rnd.randint(0, 3)}",
                "has_discretion": rnd.choice((True, False, None)),
                "status": "CANCELLED" if rnd.random() < 0.2 else None,
            }
        )  # fmt: skip
        for element in (*ELEMENTS, None):
            if rnd.random() < 0.6:
                tables["disclosures"].append(
                    {
                        "uid": f"E{w}-{element}", "power": f"W{w:02}", "element": element,
                        "platform": "BOARD", "published_on": near(AS_OF - timedelta(days=10), 15),
                    }
                )  # fmt: skip
        tables["cases"].append(
            {
                "uid": f"A{w}", "department": f"D{rnd.randint(0, 3)}", "is_major": w % 2 == 0,
                "accepted_on": near(AS_OF - timedelta(days=20), 30),
            }
        )  # fmt: skip
        if w % 4 == 0:
            tables["filings"].append({"uid": f"FA{w}", "case": f"A{w}", "filed_on": "2026-06-20"})
    return tables


def loaded(store: Store, tables: Tables, folder: Path) -> None:
    """Load the tables."""
    source = folder / "county.json"
    source.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    load(store, readers([source], None, Options(None)), as_of=AS_OF)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def state_of(tables: Tables, matter: dict[str, Any]) -> str | None:
    """How a matter stands, from the rows alone; None where it has not happened."""
    held = {m["uid"]: day(m["held_on"]) for m in tables["meetings"]}
    meeting = held.get(matter.get("meeting", ""))
    start = day(matter.get("happened_on"))
    start = start or (meeting if meeting and meeting <= AS_OF else None)
    start = start or day(matter.get("executed_on"))
    filings = [
        f
        for f in tables["filings"]
        if f.get("matter") == matter["uid"] and (day(f["filed_on"]) or AS_OF) <= AS_OF
    ]
    dated = sorted((f for f in filings if f["filed_on"]), key=lambda f: (f["filed_on"], f["uid"]))
    if dated:
        start = day(dated[0]["happened_on"]) or start
    if start and start > AS_OF:
        return None
    if matter["department"] == "D0":
        return "filed" if filings else "exempt"
    if start is None or (filings and not dated):
        return "unclear"
    end = day(dated[0]["filed_on"]) if dated else AS_OF
    assert end
    late = end > start and len(chinese_calendar.get_workdays(start, end)) - (
        chinese_calendar.is_workday(start)
    ) > ALLOWED  # fmt: skip
    if dated:
        return "late" if late else "filed"
    return "missing" if late else "pending"


def published(tables: Tables, name: str, uid: str) -> list[dict[str, Any]]:
    """The disclosures of a power or matter that are public by the day."""
    return [
        d
        for d in tables["disclosures"]
        if d.get(name) == uid and d["published_on"] and d["published_on"] <= AS_OF.isoformat()
    ]


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_cypher_of_filing_and_publication_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(STATEMENTS[name])] == []


@pytest.mark.parametrize("seed", range(3))
def test_every_matter_stands_as_its_rows_say(
    engine_store: Store, tmp_path: Path, seed: int  # noqa: F811
) -> None:  # fmt: skip
    tables = county(seed)
    loaded(engine_store, tables, tmp_path)
    rows = filing.matters(engine_store, AS_OF, ALLOWED)
    expected = {m["uid"]: state for m in tables["matters"] if (state := state_of(tables, m))}
    assert {row.uid: row.state for row in rows} == expected
    assert set(expected.values()) == set(filing.STATES)
    found = check(engine_store, ["LED-001"], as_of=AS_OF).findings
    assert {f.subject for f in found} == {r.uid for r in rows if r.state in ("missing", "late")}


def test_a_unit_counts_its_matters_and_its_major_cases(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    tables = county(7)
    loaded(engine_store, tables, tmp_path)
    rows = filing.matters(engine_store, AS_OF, ALLOWED)
    units = filing.by_unit(rows, filing.major_cases(engine_store, AS_OF))
    major = [c for c in tables["cases"] if c["is_major"] and c["accepted_on"] <= AS_OF.isoformat()]
    filed = {f["case"] for f in tables["filings"] if f.get("case")}
    assert {u.unit for u in units} == {"D0", "D1", "D2", "D3"}
    for unit in units:
        of_unit = [m for m in tables["matters"] if m["department"] == unit.unit]
        states = Counter(state_of(tables, m) for m in of_unit)
        assert dict(unit.counts) == {state: states[state] for state in filing.STATES}
        own = [c["uid"] for c in major if c["department"] == unit.unit]
        assert (unit.major, unit.major_filed) == (len(own), len(filed & set(own)))
    missing = [unit.counts["missing"] for unit in units]
    assert missing == sorted(missing, reverse=True)


def test_the_papers_of_a_filing_are_as_they_were_written_down(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    tables = county(2)
    loaded(engine_store, tables, tmp_path)
    rows = {r.uid: r for r in filing.matters(engine_store, AS_OF, ALLOWED)}
    papers = {p.uid: p for row in rows.values() for p in row.papers}
    for row in tables["filings"]:
        if row["uid"] in papers:
            paper = papers[row["uid"]]
            assert paper.materials == row["material_count"]
            assert paper.filed_on == day(row["filed_on"])
            assert paper.responsible == (("李明",) if row["responsible"] else ())
    assert len(papers) > 20


def test_a_unit_without_anything_due_has_no_share() -> None:
    [unit] = filing.by_unit((), {"D1": (2, 1)})
    assert (unit.due, unit.share) == (0, None)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_public_is_what_the_rows_say(
    engine_store: Store, tmp_path: Path, seed: int  # noqa: F811
) -> None:  # fmt: skip
    tables = county(seed)
    loaded(engine_store, tables, tmp_path)
    powers = {p.uid: p for p in publication.powers(engine_store, AS_OF)}
    assert set(powers) == {w["uid"] for w in tables["powers"] if not w["status"]}
    for row in tables["powers"]:
        if row["status"]:
            continue
        power, own = powers[row["uid"]], published(tables, "power", row["uid"])
        assert power.public == {d["element"] or NONE for d in own}
        assert power.lacks("DISCRETION") == (
            row["has_discretion"] is True and "DISCRETION" not in power.public
        )
        assert power.disclosures == len(own)
    matters = {m.uid: m for m in publication.matters(engine_store, AS_OF)}
    for uid, matter in matters.items():
        assert matter.public == {d["stage"] for d in published(tables, "matter", uid)}
    found = check(engine_store, ["TRN-004", "TRN-006"], as_of=AS_OF).findings
    lacking = {s.uid for s in matters.values() if any(s.lacks(p) for p in STAGES)}
    assert {f.subject for f in found if f.rule == "TRN-006"} == lacking
    lacking = {p.uid for p in powers.values() if p.public and any(map(p.lacks, ELEMENTS))}
    assert {f.subject for f in found if f.rule == "TRN-004"} == lacking


def test_the_matrix_counts_every_disclosure_once(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    tables = county(4)
    loaded(engine_store, tables, tmp_path)
    items = publication.disclosures(engine_store, AS_OF)
    rows = [
        d
        for d in tables["disclosures"]
        if d["published_on"] and d["published_on"] <= AS_OF.isoformat()
    ]
    expected = Counter((d.get("element") or NONE, d.get("stage") or NONE) for d in rows)
    assert dict(publication.cells(items)) == dict(expected)
    units = {w["uid"]: w["department"] for w in (*tables["powers"], *tables["matters"])}
    whose = {d["uid"]: units[d.get("power") or d["matter"]] for d in rows}
    assert {item.uid: item.unit for item in items} == whose
    names = {w["uid"]: w["name"] for w in (*tables["powers"], *tables["matters"])}
    named = {d["uid"]: names[d.get("power") or d["matter"]] for d in rows}
    assert {item.uid: item.subject for item in items} == named


def test_the_least_covered_group_comes_first() -> None:
    def power(uid: str, kind: str | None, *public: str) -> Subject:
        wanted = frozenset({"POWER", "RESULT"})
        return Subject("Power", uid, uid, "D1", kind, wanted, frozenset(public), len(public))

    groups = publication.grouped(
        [power("a", "01", "POWER", "RESULT"), power("b", "02"), power("c", None, "POWER")],
        ELEMENTS,
        lambda s: s.kind,
    )
    assert list(groups) == ["02", None, "01"]
    shares = {c.part: c.share for c in groups[None]}
    assert shares == {"POWER": 1.0, "DISCRETION": None, "PROCEDURE": None, "RESULT": 0.0}
