/*---
id: LED-006
kind: rule
title: {zh: "申报数与入库数不符", en: "Declared vs loaded"}
question:
  zh: 哪些权力清单申报的项数与入库的事项数不一致？
  en: "Which power lists declare another number of powers than were loaded?"
params:
  as_of: {type: date, doc: {zh: "基准日", en: "Day to look at"}}
  tolerance:
    type: int
    default: 0
    doc: {zh: "允许的差数", en: "Difference that is allowed"}
    source: D17 D18
columns:
  subject: {zh: "清单编号", en: "Power list"}
  subject_name: {zh: "权力清单", en: "Name of the list"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  declared: {zh: "申报项数", en: "Declared"}
  loaded: {zh: "入库项数", en: "Loaded"}
  difference: {zh: "入库减申报", en: "Loaded less declared"}
needs: [Department, Power, PowerList, LISTED_IN, LIST_OF]
severity: medium
subject: PowerList
dimension: LIMIT
path: SORT
population: |
  MATCH (l:PowerList)
  WHERE l.declared_count IS NOT NULL
    AND all(x IN [l] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (l)-[e:LIST_OF]->(d:Department)
  WHERE all(x IN [e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH l, min(d.uid) AS unit
  RETURN unit, count(l) AS examined
  ORDER BY unit
basis:
  - {row: F15, covers: partial}
  - {row: D17, covers: partial}
  - {row: D18, covers: partial}
  - {row: D38, covers: partial}
message:
  zh: "疑似：{unit_name}的清单“{subject_name}”申报 {declared} 项，入库 {loaded} 项，相差 {difference} 项，需核实。"
  en: "Suspected: list “{subject_name}” of {unit_name} declares {declared} powers, {loaded} were loaded, a difference of {difference}; to be verified."
verify:
  zh:
    document: "调取报送文件和公布的清单，逐项比对漏报、重报、合并项。"
    interview: "询问清单编制人员：口径是否包含子项、是否有未公布事项。"
    site: "在平台导出入库事项与公布清单现场核对。"
  en:
    document: "Report and published list: compare item by item what is left out, counted twice or merged."
    interview: "Ask those who drew it up whether sub-items count, and whether something was not published."
    site: "Export the loaded powers and compare with the published list on the spot."
blind:
  zh: "按清单收录的事项计数，不论事项状态；子项是否计入取决于报送口径；没有申报数的清单不检查。"
  en: "It counts the powers listed, whatever their status; whether sub-items count depends on the reporter; lists without a declared number are not examined."
---*/
MATCH (l:PowerList)
WHERE l.declared_count IS NOT NULL
  AND all(x IN [l] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (l)-[e:LIST_OF]->(d:Department)
WHERE all(x IN [e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH l, d
ORDER BY l.uid, d.uid
WITH l, head(collect(d)) AS home
OPTIONAL MATCH (l)<-[i:LISTED_IN]-(w:Power)
WHERE all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH l, home, count(DISTINCT w) AS loaded
WHERE abs(loaded - l.declared_count) > $tolerance
RETURN l.uid AS subject, l.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['PowerList/' + l.uid] + CASE WHEN home IS NULL THEN [] ELSE ['Department/' + home.uid] END AS evidence,
       l.declared_count AS declared, loaded, loaded - l.declared_count AS difference
ORDER BY subject, actors
