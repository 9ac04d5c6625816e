/*---
id: ACC-004
kind: rule
title: {zh: 评议低分未跟进, en: Low rating not followed up}
question:
  zh: 哪些单位最近一轮评议得分低或明显下降，此后没有办结任何群众意见？
  en: Which units had a low or falling rating in the latest round and settled no feedback after it?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  t:
    type: float
    default: 70
    doc: {zh: 平均得分低于此为低分, en: Mean score below which a rating is low}
    source: F70
  d:
    type: float
    default: 10
    doc: {zh: 较上一轮下降超过此分为明显下降, en: Fall from the round before that is too much}
    source: F70
columns:
  subject: {zh: 单位编号, en: Department}
  subject_name: {zh: 单位, en: Name of the department}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  round: {zh: 最近一轮评议, en: Latest round}
  held_on: {zh: 评议日期, en: Held on}
  mean_score: {zh: 平均得分, en: Mean score}
  previous_score: {zh: 上一轮平均得分, en: Mean score of the round before}
  low: {zh: 低于标准, en: Below the mark}
  fell: {zh: 下降超过限度, en: Fell by more than allowed}
needs: [Department, Evaluation, Feedback, EVALUATES, TO_DEPARTMENT]
severity: medium
subject: Department
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (d:Department)<-[v:EVALUATES]-(e:Evaluation)
  WHERE e.held_on <= $as_of AND e.score IS NOT NULL
    AND all(y IN [d, e, v] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                             AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH DISTINCT d
  RETURN d.uid AS unit, count(d) AS examined
  ORDER BY unit
basis:
  - {row: F69, covers: partial}
  - {row: F70, covers: partial}
message:
  zh: "疑似：{unit_name}在“{round}”评议中平均 {mean_score} 分（上一轮 {previous_score} 分），此后没有办结群众意见的记录，需核实。"
  en: "Suspected: {unit_name} scored {mean_score} in round “{round}” ({previous_score} before) and settled no feedback after it; to be verified."
verify:
  zh:
    document: 调取评议结果、整改方案和群众意见办理台账，核对评议后的办理记录。
    interview: 询问单位负责人和参评群众：评议结果是否通报，问题是否回应。
    site: 到服务窗口查看意见箱、投诉电话和办理公示。
  en:
    document: "Obtain results, plan of improvement and the register of feedback; what was handled after the round?"
    interview: "Ask the head, and people who took part, whether results were made known and answered."
    site: "Look at the opinion box, the complaint line and the notices at the counter."
blind:
  zh: 平均分对各评议主体不加权；只把直接反映给该单位的意见算作跟进，看不到以其他方式的整改。
  en: "The mean does not weigh the groups of voters; only feedback addressed to the unit counts as following up, no other improvement is seen."
---*/
MATCH (d:Department)<-[v:EVALUATES]-(e:Evaluation)
WHERE e.held_on <= $as_of AND e.score IS NOT NULL
  AND all(y IN [d, e, v] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                           AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT d, e
ORDER BY d.uid, e.round, e.uid
WITH d, e.round AS round, max(e.held_on) AS held_on, collect(e.score) AS scores, collect(e.uid) AS uids
WITH d, {name: round, held_on: held_on, uids: uids,
         mean: reduce(total = 0.0, x IN scores | total + x) / size(scores)} AS one
ORDER BY d.uid, one.held_on DESC, one.name DESC
WITH d, collect(one) AS rounds
WITH d, head(rounds) AS latest, head(tail(rounds)) AS before
WITH d, latest, before, latest.mean < $t AS low, coalesce(before.mean - latest.mean > $d, false) AS fell,
     latest.held_on AS last_day
WHERE (low OR fell)
  AND NOT EXISTS {
    MATCH (d)<-[g:TO_DEPARTMENT]-(f:Feedback)
    WHERE f.handled_on > last_day AND f.handled_on <= $as_of
      AND all(y IN [f, g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  }
RETURN d.uid AS subject, d.name AS subject_name, d.uid AS unit, d.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Department/' + d.uid] + [x IN latest.uids | 'Evaluation/' + x]
         + [x IN coalesce(before.uids, []) | 'Evaluation/' + x] AS evidence,
       latest.name AS round, last_day AS held_on, latest.mean AS mean_score,
       before.mean AS previous_score, low, fell
ORDER BY subject, actors
