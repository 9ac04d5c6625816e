/*---
id: FND-004
kind: rule
title: {zh: 收入未纳入预算, en: Off-budget revenue}
question:
  zh: 哪些资金来源登记为未纳入预算？
  en: Which sources of funds are recorded as off the budget?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 资金编号, en: Fund source}
  subject_name: {zh: 资金来源, en: Name of the fund source}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  kind: {zh: 资金类别, en: Kind}
  amount: {zh: 资金总额（元）, en: Amount (yuan)}
needs: [FundSource, Department, FUND_OF]
severity: high
subject: FundSource
dimension: LIMIT
path: SORT
population: |
  MATCH (d:Department)<-[f:FUND_OF]-(s:FundSource)
  WHERE s.on_budget IS NOT NULL
    AND all(y IN [s, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH s, min(d.uid) AS unit
  RETURN unit, count(s) AS examined
  ORDER BY unit
basis:
  - {row: F20, covers: exact}
  - {row: F21, covers: superset}
  - {row: F22, covers: partial}
  - {law: 预算法, article: 第四条, version: 2018, certain: true, covers: partial}
message:
  zh: "疑似：{unit_name}管理的资金“{subject_name}”（{amount} 元）未纳入预算，需核实。"
  en: "Suspected: fund “{subject_name}” ({amount} yuan), managed by {unit_name}, is off the budget; to be verified."
verify:
  zh:
    document: 调取部门预决算、非税收入台账和财政专户对账单，核对该项资金是否编入预算。
    interview: 询问单位财务负责人和财政部门对口科室：该资金的来源、批准依据和存放账户。
    site: 查看银行账户清单和往来账，看有无收入坐支或账外存放。
  en:
    document: "Obtain budget and final accounts, the ledger of non-tax revenue and the statements of the fiscal account; is the fund in the budget?"
    interview: "Ask the unit's finance head and the fiscal bureau where the money comes from, who approved it and where it lies."
    site: Look through the list of bank accounts and current accounts for revenue spent directly or kept off the books.
blind:
  zh: 只看登记；是否纳入预算未填的不检查；未登记的账外资金看不到。
  en: "It sees what is recorded: a source whose budget flag is empty is not examined, and money off the books is not seen."
---*/
MATCH (d:Department)<-[f:FUND_OF]-(s:FundSource)
WHERE s.on_budget = false
  AND all(y IN [s, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH s, d
ORDER BY s.uid, d.uid
WITH s, head(collect(d)) AS home
RETURN s.uid AS subject, s.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['FundSource/' + s.uid, 'Department/' + home.uid] AS evidence,
       s.kind AS kind, s.amount AS amount
ORDER BY subject, actors
