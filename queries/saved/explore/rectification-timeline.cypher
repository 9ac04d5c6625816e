/*---
id: rectification-timeline
kind: question
title: {zh: 问题整改时间线, en: Timeline of problems put right}
question:
  zh: 某单位的问题何日发现、期限何日、何日整改完成，用了多少天？
  en: When was each problem of a unit found, due and put right, and how many days did it take?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  problem: {zh: 问题编号, en: Problem}
  problem_name: {zh: 问题, en: Problem name}
  raised_on: {zh: 发现日, en: Raised on}
  due_on: {zh: 整改期限, en: Due on}
  status: {zh: 状态, en: Status}
  done_on: {zh: 完成日, en: Done on}
  days: {zh: 从发现到完成的天数, en: Days from finding to done}
needs: [Department, Problem, Rectification, FOUND_IN, RECTIFIES]
after:
  - {column: days, days: [raised_on, done_on], kind: CALENDAR}
---*/
MATCH (d:Department {uid: $unit})<-[f:FOUND_IN]-(q:Problem)
WHERE all(x IN [f, q] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (q)<-[r:RECTIFIES]-(t:Rectification)
WHERE all(x IN [r, t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN DISTINCT q.uid AS problem, q.name AS problem_name, q.raised_on AS raised_on, q.due_on AS due_on,
       t.status AS status, t.done_on AS done_on
ORDER BY raised_on, problem, done_on, status
