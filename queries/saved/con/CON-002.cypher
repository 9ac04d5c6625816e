/*---
id: CON-002
kind: rule
title:
  zh: 个人掌握高风险权力过多
  en: One person holds too many high-risk powers
question:
  zh: 谁一人掌握过多高风险权力的决策权？
  en: Who alone decides too many powers of high risk?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  n:
    type: int
    default: 5
    doc: {zh: 一人可决策的高风险权力项数上限，超过即列出, en: 'Most powers of high risk that one person may decide; more are listed'}
    source: D19
  share:
    type: float
    default: 0.30
    doc: {zh: 一人可决策的高风险权力占一个单位高风险权力的比例上限，超过即列出, en: 'Greatest share of one unit''s powers of high risk that one person may decide; more is listed'}
    source: D19
  min_powers:
    type: int
    default: 5
    doc: {zh: 单位高风险权力不少于此数才计算比例, en: Least number of powers of high risk for which a unit's share is worked out}
    source: D19
columns:
  subject: {zh: 人员编号, en: Official}
  subject_name: {zh: 姓名, en: Name of the official}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号列表, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  power_count: {zh: 决策的高风险权力项数, en: Powers of high risk decided}
  top_department: {zh: 占比最高的单位, en: Department of the greatest share}
  top_share: {zh: 占该单位高风险权力的比例, en: Share of its powers of high risk}
  powers: {zh: 权力事项, en: Names of the powers}
needs: [Power, Department, Role, Post, Official, EXERCISED_BY, OVER, FILLS, HOLDS, IN_DEPARTMENT]
severity: high
subject: Official
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (w:Power)-[x:EXERCISED_BY]->(:Department)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level = 'HIGH'
    AND all(y IN [w, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH DISTINCT w
  MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(:Post)<-[h:HOLDS]-(o:Official)
  WHERE r.kind = 'DECISION'
    AND all(y IN [v, f, h, o] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH DISTINCT o
  MATCH (o)-[g:HOLDS]->(p:Post)-[i:IN_DEPARTMENT]->(u:Department)
  WHERE all(y IN [g, i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH o, u.uid AS place
  ORDER BY o.uid, coalesce(g.valid_from, date('0001-01-01')), p.uid, place
  WITH o, head(collect(place)) AS unit
  RETURN unit, count(o) AS examined
  ORDER BY unit
basis:
  - {row: D19, covers: combination, with: [CON-003, CON-006]}
  - {row: F44, covers: partial}
message:
  zh: "疑似：{actor_names} 一人掌握{power_count}项高风险权力的决策权，权力过于集中，需核实。"
  en: "Suspected: {actor_names} alone decides {power_count} powers of high risk, too many in one hand; to be verified."
verify:
  zh:
    document: 调取权力清单、岗位职责、授权委托书和班子分工文件，逐项核对决策角色是否确属本人，有无副职分担或者集体研究。
    interview: 分别询问本人、班子其他成员和相关科室负责人，问清各事项由谁最终拍板，本人外出时由谁代行。
    site: 对所列权力各抽查不少于2份近期案卷，看末级审批签名；查看业务系统中的审批权限设置。
  en:
    document: Obtain the power list, post descriptions, mandates and division of work, and check power by power whether the decision is this person's, shared with deputies or taken in a meeting.
    interview: Ask the official, other leaders and the heads of the sections, apart from one another, who has the last word on each power and who stands in when the official is away.
    site: For each power listed, check the last signature in at least 2 recent files; look at the approval rights set in the business system.
blind:
  zh: 只数登记的决策角色，不看权力大小和使用频率；同一事项有多名决策人的，对每人都计为一项；由议事机构或单位作出决策的不计入个人；未填风险等级的权力不计入。
  en: It counts recorded decision roles, not how weighty a power is or how often it is used; a power with several deciders counts for each of them; what a body or a department decides counts for nobody; powers without a risk level are not counted.
---*/
MATCH (w:Power)-[x:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level = 'HIGH'
  AND all(y IN [w, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH w, d ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS dept
WITH dept, count(w) AS total, collect(w) AS department_powers
UNWIND department_powers AS power
WITH dept, total, power
MATCH (power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE r.kind = 'DECISION'
  AND all(y IN [v, f, h, o] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH o, dept, total, count(DISTINCT power) AS held,
     collect([['Official/' + o.uid, null], ['Post/' + p.uid, null], ['Role/' + r.uid, null],
              ['Power/' + power.uid, power.name]]) AS paths
WITH o, dept, held, paths,
     CASE WHEN total >= $min_powers THEN toFloat(held) / total ELSE -1.0 END AS part
ORDER BY o.uid, part DESC, dept.uid
WITH o, coalesce(sum(held), 0) AS power_count, collect({part: part, name: dept.name}) AS parts,
     collect(paths) AS all_paths
WHERE power_count > $n OR head(parts).part > $share
UNWIND all_paths AS paths_there
UNWIND paths_there AS path
UNWIND path AS item
WITH DISTINCT o, power_count, head(parts) AS top, item[0] AS node, item[1] AS power_name
ORDER BY o.uid, node
WITH o, power_count, top, collect(node) AS evidence, collect(power_name) AS powers
MATCH (o)-[g:HOLDS]->(q:Post)-[i:IN_DEPARTMENT]->(u:Department)
WHERE all(y IN [g, i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH o, power_count, top, evidence, powers, u
ORDER BY o.uid, coalesce(g.valid_from, date('0001-01-01')), q.uid, u.uid
WITH o, power_count, top, evidence, powers, head(collect(u)) AS unit_node
RETURN o.uid AS subject, o.name AS subject_name, unit_node.uid AS unit, unit_node.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names, evidence, power_count,
       CASE WHEN top.part >= 0 THEN top.name END AS top_department,
       CASE WHEN top.part >= 0 THEN top.part END AS top_share, powers
ORDER BY power_count DESC, subject, actors
