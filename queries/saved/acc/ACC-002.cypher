/*---
id: ACC-002
kind: rule
title: {zh: 同类问题反复, en: Repeat problem}
question:
  zh: 哪些单位的同类问题在整改完成后又发生，或者在多轮巡察中反复出现？
  en: "Which units had a problem of one category again after it was rectified, or in several inspections?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  n:
    type: int
    default: 2
    doc: {zh: 同类问题出现的巡察轮次数, en: Inspections that raised the category}
    source: F75
columns:
  subject: {zh: 问题编号, en: Problem}
  subject_name: {zh: 问题, en: Name of the problem}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  category: {zh: 问题类别, en: Category}
  problems: {zh: 同类问题数, en: Problems of the category}
  after_done: {zh: 整改完成后再次发生, en: Raised again after one was done}
  inspections: {zh: 出现的巡察轮次数, en: Inspections that raised it}
needs: [Department, Inspection, Problem, Rectification, FOUND_IN, RAISED_BY, RECTIFIES]
severity: high
subject: Problem
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (d:Department)<-[f:FOUND_IN]-(p:Problem)
  WHERE p.raised_on <= $as_of AND p.category IS NOT NULL
    AND all(y IN [p, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH p, min(d.uid) AS unit
  WITH DISTINCT unit, p.category AS category
  RETURN unit, count(category) AS examined
  ORDER BY unit
basis:
  - {row: F75, covers: partial}
message:
  zh: "疑似：{unit_name}的“{category}”类问题反复发生（共 {problems} 个，涉及 {inspections} 轮巡察），最近一个为“{subject_name}”，需核实。"
  en: "Suspected: problems of category “{category}” come back in {unit_name} ({problems} of them, {inspections} inspections), the latest being “{subject_name}”; to be verified."
verify:
  zh:
    document: 调取历次反馈意见、整改报告和销号材料，核对是否为同一性质问题。
    interview: 询问单位负责人和历次整改责任人：上次如何整改，为何再次发生。
    site: 现场查看整改措施是否仍在执行，制度是否落实到岗位。
  en:
    document: "Obtain the findings, reports and closing papers of all rounds; is it the same sort of problem?"
    interview: Ask the head and whoever rectified it before what was done then and why it came back.
    site: See on the spot whether the measures of that time are still carried out.
blind:
  zh: 以登记的问题类别文字一致为同类；完成日期未登记的不算整改完成；单位撤并改名后分别计算。
  en: Problems are alike where the recorded words of the category are; DONE without a day does not count; merged or renamed units count apart.
---*/
MATCH (d:Department)<-[f:FOUND_IN]-(p:Problem)
WHERE p.raised_on <= $as_of AND p.category IS NOT NULL
  AND all(y IN [p, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, d
ORDER BY p.uid, d.uid
WITH p, head(collect(d)) AS home
OPTIONAL MATCH (p)<-[e:RECTIFIES]-(r:Rectification)
WHERE r.status = 'DONE' AND r.done_on <= $as_of
  AND all(y IN [r, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, home, min(r.done_on) AS done_on
OPTIONAL MATCH (p)-[b:RAISED_BY]->(i:Inspection)
WHERE all(y IN [b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, home, done_on, i
ORDER BY p.uid, i.uid
WITH p, home, done_on, collect(DISTINCT i.uid) AS rounds
ORDER BY home.uid, p.category, p.raised_on DESC, p.uid
WITH home, p.category AS category,
     collect({uid: p.uid, name: p.name, raised_on: p.raised_on, done_on: done_on, rounds: rounds}) AS found
WITH home, category, found,
     any(x IN found WHERE any(z IN found
         WHERE z.raised_on < x.raised_on AND coalesce(z.done_on < x.raised_on, false))) AS after_done,
     reduce(seen = [], x IN found | seen + [t IN x.rounds WHERE NOT t IN seen]) AS raised_by
WHERE after_done OR size(raised_by) >= $n
RETURN head(found).uid AS subject, head(found).name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Department/' + home.uid] + [x IN found | 'Problem/' + x.uid]
         + [t IN raised_by | 'Inspection/' + t] AS evidence,
       category, size(found) AS problems, after_done, size(raised_by) AS inspections
ORDER BY subject, actors
