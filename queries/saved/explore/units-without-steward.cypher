/*---
id: units-without-steward
kind: question
title: {zh: 没有录入专人的单位, en: Units without a data steward}
question:
  zh: 哪些单位没有指定录入专人，有多少项权力？
  en: Which units have named nobody to enter their records, and how many powers do they have?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  kind: {zh: 类别, en: Kind}
  powers: {zh: 权力数, en: Powers}
needs: [Department, Official, Power, DATA_STEWARD_OF, EXERCISED_BY]
---*/
MATCH (d:Department)
WHERE all(x IN [d] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (d)<-[s:DATA_STEWARD_OF]-(:Official)
    WHERE all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
OPTIONAL MATCH (d)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [e, w] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN d.uid AS unit, d.name AS unit_name, d.kind AS kind, count(DISTINCT w) AS powers
ORDER BY powers DESC, unit
