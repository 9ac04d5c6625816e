/*---
id: PRC-006
kind: rule
title: {zh: "许可超期", en: "Licence overdue"}
question:
  zh: 哪些行政许可办件超过了法定或者承诺的办理期限？
  en: "Which licence cases took longer than the legal or promised time?"
params:
  as_of: {type: date, doc: {zh: "基准日；未办结的算到此日，此日以后的受理、办结和办理环节视为尚未发生", en: "Day to look at; an undecided case counts up to it; what is later does not exist yet"}}
  default_days:
    type: int
    default: 20
    doc: {zh: "法定期限和承诺期限都没有登记时采用的天数", en: "Days where neither legal nor promised days are on record"}
    source: 行政许可法第四十二条
  max_extension:
    type: int
    default: 10
    doc: {zh: "最多可以延长的天数；登记的延长天数超过此数的按此数算", en: "Longest extension; a longer one on record counts as this"}
    source: 行政许可法第四十二条
columns:
  subject: {zh: "办件编号", en: "Case"}
  subject_name: {zh: "办件", en: "Name of the case"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Official"}
  actor_names: {zh: "最后经办人员", en: "Last handler"}
  evidence: {zh: 证据路径, en: Evidence}
  power_name: {zh: "权力事项", en: "Power"}
  accepted_on: {zh: "受理日期", en: "Accepted on"}
  decided_on: {zh: "办结日期（空为未办结）", en: "Decided on (empty: not yet)"}
  until: {zh: "计算截止日", en: "Counted up to"}
  day_kind: {zh: "期限单位", en: "Kind of days"}
  days: {zh: "已用天数", en: "Days taken"}
  allowed: {zh: "允许天数（含延长和中止）", en: "Days allowed, extension and suspension included"}
needs: [CaseEvent, CaseFile, Department, Official, Power, CASE_OF, EVENT_OF, HANDLED, RUN_BY]
after:
  - {column: days, days: [accepted_on, until], kind: day_kind}
  - {keep: days, above: allowed}
severity: medium
subject: CaseFile
dimension: CONFIRM
path: SORT
population: |
  MATCH (p:Power)<-[k:CASE_OF]-(c:CaseFile)
  WHERE p.power_type = '01' AND c.accepted_on <= $as_of
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
  - {law: 行政许可法, article: 第四十二条, version: 2019, certain: true, covers: partial}
  - {law: 行政许可法, article: 第四十五条, version: 2019, certain: true, covers: exact}
  - {law: 行政许可法, article: 第八十二条, version: 2019, certain: true, covers: exact}
message:
  zh: "疑似：许可办件“{subject_name}”（{unit_name}）自 {accepted_on} 受理起已用 {days} 天，超过允许的 {allowed} 天，需核实。"
  en: "Suspected: licence case “{subject_name}” ({unit_name}), accepted on {accepted_on}, took {days} days where {allowed} are allowed; to be verified."
verify:
  zh:
    document: "调取案卷，核对受理通知书、延期审批、补正和中止（检验、检测、鉴定、听证等）文书与决定书的日期。"
    interview: "询问最后经办人员和科室负责人：卡在哪个环节、因何等待、是否告知申请人延期理由。"
    site: "到窗口和业务系统查看实际受理、办结时间，看有无线下先办后补录或体外循环。"
  en:
    document: "Case file: compare the days of acceptance, extension, correction, suspension (tests, appraisal, hearing) and decision."
    interview: "Ask the last handler and the head of the section where it stood still, what it waited for, and whether the applicant was told."
    site: "At the counter and in the business system see when it was really accepted and closed, and whether it was entered later than done."
blind:
  zh: "自受理次日起算；延长、中止天数以登记为准，未登记的会误列；延长天数超过上限的只算到上限；国务院未公布安排的年份按周一至周五估算工作日；一办件一期限，不分环节。"
  en: "Counted from the day after acceptance; extension and suspension as recorded, what is not recorded makes a case look late; an extension beyond the limit counts up to the limit; in years without a published calendar working days are Monday to Friday; one time limit a case, not a step."
---*/
MATCH (p:Power)<-[k:CASE_OF]-(c:CaseFile)
WHERE p.power_type = '01' AND c.accepted_on <= $as_of
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
WITH c, p AS w
WITH c, w, CASE WHEN c.decided_on <= $as_of THEN c.decided_on ELSE $as_of END AS until,
     CASE WHEN w.legal_days <= w.promised_days THEN w.legal_days
          ELSE coalesce(w.promised_days, w.legal_days, $default_days) END
     + CASE WHEN c.extended_days > $max_extension THEN $max_extension ELSE coalesce(c.extended_days, 0) END
     + coalesce(c.suspended_days, 0) AS allowed
// There are never more working days than calendar days: what is not late by these is not late at all.
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
    WHERE p2.power_type = '01' AND p2.uid < w.uid
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
       CASE WHEN c.decided_on <= $as_of THEN c.decided_on END AS decided_on, until,
       CASE WHEN w.day_kind = 'CALENDAR' THEN 'CALENDAR' ELSE 'WORKING' END AS day_kind, allowed
ORDER BY subject, actors
