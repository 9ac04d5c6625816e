/*---
id: unit-changes
kind: question
title: {zh: 清理调整情况（清、削、管）, en: How powers of a unit were cleared and adjusted}
question:
  zh: 某单位的权力截至基准日经历过哪些清理、削减、限制、转移、下放和新增，各多少项、在何时？
  en: Which clearing, cutting, limiting, transfer, delegation and adding have a unit's powers seen by the day, how many and when?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  power_change_action: {zh: 方式, en: Action}
  count: {zh: 项数, en: Powers}
  first_on: {zh: 最早, en: First}
  last_on: {zh: 最近, en: Last}
  powers: {zh: 权力编号, en: Powers}
needs: [Department, Power, PowerChange, EXERCISED_BY, CHANGES]
---*/
MATCH (:Department {uid: $unit})<-[x:EXERCISED_BY]-(w:Power)<-[y:CHANGES]-(c:PowerChange)
WHERE c.changed_on <= $as_of
  AND (x.valid_from IS NULL OR x.valid_from <= c.changed_on)
  AND (x.valid_to IS NULL OR x.valid_to >= c.changed_on)
  AND (y.valid_to IS NULL OR y.valid_to > $as_of)
  AND (c.valid_to IS NULL OR c.valid_to > $as_of)
WITH DISTINCT c, w ORDER BY c.action, w.uid, c.changed_on
RETURN c.action AS power_change_action, count(DISTINCT w) AS count, min(c.changed_on) AS first_on,
       max(c.changed_on) AS last_on, collect(DISTINCT w.uid) AS powers
ORDER BY power_change_action
