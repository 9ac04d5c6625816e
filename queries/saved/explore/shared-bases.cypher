/*---
id: shared-bases
kind: question
title: {zh: 共用同一依据的权力, en: Powers that share a legal basis}
question:
  zh: 哪些权力由同一依据设定，依据变动会牵动多少权力和单位？
  en: Which powers rest on the same legal basis, and how many powers and units would a change of it touch?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  least: {type: int, default: 2, doc: {zh: 至少多少项权力, en: At least so many powers}}
columns:
  basis: {zh: 依据编号, en: Basis}
  basis_name: {zh: 依据, en: Basis name}
  kind: {zh: 类别, en: Kind}
  powers: {zh: 权力数, en: Powers}
  units: {zh: 涉及单位数, en: Units}
  power_names: {zh: 权力事项, en: Powers named}
needs: [Department, LegalBasis, Power, AUTHORIZED_BY, EXERCISED_BY]
---*/
MATCH (b:LegalBasis)<-[a:AUTHORIZED_BY]-(w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [a, w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT b, w, d
ORDER BY w.uid
WITH b, collect(DISTINCT w.name) AS power_names, count(DISTINCT w) AS powers, count(DISTINCT d) AS units
WHERE powers >= $least
RETURN b.uid AS basis, b.name AS basis_name, b.kind AS kind, powers, units, power_names
ORDER BY powers DESC, units DESC, basis
