/*---
id: ACC-001
kind: rule
title: {zh: 整改超期, en: Rectification overdue}
question:
  zh: 哪些问题过了整改期限仍未整改完成，或者完成晚于期限？
  en: Which problems were not rectified by their due day?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 问题编号, en: Problem}
  subject_name: {zh: 问题, en: Name of the problem}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  category: {zh: 问题类别, en: Category}
  raised_on: {zh: 反馈日期, en: Raised on}
  due_on: {zh: 整改期限, en: Due on}
  done_on: {zh: 最早完成日期, en: Done on (earliest)}
  until: {zh: 计算至, en: Counted to}
  days_late: {zh: 超期天数, en: Days overdue}
needs: [Department, Problem, Rectification, FOUND_IN, RECTIFIES]
after:
  - {column: days_late, days: [due_on, until], kind: CALENDAR}
severity: high
subject: Problem
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (d:Department)<-[f:FOUND_IN]-(p:Problem)
  WHERE p.due_on < $as_of AND (p.raised_on IS NULL OR p.raised_on <= $as_of)
    AND all(y IN [p, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH p, min(d.uid) AS unit
  RETURN unit, count(p) AS examined
  ORDER BY unit
basis:
  - {row: F74, covers: partial}
  - {law: 审计法, article: 第五十二条, version: 2021, certain: true, covers: partial}
message:
  zh: "疑似：{unit_name}的问题“{subject_name}”整改期限为 {due_on}，截至 {until} 超期 {days_late} 天，需核实。"
  en: "Suspected: problem “{subject_name}” of {unit_name} was due on {due_on}; up to {until} it is {days_late} days overdue; to be verified."
verify:
  zh:
    document: 调取整改方案、整改报告和销号材料，核对完成日期和佐证材料。
    interview: 询问整改责任人和督办部门：未按期完成的原因，是否批准延期。
    site: 现场查看问题是否真正解决，有无以报告代整改。
  en:
    document: "Obtain plan, report and closing papers of the rectification; check day and proof."
    interview: "Ask whoever answers for it, and the office that follows it up, why it is late and whether more time was granted."
    site: See on the spot whether the problem is really solved and not only reported so.
blind:
  zh: 没有整改期限的不检查；批准延期而未改期限的也会列出；没有完成日期的“完成”不算完成；不评价整改质量。
  en: Problems without a due day are not examined; an extension that did not change the due day is listed too; DONE without a day does not count; it says nothing of the quality.
---*/
MATCH (d:Department)<-[f:FOUND_IN]-(p:Problem)
WHERE p.due_on < $as_of AND (p.raised_on IS NULL OR p.raised_on <= $as_of)
  AND all(y IN [p, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, d
ORDER BY p.uid, d.uid
WITH p, head(collect(d)) AS home
OPTIONAL MATCH (p)<-[e:RECTIFIES]-(r:Rectification)
WHERE r.status = 'DONE' AND r.done_on <= $as_of
  AND all(y IN [r, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, home, r
ORDER BY p.uid, r.done_on, r.uid
WITH p, home, head(collect(r)) AS first
WHERE first IS NULL OR first.done_on > p.due_on
RETURN p.uid AS subject, p.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Problem/' + p.uid, 'Department/' + home.uid]
         + CASE WHEN first IS NULL THEN [] ELSE ['Rectification/' + first.uid] END AS evidence,
       p.category AS category, p.raised_on AS raised_on, p.due_on AS due_on, first.done_on AS done_on,
       coalesce(first.done_on, $as_of) AS until
ORDER BY subject, actors
