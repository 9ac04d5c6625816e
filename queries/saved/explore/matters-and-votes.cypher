/*---
id: matters-and-votes
kind: question
title: {zh: 三重一大事项与表决, en: Matters and how they were voted}
question:
  zh: 某单位各类三重一大事项在哪次会议表决，票数和结果如何？
  en: At which meeting was each matter of a unit decided, with what votes and result?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  category: {type: text, default: null, doc: {zh: 事项类别（如 LARGE_FUND 大额资金）, en: Category such as LARGE_FUND}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  category: {zh: 事项类别, en: Category}
  matter: {zh: 事项编号, en: Matter}
  matter_name: {zh: 事项, en: Matter name}
  amount: {zh: 金额, en: Amount}
  happened_on: {zh: 发生日, en: Happened on}
  meeting_name: {zh: 会议, en: Meeting}
  approve: {zh: 同意, en: Approve}
  oppose: {zh: 反对, en: Oppose}
  abstain: {zh: 弃权, en: Abstain}
  passed: {zh: 是否通过, en: Passed}
  recorded: {zh: 有记录的表决人数, en: Votes on record}
needs: [Department, Matter, Meeting, Official, DECIDED_AT, MATTER_OF, VOTED]
---*/
MATCH (d:Department)<-[b:MATTER_OF]-(m:Matter)
WHERE ($unit IS NULL OR d.uid = $unit) AND ($category IS NULL OR m.category = $category)
  AND all(x IN [b, m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (m)-[t:DECIDED_AT]->(g:Meeting)
WHERE all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (m)<-[v:VOTED]-(o:Official)
WHERE all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH d, m, g, count(DISTINCT o) AS recorded
RETURN d.uid AS unit, d.name AS unit_name, m.category AS category, m.uid AS matter, m.name AS matter_name,
       m.amount AS amount, m.happened_on AS happened_on, g.name AS meeting_name, m.approve AS approve,
       m.oppose AS oppose, m.abstain AS abstain, m.passed AS passed, recorded
ORDER BY unit, category, happened_on, matter, meeting_name
