/*---
id: PPL-001
kind: rule
title: {zh: 任职回避, en: Kin in the chain of command}
question:
  zh: 哪些有亲属关系的人员在岗位上有上下级关系、同一直接上级，或者一方为一把手而另一方在其单位从事人事、纪检、审计、财务工作？
  en: "Which kin report to one another, or to one direct superior, or does one lead the unit whose staff, discipline, audit or finance work the other does?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  kinds:
    type: texts
    default: [SPOUSE, LINEAL, COLLATERAL_3, NEAR_AFFINITY]
    doc: {zh: 纳入核查的亲属类别, en: Kinds of kinship examined}
    source: 公务员法第七十四条
columns:
  subject: {zh: 人员编号, en: Official}
  subject_name: {zh: 人员, en: Name of the official}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  kinship: {zh: 亲属类别, en: Kinship}
  in_chain: {zh: 有上下级关系, en: One reports to the other}
  same_superior: {zh: 同一直接上级, en: The same direct superior}
  chief_and_post: {zh: 一方为一把手，另一方在敏感岗位, en: "One is chief, the other in a sensitive post"}
  posts: {zh: 所涉岗位, en: Posts}
needs: [Official, Post, Department, Section, HOLDS, IN_DEPARTMENT, IN_SECTION, KIN_OF, REPORTS_TO]
severity: high
subject: Official
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (a:Official)-[k:KIN_OF]-(b:Official)
  WHERE a.uid < b.uid AND k.kind IN $kinds
    AND all(y IN [a, b, k] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                             AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    AND EXISTS {
      MATCH (a)-[h:HOLDS]->(:Post)
      WHERE all(y IN [h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                           AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    }
    AND EXISTS {
      MATCH (b)-[g:HOLDS]->(:Post)
      WHERE all(y IN [g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                           AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    }
  WITH DISTINCT a
  OPTIONAL MATCH (a)-[uh:HOLDS]->(up:Post)-[ui:IN_DEPARTMENT]->(ud:Department)
  WHERE all(y IN [uh, ui] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH a, ud.uid AS place
  ORDER BY a.uid, coalesce(uh.valid_from, date('0001-01-01')), up.uid, place
  WITH a, head(collect(place)) AS unit
  RETURN unit, count(a) AS examined
  ORDER BY unit
basis:
  - {law: 公务员法, article: 第七十四条, version: 2018, certain: true, covers: combination, with: [PPL-005]}
message:
  zh: "疑似：有亲属关系的 {actor_names} 在岗位 {posts} 上应当任职回避，需核实。"
  en: "Suspected: {actor_names} are kin and hold posts ({posts}) that kin may not hold together; to be verified."
verify:
  zh:
    document: 调取两人的干部任免审批表、家庭成员登记和岗位设置文件，核对亲属关系和上下级关系。
    interview: 分别询问两人和组织人事部门：关系是否申报，任职时是否研究过回避。
    site: 查看考核、报销、审批单据，看一方是否直接管理、考核或审批另一方。
  en:
    document: Obtain the appointment papers and family records of both and the establishment plan; check kinship and chain of command.
    interview: "Ask both, and the personnel department, apart from one another, whether the relation was declared and avoidance considered."
    site: "Look at appraisals, expense claims and approvals for one managing the other."
blind:
  zh: 只看登记的亲属关系和岗位关系；代持、姻亲未登记的看不到；因地域或工作性质特殊经批准变通的也会列出。
  en: "It sees recorded kinship and posts only; where an exception was approved for the place or the nature of the work, it is listed too."
---*/
MATCH (a:Official)-[k:KIN_OF]-(b:Official)
WHERE a.uid < b.uid AND k.kind IN $kinds
  AND all(y IN [a, b, k] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                           AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH a, b, k.kind AS kind
ORDER BY a.uid, b.uid, kind
WITH a, b, collect(DISTINCT kind) AS kinship
MATCH (a)-[h:HOLDS]->(p:Post)
WHERE all(y IN [h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT a, b, kinship, p
MATCH (b)-[g:HOLDS]->(q:Post)
WHERE all(y IN [g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT a, b, kinship, p, q
WITH a, b, kinship, p, q,
     [up = (p)-[:REPORTS_TO*1..4]->(t:Post)
      WHERE t.uid = q.uid
        AND all(y IN relationships(up) WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                         AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      | [n IN nodes(up) | n.uid]] AS above,
     [down = (q)-[:REPORTS_TO*1..4]->(t:Post)
      WHERE t.uid = p.uid
        AND all(y IN relationships(down) WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                           AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      | [n IN nodes(down) | n.uid]] AS below,
     [(p)-[r:REPORTS_TO]->(s:Post) WHERE all(y IN [r] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                                        AND (y.valid_to IS NULL OR y.valid_to > $as_of)) | s.uid] AS bosses,
     [(q)-[r:REPORTS_TO]->(s:Post) WHERE all(y IN [r] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                                        AND (y.valid_to IS NULL OR y.valid_to > $as_of)) | s.uid] AS other_bosses,
     [(p)-[i:IN_DEPARTMENT]->(d:Department) WHERE all(y IN [i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                                                 AND (y.valid_to IS NULL OR y.valid_to > $as_of)) | d.uid] AS units,
     [(q)-[i:IN_DEPARTMENT]->(d:Department) WHERE all(y IN [i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                                                 AND (y.valid_to IS NULL OR y.valid_to > $as_of)) | d.uid] AS other_units,
     any(f IN coalesce(p.functions, []) WHERE f IN ['AUDIT', 'CASHIER', 'BOOKKEEPING']) OR EXISTS {
       MATCH (p)-[j:IN_SECTION]->(c:Section)
       WHERE c.kind IN ['PERSONNEL', 'DISCIPLINE', 'AUDIT', 'FINANCE']
         AND all(y IN [j] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
     } AS sensitive,
     any(f IN coalesce(q.functions, []) WHERE f IN ['AUDIT', 'CASHIER', 'BOOKKEEPING']) OR EXISTS {
       MATCH (q)-[l:IN_SECTION]->(e:Section)
       WHERE e.kind IN ['PERSONNEL', 'DISCIPLINE', 'AUDIT', 'FINANCE']
         AND all(y IN [l] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
     } AS other_sensitive
WITH a, b, kinship, p, q, size(above) + size(below) > 0 AS chained, above + below AS chains,
     [s IN bosses WHERE s IN other_bosses] AS shared,
     any(u IN units WHERE u IN other_units)
       AND ((coalesce(p.is_top_leader, false) AND other_sensitive)
            OR (coalesce(q.is_top_leader, false) AND sensitive)) AS led
WHERE chained OR size(shared) > 0 OR led
UNWIND [[p.uid, p.name], [q.uid, q.name]] + [s IN shared | [s, null]]
       + [n IN reduce(all_of = [], x IN chains | all_of + x) | [n, null]] AS node
WITH a, b, kinship, chained, size(shared) > 0 AS joined, led, node
ORDER BY a.uid, b.uid, node[0], node[1]
WITH a, b, kinship, collect(chained) AS chain_flags, collect(joined) AS boss_flags, collect(led) AS led_flags,
     collect(DISTINCT node[0]) AS on_path, collect(DISTINCT node[1]) AS posts
OPTIONAL MATCH (a)-[uh:HOLDS]->(up:Post)-[ui:IN_DEPARTMENT]->(ud:Department)
WHERE all(y IN [uh, ui] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH a, b, kinship, chain_flags, boss_flags, led_flags, on_path, posts, ud
ORDER BY a.uid, coalesce(uh.valid_from, date('0001-01-01')), up.uid, ud.uid
WITH a, b, kinship, chain_flags, boss_flags, led_flags, on_path, posts, head(collect(ud)) AS home
RETURN a.uid AS subject, a.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [a.uid, b.uid] AS actors, [a.name, b.name] AS actor_names,
       ['Official/' + a.uid, 'Official/' + b.uid] + [n IN on_path | 'Post/' + n] AS evidence,
       kinship, true IN chain_flags AS in_chain, true IN boss_flags AS same_superior,
       true IN led_flags AS chief_and_post, posts
ORDER BY subject, actors
