/*---
id: top-suppliers
kind: question
title: {zh: 主要供应商, en: Top suppliers}
question:
  zh: 某单位从哪些供应商采购最多，其中多少合同是单一来源？
  en: From which suppliers does a unit buy most, and how many of the contracts are single-source?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  from: {type: date, default: null, doc: {zh: 起始日（含）；不填则不限, en: First day; without it from the beginning}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  supplier: {zh: 供应商编号, en: Supplier}
  supplier_name: {zh: 供应商, en: Supplier name}
  contracts: {zh: 合同数, en: Contracts}
  total: {zh: 合计金额, en: Total}
  single: {zh: 单一来源合同数, en: Single-source contracts}
  last_on: {zh: 最晚, en: Last}
needs: [Contract, Counterparty, Department, PURCHASED_BY, SUPPLIED_BY]
---*/
MATCH (d:Department)<-[b:PURCHASED_BY]-(c:Contract)-[s:SUPPLIED_BY]->(y:Counterparty)
WHERE ($unit IS NULL OR d.uid = $unit) AND c.signed_on <= $as_of AND ($from IS NULL OR c.signed_on >= $from)
  AND all(x IN [b, c, s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT d, y, c
RETURN d.uid AS unit, d.name AS unit_name, y.uid AS supplier, y.name AS supplier_name, count(c) AS contracts,
       coalesce(sum(coalesce(c.amount, 0.0) + coalesce(c.supplement_amount, 0.0)), 0.0) AS total,
       coalesce(sum(CASE c.method WHEN 'SINGLE_SOURCE' THEN 1 ELSE 0 END), 0) AS single, max(c.signed_on) AS last_on
ORDER BY total DESC, unit, supplier
