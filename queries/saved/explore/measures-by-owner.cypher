/*---
id: measures-by-owner
kind: question
title: {zh: 措施责任岗位, en: Measures by owner}
question:
  zh: 每个岗位负责哪些防控措施，由谁担任，岗位是否空缺？
  en: Which control measures does each post answer for, and who holds it, if anybody?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  holders: {zh: 任职人员, en: Holders}
  measures: {zh: 措施数, en: Measures}
  risks: {zh: 风险点数, en: Risk points}
needs: [ControlMeasure, Department, Official, Post, RiskPoint, HOLDS, IN_DEPARTMENT, MITIGATED_BY, RESPONSIBLE_FOR]
---*/
MATCH (d:Department)<-[i:IN_DEPARTMENT]-(p:Post)-[r:RESPONSIBLE_FOR]->(c:ControlMeasure)
WHERE ($unit IS NULL OR d.uid = $unit)
  AND all(x IN [i, p, r, c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (c)<-[t:MITIGATED_BY]-(k:RiskPoint)
WHERE all(x IN [t, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH d, p, count(DISTINCT c) AS measures, count(DISTINCT k) AS risks
OPTIONAL MATCH (p)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT d, p, measures, risks, o
ORDER BY o.uid
WITH d, p, measures, risks, collect(o.name) AS holders
RETURN d.uid AS unit, d.name AS unit_name, p.uid AS post, p.name AS post_name, holders, measures, risks
ORDER BY measures DESC, unit, post
