/*---
id: SOD-003
kind: rule
title:
  zh: 同一人兼任执行与监督
  en: The same person executes and supervises
question:
  zh: 哪些权力的执行和监督在同一时段集中于同一人？
  en: Which powers did one person execute and supervise at the same time?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  from:
    type: date
    default: null
    doc:
      zh: 核查时段的首日；不填则只看基准日当天
      en: First day of the window that ends on as_of; empty looks at as_of alone
  min_overlap_days:
    type: int
    default: 1
    doc:
      zh: 两项职责在核查时段内至少同时承担的天数；核查时段为一天时按1天计
      en: Least number of days in the window on which both are filled; 1 where the window is one day
    source: F41
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Official}
  actor_names: {zh: 人员, en: Name of the official}
  evidence: {zh: 证据路径, en: Evidence}
  risk_level: {zh: 风险等级, en: Risk level}
  posts: {zh: 所涉岗位, en: Posts}
  overlap_from: {zh: 最早兼任起始日（空为不详）, en: 'First day of the earliest overlap (empty: not recorded)'}
  overlap_to: {zh: 该次兼任终止日（当日已不兼任，空为基准日仍兼任）, en: 'First day after that overlap (empty: still so on as_of)'}
  staff: {zh: 单位现有在岗人数, en: Officials in post in the unit}
needs: [Power, Department, Role, Post, Official, EXERCISED_BY, OVER, FILLS, HOLDS, IN_DEPARTMENT, Body]
severity: high
subject: Power
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (w:Power)-[x:EXERCISED_BY]->(d:Department)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
    AND (x.valid_from IS NULL OR x.valid_from <= $as_of) AND (x.valid_to IS NULL OR x.valid_to > $as_of)
    AND EXISTS {
      MATCH (w)<-[v1:OVER]-(r1:Role)<-[f1:FILLS]-(filler1)
      WHERE r1.kind = 'EXECUTION' AND (v1.valid_from IS NULL OR v1.valid_from <= $as_of) AND (v1.valid_to IS NULL OR v1.valid_to > $as_of)
        AND (EXISTS {
          MATCH (filler1)<-[h1:HOLDS]-(:Official)
          WHERE reduce(m = coalesce($from, $as_of), t IN [h1.valid_from, f1.valid_from] | CASE WHEN t > m THEN t ELSE m END)
              < reduce(m = $as_of + duration({days: 1}), t IN [h1.valid_to, f1.valid_to] | CASE WHEN t < m THEN t ELSE m END)
        } OR (filler1:Body OR filler1:Department)
          AND CASE WHEN f1.valid_from > coalesce($from, $as_of) THEN f1.valid_from ELSE coalesce($from, $as_of) END
            < CASE WHEN f1.valid_to <= $as_of THEN f1.valid_to ELSE $as_of + duration({days: 1}) END)
    } AND EXISTS {
      MATCH (w)<-[v2:OVER]-(r2:Role)<-[f2:FILLS]-(filler2)
      WHERE r2.kind = 'SUPERVISION' AND (v2.valid_from IS NULL OR v2.valid_from <= $as_of) AND (v2.valid_to IS NULL OR v2.valid_to > $as_of)
        AND (EXISTS {
          MATCH (filler2)<-[h2:HOLDS]-(:Official)
          WHERE reduce(m = coalesce($from, $as_of), t IN [h2.valid_from, f2.valid_from] | CASE WHEN t > m THEN t ELSE m END)
              < reduce(m = $as_of + duration({days: 1}), t IN [h2.valid_to, f2.valid_to] | CASE WHEN t < m THEN t ELSE m END)
        } OR (filler2:Body OR filler2:Department)
          AND CASE WHEN f2.valid_from > coalesce($from, $as_of) THEN f2.valid_from ELSE coalesce($from, $as_of) END
            < CASE WHEN f2.valid_to <= $as_of THEN f2.valid_to ELSE $as_of + duration({days: 1}) END)
    }
  WITH w.uid AS power, min(d.uid) AS unit
  RETURN unit, count(power) AS examined
  ORDER BY unit
basis:
  - {row: F41, covers: partial}
message:
  zh: "疑似：{actor_names} 同时承担“{subject_name}”（{unit_name}）的执行与监督，需核实。"
  en: "Suspected: {actor_names} both executes and supervises “{subject_name}” ({unit_name}); to be verified."
verify:
  zh:
    document: 调取任职文件、岗位职责和监督检查记录，核对兼任起止时间；抽取兼任期间的办件卷宗，比对经办人与监督检查记录签字人。
    interview: 分别询问本人、科室负责人和服务对象，问清由谁办理、由谁检查办理质量，投诉由谁受理。
    site: 现场查阅监督台账，抽查不少于5份本人经办的案卷，看监督检查是否另由他人实施。
  en:
    document: Obtain the appointment papers, post descriptions and supervision records, and check the days on which both roles were held; compare the handler of the files of those days with the signatures on supervision records.
    interview: Ask the official, the head of the section and people served, apart from one another, who handles, who checks the handling and who takes complaints.
    site: Read the supervision ledger on the spot; for at least 5 files that the official handled, see whether somebody else checked them.
blind:
  zh: 只看登记的岗位与角色，看不到代签、口头授权和借用账号；由议事机构或单位集体承担的角色不追查到其成员；每次重叠单独计天数，续任前后的天数不相加。
  en: It sees recorded posts and roles only, no signing for another, no oral mandate, no borrowed account; a role filled by a body or a department is not traced to its members; each overlap counts by itself, days before and after a reappointment are not added.
---*/
// First who ever filled both kinds, few, then when. A single pattern for both paths would refuse one post that fills
// both roles: no relationship is matched twice in a pattern.
MATCH (w:Power)<-[:OVER]-(r:Role)<-[:FILLS]-(:Post)<-[:HOLDS]-(o:Official)
WHERE r.kind = 'SUPERVISION' AND EXISTS {
  MATCH (o)-[:HOLDS]->(:Post)-[:FILLS]->(r2:Role)-[:OVER]->(w)
  WHERE r2.kind = 'EXECUTION'
}
WITH DISTINCT w, o
MATCH (w)-[x:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(y IN [w, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH w, o, d ORDER BY w.uid, o.uid, d.uid
WITH w, o, head(collect(d)) AS dept
OPTIONAL MATCH (dept)<-[i:IN_DEPARTMENT]-(:Post)<-[g:HOLDS]-(colleague:Official)
WHERE all(y IN [i, g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH w, dept, o, count(DISTINCT colleague) AS staff
// A filling is the time in which the post fills the role and the official holds the post. With `o`
// itself at the end of the pattern Neo4j would start there, and walk every role of a busy post.
MATCH (w)<-[own:OVER]-(role:Role)<-[fill:FILLS]-(p:Post)<-[hold:HOLDS]-(again:Official)
WHERE again = o AND role.kind IN ['EXECUTION', 'SUPERVISION']
  AND (own.valid_from IS NULL OR own.valid_from <= $as_of)
  AND (own.valid_to IS NULL OR own.valid_to > $as_of)
WITH w, dept, o, staff, role, p,
     reduce(m = date('0001-01-01'), t IN [hold.valid_from, fill.valid_from] |
            CASE WHEN t > m THEN t ELSE m END) AS since,
     reduce(m = $as_of + duration({days: 1}), t IN [hold.valid_to, fill.valid_to] |
            CASE WHEN t < m THEN t ELSE m END) AS until
WITH w, dept, o, staff,
     collect(CASE WHEN role.kind = 'EXECUTION'
             THEN {post: p.uid, post_name: p.name, role: role.uid, since: since, until: until} END) AS firsts,
     collect(CASE WHEN role.kind = 'SUPERVISION'
             THEN {post: p.uid, post_name: p.name, role: role.uid, since: since, until: until} END) AS seconds
UNWIND firsts AS a
UNWIND seconds AS b
WITH w, dept, o, staff, a, b,
     CASE WHEN a.since > b.since THEN a.since ELSE b.since END AS both_since,
     CASE WHEN a.until < b.until THEN a.until ELSE b.until END AS both_until
WHERE CASE WHEN both_since > coalesce($from, $as_of) THEN both_since ELSE coalesce($from, $as_of) END
      + duration({days: CASE WHEN $from IS NULL THEN 1 ELSE $min_overlap_days END}) <= both_until
WITH w, dept, o, staff, a, b, both_since, both_until
ORDER BY w.uid, o.uid, both_since, both_until DESC
WITH w, dept, o, staff, collect({a: a, b: b, since: both_since, until: both_until}) AS overlaps
UNWIND overlaps AS overlap
UNWIND [['Official/' + o.uid, null], ['Power/' + w.uid, null],
        ['Post/' + overlap.a.post, overlap.a.post_name], ['Role/' + overlap.a.role, null],
        ['Post/' + overlap.b.post, overlap.b.post_name], ['Role/' + overlap.b.role, null]] AS item
WITH DISTINCT w, dept, o, staff, head(overlaps).since AS first_since, head(overlaps).until AS first_until,
     item[0] AS node, item[1] AS post_name
ORDER BY w.uid, o.uid, node
WITH w, dept, o, staff, first_since, first_until, collect(node) AS evidence, collect(post_name) AS posts
RETURN w.uid AS subject, w.name AS subject_name, dept.uid AS unit, dept.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names, evidence,
       w.risk_level AS risk_level, posts,
       CASE WHEN first_since > date('0001-01-01') THEN first_since END AS overlap_from,
       CASE WHEN first_until <= $as_of THEN first_until END AS overlap_to,
       staff
ORDER BY subject, actors
