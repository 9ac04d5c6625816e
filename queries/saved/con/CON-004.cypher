/*---
id: CON-004
kind: rule
title:
  zh: 人财物领域组合分管
  en: A toxic portfolio in one post
question:
  zh: 哪些岗位同时直接分管财务与采购、财务与人事或采购与工程？
  en: Which posts are directly in charge of finance and purchasing, finance and personnel, or purchasing and works at once?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  pairs:
    type: pairs
    default: [[FINANCE, PROCUREMENT], [FINANCE, PERSONNEL], [PROCUREMENT, CONSTRUCTION]]
    doc: {zh: 不宜由一个岗位同时直接分管的领域对, en: Pairs of domains that one post should not be in direct charge of}
    source: F45
columns:
  subject: {zh: 岗位编号, en: Post}
  subject_name: {zh: 岗位, en: Name of the post}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  domains: {zh: 组合分管领域, en: Domains joined}
  targets: {zh: 直接分管对象, en: What the post is in charge of}
needs: [Department, Official, Post, Section, HOLDS, IN_CHARGE_OF, IN_DEPARTMENT]
severity: medium
subject: Post
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (p:Post)-[c:IN_CHARGE_OF]->()
  WHERE c.direct = true AND any(pair IN $pairs WHERE c.domain IN pair)
    AND all(x IN [p, c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT p
  OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
  WHERE all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH p, min(d.uid) AS unit
  RETURN unit, count(p) AS examined
  ORDER BY unit
basis:
  - {row: F45, covers: partial}
message:
  zh: "疑似：{unit_name}“{subject_name}”岗位同时直接分管不宜组合的领域（{targets}），需核实。"
  en: "Suspected: the post “{subject_name}” of {unit_name} is directly in charge of domains that should be apart ({targets}); to be verified."
verify:
  zh:
    document: "调取现行班子分工文件及历次调整文件，核对各领域由谁“直接分管”、谁“协管”。"
    interview: "分别询问班子成员和财务、人事、采购、工程科室负责人：日常事项向谁请示、由谁签批。"
    site: "抽取近半年采购、合同、支付和人事审批单各不少于5份，看末级签批人是否同一人。"
  en:
    document: "Obtain the present division of work and its former versions: who is directly in charge of each domain, and who assists."
    interview: "Ask the leaders and the heads of finance, personnel, purchasing and works, apart from one another, whom they report to and who signs."
    site: "Take at least 5 forms each of purchases, contracts, payments and personnel from the last half year: is the last to sign one person."
blind:
  zh: "只看登记的分工；未注明领域或未注明是否直接分管的不列入；同一人任两个岗位分别分管的，不合并计算；小单位班子人数少，应结合补偿措施判断。"
  en: "It sees the recorded division of work only; a line without a domain, or that does not say “direct”, is not listed; one person with two posts is not joined; small units have few leaders, so weigh compensating measures."
---*/
MATCH (p:Post)-[c:IN_CHARGE_OF]->(t)
WHERE c.direct = true AND any(pair IN $pairs WHERE c.domain IN pair)
  AND all(x IN [p, c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT p, c.domain AS domain, t.name AS target_name,
     CASE WHEN t:Section THEN 'Section/' WHEN t:Department THEN 'Department/' ELSE 'Power/' END
     + t.uid AS target
WITH p, collect(DISTINCT domain) AS in_charge, collect({domain: domain, node: target, name: target_name}) AS charges
UNWIND $pairs AS pair
WITH p, in_charge, charges, pair
WHERE pair[0] IN in_charge AND pair[1] IN in_charge
UNWIND pair AS joined
WITH DISTINCT p, charges, joined
ORDER BY p.uid, joined
WITH p, charges, collect(joined) AS domains
UNWIND charges AS charge
WITH DISTINCT p, domains, charge.domain AS domain, charge.node AS node, charge.name AS name
WHERE domain IN domains
WITH DISTINCT p, domains, node, name
ORDER BY p.uid, node
WITH p, domains, collect(node) AS nodes, collect(name) AS targets
OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
WHERE all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH p, domains, nodes, targets, d
ORDER BY p.uid, d.uid
WITH p, domains, nodes, targets, head(collect(d)) AS home
OPTIONAL MATCH (p)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT p, domains, nodes, targets, home, o
ORDER BY p.uid, o.uid
WITH p, domains, nodes, targets, home, collect(o) AS holders
RETURN p.uid AS subject, p.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN holders | o.uid] AS actors, [o IN holders | o.name] AS actor_names,
       ['Post/' + p.uid] + nodes + [o IN holders | 'Official/' + o.uid] AS evidence, domains, targets
ORDER BY subject, actors
