/*---
id: CHK-012
kind: rule
title:
  zh: 监督成环
  en: Supervision cycle
question:
  zh: 哪些部门或岗位之间互相监督、首尾相接？
  en: Which departments or posts supervise one another in a circle?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  max_length:
    type: int
    default: 5
    doc: {zh: 环上节点数上限；大于5按5计, en: Most nodes on a cycle; more than 5 counts as 5}
    source: F42
columns:
  subject: {zh: 岗位编号, en: Post}
  subject_name: {zh: 岗位, en: Name of the post}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  subject_label: {zh: 对象类别, en: Label of the subject}
  nodes: {zh: 环上节点数（最小）, en: Nodes on the cycle (least)}
  cycles: {zh: 监督环, en: Cycles}
needs: [Department, Official, Post, Power, Role, FILLS, HOLDS, IN_DEPARTMENT, OVER, SUPERVISES]
severity: medium
subject: Post
dimension: ALLOCATE
path: SUPERVISE
population: |
  CALL {
    MATCH (p:Post)
    WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of) AND (p.valid_to IS NULL OR p.valid_to > $as_of)
      AND EXISTS {
        MATCH (p)-[f1:FILLS]->(s1:Role)-[o1:OVER]->(w1:Power)
        WHERE s1.kind = 'SUPERVISION' AND coalesce(w1.status, 'ACTIVE') = 'ACTIVE'
          AND all(x IN [f1, o1, w1] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
          AND EXISTS {
            MATCH (w1)<-[q1:OVER]-(x1:Role)<-[g1:FILLS]-(t:Post)
            WHERE p.uid <> t.uid AND x1.kind IN ['DECISION', 'EXECUTION']
              AND all(x IN [q1, g1] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
          }
      }
    OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
    WHERE all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    WITH p, min(d.uid) AS place
    RETURN place AS unit, 'Post/' + p.uid AS node
    UNION
    MATCH (m:Department)-[s:SUPERVISES]->(:Department)
    WHERE all(x IN [m, s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    RETURN m.uid AS unit, 'Department/' + m.uid AS node
  }
  RETURN unit, count(DISTINCT node) AS examined
  ORDER BY unit
basis:
  - {row: F41, covers: partial}
  - {row: F42, covers: partial}
message:
  zh: "疑似：监督关系首尾相接（{cycles}），互相监督可能流于形式，需核实。"
  en: "Suspected: supervision runs in a circle ({cycles}), so that each watches its own watcher; to be verified."
verify:
  zh:
    document: "调取监督职责文件、岗位职责和派驻监督范围文件，逐段核对谁监督谁、监督什么事项。"
    interview: "分别询问环上各部门、各岗位人员：近一年是否相互提出过监督意见，如何处理。"
    site: "查看近一年监督检查记录，看是否存在互不检查、互相通过的情形。"
  en:
    document: "Papers on supervision, post descriptions and the reach of resident offices: link by link, who supervises whom in what."
    interview: "Ask those on the circle, apart from one another, whether they raised anything against one another in the past year, and what came of it."
    site: "Look at the supervision records of the past year: do they pass each other without a check."
blind:
  zh: "上级监督与专业监督交叉形成的环有的属正常安排；岗位之间的监督由权力角色推出，不论岗位是否有人；超过5个节点的环不查；最小编号节点与人员均相同的多个环合并为一条。"
  en: "Circles of hierarchical and professional supervision may be as intended; that a post supervises another is inferred from roles, held or not; circles of more than 5 nodes are not seen; circles with the same smallest uid and the same people are one finding."
---*/
// A ring of posts is found from its smallest uid: up to three posts forward, and up to two backward.
// Few posts both supervise and decide or execute, as each on a ring does.
CALL {
  MATCH (a:Post)
  WHERE EXISTS { MATCH (a)-[:FILLS]->(s0:Role) WHERE s0.kind = 'SUPERVISION' }
    AND EXISTS { MATCH (a)-[:FILLS]->(x0:Role) WHERE x0.kind IN ['DECISION', 'EXECUTION'] }
  MATCH (a)-[f1:FILLS]->(s1:Role)-[o1:OVER]->(w1:Power)<-[q1:OVER]-(x1:Role)<-[g1:FILLS]-(b:Post)
  WHERE b.uid > a.uid AND s1.kind = 'SUPERVISION' AND x1.kind IN ['DECISION', 'EXECUTION']
    AND coalesce(w1.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [f1, o1, w1, q1, g1, a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT a, b
  OPTIONAL MATCH (b)-[f2:FILLS]->(s2:Role)-[o2:OVER]->(w2:Power)<-[q2:OVER]-(x2:Role)<-[g2:FILLS]-(c:Post)
  WHERE $max_length > 2 AND c.uid > a.uid AND c.uid <> b.uid AND s2.kind = 'SUPERVISION' AND x2.kind IN ['DECISION', 'EXECUTION']
    AND coalesce(w2.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [f2, o2, w2, q2, g2] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT a, b, c
  WITH a, b, c, coalesce(c, b) AS far
  OPTIONAL MATCH (far)-[f3:FILLS]->(s3:Role)-[o3:OVER]->(w3:Power)<-[q3:OVER]-(x3:Role)<-[g3:FILLS]-(e:Post)
  WHERE $max_length > 3 AND c.uid IS NOT NULL AND e.uid > a.uid AND e.uid <> b.uid AND e.uid <> c.uid
    AND s3.kind = 'SUPERVISION' AND x3.kind IN ['DECISION', 'EXECUTION']
    AND coalesce(w3.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [f3, o3, w3, q3, g3] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT a, b.uid AS second, c.uid AS third, e.uid AS fourth
  WITH a, collect([second, third, fourth]) AS lines
  MATCH (a)-[g4:FILLS]->(x4:Role)-[q4:OVER]->(w4:Power)<-[o4:OVER]-(s4:Role)<-[f4:FILLS]-(z:Post)
  WHERE z.uid > a.uid AND s4.kind = 'SUPERVISION' AND x4.kind IN ['DECISION', 'EXECUTION']
    AND coalesce(w4.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [f4, o4, w4, q4, g4] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT a, lines, z
  OPTIONAL MATCH (z)-[g5:FILLS]->(x5:Role)-[q5:OVER]->(w5:Power)<-[o5:OVER]-(s5:Role)<-[f5:FILLS]-(y:Post)
  WHERE $max_length > 4 AND y.uid > a.uid AND y.uid <> z.uid AND s5.kind = 'SUPERVISION' AND x5.kind IN ['DECISION', 'EXECUTION']
    AND coalesce(w5.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [f5, o5, w5, q5, g5] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH a, lines, collect(DISTINCT z.uid) AS last, collect(DISTINCT [y.uid, z.uid]) AS closing
  UNWIND lines AS l
  UNWIND [k IN last WHERE k = l[0] | [a.uid, l[0]]] + [k IN last WHERE k = l[1] | [a.uid, l[0], l[1]]]
    + [k IN last WHERE k = l[2] | [a.uid, l[0], l[1], l[2]]]
    + [k IN closing WHERE k[0] = l[2] AND k[1] <> l[0] AND k[1] <> l[1] | [a.uid, l[0], l[1], l[2], k[1]]] AS ring
  WITH DISTINCT ring
  WHERE size(ring) <= $max_length
  RETURN 'Post' AS kind, ring AS around
  UNION
  MATCH path = (m:Department)-[:SUPERVISES*1..5]->(n:Department)
  WHERE m.uid = n.uid AND length(path) <= $max_length
    AND all(t IN tail(nodes(path)) WHERE t.uid >= m.uid
            AND size([t2 IN tail(nodes(path)) WHERE t2.uid = t.uid]) = 1)
    AND (m.valid_from IS NULL OR m.valid_from <= $as_of) AND (m.valid_to IS NULL OR m.valid_to > $as_of)
    AND all(x IN relationships(path) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 'Department' AS kind, [m.uid] + [t IN tail(nodes(path)) WHERE t.uid <> m.uid | t.uid] AS around
}
WITH kind, around, reduce(s = '', t IN around | s + t + ' ') AS written,
     [i IN range(0, size(around) - 1) |
      head([t IN around WHERE size([t2 IN around WHERE t2 < t]) = i])] AS members
ORDER BY kind, written
// One set of nodes, one cycle: of several ways around, the first by uid is shown.
WITH kind, members, head(collect(around)) AS ring
UNWIND range(0, size(ring) - 1) AS at
WITH kind, members, at, ring[at] AS uid
OPTIONAL MATCH (post:Post {uid: uid})
WHERE kind = 'Post'
OPTIONAL MATCH (dept:Department {uid: uid})
WHERE kind = 'Department'
WITH kind, members, at, coalesce(post, dept) AS node
OPTIONAL MATCH (node)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH kind, members, at, node, collect(DISTINCT o) AS people
OPTIONAL MATCH (node)-[f6:FILLS]->(s6:Role)-[o6:OVER]->(w6:Power)<-[q6:OVER]-(x6:Role)<-[g6:FILLS]-(other:Post)
WHERE other.uid <> node.uid AND other.uid IN members AND s6.kind = 'SUPERVISION' AND x6.kind IN ['DECISION', 'EXECUTION']
  AND coalesce(w6.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [f6, o6, w6, q6, g6] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH kind, members, at, node, people, collect(DISTINCT w6.uid) AS through
ORDER BY kind, head(members), at
WITH kind, members, collect(node) AS nodes, collect(people) AS people_lists, collect(through) AS through_lists
WITH kind, members, head(nodes) AS first, size(members) AS around,
     reduce(s = '', t IN nodes | s + coalesce(t.name, t.uid) + ' → ') + coalesce(head(nodes).name, head(nodes).uid) AS cycle,
     reduce(l = [], ps IN people_lists | l + ps) AS every,
     [u IN members | kind + '/' + u] + reduce(l = [], us IN through_lists | l + [u IN us | 'Power/' + u]) AS entries
UNWIND CASE WHEN size(every) = 0 THEN [null] ELSE every END AS person
WITH DISTINCT kind, first, members, around, cycle, entries, person
ORDER BY kind, first.uid, cycle, person.uid
WITH kind, first, members, around, cycle, entries, collect(person) AS holders
// Sets of the same first node and the same people are one finding.
WITH kind, first, holders, collect(cycle) AS cycles, min(around) AS nodes_around, collect(entries) AS entry_lists
OPTIONAL MATCH (first)-[i:IN_DEPARTMENT]->(d:Department)
WHERE all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH kind, first, holders, cycles, nodes_around, entry_lists, d
ORDER BY kind, first.uid, d.uid
WITH kind, first, holders, cycles, nodes_around, entry_lists, head(collect(d)) AS home
UNWIND reduce(l = [], es IN entry_lists | l + es) + [o IN holders | 'Official/' + o.uid] AS entry
WITH DISTINCT kind, first, holders, cycles, nodes_around, home, entry
ORDER BY kind, first.uid, entry
WITH kind, first, holders, cycles, nodes_around, home, collect(entry) AS evidence
RETURN first.uid AS subject, first.name AS subject_name,
       CASE WHEN kind = 'Department' THEN first.uid ELSE home.uid END AS unit,
       CASE WHEN kind = 'Department' THEN first.name ELSE home.name END AS unit_name,
       [o IN holders | o.uid] AS actors, [o IN holders | o.name] AS actor_names, evidence,
       kind AS subject_label, nodes_around AS nodes, cycles
ORDER BY subject, subject_label, actors
