/*---
id: LED-001
kind: rule
title: {zh: "重大事项未备案", en: "Not filed or late"}
question:
  zh: 哪些应向派驻机构备案的重大事项没有备案，或者备案超过规定期限？
  en: "Which matters of units with a stationed supervisor were not filed, or filed late?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的会议和备案视为尚未发生", en: "Day to look at; meetings and filings after it do not exist yet"}}
  days:
    type: int
    default: 5
    doc: {zh: "发生后应当备案的工作日数", en: "Working days within which a matter is to be filed"}
    source: D27 D42；以本地备案制度为准
columns:
  subject: {zh: "事项编号", en: "Matter"}
  subject_name: {zh: "三重一大事项", en: "Name of the matter"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  category: {zh: "事项类别", en: "Category"}
  since: {zh: "起算日", en: "Counted from"}
  until: {zh: "备案日期（未备案的为基准日）", en: "Filed on, or else the day looked at"}
  filed: {zh: "是否已备案", en: "Filed"}
  taken: {zh: "已过工作日", en: "Working days passed"}
  allowed: {zh: "规定工作日", en: "Working days allowed"}
  watcher: {zh: "派驻监督机构", en: "Stationed supervisor"}
needs: [Department, Filing, Matter, Meeting, DECIDED_AT, FILED_AS, MATTER_OF, SUPERVISES]
after:
  - {column: taken, days: [since, until], kind: WORKING}
  - {keep: taken, above: allowed}
severity: high
subject: Matter
dimension: CONTROL
path: SUPERVISE
# Examined: matters that have happened, filed on a known day or not filed at all; a filing without a day says
# neither.
population: |
  MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
  WHERE all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, d
  ORDER BY m.uid, d.uid
  WITH m, head(collect(d)) AS home
  MATCH (home)<-[u:SUPERVISES]-(z:Department)
  WHERE u.kind = 'STATIONED'
    AND all(x IN [u, z] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, home, z
  ORDER BY m.uid, z.uid
  WITH m, home, head(collect(z)) AS watcher
  OPTIONAL MATCH (m)-[r:DECIDED_AT]->(g:Meeting)
  WHERE g.held_on <= $as_of
    AND all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, home, watcher, coalesce(m.happened_on, min(g.held_on), m.executed_on) AS happened
  OPTIONAL MATCH (m)-[t:FILED_AS]->(f:Filing)
  WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
    AND all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, home, watcher, happened, f
  ORDER BY m.uid, f.filed_on, f.happened_on, f.uid
  WITH m, home, watcher, happened, count(f) AS filings,
       head(collect(CASE WHEN f.filed_on IS NOT NULL THEN f END)) AS filed
  WHERE (filings = 0 OR filed IS NOT NULL) AND coalesce(filed.happened_on, happened) <= $as_of
  WITH home.uid AS unit, m
  RETURN unit, count(m) AS examined
  ORDER BY unit
basis:
  - {row: D27, covers: superset}
  - {row: D42, covers: partial}
message:
  zh: "疑似：{unit_name}的“{subject_name}”自 {since} 起已过 {taken} 个工作日（规定 {allowed} 个）才备案或仍未向{watcher}备案（截至 {until}），需核实。"
  en: "Suspected: “{subject_name}” of {unit_name} was filed with {watcher} late or not at all: {taken} working days from {since} to {until} where {allowed} are allowed; to be verified."
verify:
  zh:
    document: "调取备案登记簿和备案表，核对事项发生日、会议日与备案日。"
    interview: "询问单位联络员和派驻机构经办人：是否口头或其他渠道报备、为何逾期。"
    site: "到派驻机构核对收文登记，看有无倒签日期。"
  en:
    document: "Register and forms of filing: days on which it happened, was decided and was filed."
    interview: "Ask the unit's contact and the stationed office whether it was reported otherwise, and why late."
    site: "Compare the register of papers received at the stationed office: were dates put back."
blind:
  zh: "有多次备案的以最早一次为准；登记了备案但没有备案日期的不检查；发生、会议、执行日期都没有的不检查；没有派驻监督的单位不检查。"
  en: "Of several filings the earliest counts; one without a day is not examined, nor a matter without any day, nor a unit without a stationed supervisor."
---*/
MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
WHERE all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, d
ORDER BY m.uid, d.uid
WITH m, head(collect(d)) AS home
MATCH (home)<-[u:SUPERVISES]-(z:Department)
WHERE u.kind = 'STATIONED'
  AND all(x IN [u, z] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, home, z
ORDER BY m.uid, z.uid
WITH m, home, head(collect(z)) AS watcher
OPTIONAL MATCH (m)-[r:DECIDED_AT]->(g:Meeting)
WHERE g.held_on <= $as_of
  AND all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, home, watcher, coalesce(m.happened_on, min(g.held_on), m.executed_on) AS happened
OPTIONAL MATCH (m)-[t:FILED_AS]->(f:Filing)
WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
  AND all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, home, watcher, happened, f
ORDER BY m.uid, f.filed_on, f.happened_on, f.uid
WITH m, home, watcher, happened, count(f) AS filings,
     head(collect(CASE WHEN f.filed_on IS NOT NULL THEN f END)) AS filed
WHERE (filings = 0 OR filed IS NOT NULL) AND coalesce(filed.happened_on, happened) <= $as_of
WITH m, home, watcher, filed, coalesce(filed.happened_on, happened) AS since,
     coalesce(filed.filed_on, $as_of) AS until
// There are never more working days than calendar days: what is not late by these is not late at all.
WHERE since + duration({days: $days}) < until
RETURN m.uid AS subject, m.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Matter/' + m.uid, 'Department/' + home.uid, 'Department/' + watcher.uid]
         + CASE WHEN filed IS NULL THEN [] ELSE ['Filing/' + filed.uid] END AS evidence,
       m.category AS category, since, until, filed IS NOT NULL AS filed, $days AS allowed,
       watcher.name AS watcher
ORDER BY subject, actors
