/*---
id: delegated-powers
kind: question
title: {zh: 委托下放的权力, en: Powers that were delegated}
question:
  zh: 哪些权力委托或下放给了哪些乡镇、街道，有无文件、是否公布？
  en: Which powers were delegated to which towns or streets, by which document, and was it published?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  to_unit: {type: text, default: null, doc: {zh: 只看承接单位（编号）, en: Only powers delegated to this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  to_unit: {zh: 承接单位编号, en: Delegated to}
  to_unit_name: {zh: 承接单位, en: Delegated to (name)}
  kind: {zh: 类别, en: Kind}
  doc_no: {zh: 文号, en: Document}
  published: {zh: 是否公布, en: Published}
  since: {zh: 自何日起, en: Since}
needs: [Department, Power, DELEGATED_TO, EXERCISED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)-[g:DELEGATED_TO]->(t:Department)
WHERE ($unit IS NULL OR d.uid = $unit) AND ($to_unit IS NULL OR t.uid = $to_unit)
  AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [e, w, g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN DISTINCT d.uid AS unit, d.name AS unit_name, w.uid AS power, w.name AS power_name, t.uid AS to_unit,
       t.name AS to_unit_name, t.kind AS kind, g.doc_no AS doc_no, g.published AS published, g.valid_from AS since
ORDER BY unit, power, to_unit, since, doc_no, published
