/*---
id: powers-by-department
kind: question
title: {zh: 各单位各类权力数, en: Powers by department and type}
question:
  zh: 各单位各类权力各有多少，占本单位和全部权力的多少？
  en: How many powers of each type has each department, and what share of its own and of all powers is that?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  department: {type: text, default: null, doc: {zh: 只列这个单位（编号）；占比仍按全部单位算, en: List only this department (uid); shares stay those of all}}
columns:
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
  power_type: {zh: 权力类型, en: Power type}
  powers: {zh: 该类权力数, en: Powers of the type}
  department_powers: {zh: 本单位权力数, en: Powers of the department}
  share_of_department: {zh: 占本单位, en: Share of the department's}
  share_of_all: {zh: 占全部, en: Share of all}
needs: [Department, Power, EXERCISED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT d, w
WITH d, w.power_type AS kind, count(w) AS n
WITH d, collect({kind: kind, n: n}) AS kinds, coalesce(sum(n), 0) AS own
WITH collect({d: d, kinds: kinds, own: own}) AS departments, coalesce(sum(own), 0) AS total
UNWIND departments AS one
UNWIND one.kinds AS k
WITH one.d AS place, one.own AS own, k.kind AS kind, k.n AS n, total
WHERE $department IS NULL OR place.uid = $department
RETURN place.uid AS department, place.name AS department_name, kind AS power_type, n AS powers,
       own AS department_powers, toFloat(n) / own AS share_of_department,
       toFloat(n) / total AS share_of_all
ORDER BY department, power_type
