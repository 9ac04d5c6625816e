/*---
id: high-risk-by-domain
kind: question
title: {zh: 各领域高风险权力, en: High-risk powers by domain}
question:
  zh: 高风险权力分布在哪些领域，有多少决策主体，监督角色到位的占多少？
  en: In which domains do the high-risk powers lie, how many decide on them, and what share is supervised?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  department: {type: text, default: null, doc: {zh: 只看这个单位（编号）, en: Only this department (uid)}}
columns:
  domain: {zh: 领域（空：未填）, en: 'Domain (empty: not stated)'}
  powers: {zh: 高风险权力数, en: High-risk powers}
  decided: {zh: 决策角色到位的权力数, en: Powers with a decider}
  deciders: {zh: 决策主体数（人、机构、单位）, en: 'Deciders: officials, bodies and departments'}
  supervised: {zh: 监督角色到位的权力数, en: Powers with a supervisor}
  supervised_share: {zh: 监督到位率, en: Share with a supervisor}
needs: [Department, Power, Role, Post, Official, EXERCISED_BY, OVER, FILLS, HOLDS]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power {risk_level: 'HIGH'})
WHERE ($department IS NULL OR d.uid = $department)
  AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT w
CALL {
  WITH w
  MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(q)
  WHERE all(x IN [v, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (q)<-[h:HOLDS]-(o:Official)
  WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH r.kind AS kind, q, o
  WHERE o IS NOT NULL OR NOT q:Post
  WITH DISTINCT kind, coalesce(o, q) AS who
  RETURN collect({kind: kind, who: who}) AS filled
}
WITH w.domain AS domain, w, [x IN filled WHERE x.kind = 'DECISION' | x.who] AS deciders,
     any(x IN filled WHERE x.kind = 'SUPERVISION') AS supervised
UNWIND CASE WHEN size(deciders) = 0 THEN [null] ELSE deciders END AS decider
WITH domain, count(DISTINCT w) AS powers, count(DISTINCT decider) AS deciders,
     count(DISTINCT CASE WHEN decider IS NOT NULL THEN w END) AS decided,
     count(DISTINCT CASE WHEN supervised THEN w END) AS supervised
RETURN domain, powers, decided, deciders, supervised, toFloat(supervised) / powers AS supervised_share
ORDER BY powers DESC, domain
