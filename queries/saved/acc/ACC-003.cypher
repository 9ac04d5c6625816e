/*---
id: ACC-003
kind: rule
title: {zh: 一把手未述责述廉, en: No integrity report}
question:
  zh: 哪些一把手在整个期间都在任而没有述责述廉？
  en: Which chiefs were in post for the whole period and gave no report on duty and integrity?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  days:
    type: int
    default: 365
    doc: {zh: 期间天数，至基准日止, en: Days of the period that ends on as_of}
    source: F76
columns:
  subject: {zh: 人员编号, en: Official}
  subject_name: {zh: 人员, en: Name of the official}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Official}
  actor_names: {zh: 人员, en: Name of the official}
  evidence: {zh: 证据路径, en: Evidence}
  posts: {zh: 一把手职位, en: Posts as chief}
  since: {zh: 连续任职起始日（空为未登记）, en: "Held since (empty: not recorded)"}
  last_report: {zh: 最近一次述责述廉, en: Last report}
needs: [Department, IntegrityReport, Official, Post, HOLDS, IN_DEPARTMENT, REPORTED_BY]
severity: medium
subject: Official
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (o:Official)-[h:HOLDS]->(p:Post)
  WHERE p.is_top_leader = true
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
  WHERE since <= $as_of - duration({days: $days})
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
  - {row: F76, covers: partial}
message:
  zh: "疑似：{actor_names}（{posts}）在规定期间内没有述责述廉记录，最近一次为 {last_report}，需核实。"
  en: "Suspected: {actor_names} ({posts}) gave no report on duty and integrity in the period (the last one: {last_report}); to be verified."
verify:
  zh:
    document: 调取全委会、述责述廉会议的议程和报告文本，核对述责人员名单。
    interview: 询问纪委和组织部门：本期述责述廉如何安排，该同志为何未列入。
    site: 查看会议签到、测评表和公开情况。
  en:
    document: Obtain agenda and texts of the meeting where chiefs report; who was on the list?
    interview: Ask discipline and organisation departments how it was arranged and why the official was left out.
    site: "See attendance, appraisal sheets and what was published."
blind:
  zh: 只看登记的述责述廉；期间内更换一把手职位的不检查；没有登记任职起始日的按一直任职计。
  en: It sees recorded reports only; a chief who changed posts in the period is not examined; a holding without a first day counts as held all along.
---*/
MATCH (o:Official)-[h:HOLDS]->(p:Post)
WHERE p.is_top_leader = true
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
WHERE since <= $as_of - duration({days: $days})
  AND NOT EXISTS {
    MATCH (o)<-[e:REPORTED_BY]-(r:IntegrityReport)
    WHERE r.held_on <= $as_of AND r.held_on >= $as_of - duration({days: $days})
      AND all(y IN [r, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  }
WITH o, p, since
ORDER BY o.uid, since, p.uid
WITH o, collect(p) AS posts, min(since) AS longest
OPTIONAL MATCH (o)<-[f:REPORTED_BY]-(q:IntegrityReport)
WHERE q.held_on <= $as_of
  AND all(y IN [q, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH o, posts, longest, max(q.held_on) AS last_report
OPTIONAL MATCH (o)-[uh:HOLDS]->(up:Post)-[ui:IN_DEPARTMENT]->(ud:Department)
WHERE all(y IN [uh, ui] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH o, posts, longest, last_report, ud
ORDER BY o.uid, coalesce(uh.valid_from, date('0001-01-01')), up.uid, ud.uid
WITH o, posts, longest, last_report, head(collect(ud)) AS home
RETURN o.uid AS subject, o.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['Official/' + o.uid] + [p IN posts | 'Post/' + p.uid] AS evidence,
       [p IN posts | p.name] AS posts, CASE WHEN longest > date('0001-01-01') THEN longest END AS since, last_report
ORDER BY subject, actors
