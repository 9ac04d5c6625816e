/*---
id: CHK-013
kind: rule
title:
  zh: 三权同属一名上级
  en: Three roles under one superior
question:
  zh: 哪些高风险权力的决策、执行、监督人员虽不相同，却都归同一名上级领导？
  en: Of which powers of high risk do the people who decide, execute and supervise differ, but all answer to one superior?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  hops:
    type: int
    default: 2
    doc: {zh: 沿上级岗位逐级向上最多查几级；大于8按8计；0级即本岗位, en: Most steps up the line of superiors; more than 8 counts as 8; none is the post itself}
    source: F41
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  superior_post: {zh: 共同上级岗位, en: Superior post}
  posts: {zh: 三权岗位, en: Posts of the three roles}
needs: [Body, Department, Official, Post, Power, Role, EXERCISED_BY, FILLS, HOLDS, OVER, REPORTS_TO]
severity: high
subject: Power
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(filler)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level = 'HIGH'
    AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
    AND (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
    AND (v.valid_from IS NULL OR v.valid_from <= $as_of) AND (v.valid_to IS NULL OR v.valid_to > $as_of)
    AND (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to > $as_of)
  OPTIONAL MATCH (filler)<-[h:HOLDS]-(o:Official)
  WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of) AND (h.valid_to IS NULL OR h.valid_to > $as_of)
  WITH w.uid AS power, min(d.uid) AS unit, count(DISTINCT o.uid) AS people,
       count(DISTINCT CASE WHEN o.uid IS NOT NULL OR filler:Body OR filler:Department THEN r.kind END) AS kinds,
       count(DISTINCT r.kind + '/' + o.uid) AS parts
  WHERE kinds = 3 AND people = parts
  RETURN unit, count(power) AS examined
  ORDER BY unit
basis:
  - {row: F41, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）的决策、执行、监督虽分属不同人员，但都归“{superior_post}”（{actor_names}）领导，需核实。"
  en: "Suspected: different people decide, execute and supervise “{subject_name}” ({unit_name}), but all answer to “{superior_post}” ({actor_names}); to be verified."
verify:
  zh:
    document: "调取岗位职责、班子分工和考核任免文件，核对三个岗位分别向谁负责、由谁考核。"
    interview: "分别询问三个岗位人员及其上级：意见不一致时由谁裁定，监督意见能否绕过该上级上报。"
    site: "抽查近一年案卷和监督记录，看该上级是否同时批示决策、经办和监督事项。"
  en:
    document: "Post descriptions, division of work and papers on appraisal: to whom does each of the three posts answer."
    interview: "Ask the three and their superior, apart from one another, who settles a dispute, and whether a supervisor may report past that superior."
    site: "Draw files and supervision records of the past year: did that superior write on decision, handling and supervision alike."
blind:
  zh: "只看登记的上级岗位关系，看不到业务指导和双重领导；由议事机构或部门承担的角色不归任何岗位领导；县（区）主要领导不作为共同上级；小单位多为一名上级，应结合补偿措施判断。"
  en: "It sees recorded lines of command only, not guidance or dual leadership; a role that a body or a department fills stands under no post; the chief of the county is not counted as such a superior; small units have one superior by nature, so weigh compensating measures."
---*/
// A body or a department reports to no post: a power with a role that one fills is not looked at further.
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level = 'HIGH'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (w)<-[v0:OVER]-(:Role)<-[f0:FILLS]-(free)
    WHERE (free:Body OR free:Department)
      AND all(x IN [v0, f0] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(filler)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [v, f, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, r, filler, o
ORDER BY w.uid, filler.uid, r.uid
WITH w, home, count(DISTINCT r.kind) AS kinds, count(DISTINCT o.uid) AS people,
     count(DISTINCT r.kind + '/' + o.uid) AS parts, collect(DISTINCT filler) AS fillers,
     collect(DISTINCT r.uid) AS role_uids
WHERE kinds = 3 AND people = parts
UNWIND fillers AS below
MATCH path = (below)-[:REPORTS_TO*0..8]->(top:Post)
WHERE length(path) <= $hops AND NOT coalesce(top.is_county_chief, false)
  AND all(x IN relationships(path) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, fillers, role_uids, below, top, min(length(path)) AS steps
WITH w, home, fillers, role_uids, top, count(below) AS reached, coalesce(sum(steps), 0) AS away
WHERE reached = size(fillers)
WITH w, home, fillers, role_uids, top
ORDER BY w.uid, away, top.uid
WITH w, home, fillers, role_uids, head(collect(top)) AS superior
UNWIND fillers AS start
MATCH line = (start)-[:REPORTS_TO*0..8]->(goal:Post)
WHERE length(line) <= $hops AND goal.uid = superior.uid
  AND all(x IN relationships(line) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
UNWIND [n IN nodes(line) | n.uid] AS line_uid
WITH DISTINCT w, home, fillers, role_uids, superior, line_uid
ORDER BY w.uid, line_uid
WITH w, home, fillers, role_uids, superior, collect(line_uid) AS on_line
OPTIONAL MATCH (superior)<-[t:HOLDS]-(boss:Official)
WHERE all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT w, home, fillers, role_uids, superior, on_line, boss
ORDER BY w.uid, boss.uid
WITH w, home, fillers, role_uids, superior, on_line, collect(boss) AS bosses
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN bosses | o.uid] AS actors, [o IN bosses | o.name] AS actor_names,
       ['Power/' + w.uid] + [u IN role_uids | 'Role/' + u] + [u IN on_line | 'Post/' + u]
         + [o IN bosses | 'Official/' + o.uid] AS evidence,
       superior.name AS superior_post, [p IN fillers | p.name] AS posts
ORDER BY subject, actors
