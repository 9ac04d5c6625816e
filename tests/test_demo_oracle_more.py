"""The other half of the catalogue in plain Python: TRN, PRC, LED, FND, PPL and ACC."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from powergraph import demo
from tests.test_demo_oracle import AS_OF, Facts, Finding, Row

THRESHOLDS = {"WORKS": 4_000_000, "GOODS": 2_000_000, "SERVICES": 1_000_000}


def weekdays(first: date, last: date) -> int:
    """Days after `first` up to `last` that are no weekend: at least the working days, but for
    the make-up Saturdays."""
    return sum((first + timedelta(n)).weekday() < 5 for n in range(1, (last - first).days + 1))


def late(first: date, last: date | None, limit: int) -> bool:
    """Whether more than so many working days may have passed; an open end is the day shown."""
    return weekdays(first, last or AS_OF) > limit


def publication(f: Facts) -> Iterator[Finding]:
    """TRN-001 to TRN-007."""
    shown = f.group("disclosures", "power")
    steps = f.group("steps", "power")
    standards = f.group("discretion_standards", "power")
    for uid, power in f.active.items():
        public = [d for d in shown[uid] if d.get("published_on") and d["published_on"] <= AS_OF]
        elements = {d["element"] for d in public}
        boards = {d["platform"] for d in public if d["element"] == "POWER"}
        artifacts = {d["artifact"] for d in public}
        if "POWER" not in elements or (
            (power["is_major"] or power["is_sensitive"]) and not boards & {"DISPLAY_BOARD", "BOARD"}
        ):
            yield "TRN-001", uid, ()
        charts = power["has_flow_chart"] and power["has_risk_chart"]
        if not charts or not {"FLOW_CHART", "RISK_CHART"} <= artifacts:
            yield "TRN-002", uid, ()
        if standards[uid] and "DISCRETION" not in elements:
            yield "TRN-003", uid, ()
        wanted = {"POWER", "PROCEDURE", "RESULT"} | (
            {"DISCRETION"} if power["has_discretion"] else set()
        )
        if public and not wanted <= elements:
            yield "TRN-004", uid, ()
        facts = power["conditions"] and steps[uid] and power["supervise_phone"]
        if power["power_type"] not in ("P1", "N1", "V1") and not facts:
            yield "TRN-007", uid, ()
    for row in f.county.rows("disclosures"):
        if row.get("formed_on") and late(row["formed_on"], row.get("published_on"), 18):
            yield "TRN-005", row["uid"], ()
    of_matter = f.group("disclosures", "matter")
    for matter in f.county.rows("matters"):
        stages = {d["stage"] for d in of_matter[matter["uid"]]}
        if len(stages) < 3:
            yield "TRN-006", matter["uid"], ()


def decisions(f: Facts) -> Iterator[Finding]:
    """PRC-001 to PRC-005."""
    meetings = {m["uid"]: m for m in f.county.rows("meetings")}
    said = f.group("statements", "matter")
    chiefs: dict[str, set[str]] = defaultdict(set)
    for uid, post in f.posts.items():
        if post["is_top_leader"]:
            chiefs[post["department"]] |= f.holders[uid]
    votes = f.group("votes", "matter")
    personnel = set()
    for matter in f.county.rows("matters"):
        uid, meeting = matter["uid"], meetings.get(matter["meeting"] or "")
        if meeting is None or matter["executed_on"] < meeting["held_on"]:
            yield "PRC-001", uid, ()
        if meeting is None:
            continue
        mine = chiefs[f.by["bodies"][meeting["body"]]["department"]]
        for chief in mine:
            spoke = [s for s in said[uid] if s["official"] == chief]
            last = max((s["seq"] for s in spoke if s["kind"] == "MEETING"), default=None)
            if last and any(s["seq"] > last for s in said[uid] if s["kind"] == "MEETING"):
                yield "PRC-002", uid, (chief,)
            if any(s["kind"] == "PRE_MEETING" for s in spoke):
                yield "PRC-003", uid, (chief,)
        counted = matter["approve"] + matter["oppose"] + matter["abstain"]
        if meeting["decision_mode"] == "BALLOT":
            if matter["approve"] <= meeting["expected"] / 2 or counted != meeting["present"]:
                yield "PRC-004", uid, ()
        elif matter["approve"] < matter["oppose"]:
            yield "PRC-004", uid, ()
        assert len(votes[uid]) == counted
        if matter["category"] == "PERSONNEL":
            personnel.add(meeting["uid"])
    for uid, meeting in meetings.items():
        quorum = 2 / 3 if uid in personnel else 1 / 2
        if meeting["present"] / meeting["expected"] < quorum:
            yield "PRC-005", uid, ()


def procedure(f: Facts) -> Iterator[Finding]:
    """PRC-006 to PRC-012, and what cases show for LED-005, LED-009 and PPL-002."""
    events = f.group("case_events", "case")
    steps = f.group("steps", "power")
    step = f.by["steps"]
    certified = {u: o.get("has_certificate") for u, o in f.by["officials"].items()}
    interests = {(r["official"], r["counterparty"]) for r in f.county.rows("interests")}
    latest: dict[str, date] = {}
    last_run: dict[str, date] = {}
    for case in f.county.rows("cases"):
        uid, day = case["uid"], case["accepted_on"]
        unit = case["department"]
        latest[unit] = max(day, latest.get(unit, day))
        mine = sorted(events[uid], key=lambda e: (e["at"], e["seq"]))
        assert all(
            e["at"] < datetime.combine(AS_OF + timedelta(1), datetime.min.time()) for e in mine
        )
        handlers = tuple(sorted({e["official"] for e in mine}))
        for official in handlers:
            if (official, case["counterparty"]) in interests:
                yield "PPL-002", uid, (official,)
        if case["decided_on"] and not all(
            case[c] for c in ("situation", "basis", "process", "result")
        ):
            yield "LED-005", uid, handlers
        if not case["power"]:
            continue
        power = f.by["powers"][case["power"]]
        last_run[power["uid"]] = max(day, last_run.get(power["uid"], day))
        end = case["decided_on"] or AS_OF
        kind = power["power_type"]
        limit = min(x for x in (power["legal_days"], power["promised_days"], 20) if x)
        if kind == "01" and weekdays(day, end) > limit:
            yield "PRC-006", uid, (mine[-1]["official"],)
        if kind == "02" and (end - day).days > 90:
            yield "PRC-007", uid, (mine[-1]["official"],)
        doing: dict[str, set[str]] = defaultdict(set)
        for event in mine:
            if step[event["step"]]["kind"] in ("INVESTIGATE", "EXECUTE"):
                doing[event["step"]].add(event["official"])
        if kind in ("02", "03", "06"):
            for officials in doing.values():
                if len(officials) < 2 or any(certified[o] is False for o in officials):
                    yield "PRC-008", uid, tuple(sorted(officials))
        seen = [step[e["step"]] for e in mine]
        if kind == "02" and case["is_major"] and case["decided_on"]:
            order = [s["kind"] for s in seen]
            before = order[: order.index("DECIDE")]
            if not {"LEGAL_REVIEW", "COLLECTIVE"} <= set(before):
                yield "PRC-009", uid, ()
        skipped = {s["uid"] for s in steps[power["uid"]] if s["mandatory"]} - {
            s["uid"] for s in seen
        }
        if (case["decided_on"] and skipped) or any(b["seq"] < a["seq"] for a, b in pairwise(seen)):
            yield "PRC-010", uid, handlers
    for uid, power in f.active.items():
        kinds = {s["kind"] for s in steps[uid]}
        if (
            power["is_major"]
            and power["domain"] != "PERSONNEL"
            and not {"LEGAL_REVIEW", "COLLECTIVE"} <= kinds
        ):
            yield "PRC-011", uid, ()
        idle = last_run.get(uid, date.min) <= AS_OF - timedelta(365)
        if power["is_core"] and power["department"] in latest and idle:
            yield "PRC-012", uid, ()
    for unit, day in latest.items():
        if not f.units[unit].get("steward") or (AS_OF - day).days > 90:
            yield "LED-009", unit, ()


def ledger(f: Facts) -> Iterator[Finding]:
    """LED-001 to LED-004 and LED-006 to LED-008."""
    filings: dict[str, list[Row]] = defaultdict(list)
    for row in f.county.rows("filings"):
        for matter in row["matter"]:
            filings[matter].append(row)
        if len(row["matter"]) > 1:
            yield "LED-002", row["uid"], ()
        if not row["material_count"] or not row["responsible"]:
            yield "LED-003", row["uid"], ()
    for matter in f.county.rows("matters"):
        mine = filings[matter["uid"]]
        if matter["department"] in f.stationed and (
            not mine or any((r["filed_on"] - r["happened_on"]).days > 5 for r in mine)
        ):
            yield "LED-001", matter["uid"], ()
        if len(mine) > 1:
            yield "LED-002", matter["uid"], ()
        if not mine:
            yield "LED-007", matter["department"], ()
    tables = ("authorizations", "steps", "restraints")
    has = {t: {r["power"] for r in f.county.rows(t)} for t in tables}
    units = set()
    for uid, power in f.active.items():
        units.add(power["department"])
        whole = power["risk_level"] and all(uid in has[t] for t in tables)
        if power["is_core"] and not whole:
            yield "LED-004", uid, ()
        if not (power["has_flow_chart"] and power["has_risk_chart"]):
            yield "LED-007", power["department"], ()
    yield from (("LED-007", u, ()) for u in units - f.stationed)
    listed = f.group("powers", "list")
    for row in f.county.rows("power_lists"):
        if row["declared_count"] != len(listed[row["uid"]]):
            yield "LED-006", row["uid"], ()
        days = [row[c] for c in ("submitted_on", "reviewed_on", "approved_on")]
        if None in days or days != sorted(days):
            yield "LED-008", row["uid"], ()


def money(f: Facts) -> Iterator[Finding]:
    """FND-001 to FND-006, and PPL-002 of contracts."""
    signed = f.group("countersigns", "payment")
    interests = {(r["official"], r["counterparty"]) for r in f.county.rows("interests")}
    meetings = {m["uid"]: m for m in f.county.rows("meetings")}
    matters = {m["uid"]: m for m in f.county.rows("matters")}
    for pay in f.county.rows("payments"):
        mine = signed[pay["uid"]]
        if pay["kind"] == "RURAL_SUPPORT":
            parties = {(s["round"], s["party"]) for s in mine}
            order = sorted(mine, key=lambda s: s["signed_on"])
            wanted = {
                (1, "PAYER"),
                (2, "PAYER"),
                (2, "BENEFICIARY"),
                (3, "DISCIPLINE"),
                (3, "BENEFICIARY"),
            }
            if not wanted <= parties or [s["round"] for s in order] != sorted(
                s["round"] for s in mine
            ):
                yield "FND-001", pay["uid"], ()
        by: dict[str, set[str]] = defaultdict(set)
        for row in mine:
            if row["official"]:
                by[row["official"]].add(row["party"])
        for official, parts in by.items():
            close = official == pay["handler"] or frozenset((official, pay["handler"])) in f.kin
            if len(parts) > 1 or ("DISCIPLINE" in parts and close):
                yield "FND-002", pay["uid"], (official,)
    for source in f.county.rows("fund_sources"):
        if source["on_budget"] is False:
            yield "FND-004", source["uid"], ()
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in f.county.rows("contracts"):
        groups[row["department"], row["supplier"]].append(row)
        groups[row["department"], row["item"]].append(row)
        extra = row.get("supplement_amount") or 0
        if (
            extra > row["amount"] * 0.10
            or (row["signed_on"] - row["awarded_on"]).days > 30
            or (row["filed_on"] - row["signed_on"]).days > 7
        ):
            yield "FND-005", row["uid"], (row["handler"],)
    for rows in groups.values():
        small = [r for r in rows if r["amount"] < THRESHOLDS[r["kind"]]]
        if len(small) > 1 and sum(r["amount"] for r in small) >= min(THRESHOLDS.values()):
            yield "FND-003", min(small, key=lambda r: r["signed_on"])["uid"], ()
    for row in f.county.rows("contracts"):
        for who in {row["handler"], row["reviewer"], row["acceptor"]}:
            if (who, row["supplier"]) in interests:
                yield "PPL-002", row["uid"], (who,)
    for table, column in (("payments", "paid_on"), ("contracts", "awarded_on")):
        for row in f.county.rows(table):
            matter = matters.get(row.get("matter") or "")
            held = meetings[matter["meeting"]]["held_on"] if matter else None
            if row["amount"] >= 50_000 and (held is None or held > row[column]):
                yield "FND-006", row["uid"], (row["handler"],)


def people(f: Facts) -> Iterator[Finding]:
    """PPL-001 and PPL-003 to PPL-005; PPL-002 stands with cases."""
    sections = {s["uid"]: s["kind"] for s in f.county.rows("sections")}
    for pair in f.kin:
        one, other = sorted(pair)
        for a in f.held[one]:
            for b in f.held[other]:
                ups = {f.posts[a].get("reports_to"), f.posts[b].get("reports_to")}
                near = (
                    a in f.above(b, 4) or b in f.above(a, 4) or (len(ups) == 1 and None not in ups)
                )
                same = f.posts[a]["department"] == f.posts[b]["department"]
                for chief, under in ((a, b), (b, a)):
                    delicate = sections.get(f.posts[under].get("section") or "") != "OTHER"
                    near = near or (same and f.posts[chief]["is_top_leader"] and delicate)
                if near:
                    yield "PPL-001", one, (one, other)
    for row in f.county.rows("appointments"):
        post = f.posts[row["post"]]
        years = ((row.get("valid_to") or AS_OF) - row["valid_from"]).days / 365.25
        if row.get("valid_to") is None:
            if (post["is_top_leader"] or post["is_team_member"]) and years >= 9:
                yield "PPL-003", row["official"], (row["official"],)
            if post["is_key"] and years >= 5:
                yield "PPL-004", row["post"], (row["official"],)
    regulated = {(r["department"], r["counterparty"]) for r in f.county.rows("regulations")}
    for row in f.county.rows("interests"):
        for held in f.held[row["official"]]:
            leads = f.posts[held]["is_top_leader"] or f.posts[held]["is_team_member"]
            if leads and (f.posts[held]["department"], row["counterparty"]) in regulated:
                yield "PPL-005", row["official"], (row["official"],)


def accounts(f: Facts) -> Iterator[Finding]:
    """ACC-001 to ACC-007."""
    mended = f.group("rectifications", "problem")
    seen: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in f.county.rows("problems"):
        days = [r["done_on"] for r in mended[row["uid"]] if r["status"] == "DONE"]
        if row["due_on"] < AS_OF and (not days or min(days) > row["due_on"]):
            yield "ACC-001", row["uid"], ()
        seen[row["department"], row["category"]].append(row)
    for rows in seen.values():
        if len(rows) > 1:
            yield "ACC-002", max(rows, key=lambda r: r["raised_on"])["uid"], ()
    reported = f.group("integrity_reports", "official")
    for uid, post in f.posts.items():
        for official in f.holders[uid] if post["is_top_leader"] else ():
            if not any(r["held_on"] > AS_OF - timedelta(365) for r in reported[official]):
                yield "ACC-003", official, (official,)
    for unit, rows in f.group("evaluations", "department").items():
        rounds = f_mean(rows)
        if rounds[-1] < 70 or rounds[-2] - rounds[-1] > 10:
            yield "ACC-004", unit, ()
    for row in f.county.rows("assessments"):
        if len(row["methods"]) < 4:
            yield "ACC-005", row["uid"], ()
    points = f.group("risk_points", "power")
    for row in f.county.rows("accountabilities"):
        first, last = row["decided_on"], row["decided_on"] + timedelta(90)
        if last < AS_OF and not any(first < p["assessed_on"] <= last for p in points[row["power"]]):
            yield "ACC-006", row["power"], ()
    for row in f.county.rows("feedbacks"):
        if row.get("handled_on") is None and weekdays(row["at"].date(), AS_OF) > 15:
            yield "ACC-007", row["uid"], ()


def f_mean(rows: list[Row]) -> list[float]:
    """The mean score of each round, the earliest first."""
    rounds: dict[date, list[float]] = defaultdict(list)
    for row in rows:
        rounds[row["held_on"]].append(row["score"])
    return [sum(rounds[day]) / len(rounds[day]) for day in sorted(rounds)]


def found(county: demo.County) -> set[Finding]:
    """What the rules of these families find."""
    facts = Facts(county)
    families = (publication, decisions, procedure, ledger, money, people, accounts)
    return {x for family in families for x in family(facts)}


@pytest.mark.parametrize(("cases", "seed"), [(0, 1), (40, 2), (3000, demo.SEED)])
def test_the_clean_county_shows_nothing_to_a_reader_of_the_catalogue(cases: int, seed: int) -> None:
    assert found(demo.build(cases, planted=False, seed=seed)) == set()


def test_the_planted_county_shows_what_is_listed_and_nothing_else() -> None:
    county = demo.build(300)
    families = {"TRN", "PRC", "LED", "FND", "PPL", "ACC"}
    listed = {x for p in county.planted for x in p.findings if x[0][:3] in families}
    assert found(county) == listed
