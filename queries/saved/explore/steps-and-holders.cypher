/*---
id: steps-and-holders
kind: question
title: {zh: 各环节由谁办理, en: Steps and who takes them}
question:
  zh: 某项权力各环节对应什么角色，由哪个岗位或机构承担，现由谁担任？
  en: Which roles act at each step of a power, who fills them, and who holds the posts?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  power: {type: text, doc: {zh: 权力编号, en: Power (uid)}}
columns:
  seq: {zh: 次序, en: Order}
  step: {zh: 环节编号, en: Step}
  step_name: {zh: 环节, en: Step name}
  role_kind: {zh: 角色, en: Role kind}
  holder: {zh: 承担者, en: Filled by}
  holder_name: {zh: 承担者名称, en: Filled by (name)}
  names: {zh: 姓名, en: Names}
needs: [Body, Official, Post, Power, Role, Step, AT_STEP, FILLS, HAS_STEP, HOLDS]
---*/
MATCH (w:Power {uid: $power})-[s:HAS_STEP]->(t:Step)
WHERE all(x IN [s, t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (t)<-[a:AT_STEP]-(r:Role)
WHERE all(x IN [a, r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (r)<-[f:FILLS]-(q)
WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (q)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT t, r, q, o
ORDER BY o.uid
WITH t, r, q, collect(o.name) AS names
RETURN t.seq AS seq, t.uid AS step, t.name AS step_name, r.kind AS role_kind,
       CASE WHEN q:Post THEN 'Post/' WHEN q:Body THEN 'Body/' ELSE 'Department/' END + q.uid AS holder,
       q.name AS holder_name, names
ORDER BY seq, step, role_kind, holder, holder_name
