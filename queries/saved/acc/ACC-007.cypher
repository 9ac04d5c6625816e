/*---
id: ACC-007
kind: rule
title: {zh: 群众意见未办理, en: Feedback unhandled}
question:
  zh: 哪些群众意见超过规定工作日仍未办结？
  en: Which feedback was not handled within the working days allowed?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  n:
    type: int
    default: 15
    doc: {zh: 办结的最多工作日, en: Most working days for handling}
    source: F66
columns:
  subject: {zh: 意见编号, en: Feedback}
  subject_name: {zh: 群众意见, en: Name of the feedback}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  received_on: {zh: 反映日期, en: Received on}
  channel: {zh: 反映渠道, en: Channel}
  kind: {zh: 意见类别, en: Kind}
  power_name: {zh: 涉及权力事项, en: Power}
  until: {zh: 计算至, en: Counted to}
  allowed: {zh: 允许的工作日, en: Working days allowed}
  days: {zh: 已过工作日, en: Working days passed}
needs: [Department, Feedback, Power, ABOUT_POWER, EXERCISED_BY, TO_DEPARTMENT]
after:
  - {column: days, days: [received_on, until], kind: WORKING}
  - {keep: days, above: allowed}
severity: low
subject: Feedback
dimension: SHOW
path: EXPOSE
population: |
  MATCH (f:Feedback)
  WHERE date(f.at) <= $as_of
    AND all(y IN [f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                       AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  OPTIONAL MATCH (f)-[x:TO_DEPARTMENT]->(d:Department)
  WHERE all(y IN [x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                       AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH f, min(d.uid) AS addressed
  OPTIONAL MATCH (f)-[a:ABOUT_POWER]->(w:Power)-[e:EXERCISED_BY]->(u:Department)
  WHERE all(y IN [a, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH f, addressed, w.uid AS power, min(u.uid) AS holder
  ORDER BY f.uid, power
  WITH f, addressed, head(collect(holder)) AS responsible
  WITH f, coalesce(addressed, responsible) AS unit
  RETURN unit, count(f) AS examined
  ORDER BY unit
basis:
  - {row: F66, covers: partial}
message:
  zh: "疑似：{received_on} 反映给{unit_name}的群众意见“{subject_name}”已过 {days} 个工作日未办结，需核实。"
  en: "Suspected: feedback “{subject_name}”, received by {unit_name} on {received_on}, has not been handled for {days} working days; to be verified."
verify:
  zh:
    document: 调取意见登记、转办单和答复材料，核对收到和办结日期。
    interview: 询问经办人和反映人：是否答复、如何答复。
    site: 查看意见箱、短信平台和网站后台的待办情况。
  en:
    document: "Obtain register, transfer slip and reply; check the days of receipt and reply."
    interview: Ask the handler and whoever gave the feedback whether and how it was answered.
    site: "See what is waiting in the opinion box, the SMS platform and behind the website."
blind:
  zh: 只看有没有办结日期，不看答复质量；收件单位和涉及事项都没有登记的意见没有归属单位。
  en: "It sees whether there is a day of reply, not its quality; feedback with neither an addressee nor a power belongs to no unit."
---*/
MATCH (f:Feedback)
WHERE date(f.at) <= $as_of
  AND all(y IN [f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  AND (f.handled_on IS NULL OR f.handled_on > $as_of)
OPTIONAL MATCH (f)-[x:TO_DEPARTMENT]->(d:Department)
WHERE all(y IN [x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH f, d
ORDER BY f.uid, d.uid
WITH f, head(collect(d)) AS addressed
OPTIONAL MATCH (f)-[a:ABOUT_POWER]->(w:Power)-[e:EXERCISED_BY]->(u:Department)
WHERE all(y IN [a, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH f, addressed, w, u
ORDER BY f.uid, w.uid, u.uid
WITH f, addressed, head(collect(w)) AS power, head(collect(u)) AS responsible
WITH f, power, coalesce(addressed.uid, responsible.uid) AS unit, coalesce(addressed.name, responsible.name) AS unit_name
RETURN f.uid AS subject, f.name AS subject_name, unit, unit_name, [] AS actors, [] AS actor_names,
       ['Feedback/' + f.uid] + CASE WHEN unit IS NULL THEN [] ELSE ['Department/' + unit] END
         + CASE WHEN power IS NULL THEN [] ELSE ['Power/' + power.uid] END AS evidence,
       date(f.at) AS received_on, f.channel AS channel, f.kind AS kind, power.name AS power_name,
       $as_of AS until, $n AS allowed
ORDER BY subject, actors
