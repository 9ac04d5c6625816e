/*---
id: cases-by-handler
kind: question
title: {zh: 经办人办件量, en: Cases by handler}
question:
  zh: 某单位每名经办人在一段时间内办了多少件、多少环节、涉及多少项权力？
  en: How many cases, events and powers did each handler of a unit have in a period?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
  from: {type: date, default: null, doc: {zh: 起始日（含）；不填则不限, en: First day; without it from the beginning}}
columns:
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  cases: {zh: 办件数, en: Cases}
  events: {zh: 环节数, en: Events}
  powers: {zh: 权力数, en: Powers}
  first_on: {zh: 最早, en: First}
  last_on: {zh: 最晚, en: Last}
needs: [CaseEvent, CaseFile, Department, Official, Power, CASE_OF, EVENT_OF, HANDLED, RUN_BY]
---*/
MATCH (d:Department {uid: $unit})<-[b:RUN_BY]-(c:CaseFile)-[k:CASE_OF]->(w:Power)
WHERE all(x IN [b, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
MATCH (c)<-[g:EVENT_OF]-(v:CaseEvent)<-[h:HANDLED]-(o:Official)
WHERE date(v.at) <= $as_of AND ($from IS NULL OR date(v.at) >= $from)
  AND all(x IN [g, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT o, c, w, v, date(v.at) AS day
RETURN o.uid AS official, o.name AS official_name, count(DISTINCT c) AS cases, count(DISTINCT v) AS events,
       count(DISTINCT w) AS powers, min(day) AS first_on, max(day) AS last_on
ORDER BY cases DESC, events DESC, official
