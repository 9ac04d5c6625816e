/*---
id: CON-006
kind: rule
title:
  zh: 唯一必经节点
  en: Sole gatekeeper
question:
  zh: 谁是多个领域多项权力唯一的决策人，一人不在即全部停摆或无人制衡？
  en: Who is the only one to decide many powers in several domains?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  n:
    type: int
    default: 8
    doc: {zh: 一人独自决策的有效权力项数，达到即列出, en: Number of active powers that one person alone decides; as many are listed}
    source: D19
  m:
    type: int
    default: 2
    doc: {zh: 这些权力涉及的领域数，达到即列出, en: Number of domains of these powers; as many are listed}
    source: D19
columns:
  subject: {zh: 人员编号, en: Official}
  subject_name: {zh: 姓名, en: Name of the official}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  power_count: {zh: 独自决策的权力项数, en: Powers decided alone}
  domains: {zh: 所涉领域, en: Domains}
  powers: {zh: 权力事项, en: Names of the powers}
needs: [Body, Department, Official, Post, Power, Role, EXERCISED_BY, FILLS, HOLDS, IN_DEPARTMENT, OVER]
severity: medium
subject: Official
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (w:Power)-[e:EXERCISED_BY]->(d:Department)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT w
  MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(p:Post)<-[h:HOLDS]-(o:Official)
  WHERE r.kind = 'DECISION'
    AND all(x IN [v, f, h, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT o
  OPTIONAL MATCH (o)-[t:HOLDS]->(q:Post)-[i:IN_DEPARTMENT]->(u:Department)
  WHERE all(x IN [t, i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH o, u.uid AS place
  ORDER BY o.uid, coalesce(t.valid_from, date('0001-01-01')), q.uid, place
  WITH o, head(collect(place)) AS unit
  RETURN unit, count(o) AS examined
  ORDER BY unit
basis:
  - {row: D19, covers: partial}
message:
  zh: "疑似：{actor_names}（{unit_name}）是{power_count}项权力的唯一决策人，跨多个领域，需核实。"
  en: "Suspected: {actor_names} ({unit_name}) is the only one to decide {power_count} powers, in several domains; to be verified."
verify:
  zh:
    document: "调取授权文件、AB岗制度和班子分工，核对所列事项有无第二决策人或集体决策安排。"
    interview: "分别询问本人和相关科室负责人：本人外出时由谁代为决定，近一年是否发生过积压。"
    site: "对所列权力各抽查不少于2份近期案卷，看末级签批人；查看业务系统的审批权限设置。"
  en:
    document: "Mandates, stand-in rules and division of work: is there a second decider or a collective decision for the powers listed."
    interview: "Ask the official and the heads of the sections, apart from one another, who decides in the absence, and whether work piled up in the last year."
    site: "For each power listed check the last signature in at least 2 recent files; look at the approval rights set in the business system."
blind:
  zh: "只看登记的决策角色；由议事机构或单位参与决策的事项不计为一人独决；无人任职的决策岗位不计；未填领域的权力计入项数、不计入领域数。"
  en: "It sees recorded decision roles only; a power that a body or a department also decides does not count; a deciding post that nobody holds is passed over; a power without a domain counts as a power, not as a domain."
---*/
MATCH (w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT w
MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(filler)
WHERE r.kind = 'DECISION'
  AND all(x IN [v, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (filler)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [h, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, r, filler, o
WHERE o.uid IS NOT NULL OR filler:Body OR filler:Department
WITH w, count(DISTINCT o.uid) AS people, min(o.uid) AS only_uid,
     count(CASE WHEN o.uid IS NULL THEN 1 END) AS organs
WHERE people = 1 AND organs = 0
WITH only_uid, count(w) AS power_count, count(DISTINCT w.domain) AS spread, collect(w) AS held
WHERE power_count >= $n AND spread >= $m
UNWIND held AS power
MATCH (power)<-[v2:OVER]-(role:Role)<-[f2:FILLS]-(p:Post)<-[h2:HOLDS]-(o:Official)
WHERE role.kind = 'DECISION' AND o.uid = only_uid
  AND all(x IN [v2, f2, h2] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
UNWIND [['Official/' + o.uid, null, null], ['Post/' + p.uid, null, null], ['Role/' + role.uid, null, null],
        ['Power/' + power.uid, power.name, power.domain]] AS item
WITH DISTINCT o, power_count, item[0] AS node, item[1] AS power_name, item[2] AS domain
ORDER BY o.uid, node
WITH o, power_count, collect(node) AS evidence, collect(power_name) AS powers, collect(domain) AS every
UNWIND every AS one
WITH DISTINCT o, power_count, evidence, powers, one
ORDER BY o.uid, one
WITH o, power_count, evidence, powers, collect(one) AS domains
OPTIONAL MATCH (o)-[t:HOLDS]->(q:Post)-[i:IN_DEPARTMENT]->(u:Department)
WHERE all(x IN [t, i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH o, power_count, evidence, powers, domains, u
ORDER BY o.uid, coalesce(t.valid_from, date('0001-01-01')), q.uid, u.uid
WITH o, power_count, evidence, powers, domains, head(collect(u)) AS home
RETURN o.uid AS subject, o.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names, evidence, power_count, domains, powers
ORDER BY subject, actors
