/*---
id: LED-008
kind: rule
title: {zh: "报审督链条不全", en: "Report–review–supervise chain"}
question:
  zh: 哪些权力清单缺少上报、派驻审核、纪委督导中的一环，或者次序颠倒？
  en: "Which power lists lack report, review or supervision, or have them in the wrong order?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的日期视为尚未发生", en: "Day to look at; days after it have not come yet"}}
columns:
  subject: {zh: "清单编号", en: "Power list"}
  subject_name: {zh: "权力清单", en: "Name of the list"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  submitted_on: {zh: "上报日期", en: "Submitted on"}
  reviewed_on: {zh: "派驻机构审核日期", en: "Reviewed on"}
  approved_on: {zh: "纪委督导日期", en: "Approved on"}
  missing: {zh: "缺少的环节代码", en: "Parts that are missing"}
  missing_zh: {zh: "缺少的环节", en: "The same in Chinese"}
  wrong_order: {zh: "次序颠倒", en: "Wrong order"}
needs: [Department, PowerList, LIST_OF]
severity: low
subject: PowerList
dimension: CONTROL
path: SUPERVISE
population: |
  MATCH (l:PowerList)
  WHERE all(x IN [l] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (l)-[e:LIST_OF]->(d:Department)
  WHERE all(x IN [e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH l, min(d.uid) AS unit
  RETURN unit, count(l) AS examined
  ORDER BY unit
basis:
  - {row: D12, covers: exact}
message:
  zh: "疑似：{unit_name}的清单“{subject_name}”报、审、督链条不全（缺：{missing_zh}；次序颠倒：{wrong_order}），需核实。"
  en: "Suspected: list “{subject_name}” of {unit_name} did not go through report, review and supervision (missing: {missing}; wrong order: {wrong_order}); to be verified."
verify:
  zh:
    document: "调取上报文件、派驻机构审核意见和区纪委督导记录，核对日期。"
    interview: "询问清单编制人和派驻机构：是否口头审核、为何缺少或倒置。"
    site: "到派驻机构查看收文登记和审核原稿。"
  en:
    document: "Report, opinion of the stationed office and record of supervision: compare the days."
    interview: "Ask those who drew it up and the stationed office whether it was reviewed orally, and why something is missing or reversed."
    site: "See the register and the reviewed draft at the stationed office."
blind:
  zh: "只看登记的日期，不看审核质量；正在报审途中的清单也会列出。"
  en: "It sees recorded days, not the review itself; a list still on its way is listed too."
---*/
MATCH (l:PowerList)
WHERE all(x IN [l] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (l)-[e:LIST_OF]->(d:Department)
WHERE all(x IN [e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH l, d
ORDER BY l.uid, d.uid
WITH l, head(collect(d)) AS home
WITH l, home, CASE WHEN l.submitted_on <= $as_of THEN l.submitted_on END AS submitted_on,
     CASE WHEN l.reviewed_on <= $as_of THEN l.reviewed_on END AS reviewed_on,
     CASE WHEN l.approved_on <= $as_of THEN l.approved_on END AS approved_on
WITH l, home, submitted_on, reviewed_on, approved_on,
     CASE WHEN submitted_on IS NULL THEN ['SUBMITTED'] ELSE [] END
     + CASE WHEN reviewed_on IS NULL THEN ['REVIEWED'] ELSE [] END
     + CASE WHEN approved_on IS NULL THEN ['APPROVED'] ELSE [] END AS missing,
     coalesce(reviewed_on < submitted_on, false) OR coalesce(approved_on < reviewed_on, false)
       OR coalesce(approved_on < submitted_on, false) AS wrong_order
WHERE size(missing) > 0 OR wrong_order
RETURN l.uid AS subject, l.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['PowerList/' + l.uid] + CASE WHEN home IS NULL THEN [] ELSE ['Department/' + home.uid] END AS evidence,
       submitted_on, reviewed_on, approved_on, missing,
       [k IN missing | CASE k WHEN 'SUBMITTED' THEN '部门上报' WHEN 'REVIEWED' THEN '派驻机构审核'
                              ELSE '纪委督导' END] AS missing_zh, wrong_order
ORDER BY subject, actors
