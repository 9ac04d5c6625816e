/*---
id: PRC-004
kind: rule
title: {zh: "表决结果矛盾", en: "Result contradicts the votes"}
question:
  zh: 哪些事项的表决结果与票数不符，或者行政首长未按多数意见决定又没有说明理由？
  en: "Which results do not follow from the votes, or were decided against the majority by a head who gave no reason?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的会议视为尚未召开", en: "Day to look at; meetings after it do not exist yet"}}
columns:
  subject: {zh: "事项编号", en: "Matter"}
  subject_name: {zh: "三重一大事项", en: "Name of the matter"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  decision_mode: {zh: "决策方式", en: "Decision mode"}
  approve: {zh: "同意票", en: "Approve"}
  oppose: {zh: "反对票", en: "Oppose"}
  abstain: {zh: "弃权票", en: "Abstain"}
  present: {zh: "实到人数", en: "Present"}
  expected: {zh: "应到人数", en: "Expected"}
  no_majority: {zh: "未过应到半数而通过", en: "Passed without more than half of those expected"}
  miscounted: {zh: "票数与实到人数不符", en: "Votes do not add up to those present"}
  overruled: {zh: "少数意见通过而无理由", en: "Passed against the majority without a reason"}
needs: [Department, Matter, Meeting, DECIDED_AT, MATTER_OF]
severity: high
subject: Matter
dimension: ALLOCATE
path: SUPERVISE
# Examined: matters of which enough numbers are on record to make one of the comparisons.
population: |
  MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)-[r:DECIDED_AT]->(g:Meeting)
  WHERE g.held_on <= $as_of
    AND all(x IN [m, o, r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, d, g
  ORDER BY m.uid, d.uid, g.held_on DESC, g.uid
  WITH m, head(collect(d)) AS home, head(collect(g)) AS met
  WHERE (met.decision_mode = 'BALLOT' AND m.passed = true
         AND m.approve IS NOT NULL AND met.expected IS NOT NULL)
     OR (met.decision_mode = 'BALLOT' AND m.approve IS NOT NULL AND m.oppose IS NOT NULL
         AND m.abstain IS NOT NULL AND met.present IS NOT NULL)
     OR (met.decision_mode = 'HEAD' AND m.passed = true
         AND m.approve IS NOT NULL AND m.oppose IS NOT NULL)
  WITH home.uid AS unit, m
  RETURN unit, count(m) AS examined
  ORDER BY unit
basis:
  - {row: F52, covers: exact}
  - {law: 重大行政决策程序暂行条例, article: 第三十条, version: 2019, certain: true, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）的表决结果与票数不一致（同意 {approve}、反对 {oppose}、弃权 {abstain}，实到 {present}，应到 {expected}），需核实。"
  en: "Suspected: the result on “{subject_name}” ({unit_name}) does not agree with the votes (approve {approve}, oppose {oppose}, abstain {abstain}; present {present}, expected {expected}); to be verified."
verify:
  zh:
    document: "调取会议记录、表决票和计票单，重新清点票数和到会签到表；首长负责制的，查找不采纳多数意见的书面理由。"
    interview: "询问计票人、监票人和持不同意见的成员：当场如何宣布结果，理由是否当场说明并记入纪要。"
    site: "现场核对表决票原件是否封存、票数与签到人数是否一致。"
  en:
    document: "Obtain record, ballots, tally and attendance list, and count again; where a head decides, look for the written reason for not following the majority."
    interview: "Ask tellers and those who disagreed how the result was announced, and whether the reason was given and minuted."
    site: "See whether the ballots were kept sealed, and agree with the attendance."
blind:
  zh: "只比较登记的票数，不逐票核对；票数、人数或是否通过没有登记的不比较；首长负责制下只看有无理由，不评价理由是否成立。"
  en: "It compares recorded numbers, not the ballots; what is not on record is not compared; of a head's decision it sees whether there is a reason, not whether it is a good one."
---*/
MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)-[r:DECIDED_AT]->(g:Meeting)
WHERE g.held_on <= $as_of
  AND all(x IN [m, o, r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, d, g
ORDER BY m.uid, d.uid, g.held_on DESC, g.uid
WITH m, head(collect(d)) AS home, head(collect(g)) AS met
WITH m, home, met,
     coalesce(met.decision_mode = 'BALLOT' AND m.passed = true
              AND m.approve * 2 <= met.expected, false) AS no_majority,
     coalesce(met.decision_mode = 'BALLOT'
              AND m.approve + m.oppose + m.abstain <> met.present, false) AS miscounted,
     coalesce(met.decision_mode = 'HEAD' AND m.passed = true AND m.approve < m.oppose
              AND trim(coalesce(m.override_reason, '')) = '', false) AS overruled
WHERE no_majority OR miscounted OR overruled
RETURN m.uid AS subject, m.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Matter/' + m.uid, 'Meeting/' + met.uid] AS evidence,
       met.decision_mode AS decision_mode, m.approve AS approve, m.oppose AS oppose, m.abstain AS abstain,
       met.present AS present, met.expected AS expected, no_majority, miscounted, overruled
ORDER BY subject, actors
