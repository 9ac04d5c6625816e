/*---
id: kin-in-units
kind: question
title: {zh: 同单位的亲属, en: Kin in one unit}
question:
  zh: 哪些单位有亲属同时任职，分别在什么岗位？
  en: In which units do kin serve at the same time, and in which posts?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  relation: {zh: 亲属关系, en: Relation}
  kin: {zh: 亲属编号, en: Kin}
  kin_name: {zh: 亲属姓名, en: Kin name}
  kin_post: {zh: 亲属岗位, en: Kin post}
needs: [Department, Official, Post, HOLDS, IN_DEPARTMENT, KIN_OF]
---*/
MATCH (d:Department)<-[i:IN_DEPARTMENT]-(p:Post)<-[h:HOLDS]-(o:Official)-[k:KIN_OF]-(r:Official)-[g:HOLDS]->(q:Post)-[j:IN_DEPARTMENT]->(d)
WHERE ($unit IS NULL OR d.uid = $unit) AND o.uid < r.uid
  AND all(x IN [i, p, h, k, g, q, j] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN DISTINCT d.uid AS unit, d.name AS unit_name, o.uid AS official, o.name AS official_name, p.uid AS post,
       p.name AS post_name, k.kind AS relation, r.uid AS kin, r.name AS kin_name, q.name AS kin_post
ORDER BY unit, official, kin, post, kin_post, relation
