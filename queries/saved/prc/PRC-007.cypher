/*---
id: PRC-007
kind: rule
title: {zh: "处罚超期", en: "Penalty overdue"}
question:
  zh: 哪些行政处罚案件自立案起超过九十日仍未作出决定，或者逾期才作出决定？
  en: "Which penalty cases were not decided within ninety days of being opened?"
params:
  as_of: {type: date, doc: {zh: "基准日；未办结的算到此日，此日以后的受理、办结和办理环节视为尚未发生", en: "Day to look at; an undecided case counts up to it; what is later does not exist yet"}}
  days:
    type: int
    default: 90
    doc: {zh: "自立案之日起的办案期限（日历天）", en: "Calendar days from the opening of the case"}
    source: 行政处罚法第六十条；法律、法规、规章另有规定的从其规定
columns:
  subject: {zh: "办件编号", en: "Case"}
  subject_name: {zh: "办件", en: "Name of the case"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Official"}
  actor_names: {zh: "最后经办人员", en: "Last handler"}
  evidence: {zh: 证据路径, en: Evidence}
  power_name: {zh: "权力事项", en: "Power"}
  accepted_on: {zh: "立案日期", en: "Opened on"}
  decided_on: {zh: "处罚决定日期（空为未决定）", en: "Decided on (empty: not yet)"}
  until: {zh: "计算截止日", en: "Counted up to"}
  taken: {zh: "已用天数", en: "Days taken"}
  allowed: {zh: "允许天数（含延长）", en: "Days allowed, extension included"}
needs: [CaseEvent, CaseFile, Department, Official, Power, CASE_OF, EVENT_OF, HANDLED, RUN_BY]
after:
  - {column: taken, days: [accepted_on, until], kind: CALENDAR}
  - {keep: taken, above: allowed}
severity: medium
subject: CaseFile
dimension: CONFIRM
path: SORT
population: |
  MATCH (p:Power)<-[k:CASE_OF]-(c:CaseFile)
  WHERE p.power_type = '02' AND c.accepted_on <= $as_of
    AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
    AND (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
  MATCH (c)-[b:RUN_BY]->(d:Department)
  WHERE (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
    AND (1 = COUNT { (c)-[:RUN_BY]->(:Department) } OR NOT EXISTS {
      MATCH (c)-[b2:RUN_BY]->(d2:Department)
      WHERE d2.uid < d.uid
        AND (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
    })
  RETURN d.uid AS unit, count(DISTINCT c) AS examined
  ORDER BY unit
basis:
  - {law: 行政处罚法, article: 第六十条, version: 2021, certain: true, covers: exact}
  - {law: 行政处罚法, article: 第八十五条, version: 2021, certain: true, covers: exact}
message:
  zh: "疑似：处罚案件“{subject_name}”（{unit_name}）自 {accepted_on} 立案起已用 {taken} 天，超过允许的 {allowed} 天，需核实。"
  en: "Suspected: penalty case “{subject_name}” ({unit_name}), opened on {accepted_on}, took {taken} days where {allowed} are allowed; to be verified."
verify:
  zh:
    document: "调取案卷，核对立案审批表、延期审批文书和处罚决定书日期，查所依据的法律、法规、规章是否另定期限。"
    interview: "询问最后经办人员和法制审核人员：案件停在哪一步、有无批准延期、是否有人打招呼。"
    site: "查看执法办案系统的流转记录，看有无长期挂案或先办后立。"
  en:
    document: "Case file: compare the days on which it was opened, extended and decided, and see whether the law applied sets another time."
    interview: "Ask the last handler and the legal reviewer where it stopped, whether an extension was approved, and whether anybody put in a word."
    site: "See the log of the enforcement system: cases left hanging, or opened after the work was done."
blind:
  zh: "以受理日期作为立案日期；鉴定、检测、公告等可扣除的时间没有登记为延长的会误列；行业规章另定期限的须调整参数。"
  en: "The day of acceptance counts as the opening; time for appraisal, tests or notices that is not recorded as extension makes a case look late; where a rule of the trade sets another time, change the parameter."
---*/
MATCH (p:Power)<-[k:CASE_OF]-(c:CaseFile)
WHERE p.power_type = '02' AND c.accepted_on <= $as_of
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
WITH c, p AS w
WITH c, w, CASE WHEN c.decided_on <= $as_of THEN c.decided_on ELSE $as_of END AS until,
     $days + coalesce(c.extended_days, 0) AS allowed
WHERE c.accepted_on + duration({days: allowed}) < until
// Few are late: their unit, and whether it is their first power, is asked of those alone.
MATCH (c)-[b:RUN_BY]->(d:Department)
WHERE (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
  AND NOT EXISTS {
    MATCH (c)-[b2:RUN_BY]->(d2:Department)
    WHERE d2.uid < d.uid
      AND (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
  }
  AND NOT EXISTS {
    MATCH (c)-[k2:CASE_OF]->(p2:Power)
    WHERE p2.power_type = '02' AND p2.uid < w.uid
      AND (k2.valid_from IS NULL OR k2.valid_from <= $as_of) AND (k2.valid_to IS NULL OR k2.valid_to > $as_of)
  }
WITH DISTINCT c, d AS home, w, until, allowed
OPTIONAL MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)<-[hand:HANDLED]-(o:Official)
WHERE date(e.at) <= $as_of
  AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
  AND (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
WITH c, home, w, until, allowed, e, o
ORDER BY c.uid, e.at DESC, e.seq DESC, e.uid, o.uid
WITH c, home, w, until, allowed, head(collect(e)) AS latest, head(collect(o)) AS handler
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       CASE WHEN handler IS NULL THEN [] ELSE [handler.uid] END AS actors,
       CASE WHEN handler IS NULL THEN [] ELSE [handler.name] END AS actor_names,
       ['CaseFile/' + c.uid, 'Department/' + home.uid, 'Power/' + w.uid]
         + CASE WHEN handler IS NULL THEN []
           ELSE ['CaseEvent/' + latest.uid, 'Official/' + handler.uid] END AS evidence,
       w.name AS power_name, c.accepted_on AS accepted_on,
       CASE WHEN c.decided_on <= $as_of THEN c.decided_on END AS decided_on, until, allowed
ORDER BY subject, actors
