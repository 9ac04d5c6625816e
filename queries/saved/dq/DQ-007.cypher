/*---
id: DQ-007
kind: lint
title: {zh: "权力类型不明", en: "Unknown power type"}
question:
  zh: 哪些权力事项没有权力类型，或者填的不是规定的类型？
  en: "Which powers have no type, or one that is not in the list?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  types:
    type: texts
    default: ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20", "P1", "N1", "V1"]
    doc: {zh: 规定的权力类型代码, en: Codes of the power types}
columns:
  subject: {zh: 节点编号, en: Node}
  subject_name: {zh: 名称, en: Name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 姓名, en: Names}
  evidence: {zh: 所涉节点, en: Nodes}
  power_type: {zh: 权力类型, en: Power type}
needs: [Power, Department, EXERCISED_BY]
severity: medium
subject: Power
population: |
  MATCH (w:Power)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  OPTIONAL MATCH (w)-[e:EXERCISED_BY]->(d:Department)
  WHERE (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
message:
  zh: "数据：“{subject_name}”（{unit_name}）的权力类型“{power_type}”不在规定的类型中，按类型检查的规则看不到它。"
  en: "Data: the type “{power_type}” of “{subject_name}” ({unit_name}) is not in the list; rules that look at one type do not see it."
verify:
  zh:
    document: "对照权责清单的“权力类型”栏核对。"
    interview: "询问清单编制人员该事项属于十类中的哪一类。"
    site: "在政务服务网查询该事项的类型，改正原表后重新载入。"
  en:
    document: "Compare with the column of types in the list of powers."
    interview: "Ask who drew the list up which type the item is of."
    site: "Look the type up on the portal, correct the table and load it again."
blind:
  zh: "类型填得合规但填错的看不出；代码须带前导零（01）。"
  en: "It does not see a type that is allowed but wrong; codes have their leading zero (01)."
---*/
MATCH (w:Power)
WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
  AND (w.power_type IS NULL OR NOT w.power_type IN $types)
OPTIONAL MATCH (w)-[e:EXERCISED_BY]->(d:Department)
WHERE (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Power/' + w.uid] AS evidence, w.power_type AS power_type
ORDER BY subject, actors
