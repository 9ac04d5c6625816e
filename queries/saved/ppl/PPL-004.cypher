/*---
id: PPL-004
kind: rule
title: {zh: 关键岗位未轮岗, en: Key post not rotated}
question:
  zh: 哪些关键岗位由同一人连续任职超过轮岗年限？
  en: "Which key posts has one official held without a break for as long as rotation allows, or longer?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  years:
    type: int
    default: 5
    doc: {zh: 关键岗位轮岗年限, en: Years after which a key post is to be rotated}
    source: 行政事业单位内部控制规范第十五条（待核），年限按本地制度设定
columns:
  subject: {zh: 岗位编号, en: Post}
  subject_name: {zh: 岗位, en: Name of the post}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Official}
  actor_names: {zh: 人员, en: Name of the official}
  evidence: {zh: 证据路径, en: Evidence}
  since: {zh: 连续任职起始日（空为未登记）, en: "Held since (empty: not recorded)"}
  held_years: {zh: 连续任职整年数, en: Whole years held}
needs: [Official, Post, Department, HOLDS, IN_DEPARTMENT]
severity: medium
subject: Post
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (p:Post)<-[h:HOLDS]-(:Official)
  WHERE p.is_key = true
    AND all(y IN [p, h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH DISTINCT p
  OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
  WHERE all(y IN [i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                       AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH p, min(d.uid) AS unit
  RETURN unit, count(p) AS examined
  ORDER BY unit
basis:
  - {row: D31, covers: partial}
  - {law: 行政事业单位内部控制规范（试行）, article: 第十五条, version: 2012, certain: false, covers: partial}
message:
  zh: "疑似：关键岗位“{subject_name}”（{unit_name}）由 {actor_names} 自 {since} 起连续任职 {held_years} 年未轮岗，需核实。"
  en: "Suspected: key post “{subject_name}” ({unit_name}) has been held by {actor_names} since {since} ({held_years} years) without rotation; to be verified."
verify:
  zh:
    document: 调取岗位设置、任职文件和轮岗制度，核对任职起始时间和轮岗记录。
    interview: 询问单位负责人和本人：轮岗安排、未轮岗的原因和替代控制措施。
    site: 查看关键岗位的系统账号、印鉴和交接记录，看实际由谁操作。
  en:
    document: "Obtain establishment plan, appointment papers and the rule on rotation; check first day and record of rotation."
    interview: "Ask the head of the unit and the official about rotation, why there was none, and what stands in for it."
    site: "See who uses the accounts and seals of the post, and the record of handing over."
blind:
  zh: 未标为关键岗位的不检查；没有登记任职起始日的按一直任职计；不具备轮岗条件而采取专项审计等替代措施的也会列出。
  en: Posts not marked as key are not examined; a holding without a first day counts as held all along; where special audits stand in for rotation it is listed too.
---*/
MATCH (p:Post)<-[h:HOLDS]-(o:Official)
WHERE p.is_key = true
  AND all(y IN [p, h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT p, o
// Without a break: the last first day that no earlier holding of the post reaches.
MATCH (p)<-[g:HOLDS]-(again:Official)
WHERE again = o AND (g.valid_from IS NULL OR g.valid_from <= $as_of)
WITH p, o, collect({since: coalesce(g.valid_from, date('0001-01-01')), until: g.valid_to}) AS spans
WITH p, o, reduce(first = date('0001-01-01'),
  s IN [x IN spans WHERE none(z IN spans WHERE z.since < x.since AND (z.until IS NULL OR z.until >= x.since))]
  | CASE WHEN s.since > first THEN s.since ELSE first END) AS since
WHERE since <= $as_of - duration({years: $years})
OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
WHERE all(y IN [i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, o, since, d
ORDER BY p.uid, o.uid, d.uid
WITH p, o, since AS first_day, head(collect(d)) AS home
RETURN p.uid AS subject, p.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names, ['Post/' + p.uid, 'Official/' + o.uid] AS evidence,
       CASE WHEN first_day > date('0001-01-01') THEN first_day END AS since,
       CASE WHEN first_day > date('0001-01-01')
            THEN $as_of.year - first_day.year
                 - CASE WHEN $as_of.month * 100 + $as_of.day < first_day.month * 100 + first_day.day THEN 1 ELSE 0 END
       END AS held_years
ORDER BY subject, actors
