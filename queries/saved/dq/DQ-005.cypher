/*---
id: DQ-005
kind: lint
title: {zh: "实施编码重复", en: "Duplicate implementation code"}
question:
  zh: 哪些在行的权力事项共用一个实施编码？
  en: "Which active powers share one implementation code?"
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
  impl_code: {zh: 实施编码, en: Implementation code}
  powers: {zh: 共用该编码的事项, en: Powers that share it}
needs: [Power, Department, EXERCISED_BY]
severity: medium
subject: Power
population: |
  MATCH (w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND trim(w.impl_code) <> ''
    AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  OPTIONAL MATCH (w)-[e:EXERCISED_BY]->(d:Department)
  WHERE (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
message:
  zh: "数据：实施编码 {impl_code} 由多项权力共用：{powers}。"
  en: "Data: implementation code {impl_code} is shared by several powers: {powers}."
verify:
  zh:
    document: "对照公布的实施清单核对各事项的编码。"
    interview: "询问清单编制人员：是同一事项重复录入，还是编码抄错。"
    site: "在政务服务网按编码查询，合并重复事项或者改正编码后重新载入。"
  en:
    document: "Compare the codes with the published list."
    interview: "Ask who drew the list up: one item entered twice, or a code copied wrongly?"
    site: "Look the code up on the portal; merge what is one item, or correct the code, and load again."
blind:
  zh: "只比较在行事项；编码写法不同（大小写、空格）而实为一个的，只去首尾空格。"
  en: "It compares active powers; codes that differ in case or inner spaces are not taken for one."
---*/
MATCH (w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND trim(w.impl_code) <> ''
  AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
OPTIONAL MATCH (w)-[e:EXERCISED_BY]->(d:Department)
WHERE (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
ORDER BY w.uid
WITH trim(w.impl_code) AS impl_code, collect({uid: w.uid, name: w.name, unit: home.uid, unit_name: home.name}) AS group_of
WHERE size(group_of) > 1
WITH impl_code, group_of, head(group_of) AS one
RETURN one.uid AS subject, one.name AS subject_name, one.unit AS unit, one.unit_name AS unit_name,
       [] AS actors, [] AS actor_names, [p IN group_of | 'Power/' + p.uid] AS evidence,
       impl_code, [p IN group_of | p.name] AS powers
ORDER BY subject, actors
