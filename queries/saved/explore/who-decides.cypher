/*---
id: who-decides
kind: question
title: {zh: 谁能决定什么, en: Who can decide what}
question:
  zh: 哪些人凭哪个岗位、哪些会议机构或单位，对哪些权力有决策权？
  en: Which officials through which post, and which bodies or departments, decide on which powers?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  department: {type: text, default: null, doc: {zh: 只看这个单位（编号）, en: Only this department (uid)}}
  word: {type: text, default: null, doc: {zh: 权力名称含有的字词, en: A word in the name of the power}}
columns:
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  risk_level: {zh: 风险等级, en: Risk level}
  role: {zh: 角色编号, en: Role}
  limit_amount: {zh: 限额（元）, en: Limit (yuan)}
  holder: {zh: 决策主体, en: Decider}
  holder_name: {zh: 决策主体名称, en: Decider name}
  official: {zh: 人员编号（空：岗位空缺或集体决策）, en: 'Official (empty: vacant post, or a collective)'}
  official_name: {zh: 人员, en: Official name}
  since: {zh: 自何日起, en: Since}
needs: [Department, Power, Role, Post, Body, Official, EXERCISED_BY, OVER, FILLS, HOLDS]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)<-[v:OVER]-(r:Role {kind: 'DECISION'})<-[f:FILLS]-(q)
WHERE ($department IS NULL OR d.uid = $department)
  AND ($word IS NULL OR w.name CONTAINS $word)
  AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e, v, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (q)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN d.uid AS department, d.name AS department_name, w.uid AS power, w.name AS power_name,
       w.risk_level AS risk_level, r.uid AS role, r.limit_amount AS limit_amount,
       CASE WHEN q:Post THEN 'Post/' WHEN q:Body THEN 'Body/' ELSE 'Department/' END + q.uid AS holder,
       q.name AS holder_name, o.uid AS official, o.name AS official_name,
       CASE WHEN f.valid_from IS NULL OR h.valid_from > f.valid_from
            THEN h.valid_from ELSE f.valid_from END AS since
ORDER BY department, power, role, holder, official, since
