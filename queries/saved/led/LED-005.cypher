/*---
id: LED-005
kind: rule
title: {zh: "办件四要素不全", en: "Four record fields incomplete"}
question:
  zh: 哪些已办结的办件没有填全办理情况、办理依据、办理过程、办理结果？
  en: "Which decided cases lack situation, basis, process or result?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的受理、办结和办理环节视为尚未发生", en: "Day to look at; cases, decisions and events after it do not exist yet"}}
columns:
  subject: {zh: "办件编号", en: "Case"}
  subject_name: {zh: "办件", en: "Name of the case"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "经办人员", en: "Officials who handled it"}
  evidence: {zh: 证据路径, en: Evidence}
  decided_on: {zh: "办结日期", en: "Decided on"}
  missing: {zh: "缺少的要素代码", en: "Fields that are missing"}
  missing_zh: {zh: "缺少的要素", en: "The same in Chinese"}
needs: [CaseEvent, CaseFile, Department, Official, EVENT_OF, HANDLED, RUN_BY]
severity: medium
subject: CaseFile
dimension: CONTROL
path: SUPERVISE
population: |
  MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)
  WHERE c.accepted_on <= $as_of AND c.decided_on <= $as_of
    AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
    AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
    AND (1 = COUNT { (c)-[:RUN_BY]->(:Department) } OR NOT EXISTS {
      MATCH (c)-[b2:RUN_BY]->(d2:Department)
      WHERE d2.uid < d.uid
        AND (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
    })
  RETURN d.uid AS unit, count(DISTINCT c) AS examined
  ORDER BY unit
basis:
  - {row: F89, covers: exact}
  - {row: D30, covers: partial}
message:
  zh: "疑似：{unit_name}的办件“{subject_name}”（{decided_on} 办结）记录不全，缺少：{missing_zh}，需核实。"
  en: "Suspected: the record of case “{subject_name}” of {unit_name}, decided on {decided_on}, lacks: {missing}; to be verified."
verify:
  zh:
    document: "调取纸质案卷，看缺少的内容是未录入还是案卷中也没有。"
    interview: "询问经办人员和录入专人：何时录入、为何空缺。"
    site: "在平台抽查同一经办人的其他办件，看是否普遍空缺。"
  en:
    document: "Paper file: is what is missing only not entered, or not there either."
    interview: "Ask handlers and the steward when it was entered, and why it is empty."
    site: "Draw other cases of the same handler on the platform: is it empty everywhere."
blind:
  zh: "只看是否为空，不看填写质量；未办结的不检查。"
  en: "It sees whether a field is empty, not what it says; undecided cases are not examined."
---*/
MATCH (c:CaseFile)
WHERE c.accepted_on <= $as_of AND c.decided_on <= $as_of
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (trim(coalesce(c.situation, '')) = '' OR trim(coalesce(c.basis, '')) = ''
       OR trim(coalesce(c.process, '')) = '' OR trim(coalesce(c.result, '')) = '')
MATCH (c)-[b:RUN_BY]->(d:Department)
WHERE (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
WITH c, d
ORDER BY c.uid, d.uid
WITH c, head(collect(d)) AS home
OPTIONAL MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)<-[hand:HANDLED]-(o:Official)
WHERE date(e.at) <= $as_of
  AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
  AND (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
WITH c, home, o
ORDER BY c.uid, o.uid
WITH c, home, collect(DISTINCT o) AS handlers,
     CASE WHEN trim(coalesce(c.situation, '')) = '' THEN ['SITUATION'] ELSE [] END
     + CASE WHEN trim(coalesce(c.basis, '')) = '' THEN ['BASIS'] ELSE [] END
     + CASE WHEN trim(coalesce(c.process, '')) = '' THEN ['PROCESS'] ELSE [] END
     + CASE WHEN trim(coalesce(c.result, '')) = '' THEN ['RESULT'] ELSE [] END AS missing
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN handlers | o.uid] AS actors, [o IN handlers | o.name] AS actor_names,
       ['CaseFile/' + c.uid, 'Department/' + home.uid] + [o IN handlers | 'Official/' + o.uid] AS evidence,
       c.decided_on AS decided_on, missing,
       [k IN missing | CASE k WHEN 'SITUATION' THEN '办理情况' WHEN 'BASIS' THEN '办理依据'
                              WHEN 'PROCESS' THEN '办理过程' ELSE '办理结果' END] AS missing_zh
ORDER BY subject, actors
