"""One power with everything that hangs on it, as it stood at a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.store import Row, Store
from queries.views.frame import valid
from queries.views.nodes import Details, details
from queries.views.power_roles import people_of, roles_of
from queries.views.roles import Person, RoleSlot

_UNITS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:EXERCISED_BY]->(d:Department)
WHERE {valid("x")}
RETURN d.uid AS uid, d.name AS name ORDER BY uid
"""
_SECTIONS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:HANDLED_IN]->(s:Section)
WHERE {valid("x")}
RETURN s.uid AS uid, s.name AS name ORDER BY uid
"""
_LISTS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:LISTED_IN]->(l:PowerList)
WHERE {valid("x")}
RETURN l.uid AS uid, l.name AS name ORDER BY uid
"""
_STEPS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:HAS_STEP]->(s:Step)
WHERE {valid("x", "s")}
OPTIONAL MATCH (s)<-[y:AT_STEP]-(r:Role)
WHERE {valid("y", "r")}
RETURN s.uid AS uid, s.seq AS seq, s.name AS name, s.days AS days, s.mandatory AS mandatory,
       r.uid AS role
ORDER BY seq, uid, role
"""
_TEMPLATE: Final = f"""
MATCH (t:TemplateStep {{power_type: $power_type}})
WHERE {valid("t")}
RETURN t.uid AS uid, t.seq AS seq, t.name AS name, t.mandatory AS mandatory
ORDER BY seq, uid
"""
_RISKS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:HAS_RISK]->(k:RiskPoint)
WHERE {valid("x", "k")}
OPTIONAL MATCH (k)-[y:ARISES_AT]->(s:Step)
WHERE {valid("y")}
OPTIONAL MATCH (k)-[z:RISK_OF]->(p:Post)
WHERE {valid("z")}
RETURN k.uid AS uid, k.name AS name, k.level AS level, k.manifestation AS manifestation,
       s.seq AS step, s.name AS step_name, p.name AS post
ORDER BY uid, step, post
"""
_MEASURES: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:HAS_RISK]->(k:RiskPoint)-[y:MITIGATED_BY]->(m:ControlMeasure)
WHERE {valid("x", "k", "y", "m")}
OPTIONAL MATCH (m)<-[z:RESPONSIBLE_FOR]-(p:Post)
WHERE {valid("z")}
RETURN k.uid AS risk, m.uid AS uid, m.text AS text, m.frequency AS frequency,
       p.uid AS post, p.name AS post_name
ORDER BY risk, uid, post
"""
_BASES: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:AUTHORIZED_BY]->(b:LegalBasis)
WHERE {valid("x", "b")}
RETURN b.uid AS uid, b.name AS name, b.kind AS kind, x.article AS article, x.quote AS quote,
       b.effective_from AS effective_from, b.effective_to AS effective_to,
       (b.effective_from IS NULL OR b.effective_from <= $as_of)
       AND (b.effective_to IS NULL OR b.effective_to > $as_of) AS in_force
ORDER BY uid, article
"""
_SYSTEMS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:CONSTRAINED_BY]->(s:RestraintSystem)
WHERE {valid("x", "s")}
RETURN s.uid AS uid, s.name AS name, s.doc_no AS doc_no, s.issued_on AS issued_on ORDER BY uid
"""
_STANDARDS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:HAS_STANDARD]->(s:DiscretionStandard)
WHERE {valid("x", "s")}
RETURN s.uid AS uid, s.situation AS situation, s.lower AS lower, s.upper AS upper, s.unit AS unit
ORDER BY uid
"""
_DUTIES: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:BEARS]->(d:Duty)
WHERE {valid("x", "d")}
RETURN d.uid AS uid, d.text AS text, d.accountability AS accountability ORDER BY uid
"""
_DISCLOSURES: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:DISCLOSED_IN]->(d:Disclosure)
WHERE {valid("x", "d")} AND d.published_on <= $as_of
RETURN d.uid AS uid, d.element AS element, d.artifact AS artifact, d.platform AS platform,
       d.published_on AS published_on
ORDER BY published_on, uid
"""
_CASES: Final = """
MATCH (w:Power {uid: $uid})<-[:CASE_OF]-(c:CaseFile)
WHERE c.accepted_on <= $as_of
RETURN count(c) AS total, min(c.accepted_on) AS first, max(c.accepted_on) AS last,
       count(CASE WHEN c.decided_on IS NULL OR c.decided_on > $as_of THEN 1 END) AS open
"""
_MATTERS: Final = f"""
MATCH (w:Power {{uid: $uid}})<-[x:CONCERNS]-(m:Matter)
WHERE {valid("x", "m")}
RETURN m.uid AS uid, EXISTS {{
    MATCH (m)-[y:FILED_AS]->(f:Filing)
    WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of) AND {valid("y", "f")}
  }} AS filed
ORDER BY uid
"""
_SUPERVISORS: Final = f"""
MATCH (w:Power {{uid: $uid}})-[x:EXERCISED_BY]->(d:Department)
WHERE {valid("x")}
WITH DISTINCT d
MATCH (d)<-[y:SUPERVISES]-(s:Department)
WHERE {valid("y", "s")}
  AND (y.kind = 'STATIONED' OR s.kind IN ['DISCIPLINE', 'RESIDENT_DISCIPLINE'])
RETURN DISTINCT s.uid AS uid, s.name AS name ORDER BY uid
"""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has a uid and a name."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step. `kinds` and `holders` come from the roles that act at it."""

    uid: str
    seq: int
    name: str
    days: int | None
    mandatory: bool
    kinds: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One control measure; `owner` is None where nobody answers for it."""

    uid: str
    text: str
    frequency: str | None
    owner: str | None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk point with its measures."""

    uid: str
    name: str
    level: str
    manifestation: str | None
    step: int | None
    step_name: str | None
    post: str | None
    measures: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """How often the power was exercised, by day of acceptance."""

    total: int
    first: date | None
    last: date | None
    open: int


@dataclass(frozen=True, slots=True)
class PowerCard:
    """Everything that a page about one power shows. Rows of plain facts stay as they were read."""

    head: Details
    units: tuple[Named, ...]
    sections: tuple[Named, ...]
    lists: tuple[Named, ...]
    roles: tuple[RoleSlot, ...]
    steps: tuple[StepRow, ...]
    template: tuple[StepRow, ...]
    risks: tuple[RiskRow, ...]
    bases: tuple[Row, ...] = field(hash=False)
    systems: tuple[Row, ...] = field(hash=False)
    standards: tuple[Row, ...] = field(hash=False)
    duties: tuple[Row, ...] = field(hash=False)
    disclosures: tuple[Row, ...] = field(hash=False)
    cases: Cases
    matters: int
    filed: int
    supervisors: tuple[Named, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """Every node that stands here, as `Label/uid`, each once."""
        holders = [h for role in self.roles for h in role.holders]
        measures = [m for risk in self.risks for m in risk.measures]
        steps, label = (self.steps, "Step") if self.steps else (self.template, "TemplateStep")
        named = {
            "Department": [u.uid for u in (*self.units, *self.supervisors)],
            "Section": [s.uid for s in self.sections],
            "PowerList": [x.uid for x in self.lists],
            "Role": [role.uid for role in self.roles],
            label: [step.uid for step in steps],
            "RiskPoint": [risk.uid for risk in self.risks],
            "ControlMeasure": [m.uid for m in measures],
            "LegalBasis": [row["uid"] for row in self.bases],
            "RestraintSystem": [row["uid"] for row in self.systems],
            "DiscretionStandard": [row["uid"] for row in self.standards],
            "Duty": [row["uid"] for row in self.duties],
            "Disclosure": [row["uid"] for row in self.disclosures],
        }
        refs = [self.head.ref, *(f"{h.label}/{h.uid}" for h in holders)]
        refs += [f"Official/{p.uid}" for h in holders for p in h.people]
        refs += [f"{label}/{uid}" for label, uids in named.items() for uid in uids]
        return tuple(dict.fromkeys(refs))

    def valid(self, as_of: date) -> bool:
        """Is the power in force at a day?"""
        first, last = self.head.props.get("valid_from"), self.head.props.get("valid_to")
        return (first is None or first <= as_of) and (last is None or last > as_of)

    def published(self, artifact: str) -> bool:
        """Is this chart among what was published?"""
        return any(row["artifact"] == artifact for row in self.disclosures)


def power_card(store: Store, uid: str, as_of: date) -> PowerCard | None:
    """The power of that uid at a day; None where the graph has none."""
    head = details(store, f"Power/{uid}")
    if head is None:
        return None

    def read(cypher: str, **more: object) -> list[Row]:
        return store.read(cypher, {"uid": uid, "as_of": as_of, **more})

    roles = roles_of(store, uid, as_of)
    steps = _steps(read(_STEPS), roles)
    template: tuple[StepRow, ...] = ()
    if not steps and head.props.get("power_type"):
        template = _steps(read(_TEMPLATE, power_type=head.props["power_type"]), ())
    measures = read(_MEASURES)
    owners = sorted({row["post"] for row in measures if row["post"]})
    people = people_of(store, owners, as_of)
    matters = read(_MATTERS)
    [cases] = read(_CASES)
    return PowerCard(
        head=head,
        units=_named(read(_UNITS)),
        sections=_named(read(_SECTIONS)),
        lists=_named(read(_LISTS)),
        roles=roles,
        steps=steps,
        template=template,
        risks=_risks(read(_RISKS), measures, people),
        bases=tuple(read(_BASES)),
        systems=tuple(read(_SYSTEMS)),
        standards=tuple(read(_STANDARDS)),
        duties=tuple(read(_DUTIES)),
        disclosures=tuple(read(_DISCLOSURES)),
        cases=Cases(int(cases["total"]), cases["first"], cases["last"], int(cases["open"])),
        matters=len(matters),
        filed=sum(1 for row in matters if row["filed"]),
        supervisors=_named(read(_SUPERVISORS)),
    )


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {
        name: text
        for name, text in globals().items()
        if name.isupper() and isinstance(text, str) and "MATCH" in text
    }


def _named(rows: list[Row]) -> tuple[Named, ...]:
    return tuple(Named(row["uid"], row["name"] or row["uid"]) for row in rows)


def _steps(rows: list[Row], roles: tuple[RoleSlot, ...]) -> tuple[StepRow, ...]:
    by_uid = {role.uid: role for role in roles}
    acting: dict[str, list[RoleSlot]] = {}
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["uid"], row)
        if row.get("role") in by_uid:
            acting.setdefault(row["uid"], []).append(by_uid[row["role"]])
    steps = []
    for uid, row in first.items():
        slots = acting.get(uid, [])
        names = dict.fromkeys(h.name for slot in slots for h in slot.holders)
        steps.append(
            StepRow(
                uid=uid,
                seq=int(row["seq"]),
                name=row["name"] or uid,
                days=row.get("days"),
                mandatory=row["mandatory"] is not False,
                kinds=tuple(dict.fromkeys(slot.kind for slot in slots)),
                holders=tuple(names),
            )
        )
    return tuple(steps)


def _risks(
    rows: list[Row], measures: list[Row], people: Mapping[str, tuple[Person, ...]]
) -> tuple[RiskRow, ...]:
    by_risk: dict[str, dict[str, MeasureRow]] = {}
    for row in measures:
        held = people.get(row["post"] or "", ())
        measure = MeasureRow(
            uid=row["uid"],
            text=row["text"] or row["uid"],
            frequency=row["frequency"],
            owner=row["post_name"],
            people=tuple(person.name for person in held),
        )
        by_risk.setdefault(row["risk"], {}).setdefault(row["uid"], measure)
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["uid"], row)
    risks = [
        RiskRow(
            uid=uid,
            name=row["name"] or uid,
            level=row["level"],
            manifestation=row["manifestation"],
            step=row["step"],
            step_name=row["step_name"],
            post=row["post"],
            measures=tuple(by_risk.get(uid, {}).values()),
        )
        for uid, row in first.items()
    ]
    order = {"HIGH": 0, "MEDIUM": 1, "LOW": 2}
    return tuple(sorted(risks, key=lambda r: (order.get(r.level, 3), r.uid)))
