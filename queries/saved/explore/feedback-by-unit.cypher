/*---
id: feedback-by-unit
kind: question
title: {zh: 群众意见分类, en: Feedback by unit and kind}
question:
  zh: 各单位收到哪几类群众意见，经什么渠道，办理了多少？
  en: What kinds of feedback did each unit get, by which channel, and how much of it was handled?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  from: {type: date, default: null, doc: {zh: 起始日（含）；不填则不限, en: First day; without it from the beginning}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  kind: {zh: 类别, en: Kind}
  channel: {zh: 渠道, en: Channel}
  count: {zh: 数量, en: Number}
  handled: {zh: 已办理, en: Handled}
  on_powers: {zh: 涉及权力数, en: Powers concerned}
needs: [Department, Feedback, Power, ABOUT_POWER, TO_DEPARTMENT]
---*/
MATCH (d:Department)<-[t:TO_DEPARTMENT]-(f:Feedback)
WHERE ($unit IS NULL OR d.uid = $unit) AND date(f.at) <= $as_of AND ($from IS NULL OR date(f.at) >= $from)
  AND all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (f)-[a:ABOUT_POWER]->(w:Power)
WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH d, f.kind AS kind, f.channel AS channel, f, w
RETURN d.uid AS unit, d.name AS unit_name, kind, channel, count(DISTINCT f) AS count,
       count(DISTINCT CASE WHEN f.handled_on <= $as_of THEN f.uid END) AS handled, count(DISTINCT w) AS on_powers
ORDER BY unit, count DESC, kind, channel
