/*---
id: unit-bases
kind: question
title: {zh: 权力依据状况, en: State of a unit's legal bases}
question:
  zh: 某单位现行权力依据哪些法律法规和文件，各支撑多少项，哪些已失效或尚未生效？
  en: On which laws and papers do a unit's active powers rest, how many each, and which of them have lapsed or are not yet in force?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  legal_basis: {zh: 依据编号, en: Basis}
  legal_basis_name: {zh: 依据, en: Basis}
  legal_basis_kind: {zh: 类别, en: Kind}
  powers: {zh: 支撑权力数, en: Powers}
  effective_from: {zh: 施行, en: In force from}
  effective_to: {zh: 失效, en: Until}
  lapsed: {zh: 已失效, en: Lapsed}
  pending: {zh: 尚未生效, en: Not yet in force}
needs: [Department, Power, LegalBasis, EXERCISED_BY, AUTHORIZED_BY]
---*/
MATCH (:Department {uid: $unit})<-[x:EXERCISED_BY]-(w:Power)-[y:AUTHORIZED_BY]->(b:LegalBasis)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(r IN [x, w, y] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                           AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH b, count(DISTINCT w) AS powers
RETURN b.uid AS legal_basis, b.name AS legal_basis_name, b.kind AS legal_basis_kind, powers,
       b.effective_from AS effective_from, b.effective_to AS effective_to,
       coalesce(b.effective_to <= $as_of, false) AS lapsed,
       coalesce(b.effective_from > $as_of, false) AS pending
ORDER BY lapsed DESC, pending DESC, powers DESC, legal_basis
