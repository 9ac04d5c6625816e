/*---
id: CON-008
kind: rule
title:
  zh: 党政权限不分
  en: Party and government authority not separated
question:
  zh: 哪些同名权力在党内和行政两个系统中都由同一人独自决定？
  en: Which powers of one name, in the Party and in the administrative system, has one person alone decide?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  party_powers: {zh: 同名党内权力编号, en: Party powers of that name}
  posts: {zh: 所涉岗位, en: Posts}
needs: [Body, Department, Official, Post, Power, Role, EXERCISED_BY, FILLS, HOLDS, OVER]
severity: medium
subject: Power
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (w:Power)-[e:EXERCISED_BY]->(d:Department)
  WHERE w.system = 'ADMIN' AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, d
  ORDER BY w.uid, d.uid
  WITH w, head(collect(d)) AS home
  MATCH (home)<-[y:EXERCISED_BY]-(twin:Power)
  WHERE twin.system = 'PARTY' AND twin.name = w.name AND coalesce(twin.status, 'ACTIVE') = 'ACTIVE'
    AND all(z IN [twin, y] WHERE (z.valid_from IS NULL OR z.valid_from <= $as_of)
                          AND (z.valid_to IS NULL OR z.valid_to > $as_of))
  WITH DISTINCT w, home, twin
  WHERE EXISTS {
    MATCH (w)<-[v:OVER]-(r:Role)
    WHERE r.kind = 'DECISION'
      AND all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
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
  } AND EXISTS {
    MATCH (twin)<-[v:OVER]-(r:Role)
    WHERE r.kind = 'DECISION'
      AND all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
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
  WITH home.uid AS unit, w
  RETURN unit, count(DISTINCT w) AS examined
  ORDER BY unit
basis:
  - {row: F47, covers: partial}
message:
  zh: "疑似：{unit_name}的“{subject_name}”在党内和行政两个系统都由 {actor_names} 一人决定，党政权限不清，需核实。"
  en: "Suspected: in {unit_name}, {actor_names} alone decides “{subject_name}” both in the Party and in the administrative system; to be verified."
verify:
  zh:
    document: "调取党组（党委）议事规则、行政办公会议事规则和两份权力清单，核对同名事项的决策主体。"
    interview: "分别询问班子成员：该事项由党组（党委）研究还是行政会议研究，由谁最后决定。"
    site: "查看近一年该事项的会议记录和签批单，看以何种身份签批。"
  en:
    document: "Rules of the Party group and of the executive meeting, and both power lists: who decides the matter of that name in each."
    interview: "Ask the leaders, apart from one another, whether the Party group or the executive meeting looks at the matter, and who has the last word."
    site: "Look at minutes and approval forms of the past year: in which capacity were they signed."
blind:
  zh: "按名称完全相同比对，名称略有出入的看不到；由议事机构参与决策的不计为一人独决；未填写所属系统的权力不在检查范围。"
  en: "Names are compared letter by letter; a power that a body also decides does not count as decided alone; powers without a system are not examined."
---*/
MATCH (w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE w.system = 'ADMIN' AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (home)<-[y:EXERCISED_BY]-(twin:Power)
WHERE twin.system = 'PARTY' AND twin.name = w.name AND coalesce(twin.status, 'ACTIVE') = 'ACTIVE'
  AND all(z IN [twin, y] WHERE (z.valid_from IS NULL OR z.valid_from <= $as_of)
                        AND (z.valid_to IS NULL OR z.valid_to > $as_of))
WITH DISTINCT w, home, twin
MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(filler)
WHERE r.kind = 'DECISION'
  AND all(x IN [v, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (filler)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, twin, r, filler, o
WHERE o.uid IS NOT NULL OR filler:Body OR filler:Department
WITH w, home, twin, count(DISTINCT o.uid) AS people, min(o.uid) AS only_uid,
     count(CASE WHEN o.uid IS NULL THEN 1 END) AS organs
WHERE people = 1 AND organs = 0
MATCH (twin)<-[v2:OVER]-(r2:Role)<-[f2:FILLS]-(filler2)
WHERE r2.kind = 'DECISION'
  AND all(x IN [v2, f2] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (filler2)<-[h2:HOLDS]-(o2:Official)
WHERE all(x IN [h2] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, twin, only_uid, r2, filler2, o2
WHERE o2.uid IS NOT NULL OR filler2:Body OR filler2:Department
WITH w, home, twin, only_uid, count(DISTINCT o2.uid) AS people2, min(o2.uid) AS only2,
     count(CASE WHEN o2.uid IS NULL THEN 1 END) AS organs2
WHERE people2 = 1 AND organs2 = 0 AND only2 = only_uid
WITH w, home, only_uid, collect(twin) AS twins
UNWIND [w] + twins AS power
MATCH (power)<-[v3:OVER]-(role:Role)<-[f3:FILLS]-(p:Post)<-[h3:HOLDS]-(who:Official)
WHERE role.kind = 'DECISION' AND who.uid = only_uid
  AND all(x IN [v3, f3, h3] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
UNWIND [['Official/' + who.uid, null, null], ['Post/' + p.uid, p.name, null], ['Role/' + role.uid, null, null],
        ['Power/' + power.uid, null, CASE WHEN power.system = 'PARTY' THEN power.uid END]] AS item
WITH DISTINCT w, home, who, item[0] AS node, item[1] AS post_name, item[2] AS party_uid
ORDER BY w.uid, node
WITH w, home, who, collect(node) AS evidence, collect(post_name) AS posts, collect(party_uid) AS party_powers
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [who.uid] AS actors, [who.name] AS actor_names, evidence, party_powers, posts
ORDER BY subject, actors
