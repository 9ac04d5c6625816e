/*---
id: PRC-001
kind: rule
title: {zh: "三重一大未上会", en: "Major matter without meeting"}
question:
  zh: 哪些“三重一大”事项没有经过会议研究就已执行，或者先执行后开会？
  en: "Which major matters were carried out without a meeting, or before the meeting that decided them?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的执行和会议视为尚未发生", en: "Day to look at; what is carried out or meets after it does not exist yet"}}
columns:
  subject: {zh: "事项编号", en: "Matter"}
  subject_name: {zh: "三重一大事项", en: "Name of the matter"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  category: {zh: "事项类别", en: "Category"}
  executed_on: {zh: "执行日期", en: "Carried out on"}
  held_on: {zh: "会议日期（空为没有会议）", en: "Day of the meeting (empty: none)"}
  no_meeting: {zh: "未经会议", en: "No meeting"}
needs: [Department, Matter, Meeting, DECIDED_AT, MATTER_OF]
severity: high
subject: Matter
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
  WHERE m.executed_on <= $as_of
    AND all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, min(d.uid) AS unit
  RETURN unit, count(m) AS examined
  ORDER BY unit
basis:
  - {row: F48, covers: combination, with: [PRC-004]}
  - {row: F49, covers: exact}
message:
  zh: "疑似：{unit_name}的“三重一大”事项“{subject_name}”于 {executed_on} 执行，未见事前会议研究（会议日期：{held_on}），需核实。"
  en: "Suspected: the major matter “{subject_name}” of {unit_name} was carried out on {executed_on} without a meeting before it (meeting held: {held_on}); to be verified."
verify:
  zh:
    document: "调取该事项的会议通知、议题单、会议记录和纪要，核对研究日期；再看合同、拨款、任命文件的实际日期。"
    interview: "询问分管领导、办公室会议记录人员和经办人员：该事项是否上会、何时上会、由谁拍板先行执行。"
    site: "查看会议记录原本的页码和日期是否连续，有无事后补记；核对用印登记和财务支付时间。"
  en:
    document: "Obtain notice, agenda, record and minutes of the meeting and compare their days with those of the contract, the payment or the appointment."
    interview: "Ask the leader in charge, the keeper of the minutes and the handling clerk whether and when the matter came to a meeting, and who let it go ahead."
    site: "See whether pages and days of the original record book run on, or were added later; compare the register of the seal and the payments."
blind:
  zh: "只看登记的会议和执行日期；未登记执行日期的事项不检查；会议日期空白的视为已上会；看不到会前口头通气、会后补写记录的情形。"
  en: "It sees recorded meetings and days only; matters without a day of execution are not examined; a meeting without a day counts as held; talk beforehand and records written afterwards are not seen."
---*/
MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
WHERE m.executed_on <= $as_of
  AND all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, d
ORDER BY m.uid, d.uid
WITH m, head(collect(d)) AS home
WHERE NOT EXISTS {
  MATCH (m)-[r:DECIDED_AT]->(e:Meeting)
  WHERE (e.held_on IS NULL OR e.held_on <= m.executed_on)
    AND all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
}
OPTIONAL MATCH (m)-[t:DECIDED_AT]->(g:Meeting)
WHERE g.held_on <= $as_of
  AND all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, home, g
ORDER BY m.uid, g.held_on, g.uid
WITH m, home, collect(DISTINCT g) AS meetings
RETURN m.uid AS subject, m.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Matter/' + m.uid, 'Department/' + home.uid] + [g IN meetings | 'Meeting/' + g.uid] AS evidence,
       m.category AS category, m.executed_on AS executed_on, head(meetings).held_on AS held_on,
       size(meetings) = 0 AS no_meeting
ORDER BY subject, actors
