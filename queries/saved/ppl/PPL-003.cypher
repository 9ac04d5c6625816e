/*---
id: PPL-003
kind: rule
title: {zh: 同一职位满十年, en: Ten years in one post}
question:
  zh: 哪些领导人员在同一领导职位上连续任职满十年或即将满十年？
  en: "Which leaders have held one leading post for ten years without a break, or soon will have?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  max_years:
    type: int
    default: 10
    doc: {zh: 同一职位连续任职的最长年限, en: Years after which the post must be left}
    source: 党政领导干部交流工作规定（待核）
  warn_years:
    type: int
    default: 9
    doc: {zh: 提前提醒的年限, en: Years from which to warn}
    source: 提前一年提醒，可按本地调整
columns:
  subject: {zh: 人员编号, en: Official}
  subject_name: {zh: 人员, en: Name of the official}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Official}
  actor_names: {zh: 人员, en: Name of the official}
  evidence: {zh: 证据路径, en: Evidence}
  severity: {zh: 严重程度, en: Severity}
  posts: {zh: 领导职位（任职最长的在前）, en: "Leading posts, the longest held first"}
  since: {zh: 连续任职起始日（空为未登记）, en: "Held since (empty: not recorded)"}
  years: {zh: 连续任职整年数, en: Whole years held}
needs: [Official, Post, Department, HOLDS, IN_DEPARTMENT]
severity: high
subject: Official
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (o:Official)-[h:HOLDS]->(p:Post)
  WHERE (p.is_top_leader = true OR p.is_team_member = true)
    AND all(y IN [o, h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH DISTINCT o
  OPTIONAL MATCH (o)-[uh:HOLDS]->(up:Post)-[ui:IN_DEPARTMENT]->(ud:Department)
  WHERE all(y IN [uh, ui] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH o, ud.uid AS place
  ORDER BY o.uid, coalesce(uh.valid_from, date('0001-01-01')), up.uid, place
  WITH o, head(collect(place)) AS unit
  RETURN unit, count(o) AS examined
  ORDER BY unit
basis:
  - {law: 党政领导干部交流工作规定, certain: false, covers: partial}
message:
  zh: "疑似：{actor_names} 在 {posts} 职位上自 {since} 起连续任职已 {years} 年，应当交流，需核实。"
  en: "Suspected: {actor_names} has held {posts} without a break since {since} ({years} years) and is due to be moved; to be verified."
verify:
  zh:
    document: 调取任免文件和干部档案，核对任职起止时间和职务变动。
    interview: 询问组织部门和本人：有无交流安排或经批准暂不交流的情形。
    site: 查看现岗位分工和公示牌，核对实际任职情况。
  en:
    document: Obtain the appointment papers and personnel file; check first days and changes of post.
    interview: "Ask the organisation department and the official whether a move is planned, or leave to stay was given."
    site: Check the division of work and the name boards on the spot for who really holds the post.
blind:
  zh: 岗位更名、撤并后另建岗位编号的，任职年限会断开；没有登记任职起始日的按一直任职计；经批准暂不交流的也会列出。
  en: "Where a post was renamed under another number, the years start anew; a holding without a first day counts as held all along; an approved stay is listed too."
---*/
MATCH (o:Official)-[h:HOLDS]->(p:Post)
WHERE (p.is_top_leader = true OR p.is_team_member = true)
  AND all(y IN [o, h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT o, p
// Without a break: the last first day that no earlier holding of the post reaches.
MATCH (p)<-[g:HOLDS]-(again:Official)
WHERE again = o AND (g.valid_from IS NULL OR g.valid_from <= $as_of)
WITH o, p, collect({since: coalesce(g.valid_from, date('0001-01-01')), until: g.valid_to}) AS spans
WITH o, p, reduce(first = date('0001-01-01'),
  s IN [x IN spans WHERE none(z IN spans WHERE z.since < x.since AND (z.until IS NULL OR z.until >= x.since))]
  | CASE WHEN s.since > first THEN s.since ELSE first END) AS since
WHERE since <= $as_of - duration({years: $warn_years}) OR since <= $as_of - duration({years: $max_years})
WITH o, p, since
ORDER BY o.uid, since, p.uid
WITH o, collect(p) AS posts, min(since) AS longest
OPTIONAL MATCH (o)-[uh:HOLDS]->(up:Post)-[ui:IN_DEPARTMENT]->(ud:Department)
WHERE all(y IN [uh, ui] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH o, posts, longest, ud
ORDER BY o.uid, coalesce(uh.valid_from, date('0001-01-01')), up.uid, ud.uid
WITH o, posts, longest, head(collect(ud)) AS home
RETURN o.uid AS subject, o.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['Official/' + o.uid] + [p IN posts | 'Post/' + p.uid] AS evidence,
       CASE WHEN longest <= $as_of - duration({years: $max_years}) THEN 'high' ELSE 'medium' END AS severity,
       [p IN posts | p.name] AS posts, CASE WHEN longest > date('0001-01-01') THEN longest END AS since,
       CASE WHEN longest > date('0001-01-01')
            THEN $as_of.year - longest.year
                 - CASE WHEN $as_of.month * 100 + $as_of.day < longest.month * 100 + longest.day THEN 1 ELSE 0 END
       END AS years
ORDER BY severity, subject, actors
