/*---
id: interest-payments
kind: question
title: {zh: 付给利益相关方的款项, en: Payments to parties that an official has a stake in}
question:
  zh: 哪些款项付给了本单位人员（或其亲属）有利益关系的相对人？
  en: Which payments went to parties in which an official of the paying unit, or kin, has a stake?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  payment: {zh: 支付编号, en: Payment}
  paid_on: {zh: 支付日, en: Paid on}
  amount: {zh: 金额, en: Amount}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  party: {zh: 相对人编号, en: Counterparty}
  party_name: {zh: 相对人, en: Counterparty name}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  interest: {zh: 利益关系, en: Interest}
needs: [Counterparty, Department, Official, Payment, Post, HAS_INTEREST, HOLDS, IN_DEPARTMENT, PAID_BY, PAID_TO]
---*/
MATCH (d:Department)<-[b:PAID_BY]-(y:Payment)-[t:PAID_TO]->(c:Counterparty)<-[g:HAS_INTEREST]-(o:Official)
WHERE ($unit IS NULL OR d.uid = $unit) AND y.paid_on <= $as_of
  AND all(x IN [b, y, t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND (g.valid_from IS NULL OR g.valid_from <= y.paid_on) AND (g.valid_to IS NULL OR g.valid_to > y.paid_on)
  AND EXISTS {
    MATCH (o)-[h:HOLDS]->(:Post)-[i:IN_DEPARTMENT]->(d)
    WHERE all(x IN [h, i] WHERE (x.valid_from IS NULL OR x.valid_from <= y.paid_on)
                            AND (x.valid_to IS NULL OR x.valid_to > y.paid_on))
  }
RETURN DISTINCT y.uid AS payment, y.paid_on AS paid_on, y.amount AS amount, d.uid AS unit, d.name AS unit_name,
       c.uid AS party, c.name AS party_name, o.uid AS official, o.name AS official_name, g.kind AS interest
ORDER BY amount DESC, payment, unit, party, official, interest
