/*---
id: unit-power-types
kind: question
title: {zh: 权力分类统计, en: Powers of a unit by type and domain}
question:
  zh: 某单位现行权力按类型和领域各有多少，其中高风险、核心、重大、敏感和有裁量权的各有多少？
  en: How many active powers of each type and domain does a unit have, and how many are of high risk, core, major, sensitive or with discretion?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  power_power_type: {zh: 权力类型, en: Type}
  power_domain: {zh: 领域, en: Domain}
  count: {zh: 数量, en: Powers}
  high: {zh: 高风险, en: High risk}
  core: {zh: 核心, en: Core}
  major: {zh: 重大, en: Major}
  sensitive: {zh: 敏感, en: Sensitive}
  discretion: {zh: 有裁量权, en: With discretion}
needs: [Department, Power, EXERCISED_BY]
---*/
MATCH (:Department {uid: $unit})<-[x:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(r IN [x, w] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT w
RETURN w.power_type AS power_power_type, w.domain AS power_domain, count(w) AS count,
       coalesce(sum(CASE WHEN w.risk_level = 'HIGH' THEN 1 ELSE 0 END), 0) AS high,
       coalesce(sum(CASE WHEN w.is_core THEN 1 ELSE 0 END), 0) AS core,
       coalesce(sum(CASE WHEN w.is_major THEN 1 ELSE 0 END), 0) AS major,
       coalesce(sum(CASE WHEN w.is_sensitive THEN 1 ELSE 0 END), 0) AS sensitive,
       coalesce(sum(CASE WHEN w.has_discretion THEN 1 ELSE 0 END), 0) AS discretion
ORDER BY power_power_type, power_domain
