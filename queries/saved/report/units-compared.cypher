/*---
id: units-compared
kind: question
title: {zh: 各单位规模对照, en: Units side by side}
question:
  zh: 各单位属于哪一类，有多少现行权力、高风险权力、风险点和在岗人员？
  en: Of which kind is each unit, and how many active powers, powers of high risk, risk points and officials has it?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  department_kind: {zh: 性质, en: Kind}
  powers: {zh: 现行权力, en: Active powers}
  high: {zh: 其中高风险, en: Of high risk}
  risks: {zh: 风险点, en: Risk points}
  officials: {zh: 在岗人数, en: Officials in post}
needs: [Department, Power, RiskPoint, Post, Official, EXERCISED_BY, HAS_RISK, IN_DEPARTMENT, HOLDS]
---*/
MATCH (d:Department)
WHERE ($unit IS NULL OR d.uid = $unit)
  AND (d.valid_from IS NULL OR d.valid_from <= $as_of) AND (d.valid_to IS NULL OR d.valid_to > $as_of)
OPTIONAL MATCH (d)<-[x:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(r IN [x, w] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
OPTIONAL MATCH (w)-[h:HAS_RISK]->(k:RiskPoint)
WHERE all(r IN [h, k] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH d, count(DISTINCT w.uid) AS powers,
     count(DISTINCT CASE WHEN w.risk_level = 'HIGH' THEN w.uid END) AS high, count(DISTINCT k.uid) AS risks
OPTIONAL MATCH (d)<-[i:IN_DEPARTMENT]-(p:Post)<-[g:HOLDS]-(o:Official)
WHERE all(r IN [i, p, g] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                           AND (r.valid_to IS NULL OR r.valid_to > $as_of))
RETURN d.uid AS unit, d.name AS unit_name, d.kind AS department_kind, powers, high, risks,
       count(DISTINCT o.uid) AS officials
ORDER BY unit
