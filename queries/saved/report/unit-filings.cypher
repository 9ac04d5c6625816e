/*---
id: unit-filings
kind: question
title: {zh: 重大事项及其备案, en: Major matters of a unit and their filing}
question:
  zh: 某单位每个“三重一大”事项的类别、金额、研究情况是什么，何时向谁备案，配套资料几份，责任人是谁？
  en: What are the category, amount and decision of each major matter of a unit, when and with whom was it filed, with how many papers, and who is responsible?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  matter: {zh: 事项编号, en: Matter}
  matter_name: {zh: 事项, en: Matter}
  matter_category: {zh: 类别, en: Category}
  amount: {zh: 金额（元）, en: Amount (yuan)}
  happened_on: {zh: 发生时间, en: Happened on}
  approve: {zh: 同意票, en: Approve}
  oppose: {zh: 反对票, en: Oppose}
  abstain: {zh: 弃权票, en: Abstain}
  power_name: {zh: 涉及权力, en: Power}
  body_name: {zh: 议事机构, en: Body}
  held_on: {zh: 会议日期, en: Meeting held on}
  meeting_decision_mode: {zh: 决策方式, en: Decision mode}
  expected: {zh: 应到, en: Expected}
  present: {zh: 实到, en: Present}
  filing: {zh: 备案编号, en: Filing}
  filing_happened_on: {zh: 备案表所填发生时间, en: Happened on by the filing}
  filed_on: {zh: 备案日期, en: Filed on}
  material_count: {zh: 配套资料份数, en: Papers}
  filed_with_name: {zh: 受理备案单位, en: Filed with}
  responsible_names: {zh: 相关责任人, en: Responsible}
needs: [Department, Matter, Power, Meeting, Body, Filing, Official, MATTER_OF, CONCERNS, DECIDED_AT, OF_BODY, FILED_AS, FILED_WITH, RESPONSIBLE]
---*/
MATCH (:Department {uid: $unit})<-[x:MATTER_OF]-(m:Matter)
WHERE (m.happened_on IS NULL OR m.happened_on <= $as_of)
  AND all(r IN [x, m] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT m
OPTIONAL MATCH (m)-[y:CONCERNS]->(w:Power)
WHERE all(r IN [y] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                     AND (r.valid_to IS NULL OR r.valid_to > $as_of))
OPTIONAL MATCH (m)-[z:DECIDED_AT]->(g:Meeting)
WHERE g.held_on <= $as_of
  AND all(r IN [z, g] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
OPTIONAL MATCH (g)-[b:OF_BODY]->(o:Body)
WHERE all(r IN [b] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                     AND (r.valid_to IS NULL OR r.valid_to > $as_of))
OPTIONAL MATCH (m)-[k:FILED_AS]->(f:Filing)
WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
  AND all(r IN [k, f] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
OPTIONAL MATCH (f)-[v:FILED_WITH]->(d:Department)
WHERE all(r IN [v] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                     AND (r.valid_to IS NULL OR r.valid_to > $as_of))
OPTIONAL MATCH (f)-[u:RESPONSIBLE]->(p:Official)
WHERE all(r IN [u] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                     AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH m, w, g, o, f, d, p ORDER BY p.uid
WITH m, w, g, o, f, d, collect(DISTINCT p.name) AS responsible_names
RETURN m.uid AS matter, m.name AS matter_name, m.category AS matter_category, m.amount AS amount,
       m.happened_on AS happened_on, m.approve AS approve, m.oppose AS oppose, m.abstain AS abstain,
       w.name AS power_name, o.name AS body_name, g.held_on AS held_on,
       g.decision_mode AS meeting_decision_mode, g.expected AS expected, g.present AS present,
       f.uid AS filing, f.happened_on AS filing_happened_on, f.filed_on AS filed_on,
       f.material_count AS material_count, d.name AS filed_with_name, responsible_names
ORDER BY matter, filing, held_on, body_name, power_name, filed_with_name
