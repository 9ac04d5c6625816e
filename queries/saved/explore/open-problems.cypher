/*---
id: open-problems
kind: question
title: {zh: 未销号的问题, en: Problems still open}
question:
  zh: 各单位哪些巡察发现的问题还没有完成整改，是否已过期限？
  en: Which problems of each unit have not been put right, and are they overdue?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  problem: {zh: 问题编号, en: Problem}
  problem_name: {zh: 问题, en: Problem name}
  category: {zh: 事项类别, en: Category}
  inspection_name: {zh: 巡察, en: Inspection}
  raised_on: {zh: 发现日, en: Raised on}
  due_on: {zh: 整改期限, en: Due on}
  overdue: {zh: 是否逾期, en: Overdue}
needs: [Department, Inspection, Problem, Rectification, FOUND_IN, RAISED_BY, RECTIFIES]
---*/
MATCH (d:Department)<-[f:FOUND_IN]-(q:Problem)
WHERE ($unit IS NULL OR d.uid = $unit) AND (q.raised_on IS NULL OR q.raised_on <= $as_of)
  AND all(x IN [f, q] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (q)<-[r:RECTIFIES]-(t:Rectification)
    WHERE t.status = 'DONE' AND (t.done_on IS NULL OR t.done_on <= $as_of)
      AND all(x IN [r, t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
OPTIONAL MATCH (q)-[s:RAISED_BY]->(i:Inspection)
WHERE all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN DISTINCT d.uid AS unit, d.name AS unit_name, q.uid AS problem, q.name AS problem_name, q.category AS category,
       i.name AS inspection_name, q.raised_on AS raised_on, q.due_on AS due_on,
       coalesce(q.due_on < $as_of, false) AS overdue
ORDER BY unit, due_on, problem, inspection_name
