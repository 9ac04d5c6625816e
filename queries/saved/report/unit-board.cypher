/*---
id: unit-board
kind: question
title: {zh: 单位权力公开目录, en: A unit's catalogue of powers for display}
question:
  zh: 某单位每项现行权力的类型、实施依据、承办科室、运行环节、办理期限和监督电话是什么，哪些是重大或敏感事项？
  en: For each active power of a unit, what are its type, legal bases, sections, steps, time limits and telephone for supervision, and which are major or sensitive?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power}
  power_type: {zh: 类型, en: Type}
  is_major: {zh: 重大事项, en: Major}
  is_sensitive: {zh: 敏感事项, en: Sensitive}
  basis_names: {zh: 实施依据, en: Legal bases}
  section_names: {zh: 承办科室, en: Sections}
  step_names: {zh: 运行环节, en: Steps}
  legal_days: {zh: 法定期限, en: Legal days}
  promised_days: {zh: 承诺期限, en: Promised days}
  day_kind: {zh: 期限单位, en: Kind of days}
  supervise_phone: {zh: 监督电话, en: Telephone for supervision}
needs: [Department, Power, LegalBasis, Section, Step, EXERCISED_BY, AUTHORIZED_BY, HANDLED_IN, HAS_STEP]
---*/
MATCH (:Department {uid: $unit})<-[x:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(r IN [x, w] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT w
CALL {
  WITH w
  MATCH (w)-[y:AUTHORIZED_BY]->(b:LegalBasis)
  WHERE all(r IN [y] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                       AND (r.valid_to IS NULL OR r.valid_to > $as_of))
  WITH b, y ORDER BY b.uid, y.article
  RETURN collect(b.name + coalesce(' ' + y.article, '')) AS basis_names
}
CALL {
  WITH w
  MATCH (w)-[y:HANDLED_IN]->(s:Section)
  WHERE all(r IN [y] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                       AND (r.valid_to IS NULL OR r.valid_to > $as_of))
  WITH DISTINCT s ORDER BY s.uid
  RETURN collect(s.name) AS section_names
}
CALL {
  WITH w
  MATCH (w)-[y:HAS_STEP]->(t:Step)
  WHERE all(r IN [y, t] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                          AND (r.valid_to IS NULL OR r.valid_to > $as_of))
  WITH DISTINCT t ORDER BY t.seq, t.uid
  RETURN collect(t.name) AS step_names
}
RETURN w.uid AS power, w.name AS power_name, w.power_type AS power_type,
       coalesce(w.is_major, false) AS is_major, coalesce(w.is_sensitive, false) AS is_sensitive,
       basis_names, section_names, step_names, w.legal_days AS legal_days,
       w.promised_days AS promised_days, w.day_kind AS day_kind, w.supervise_phone AS supervise_phone
ORDER BY CASE WHEN is_major OR is_sensitive THEN 0 ELSE 1 END, power
