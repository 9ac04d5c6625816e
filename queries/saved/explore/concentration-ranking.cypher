/*---
id: concentration-ranking
kind: question
title: {zh: 决策权集中排名, en: Who decides on most powers}
question:
  zh: 哪些人通过全部岗位决策的权力最多，其中高风险的有多少，跨哪些单位和领域？
  en: Which officials decide on the most powers through all their posts, how many of high risk, across which departments and domains?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  department: {type: text, default: null, doc: {zh: 只看这个单位的权力（编号）, en: Only powers of this department (uid)}}
  top_n: {type: int, default: 20, doc: {zh: 列出前几名, en: How many officials to list}}
columns:
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 人员, en: Official name}
  powers: {zh: 决策的权力数, en: Powers decided on}
  high: {zh: 其中高风险, en: Of high risk}
  posts: {zh: 岗位编号, en: Posts}
  departments: {zh: 涉及单位编号, en: Departments}
  department_names: {zh: 涉及单位, en: Department names}
  domains: {zh: 涉及领域, en: Domains}
needs: [Official, Post, Role, Power, Department, HOLDS, FILLS, OVER, EXERCISED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)<-[v:OVER]-(r:Role {kind: 'DECISION'})
      <-[f:FILLS]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE ($department IS NULL OR d.uid = $department)
  AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e, v, f, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                 AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT o, p, w, d
ORDER BY d.uid
WITH o, count(DISTINCT w) AS powers, collect(DISTINCT d) AS ds, collect(DISTINCT p.uid) AS ps,
     count(DISTINCT CASE WHEN w.risk_level = 'HIGH' THEN w END) AS high, collect(DISTINCT w.domain) AS ms
ORDER BY powers DESC, high DESC, o.uid
LIMIT $top_n
CALL {
  WITH ps
  UNWIND ps AS x
  WITH x ORDER BY x
  RETURN collect(x) AS posts
}
CALL {
  WITH ms
  UNWIND ms AS x
  WITH x ORDER BY x
  RETURN collect(x) AS domains
}
RETURN o.uid AS official, o.name AS official_name, powers, high, posts,
       [x IN ds | x.uid] AS departments, [x IN ds | x.name] AS department_names, domains
ORDER BY powers DESC, high DESC, official
