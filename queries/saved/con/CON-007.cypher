/*---
id: CON-007
kind: rule
title:
  zh: 审批、检查、处罚一体
  en: Licence, inspection and penalty in one section
question:
  zh: 哪些科室依据同一部法律法规，既办许可、又管检查、还作处罚？
  en: Which sections license, inspect and punish under one and the same law?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 科室编号, en: Section}
  subject_name: {zh: 科室, en: Name of the section}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  bases: {zh: 共同依据, en: Bases in common}
  powers: {zh: 权力事项, en: Names of the powers}
needs: [Department, LegalBasis, Power, Section, AUTHORIZED_BY, HANDLED_IN, SECTION_OF]
severity: medium
subject: Section
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (s:Section)<-[i:HANDLED_IN]-(w:Power)-[a:AUTHORIZED_BY]->(l:LegalBasis)
  WHERE w.power_type IN ['01', '06', '02'] AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [s, i, w, a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT s
  OPTIONAL MATCH (s)-[k:SECTION_OF]->(d:Department)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH s, min(d.uid) AS unit
  RETURN unit, count(s) AS examined
  ORDER BY unit
basis:
  - {row: F41, covers: partial}
message:
  zh: "疑似：{unit_name}“{subject_name}”依据“{bases}”集许可、检查、处罚于一体，需核实。"
  en: "Suspected: “{subject_name}” of {unit_name} licenses, inspects and punishes under {bases}; to be verified."
verify:
  zh:
    document: "调取“三定”方案、科室职责和案卷，核对许可、检查、处罚分别由哪个科室承办。"
    interview: "分别询问科室负责人和经办人员：三类事项是否由同一批人办理，有无内部分组或轮换。"
    site: "抽查同一相对人的许可、检查、处罚案卷，比对经办人和审核人。"
  en:
    document: "“Three-fix” plan, duties of the sections and case files: which section licenses, inspects and punishes."
    interview: "Ask head and clerks of the section, apart from one another, whether the same people do all three, and whether they are split into groups or rotate."
    site: "Draw files of licence, inspection and penalty of one party, and compare handlers and reviewers."
blind:
  zh: "只看登记的承办科室和依据；科室内部分组看不到；实行相对集中许可权或综合执法的，应结合改革方案判断。"
  en: "It sees the recorded section and legal basis only, not groups inside a section; where licensing or enforcement was lawfully pooled, read the reform plan."
---*/
MATCH (s:Section)<-[i:HANDLED_IN]-(w:Power)-[a:AUTHORIZED_BY]->(l:LegalBasis)
WHERE w.power_type IN ['01', '06', '02'] AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [s, i, w, a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH s, l, count(DISTINCT w.power_type) AS types
WHERE types = 3
WITH DISTINCT s, l
MATCH (s)<-[j:HANDLED_IN]-(p:Power)-[b:AUTHORIZED_BY]->(m:LegalBasis)
WHERE m.uid = l.uid AND p.power_type IN ['01', '06', '02'] AND coalesce(p.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [j, p, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
UNWIND [['LegalBasis/' + l.uid, l.name, null], ['Power/' + p.uid, null, p.name]] AS item
WITH DISTINCT s, item[0] AS node, item[1] AS basis_name, item[2] AS power_name
ORDER BY s.uid, node
WITH s, collect(node) AS nodes, collect(basis_name) AS bases, collect(power_name) AS powers
OPTIONAL MATCH (s)-[k:SECTION_OF]->(d:Department)
WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH s, nodes, bases, powers, d
ORDER BY s.uid, d.uid
WITH s, nodes, bases, powers, head(collect(d)) AS home
RETURN s.uid AS subject, s.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Section/' + s.uid] + nodes AS evidence, bases, powers
ORDER BY subject, actors
