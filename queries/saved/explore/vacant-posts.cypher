/*---
id: vacant-posts
kind: question
title: {zh: 空缺岗位, en: Vacant posts}
question:
  zh: 哪些岗位在某日无人担任，承担着哪些权力角色？
  en: Which posts does nobody hold on a day, and how many roles hang on them?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  is_key: {zh: 重点岗位, en: Key post}
  roles: {zh: 承担的权力角色数, en: Roles filled}
  last_left: {zh: 上一任离任日, en: Last holder left on}
needs: [Department, Official, Post, Role, FILLS, HOLDS, IN_DEPARTMENT]
---*/
MATCH (d:Department)<-[i:IN_DEPARTMENT]-(p:Post)
WHERE ($unit IS NULL OR d.uid = $unit)
  AND all(x IN [i, p] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (p)<-[h:HOLDS]-(:Official)
    WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
OPTIONAL MATCH (p)-[f:FILLS]->(r:Role)
WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH d, p, count(DISTINCT r) AS roles
OPTIONAL MATCH (p)<-[g:HOLDS]-(:Official)
WHERE g.valid_to <= $as_of
RETURN d.uid AS unit, d.name AS unit_name, p.uid AS post, p.name AS post_name, p.is_key AS is_key, roles,
       max(g.valid_to) AS last_left
ORDER BY roles DESC, unit, post
