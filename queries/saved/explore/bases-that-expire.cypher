/*---
id: bases-that-expire
kind: question
title: {zh: 已失效或即将失效的依据, en: Bases that have ended or end soon}
question:
  zh: 哪些在用权力的设定依据已经失效，或将在某日前失效？
  en: Which active powers rest on a legal basis that has ended, or ends by a certain day?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  by: {type: date, default: null, doc: {zh: 将于此日（含）前失效；不填则只列已失效的, en: Ends by this day; without it only those that have ended}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  basis: {zh: 依据编号, en: Basis}
  basis_name: {zh: 依据, en: Basis name}
  article: {zh: 条款, en: Article}
  ends_on: {zh: 失效日, en: Ends on}
  ended: {zh: 是否已失效, en: Has ended}
needs: [Department, LegalBasis, Power, AUTHORIZED_BY, EXERCISED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)-[a:AUTHORIZED_BY]->(b:LegalBasis)
WHERE ($unit IS NULL OR d.uid = $unit) AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [e, w, a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND (b.effective_to <= $as_of OR b.effective_to <= $by)
RETURN DISTINCT d.uid AS unit, d.name AS unit_name, w.uid AS power, w.name AS power_name, b.uid AS basis,
       b.name AS basis_name, a.article AS article, b.effective_to AS ends_on, b.effective_to <= $as_of AS ended
ORDER BY ends_on, unit, power, basis, article
