/*---
id: supervised-by-official
kind: question
title: {zh: 某人负责监督什么, en: What an official supervises}
question:
  zh: 某人通过监督角色或监督性岗位监督哪些权力，这些权力由谁决定？
  en: Which powers does an official supervise, through which post, and who decides on them?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  official: {type: text, doc: {zh: 人员编号, en: Official (uid)}}
columns:
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  deciders: {zh: 决定者, en: Deciders}
  decides_too: {zh: 本人是否也参与决定, en: Decides too}
needs: [Department, Official, Post, Power, Role, EXERCISED_BY, FILLS, HOLDS, OVER]
---*/
MATCH (o:Official {uid: $official})-[h:HOLDS]->(p:Post)-[f:FILLS]->(r:Role {kind: 'SUPERVISION'})-[v:OVER]->(w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [h, f, v, w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                 AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT o, p, w, d
OPTIONAL MATCH (w)<-[g:OVER]-(:Role {kind: 'DECISION'})<-[i:FILLS]-(:Post)<-[j:HOLDS]-(q:Official)
WHERE all(x IN [g, i, j] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT o, p, w, d, q
ORDER BY q.uid
WITH o, p, w, d, collect(q) AS deciders
RETURN w.uid AS power, w.name AS power_name, d.uid AS unit, d.name AS unit_name, p.uid AS post, p.name AS post_name,
       [q IN deciders | q.name] AS deciders, any(q IN deciders WHERE q.uid = o.uid) AS decides_too
ORDER BY power, unit, post
