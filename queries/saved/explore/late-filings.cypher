/*---
id: late-filings
kind: question
title: {zh: 逾期备案, en: Late filings}
question:
  zh: 哪些事项或办件超过限期才备案，晚了几个工作日？
  en: Which matters or cases were filed later than the days allowed, after how many working days?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  limit_days: {type: int, default: 10, doc: {zh: 限期（工作日）, en: Working days allowed}}
columns:
  filing: {zh: 备案编号, en: Filing}
  filed: {zh: 备案对象, en: What was filed}
  filed_name: {zh: 名称, en: Name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  happened_on: {zh: 发生日, en: Happened on}
  filed_on: {zh: 备案日, en: Filed on}
  allowed: {zh: 限期天数, en: Days allowed}
  days: {zh: 相隔工作日, en: Working days between}
needs: [CaseFile, Department, Filing, Matter, FILED_AS, MATTER_OF, RUN_BY]
after:
  - {column: days, days: [happened_on, filed_on], kind: WORKING}
  - {keep: days, above: allowed}
---*/
MATCH (f:Filing)
WHERE f.filed_on <= $as_of AND f.happened_on IS NOT NULL
  AND all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
CALL {
  WITH f
  MATCH (f)<-[a:FILED_AS]-(m:Matter)-[b:MATTER_OF]->(d:Department)
  WHERE all(x IN [a, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 'Matter/' + m.uid AS filed, m.name AS filed_name, d
  UNION
  WITH f
  MATCH (f)<-[a:FILED_AS]-(c:CaseFile)-[b:RUN_BY]->(d:Department)
  WHERE all(x IN [a, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 'CaseFile/' + c.uid AS filed, c.name AS filed_name, d
}
WITH f, filed, filed_name, d
WHERE $unit IS NULL OR d.uid = $unit
RETURN f.uid AS filing, filed, filed_name, d.uid AS unit, d.name AS unit_name, f.happened_on AS happened_on,
       f.filed_on AS filed_on, $limit_days AS allowed
ORDER BY unit, filed_on, filing, filed
