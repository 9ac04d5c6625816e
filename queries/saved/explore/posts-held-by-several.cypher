/*---
id: posts-held-by-several
kind: question
title: {zh: 一岗多人, en: Posts that several hold}
question:
  zh: 哪些岗位同一日由多人担任，编制是几名？
  en: Which posts do several hold on the same day, and what is the establishment?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  headcount: {zh: 编制数, en: Headcount}
  holders: {zh: 在任人数, en: Holders}
  names: {zh: 姓名, en: Names}
needs: [Department, Official, Post, HOLDS, IN_DEPARTMENT]
---*/
MATCH (d:Department)<-[i:IN_DEPARTMENT]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE ($unit IS NULL OR d.uid = $unit)
  AND all(x IN [i, p, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT d, p, o
ORDER BY o.uid
WITH d, p, count(o) AS holders, collect(o.name) AS names
WHERE holders > 1
RETURN d.uid AS unit, d.name AS unit_name, p.uid AS post, p.name AS post_name, p.headcount AS headcount, holders, names
ORDER BY holders DESC, unit, post
