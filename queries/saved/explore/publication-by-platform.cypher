/*---
id: publication-by-platform
kind: question
title: {zh: 各平台公开情况, en: Publication by platform}
question:
  zh: 各单位在哪些平台公开了多少权力事项，最近一次是何日？
  en: How many powers did each unit publish on which platform, and when last?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  platform: {zh: 平台, en: Platform}
  powers: {zh: 权力数, en: Powers}
  items: {zh: 公开条数, en: Items}
  latest: {zh: 最近公开日, en: Latest}
needs: [Department, Disclosure, Power, DISCLOSED_IN, EXERCISED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)-[p:DISCLOSED_IN]->(i:Disclosure)
WHERE ($unit IS NULL OR d.uid = $unit) AND i.published_on <= $as_of
  AND all(x IN [e, w, p, i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT d, w, i
RETURN d.uid AS unit, d.name AS unit_name, i.platform AS platform, count(DISTINCT w) AS powers,
       count(DISTINCT i) AS items, max(i.published_on) AS latest
ORDER BY unit, powers DESC, platform
