/*---
id: CHK-008
kind: rule
title: {zh: 监督者受被监督者领导, en: Supervisor under the supervised}
question:
  zh: 哪些有效权力的监督岗位全部在其决策或执行岗位的领导之下？
  en: Of which active powers does every supervising post stand under a post that decides or executes?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  max_hops:
    type: int
    default: 4
    doc:
      zh: 沿上级岗位逐级向上最多查几级；大于8按8计
      en: Most steps up the line of superiors; more than 8 counts as 8
    source: F73
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  supervising_posts: {zh: 监督岗位, en: Supervising posts}
  superior_posts: {zh: 所达上级岗位, en: Superior posts reached}
  hops: {zh: 相隔级数（各监督岗位最近路径中的最大值）, en: 'Steps up (greatest of the shortest, by supervising post)'}
needs: [Body, Department, Official, Post, Power, Role, EXERCISED_BY, FILLS, HOLDS, OVER, REPORTS_TO]
severity: high
subject: Power
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (w)<-[o:OVER]-(r:Role)
      WHERE r.kind = 'SUPERVISION'
        AND all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        AND EXISTS {
          MATCH (r)<-[f:FILLS]-(filler)
          WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
            AND (filler:Body OR filler:Department OR EXISTS {
              MATCH (filler)<-[h:HOLDS]-(:Official)
              WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                   AND (x.valid_to IS NULL OR x.valid_to > $as_of))
            })
        }
    }
  WITH w.uid AS power, min(d.uid) AS unit
  RETURN unit, count(power) AS examined
  ORDER BY unit
basis:
  - {row: F41, covers: partial}
  - {row: F73, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）的监督岗位均受其决策或执行岗位领导，监督难以独立，需核实。"
  en: "Suspected: every post that supervises “{subject_name}” ({unit_name}) stands under one that decides or executes it, so supervision is hardly independent; to be verified."
verify:
  zh:
    document: "调取机构编制、岗位职责和班子分工文件，核对监督岗位向谁负责、由谁考核，上级岗位是否同时审批或经办该事项。"
    interview: "分别询问监督岗位人员及其上级：监督意见向谁报告，能否越级直报纪检监察或派驻机构，考核和任免由谁提出。"
    site: "查看近一年监督检查记录和处理意见的签批流程，看有无由被监督的上级批示、修改或压下的情形。"
  en:
    document: "Establishment, post descriptions and division of work: to whom the supervising post answers, who appraises it, and whether that superior also approves or handles this power."
    interview: "Ask the supervisor and the superior, apart from one another: to whom findings are reported, whether they may go straight to the discipline or resident office, who proposes appraisal and appointment."
    site: "Look at the sign-off of supervision records of the past year: did the supervised superior comment on, change or hold back any."
blind:
  zh: "只看登记的上级岗位关系，看不到业务指导、双重领导和实际话语权；由议事机构或部门承担监督的，一律视为不受领导；八级以上不查；乡镇街道人员少，岗位层级重叠较常见，应结合补偿措施判断。"
  en: "It sees recorded lines of command only, not guidance, dual leadership or actual influence; supervision by a body or a department counts as free; nothing above eight steps is seen; small townships have few staff, so weigh compensating measures."
---*/
// Few powers come this far: in most, somebody supervises who stands under no post with a role in them.
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (w)<-[o0:OVER]-(r0:Role)<-[f0:FILLS]-(free)
    WHERE r0.kind = 'SUPERVISION'
      AND all(x IN [o0, f0] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
      AND NOT EXISTS { MATCH (free)-[:REPORTS_TO*1..8]->(:Post)-[:FILLS]->(:Role)-[:OVER]->(w) }
  }
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (w)<-[o:OVER]-(r:Role)<-[f:FILLS]-(filler)
WHERE r.kind = 'SUPERVISION'
  AND all(x IN [o, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, r, filler, EXISTS {
  MATCH (filler)<-[h:HOLDS]-(:Official)
  WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS held
ORDER BY w.uid, r.uid, filler.uid
WITH w, home, collect(DISTINCT r.uid) AS watch_roles, collect(DISTINCT filler) AS watchers,
     count(CASE WHEN held THEN 1 END) AS filled
WHERE filled > 0
MATCH (w)<-[bo:OVER]-(br:Role)<-[bf:FILLS]-(boss:Post)
WHERE br.kind IN ['DECISION', 'EXECUTION']
  AND all(x IN [bo, bf] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, watch_roles, watchers, collect(DISTINCT boss.uid) AS boss_uids
UNWIND watchers AS watcher
// A body or a department reports to no post: one that supervises is never under, so frees the power.
MATCH path = (watcher)-[:REPORTS_TO*1..8]->(top:Post)
WHERE length(path) <= $max_hops AND top.uid IN boss_uids
  AND all(x IN relationships(path) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, watch_roles, size(watchers) AS total, watcher, top, length(path) AS steps,
     [n IN nodes(path) | n.uid] AS line
WITH w, home, watch_roles, total, watcher, min(steps) AS nearest,
     collect(DISTINCT top) AS tops, collect(line) AS lines
ORDER BY w.uid, watcher.uid
WITH w, home, watch_roles, total, collect(watcher) AS under, max(nearest) AS hops,
     collect(tops) AS top_lists, collect(lines) AS line_lists
WHERE size(under) = total
WITH w, home, watch_roles, hops, under,
     reduce(a = [], l IN top_lists | a + l) AS superiors,
     reduce(a = [], l IN line_lists | a + reduce(b = [], m IN l | b + m)) AS line_uids
UNWIND line_uids AS line_uid
WITH DISTINCT w, home, watch_roles, hops, under, superiors, line_uid
ORDER BY w.uid, line_uid
WITH w, home, watch_roles, hops, under, superiors, collect(line_uid) AS on_line
UNWIND superiors AS superior
WITH DISTINCT w, home, watch_roles, hops, under, on_line, superior
ORDER BY w.uid, superior.uid
WITH w, home, watch_roles, hops, under, on_line,
     collect(superior) AS superiors, collect(superior.uid) AS superior_uids
MATCH (w)<-[co:OVER]-(cr:Role)<-[cf:FILLS]-(chief:Post)
WHERE cr.kind IN ['DECISION', 'EXECUTION'] AND chief.uid IN superior_uids
  AND all(x IN [co, cf] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT w, home, watch_roles, hops, under, on_line, superiors, cr
ORDER BY w.uid, cr.uid
WITH w, home, watch_roles, hops, under, on_line, superiors, collect(cr.uid) AS power_roles
UNWIND under + superiors AS post
OPTIONAL MATCH (post)<-[term:HOLDS]-(person:Official)
WHERE all(x IN [term] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, watch_roles, hops, under, on_line, superiors, power_roles, person
ORDER BY w.uid, person.uid
WITH w, home, watch_roles, hops, under, on_line, superiors, power_roles,
     collect(DISTINCT person) AS holders
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN holders | o.uid] AS actors, [o IN holders | o.name] AS actor_names,
       ['Power/' + w.uid] + [u IN watch_roles | 'Role/' + u] + [u IN on_line | 'Post/' + u]
         + [u IN power_roles | 'Role/' + u] + [o IN holders | 'Official/' + o.uid] AS evidence,
       [p IN under | p.name] AS supervising_posts, [p IN superiors | p.name] AS superior_posts, hops
ORDER BY subject, actors
