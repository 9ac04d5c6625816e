/*---
id: unit-risk-profile
kind: question
title: {zh: 风险点分级统计, en: Risk points of a unit by level}
question:
  zh: 某单位现行权力的风险点各级各有多少，配有多少防控措施，多少没有措施？
  en: How many risk points of each level do a unit's active powers have, with how many measures, and how many without any?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  risk_point_level: {zh: 等级, en: Level}
  risks: {zh: 风险点, en: Risk points}
  powers: {zh: 涉及权力, en: Powers}
  measures: {zh: 防控措施, en: Measures}
  bare: {zh: 没有措施的风险点, en: Without a measure}
needs: [Department, Power, RiskPoint, ControlMeasure, EXERCISED_BY, HAS_RISK, MITIGATED_BY]
---*/
MATCH (:Department {uid: $unit})<-[x:EXERCISED_BY]-(w:Power)-[h:HAS_RISK]->(k:RiskPoint)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(r IN [x, w, h, k] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                              AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT w, k
WITH k, collect(w.uid) AS powers,
     COUNT { MATCH (k)-[m:MITIGATED_BY]->(c:ControlMeasure)
             WHERE all(r IN [m, c] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                     AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS measures
UNWIND powers AS power
RETURN k.level AS risk_point_level, count(DISTINCT k) AS risks, count(DISTINCT power) AS powers,
       coalesce(sum(measures), 0) AS measures,
       coalesce(sum(CASE WHEN measures = 0 THEN 1 ELSE 0 END), 0) AS bare
ORDER BY CASE risk_point_level WHEN 'HIGH' THEN 0 WHEN 'MEDIUM' THEN 1 WHEN 'LOW' THEN 2 ELSE 3 END
