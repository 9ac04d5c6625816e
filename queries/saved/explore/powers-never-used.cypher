/*---
id: powers-never-used
kind: question
title: {zh: 从未行使的权力, en: Powers never used}
question:
  zh: 哪些在用权力在一段时间内没有办过一件？
  en: Which active powers had no case in a period?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  from: {type: date, default: null, doc: {zh: 起始日（含）；不填则不限, en: First day; without it from the beginning}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  risk_level: {zh: 风险等级, en: Risk level}
needs: [CaseFile, Department, Power, CASE_OF, EXERCISED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE ($unit IS NULL OR d.uid = $unit) AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [e, w] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (w)<-[k:CASE_OF]-(c:CaseFile)
    WHERE c.accepted_on <= $as_of AND ($from IS NULL OR c.accepted_on >= $from)
      AND all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
RETURN d.uid AS unit, d.name AS unit_name, w.uid AS power, w.name AS power_name, w.risk_level AS risk_level
ORDER BY unit, power
