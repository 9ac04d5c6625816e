"""What chapters are made from: the check of the whole graph, shared by all reports of a run, and
the one unit that a report is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from graph.drawing.svg import to_svg
from graph.drawing.words import label_name
from graph.errors import ParameterError
from graph.meta import read_meta
from graph.schema import SCHEMA, SCHEMA_VERSION
from graph.store import Row, Store
from graph.text import Language, say
from powergraph.ledger.model import State
from powergraph.masking import MaskedStore, Masking, few, masked
from powergraph.outputs.report import with_states
from powergraph.reports.ranking import Lead, Ranking
from queries.check import check
from queries.findings import CheckResult, EvidenceRow, Finding, evidence_of
from queries.library import all_queries, query
from queries.model import SavedQuery, Severity
from queries.runner import run
from queries.scores import Scores, scores
from queries.settings import LocalSettings
from queries.views.network import evidence_picture

# How nodes belong to a unit, for what is held of it and what is not.
COUNTED: Final[Mapping[str, str]] = {
    "Section": "MATCH (:Department {uid: $unit})<-[:SECTION_OF]-(n:Section)",
    "Post": "MATCH (:Department {uid: $unit})<-[:IN_DEPARTMENT]-(n:Post)",
    "Official": "MATCH (:Department {uid: $unit})<-[:IN_DEPARTMENT]-(:Post)<-[:HOLDS]-(n:Official)",
    "Power": "MATCH (:Department {uid: $unit})<-[:EXERCISED_BY]-(n:Power)",
    "LegalBasis": (
        "MATCH (:Department {uid: $unit})<-[:EXERCISED_BY]-(:Power)"
        "-[:AUTHORIZED_BY]->(n:LegalBasis)"
    ),
    "Step": "MATCH (:Department {uid: $unit})<-[:EXERCISED_BY]-(:Power)-[:HAS_STEP]->(n:Step)",
    "RiskPoint": (
        "MATCH (:Department {uid: $unit})<-[:EXERCISED_BY]-(:Power)-[:HAS_RISK]->(n:RiskPoint)"
    ),
    "CaseFile": "MATCH (:Department {uid: $unit})<-[:RUN_BY]-(n:CaseFile)",
    "Matter": "MATCH (:Department {uid: $unit})<-[:MATTER_OF]-(n:Matter)",
    "Meeting": (
        "MATCH (:Department {uid: $unit})<-[:MATTER_OF]-(:Matter)-[:DECIDED_AT]->(n:Meeting)"
    ),
    "Statement": "MATCH (:Department {uid: $unit})<-[:MATTER_OF]-(:Matter)<-[:ABOUT]-(n:Statement)",
    "Filing": "MATCH (:Department {uid: $unit})<-[:MATTER_OF]-(:Matter)-[:FILED_AS]->(n:Filing)",
    "FundSource": "MATCH (:Department {uid: $unit})<-[:FUND_OF]-(n:FundSource)",
    "Payment": "MATCH (:Department {uid: $unit})<-[:PAID_BY]-(n:Payment)",
    "Contract": "MATCH (:Department {uid: $unit})<-[:PURCHASED_BY]-(n:Contract)",
    "Problem": "MATCH (:Department {uid: $unit})<-[:FOUND_IN]-(n:Problem)",
    "Rectification": (
        "MATCH (:Department {uid: $unit})<-[:FOUND_IN]-(:Problem)<-[:RECTIFIES]-(n:Rectification)"
    ),
    "Feedback": "MATCH (:Department {uid: $unit})<-[:TO_DEPARTMENT]-(n:Feedback)",
}

ALL: Final = 1_000_000  # rows: more than any question has


@dataclass(frozen=True)
class County:
    """Everything that the reports of one run share: the graph, the day, and what the rules found.

    `answers` are what was typed into interview sheets, by question key; `round` names the
    inspection round and its mode as the user gave them.
    """

    store: Store
    language: Language
    result: CheckResult
    notice: str
    states: Mapping[str, State] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    round: str = ""

    @property
    def masking(self) -> Masking | None:
        """What names become in the masked edition; None in the plain one."""
        return self.store.masking if isinstance(self.store, MaskedStore) else None

    @property
    def as_of(self) -> date:
        """The day that all is looked at."""
        return self.result.as_of

    @cached_property
    def own(self) -> frozenset[str]:
        """The ids of the rules that are the place's own, which no chapter is about."""
        return frozenset(self.result.queries) - {one.id for one in all_queries()}

    @cached_property
    def ranking(self) -> Ranking:
        """How rare each rule's findings are among the units."""
        return Ranking.of(self.result)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each unit."""
        found: dict[str, list[Finding]] = {}
        for finding in self.result.findings:
            found.setdefault(finding.unit or "", []).append(finding)
        return {unit: tuple(items) for unit, items in found.items()}

    @cached_property
    def evidence(self) -> Mapping[str, EvidenceRow]:
        """Every node that a finding rests on, and where it was read."""
        return evidence_of(self.store, (ref for f in self.result.findings for ref in f.evidence))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many nodes of each label the graph holds."""
        return {
            label: self.store.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"]
            for label in COUNTED
        }

    @cached_property
    def _answers_by_unit(self) -> dict[str, dict[str, list[Row]]]:
        return {}

    def by_unit(self, saved: str) -> Mapping[str, list[Row]]:
        """The rows of a saved question over all units, by unit: asked once for all reports."""
        known = self._answers_by_unit
        if saved not in known:
            rows: dict[str, list[Row]] = {}
            asked = query(saved)
            # The most rows that a question lists is meant for one unit, not for all together.
            values = {p.name: ALL for p in asked.params if p.name == "most"}
            for row in run(self.store, asked, {"as_of": self.as_of} | values).rows:
                rows.setdefault(row["unit"], []).append(row)
            known[saved] = rows
        return known[saved]

    def all_rows(self, saved: str) -> list[Row]:
        """The rows of a saved question over all units together."""
        self.by_unit(saved)
        return [row for rows in self._answers_by_unit[saved].values() for row in rows]

    @cached_property
    def sources(self) -> tuple[Row, ...]:
        """The files that the graph was loaded from: file, imported_at, facts that name it."""
        return tuple(
            self.store.read(
                "MATCH (s:Source) RETURN s.file AS file, min(s.imported_at) AS imported_at, "
                "count(s) AS times ORDER BY file"
            )
        )

    @cached_property
    def version(self) -> str:
        """Versions of the program, the schema and the content."""
        from importlib.metadata import version

        meta = read_meta(self.store)
        digest = (meta.fingerprint or "—")[:16] if meta else "—"
        return f"powergraph {version('powergraph')} · schema {SCHEMA_VERSION} · {digest}"


@dataclass(frozen=True)
class Unit:
    """One unit, as its chapters see it."""

    county: County
    uid: str

    @property
    def store(self) -> Store:
        """The graph."""
        return self.county.store

    @property
    def as_of(self) -> date:
        """The day."""
        return self.county.as_of

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.county.language

    @property
    def name(self) -> str:
        """The unit's name."""
        return self.county.result.units[self.uid] or self.uid

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """What is to be verified, ranked; the first is the first to verify."""
        found = self.county.findings.get(self.uid, ())
        return self.county.ranking.leads(found)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many nodes of each label belong to this unit."""
        params = {"unit": self.uid}
        return {
            label: self.store.read(f"{match} RETURN count(DISTINCT n) AS n", params)[0]["n"]
            for label, match in COUNTED.items()
        }

    @cached_property
    def posts_of(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the unit's posts that each of its officials (`Official/uid`) holds."""
        held: dict[str, list[str]] = {}
        for row in self.ask("posts-on-day"):
            if row["official"]:
                name = row["post_name"] or row["post"]
                held.setdefault(f"Official/{row['official']}", []).append(name)
        return {ref: tuple(names) for ref, names in held.items()}

    @cached_property
    def scores(self) -> Scores:
        """The protection scores of this unit alone."""
        return scores(self.county.result, self.uid)

    def say(self, key: str, **values: object) -> str:
        """A text of the report, by its key below `report`."""
        return say(f"report.{key}", self.language, **values)

    def severity(self, severity: Severity) -> str:
        """A severity as people read it."""
        return say(f"severity.{severity}", self.language)

    def dimension(self, code: str) -> str:
        """One of the five powers (五权) as people read it."""
        return say(f"dimension.{code}", self.language)

    def short(self, name: str) -> str:
        """The name of something of this unit as it is told apart within it, for narrow places."""
        rest = name.removeprefix(self.name).strip()
        return rest if rest and rest[0] not in "（(" else name

    def people(self, count: int) -> str:
        """A number of people as this edition may show it."""
        return few(count, self.language, masked=self.county.masking is not None)

    def label(self, label: str) -> str:
        """A kind of node as people read it."""
        return label_name(label, self.language)

    def kinds(self, names: tuple[str, ...]) -> str:
        """Those of the names that are kinds of nodes, as people read them."""
        return "、".join(self.label(name) for name in names if name in SCHEMA.nodes)

    def node(self, label: str, uid: str, name: str | None) -> str:
        """A node in words: its kind and its name."""
        mark = "“{}”" if self.language == "zh" else " “{}”"
        return f"{self.label(label)}{mark.format(name or uid)}"

    def name_of(self, ref: str) -> str:
        """The name of a node that a finding rests on; its uid where it has none."""
        row = self.county.evidence.get(ref)
        return (row.name if row else None) or ref.partition("/")[2]

    def rule(self, rule: SavedQuery) -> str:
        """The title of a rule, with a remark where it is the place's own."""
        title = rule.title.of(self.language)
        return self.say("own.title", title=title) if rule.id in self.county.own else title

    def evidence_svg(self, finding: Finding) -> str:
        """The evidence of a finding, drawn."""
        focus = f"{finding.subject_label}/{finding.subject}"
        picture = evidence_picture(self.store, finding.evidence, focus, self.as_of)
        return to_svg(picture, self.language)

    @cached_property
    def _asked(self) -> dict[tuple[str, str], tuple[Row, ...]]:
        return {}

    def ask(self, saved: str, **params: Any) -> tuple[Row, ...]:
        """The rows of a saved query on this unit's day, asked once for all chapters. `unit` or
        `department` is this unit where the query asks for one; a question that can be asked of all
        units is asked of all at once.
        """
        key = (saved, repr(sorted(params.items())))
        if key not in self._asked:
            self._asked[key] = self._rows(saved, params)
        return self._asked[key]

    def _rows(self, saved: str, params: Mapping[str, Any]) -> tuple[Row, ...]:
        asked = query(saved)
        one = asked.param("unit")
        if one and not one.required and "unit" in asked.columns and not params:
            return tuple(self.county.by_unit(saved).get(self.uid, ()))
        values: dict[str, Any] = {"as_of": self.as_of} if asked.param("as_of") else {}
        for name in ("unit", "department"):
            if asked.param(name) and name not in params:
                values[name] = self.uid
        return run(self.store, asked, values | dict(params)).rows


def look(
    store: Store,
    *,
    language: Language,
    as_of: date | None = None,
    local: LocalSettings | None = None,
    states: Mapping[str, State] | None = None,
    answers: Mapping[str, str] | None = None,
    round: str = "",
    folder: Path | None = None,
) -> County:
    """Check the whole graph once for all reports: a finding is rare or common among all units.

    Args:
        folder: further rules, of the place's own.
    """
    found = check(store, as_of=as_of, local=local, folder=folder)
    result = with_states(found, states or {})
    meta = read_meta(store)
    notice = (meta.notice or "") if meta else ""
    return County(store, language, result, notice, states or {}, answers or {}, round)


def masked_edition(county: County, masking: Masking) -> County:
    """The same under masked names; the rules need not run again."""
    store = MaskedStore(county.store, masking)
    return replace(county, store=store, result=masked(county.result, masking))


def unit_of(county: County, uid: str) -> Unit:
    """The unit of that uid, or of that name where only one has it.

    Raises:
        ParameterError: no unit of the day has it, or several have.
    """
    units = county.result.units
    if uid in units:
        return Unit(county, uid)
    named = [one for one, name in units.items() if name == uid]
    if len(named) != 1:
        near = [f"{name} ({one})" for one, name in units.items() if name and uid in name]
        raise ParameterError(
            "report.unit", unit=uid, near="、".join(near[:5]) or "—", day=county.as_of
        )
    return Unit(county, named[0])
