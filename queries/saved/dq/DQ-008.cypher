/*---
id: DQ-008
kind: lint
title: {zh: "单位名称疑似重复或未对上", en: "Department name that is unmatched or doubled"}
question:
  zh: 哪些单位可能是同一单位的两种写法，或者只被引用、没有登记？
  en: "Which departments may be one under two names, or are only referred to and nowhere entered?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 节点编号, en: Node}
  subject_name: {zh: 名称, en: Name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 姓名, en: Names}
  evidence: {zh: 所涉节点, en: Nodes}
  region: {zh: 所在区划, en: Region}
  unmatched: {zh: 只被引用、没有登记, en: Only referred to}
  candidates: {zh: 可能是, en: May be}
needs: [Department, Region, IN_REGION]
severity: low
subject: Department
population: |
  MATCH (d:Department)
  WHERE (d.valid_from IS NULL OR d.valid_from <= $as_of) AND (d.valid_to IS NULL OR d.valid_to > $as_of)
  RETURN d.uid AS unit, count(d) AS examined
  ORDER BY unit
message:
  zh: "数据：单位“{subject_name}”可能就是 {candidates}，需核对是否同一单位。"
  en: "Data: department “{subject_name}” may be {candidates}; are they one?"
verify:
  zh:
    document: "对照机构编制文件核对单位全称、规范简称和挂牌名称。"
    interview: "询问报送人员两种名称是否指同一单位。"
    site: "是同一单位的，在各表中统一用一个编号后重新载入。"
  en:
    document: "Compare with the establishment papers: full name, short name, further name plates."
    interview: "Ask who reported them whether both names mean one unit."
    site: "Where they are one, use one uid in all tables and load again."
blind:
  zh: "名称完全不同的新旧机构看不出；两个单位确实重名的会误报；“只被引用”指没有登记单位类型，只对这类单位按近似名称查找。"
  en: "It does not see old and new names that have nothing in common; two units that really share a name are reported; only a unit without a kind counts as only referred to, and only for those close names are looked for."
after:
  - {column: candidates, resembling: [subject, subject_name], within: region, unmatched: unmatched}
  - {keep_any: [candidates]}
---*/
MATCH (d:Department)
WHERE (d.valid_from IS NULL OR d.valid_from <= $as_of) AND (d.valid_to IS NULL OR d.valid_to > $as_of)
OPTIONAL MATCH (d)-[e:IN_REGION]->(r:Region)
WHERE (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
WITH d, r
ORDER BY d.uid, r.uid
WITH d, head(collect(r)) AS home
RETURN d.uid AS subject, d.name AS subject_name, d.uid AS unit, d.name AS unit_name, [] AS actors, [] AS actor_names,
       ['Department/' + d.uid] AS evidence, home.name AS region, coalesce(d.kind, '') = '' AS unmatched
ORDER BY subject, actors
