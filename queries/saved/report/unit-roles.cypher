/*---
id: unit-roles
kind: question
title: {zh: 决策、执行、监督归属, en: "Who decides, carries out and supervises"}
question:
  zh: 某单位每项现行权力的决策、执行、监督各由哪些岗位、机构或单位承担，由谁担任？
  en: Which posts, bodies or departments decide, carry out and supervise each active power of a unit, and who holds them?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power}
  risk_level: {zh: 风险等级, en: Risk}
  role_kind: {zh: 角色, en: Role}
  holder: {zh: 承担者编号, en: Holder}
  holder_name: {zh: 承担者, en: Holder}
  names: {zh: 现任人员, en: Officials}
needs: [Department, Power, Role, Post, Body, Official, EXERCISED_BY, OVER, FILLS, HOLDS]
---*/
MATCH (:Department {uid: $unit})<-[x:EXERCISED_BY]-(w:Power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(h)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND (h:Post OR h:Body OR h:Department)
  AND all(y IN [x, w, v, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT w, r.kind AS role_kind, h
OPTIONAL MATCH (h)<-[k:HOLDS]-(o:Official)
WHERE (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
WITH w, role_kind, h, o ORDER BY w.uid, role_kind, h.uid, o.uid
WITH w, role_kind, h, collect(DISTINCT o.name) AS names
RETURN w.uid AS power, w.name AS power_name, w.risk_level AS risk_level, role_kind,
       CASE WHEN h:Post THEN 'Post/' WHEN h:Body THEN 'Body/' ELSE 'Department/' END + h.uid AS holder,
       h.name AS holder_name, names
ORDER BY CASE w.risk_level WHEN 'HIGH' THEN 0 WHEN 'MEDIUM' THEN 1 WHEN 'LOW' THEN 2 ELSE 3 END,
         power, role_kind, holder
