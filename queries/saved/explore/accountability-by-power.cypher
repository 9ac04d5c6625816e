/*---
id: accountability-by-power
kind: question
title: {zh: 因权力被问责, en: Accountability by power}
question:
  zh: 哪些权力的行使有人被问责，问责了谁，何种方式？
  en: For the use of which powers was who held to account, and how?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  risk_level: {zh: 风险等级, en: Risk level}
  accountability: {zh: 问责编号, en: Accountability}
  form: {zh: 问责方式, en: Form}
  decided_on: {zh: 办结日, en: Decided on}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
needs: [Accountability, Department, Official, Power, AGAINST, BECAUSE_OF, EXERCISED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)<-[b:BECAUSE_OF]-(a:Accountability)
WHERE ($unit IS NULL OR d.uid = $unit) AND (a.decided_on IS NULL OR a.decided_on <= $as_of)
  AND all(x IN [e, b, a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (a)-[g:AGAINST]->(o:Official)
WHERE all(x IN [g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN DISTINCT d.uid AS unit, d.name AS unit_name, w.uid AS power, w.name AS power_name, w.risk_level AS risk_level,
       a.uid AS accountability, a.kind AS form, a.decided_on AS decided_on, o.uid AS official, o.name AS official_name
ORDER BY unit, power, decided_on, accountability, official
