"""Small saved queries for tests of the library, the parameters and the check."""

from __future__ import annotations

from pathlib import Path

from queries.front_matter import parse
from queries.model import SavedQuery

# Finds officials who fill a DECISION and an EXECUTION role of one power (no guard).
RULE = """\
/*---
id: TST-001
kind: rule
title: {zh: 兼任, en: Both}
question: {zh: 谁兼任, en: Who does both}
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day}}
  from: {type: date, default: null, doc: {zh: 起始, en: First day}}
  levels: {type: texts, default: [HIGH], doc: {zh: 等级, en: Levels}, source: F85}
columns:
  subject: {zh: 编号, en: Power}
  subject_name: {zh: 名称, en: Name}
  unit: {zh: 单位, en: Unit}
  unit_name: {zh: 单位名称, en: Unit name}
  actors: {zh: 人员, en: Officials}
  actor_names: {zh: 姓名, en: Names}
  evidence: {zh: 证据, en: Evidence}
  severity: {zh: 程度, en: Severity}
  since: {zh: 起, en: Since}
needs: [Power, Role, Department, Official, Post, OVER, EXERCISED_BY, FILLS, HOLDS]
severity: high
subject: Power
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[:EXERCISED_BY]-(w:Power)<-[:OVER]-(:Role)
  WHERE w.risk_level IN $levels AND ($from IS NULL OR w.valid_from <= $as_of OR true)
  RETURN d.uid AS unit, count(DISTINCT w) AS examined ORDER BY unit
basis:
  - {row: F41, covers: exact}
  - {law: 某法, article: 第一条, version: 2021, certain: true, covers: combination, with: [SOD-001]}
  - {law: 某规定, certain: false, covers: partial}
message:
  zh: "疑似：{actor_names} 兼任“{subject_name}”，自{since}起，需核实。"
  en: "Suspected: {actor_names} does both for {subject_name} since {since}; to be verified."
verify:
  zh: {document: 查, interview: 问, site: 看}
  en: {document: read, interview: ask, site: look}
blind: {zh: 看不到, en: cannot see}
---*/
MATCH (d:Department)<-[:EXERCISED_BY]-(w:Power)<-[:OVER]-(r:Role)<-[:FILLS]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE w.risk_level IN $levels AND ($from IS NULL OR h.valid_from <= $as_of)
WITH d, w, o, collect(DISTINCT r.kind) AS kinds, collect(DISTINCT p.uid) AS posts, min(h.valid_from) AS since
WHERE 'DECISION' IN kinds AND 'EXECUTION' IN kinds
RETURN w.uid AS subject, w.name AS subject_name, d.uid AS unit, d.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names, ['Power/' + w.uid, 'Official/' + o.uid] AS evidence,
       CASE w.risk_level WHEN 'HIGH' THEN 'high' ELSE 'medium' END AS severity, since
ORDER BY subject, actors
"""  # noqa: E501

QUESTION = """\
/*---
id: posts-by-name
kind: question
title: {zh: 岗位, en: Posts}
question: {zh: 有哪些岗位, en: Which posts are there}
params:
  n: {type: int, doc: {zh: 数, en: Number}}
  share: {type: float, default: 0.5, doc: {zh: 比, en: Share}}
  only: {type: bool, default: false, doc: {zh: 只, en: Only}}
  word: {type: text, default: null, doc: {zh: 词, en: Word}}
  kinds: {type: texts, default: [], doc: {zh: 类, en: Kinds}}
  years: {type: ints, default: [], doc: {zh: 年, en: Years}}
  pairs: {type: pairs, default: [], doc: {zh: 对, en: Pairs}}
columns: {uid: {zh: 编号, en: Uid}, n: {zh: 数, en: Number}}
needs: [Post]
---*/
MATCH (p:Post)
WHERE $share < 1 OR $only OR $word IS NULL OR size($kinds) + size($years) + size($pairs) > 0
RETURN p.uid AS uid, $n AS n
ORDER BY uid
"""

COUNTY = """
CREATE (d1:Department {uid: 'D1', name: '一局', kind: 'DISTRICT_DEPT'}),
       (d2:Department {uid: 'D2', name: '二局', kind: 'DISTRICT_DEPT'}),
       (d3:Department {uid: 'D3', name: '三局', kind: 'TOWN'}),
       (:Department {uid: 'D4', name: '旧局', kind: 'TOWN', valid_to: date('2020-01-01')}),
       (w1:Power {uid: 'W1', name: '许可', power_type: '01', risk_level: 'HIGH',
                  source_uid: 'S1', source_sheet: '权力', source_row: 3}),
       (w2:Power {uid: 'W2', name: '处罚', power_type: '02', risk_level: 'LOW'}),
       (w1)-[:EXERCISED_BY]->(d1), (w2)-[:EXERCISED_BY]->(d2),
       (r1:Role {uid: 'R1', name: 'r1', kind: 'DECISION'})-[:OVER]->(w1),
       (r2:Role {uid: 'R2', name: 'r2', kind: 'EXECUTION'})-[:OVER]->(w1),
       (r3:Role {uid: 'R3', name: 'r3', kind: 'DECISION'})-[:OVER]->(w2),
       (p1:Post {uid: 'P1', name: '岗'}), (p1)-[:FILLS]->(r1), (p1)-[:FILLS]->(r2),
       (p1)-[:FILLS]->(r3),
       (o:Official {uid: 'O1', name: '甲'})-[:HOLDS {valid_from: date('2020-05-01')}]->(p1),
       (:Source {uid: 'S1', name: 'a.xlsx', file: 'a.xlsx', sha256: 'x'})
"""


def rule(**replaced: str) -> SavedQuery:
    """The rule above, with words of its text replaced."""
    return read(RULE, "TST-001", replaced)


def question(**replaced: str) -> SavedQuery:
    """The question above, with words of its text replaced."""
    return read(QUESTION, "posts-by-name", replaced)


def read(text: str, stem: str, replaced: dict[str, str]) -> SavedQuery:
    """A saved query from its text."""
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new, 1)
    return parse(text, file=f"{stem}.cypher", stem=stem, folder="test")


def write_folder(folder: Path, *texts: str) -> Path:
    """A user's folder with these queries, named by their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        id = text.partition("\nid: ")[2].partition("\n")[0]
        (folder / f"{id}.cypher").write_text(text, encoding="utf-8")
    return folder
