/*---
id: applicant-cases
kind: question
title: {zh: 同一相对人的办件, en: All cases of one applicant}
question:
  zh: 同一相对人在各单位办过哪些事，由谁经手，结果如何？
  en: Which cases has one applicant had in which units, who handled them, and with what result?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  party: {type: text, doc: {zh: 相对人编号, en: Counterparty (uid)}}
columns:
  case_file: {zh: 办件编号, en: Case}
  case_name: {zh: 办件, en: Case name}
  unit_name: {zh: 单位, en: Unit name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  accepted_on: {zh: 受理日, en: Accepted on}
  decided_on: {zh: 办结日, en: Decided on}
  result: {zh: 结果, en: Result}
  amount: {zh: 金额, en: Amount}
  handlers: {zh: 经办人, en: Handlers}
needs: [CaseEvent, CaseFile, Counterparty, Department, Official, Power, APPLICANT, CASE_OF, EVENT_OF, HANDLED, RUN_BY]
---*/
MATCH (a:Counterparty {uid: $party})<-[b:APPLICANT]-(c:CaseFile)-[k:CASE_OF]->(w:Power)
WHERE all(x IN [b, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (c)-[r:RUN_BY]->(d:Department)
WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (c)<-[g:EVENT_OF]-(:CaseEvent)<-[h:HANDLED]-(o:Official)
WHERE all(x IN [g, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT c, w, d, o
ORDER BY o.uid
WITH c, w, d, collect(o.name) AS handlers
RETURN c.uid AS case_file, c.name AS case_name, d.name AS unit_name, w.uid AS power, w.name AS power_name,
       c.accepted_on AS accepted_on, c.decided_on AS decided_on, c.result AS result, c.amount AS amount, handlers
ORDER BY accepted_on, case_file, power, unit_name
