/*---
id: PRC-009
kind: rule
title: {zh: "重大处罚缺法制审核或集体讨论", en: "Major penalty without legal review or collective discussion"}
question:
  zh: 哪些重大处罚案件在作出决定之前没有法制审核或者集体讨论？
  en: "Which major penalties were decided without legal review or collective discussion before?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的受理、决定和办理环节视为尚未发生", en: "Day to look at; cases, decisions and events after it do not exist yet"}}
columns:
  subject: {zh: "办件编号", en: "Case"}
  subject_name: {zh: "办件", en: "Name of the case"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  power_name: {zh: "权力事项", en: "Power"}
  decided: {zh: "作出决定日期", en: "Day of the decision"}
  no_legal_review: {zh: "决定前无法制审核", en: "No legal review before"}
  no_collective: {zh: "决定前无集体讨论", en: "No collective discussion before"}
needs: [CaseEvent, CaseFile, Department, Power, Step, CASE_OF, EVENT_OF, OF_STEP, RUN_BY]
severity: high
subject: CaseFile
dimension: CONFIRM
path: SORT
# Examined: major penalty cases that have come to a decision: an event of a DECIDE step, or a day of decision.
population: |
  MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)-[k:CASE_OF]->(p:Power)
  WHERE c.accepted_on <= $as_of AND c.is_major = true AND p.power_type = '02'
    AND all(x IN [c, b, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND (c.decided_on <= $as_of OR EXISTS {
      MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)-[of_step:OF_STEP]->(s:Step)
      WHERE s.kind = 'DECIDE' AND date(e.at) <= $as_of
        AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
        AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
    })
  WITH c, min(d.uid) AS unit
  RETURN unit, count(c) AS examined
  ORDER BY unit
basis:
  - {law: 行政处罚法, article: 第五十七条, version: 2021, certain: true, covers: partial}
  - {law: 行政处罚法, article: 第五十八条, version: 2021, certain: true, covers: partial}
message:
  zh: "疑似：重大处罚案件“{subject_name}”（{unit_name}）在 {decided} 作出决定前缺少法制审核（缺：{no_legal_review}）或集体讨论（缺：{no_collective}），需核实。"
  en: "Suspected: the major penalty “{subject_name}” ({unit_name}), decided on {decided}, lacks legal review (lacking: {no_legal_review}) or collective discussion (lacking: {no_collective}) before; to be verified."
verify:
  zh:
    document: "调取案卷，查法制审核意见书、案件讨论笔录的日期和签名，核对是否早于处罚决定书。"
    interview: "询问法制审核人员、参加集体讨论的负责人：何时审核和讨论、意见是否被采纳。"
    site: "查看系统流转记录和讨论会议签到，看有无事后补做的审核、补签的笔录。"
  en:
    document: "Case file: day and signatures of the legal opinion and of the record of discussion; are they earlier than the decision."
    interview: "Ask the legal reviewer and those who discussed the case when they did, and whether they were heeded."
    site: "See the log of the system and the attendance list: reviews or signatures added afterwards."
blind:
  zh: "只看登记为重大案件的办件和对应了环节的记录；没有决定环节记录的以办结日期为决定日，当天的审核视为在前；有决定环节的以最早一次为准；不评价审核质量。"
  en: "It sees cases recorded as major, and events tied to a step; without an event of decision the day of decision counts, and a review of that day counts as before; of several events of decision the first counts; it does not judge the review."
---*/
MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)-[k:CASE_OF]->(p:Power)
WHERE c.accepted_on <= $as_of AND c.is_major = true AND p.power_type = '02'
  AND all(x IN [c, b, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH c, d, p
ORDER BY c.uid, d.uid, p.uid
WITH c, head(collect(d)) AS home, head(collect(p)) AS w
CALL {
  WITH c
  MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)-[of_step:OF_STEP]->(s:Step)
  WHERE s.kind IN ['LEGAL_REVIEW', 'COLLECTIVE', 'DECIDE'] AND date(e.at) <= $as_of
    AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
    AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
  WITH DISTINCT s.kind AS kind, e.at AS at, e.seq AS nth, e.uid AS event
  ORDER BY at, nth, event, kind
  RETURN collect({kind: kind, day: date(at), event: event}) AS visits
}
WITH c, home, w, visits, head([i IN range(0, size(visits) - 1) WHERE visits[i].kind = 'DECIDE']) AS place
WHERE place IS NOT NULL OR c.decided_on <= $as_of
WITH c, home, w, visits, place,
     CASE WHEN place IS NULL THEN [v IN visits WHERE v.day <= c.decided_on]
          ELSE visits[0..place] END AS before
WITH c, home, w, visits, place, none(v IN before WHERE v.kind = 'LEGAL_REVIEW') AS no_legal_review,
     none(v IN before WHERE v.kind = 'COLLECTIVE') AS no_collective
WHERE no_legal_review OR no_collective
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['CaseFile/' + c.uid, 'Power/' + w.uid] + [v IN visits | 'CaseEvent/' + v.event] AS evidence,
       w.name AS power_name, CASE WHEN place IS NULL THEN c.decided_on ELSE visits[place].day END AS decided,
       no_legal_review, no_collective
ORDER BY subject, actors
