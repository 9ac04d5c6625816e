/*---
id: PRC-005
kind: rule
title: {zh: "到会人数不足", en: "No quorum"}
question:
  zh: 哪些会议的到会人数没有达到规定比例？
  en: "Which meetings had fewer people present than the rules ask for?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的会议视为尚未召开", en: "Day to look at; meetings after it do not exist yet"}}
  quorum:
    type: ints
    default: [1, 2]
    doc: {zh: "到会人数占应到人数的最低比例，写成分子、分母", en: "Least share of those expected that must be present: numerator, denominator"}
    source: 村民委员会组织法第二十二条；以本单位议事规则为准
  personnel_quorum:
    type: ints
    default: [2, 3]
    doc: {zh: "研究干部任免事项的会议的最低比例，写成分子、分母", en: "The same for a meeting that decides a PERSONNEL matter: numerator, denominator"}
    source: 党政领导干部选拔任用工作条例
columns:
  subject: {zh: "会议编号", en: "Meeting"}
  subject_name: {zh: "会议", en: "Name of the meeting"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  held_on: {zh: "会议日期", en: "Day of the meeting"}
  body_name: {zh: "议事机构", en: "Body"}
  present: {zh: "实到人数", en: "Present"}
  expected: {zh: "应到人数", en: "Expected"}
  personnel: {zh: "是否研究干部任免", en: "Decides a PERSONNEL matter"}
  needed: {zh: "最低比例", en: "Share needed"}
needs: [Body, Department, Matter, Meeting, BODY_OF, DECIDED_AT, OF_BODY]
severity: high
subject: Meeting
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (g:Meeting)-[f:OF_BODY]->(b:Body)
  WHERE g.held_on <= $as_of AND g.expected > 0 AND g.present IS NOT NULL
    AND all(x IN [g, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (b)-[y:BODY_OF]->(d:Department)
  WHERE all(x IN [y] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH g, min(d.uid) AS unit
  RETURN unit, count(g) AS examined
  ORDER BY unit
basis:
  - {law: 党政领导干部选拔任用工作条例, version: 2019, certain: false, covers: partial}
  - {law: 村民委员会组织法, article: 第二十二条, version: 2018, certain: true, covers: partial}
message:
  zh: "疑似：{body_name} {held_on} 的会议应到 {expected} 人、实到 {present} 人，不足规定的 {needed}，需核实。"
  en: "Suspected: at the meeting of {body_name} on {held_on}, {present} of {expected} were present, less than the {needed} needed; to be verified."
verify:
  zh:
    document: "调取签到表、请假条和会议记录，核对应到、实到人数是否如实；查议事规则规定的最低到会比例。"
    interview: "询问缺席成员是否收到会议通知、是否书面委托或事后签名。"
    site: "核对签到笔迹和会场录像，看有无代签。"
  en:
    document: "Obtain attendance list, excuses and record, check both numbers, and look up the share that the body's own rules ask for."
    interview: "Ask those absent whether they were called, gave a proxy or signed afterwards."
    site: "Compare signatures and the recording of the room: did anybody sign for another."
blind:
  zh: "只比较登记的人数；应到或实到人数没有登记、应到为零的会议不检查；各机构自己的议事规则可能要求更高。"
  en: "It compares recorded numbers; meetings without them, or with nobody expected, are not examined; a body's own rules may ask for more."
---*/
MATCH (g:Meeting)-[f:OF_BODY]->(b:Body)
WHERE g.held_on <= $as_of AND g.expected > 0 AND g.present IS NOT NULL
  AND all(x IN [g, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (b)-[y:BODY_OF]->(d:Department)
WHERE all(x IN [y] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH g, b, d
ORDER BY g.uid, d.uid
WITH g, head(collect(b)) AS organ, head(collect(d)) AS home
OPTIONAL MATCH (g)<-[r:DECIDED_AT]-(m:Matter)
WHERE m.category = 'PERSONNEL'
  AND all(x IN [r, m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH g, organ, home, m
ORDER BY g.uid, m.uid
WITH g, organ, home, collect(DISTINCT m) AS posts
WITH g, organ, home, posts, CASE WHEN size(posts) > 0 THEN $personnel_quorum ELSE $quorum END AS share
WHERE g.present * share[1] < g.expected * share[0]
RETURN g.uid AS subject, g.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Meeting/' + g.uid, 'Body/' + organ.uid] + [m IN posts | 'Matter/' + m.uid] AS evidence,
       g.held_on AS held_on, organ.name AS body_name, g.present AS present, g.expected AS expected,
       size(posts) > 0 AS personnel, toString(share[0]) + '/' + toString(share[1]) AS needed
ORDER BY subject, actors
