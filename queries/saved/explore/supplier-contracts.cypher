/*---
id: supplier-contracts
kind: question
title: {zh: 某供应商的全部合同, en: Contracts of a supplier across units}
question:
  zh: 某供应商在各单位拿到哪些合同，由谁经办、审核、验收？
  en: Which contracts does a supplier have across units, and who handled, reviewed and accepted them?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  supplier: {type: text, doc: {zh: 供应商编号, en: Supplier (uid)}}
columns:
  contract: {zh: 合同编号, en: Contract}
  contract_name: {zh: 合同, en: Contract name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  method: {zh: 采购方式, en: Method}
  signed_on: {zh: 签订日, en: Signed on}
  amount: {zh: 金额, en: Amount}
  handled_by: {zh: 经办人, en: Handled by}
  reviewed_by: {zh: 审核人, en: Reviewed by}
  taken_over_by: {zh: 验收人, en: Accepted by}
needs: [Contract, Counterparty, Department, Official, ACCEPTED_BY, HANDLED_BY, PURCHASED_BY, REVIEWED_BY, SUPPLIED_BY]
---*/
MATCH (y:Counterparty {uid: $supplier})<-[s:SUPPLIED_BY]-(c:Contract)-[b:PURCHASED_BY]->(d:Department)
WHERE all(x IN [s, c, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (c)-[h:HANDLED_BY]->(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT c, d, o
ORDER BY o.uid
WITH c, d, collect(o.name) AS handled_by
OPTIONAL MATCH (c)-[r:REVIEWED_BY]->(p:Official)
WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT c, d, handled_by, p
ORDER BY p.uid
WITH c, d, handled_by, collect(p.name) AS reviewed_by
OPTIONAL MATCH (c)-[t:ACCEPTED_BY]->(q:Official)
WHERE all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT c, d, handled_by, reviewed_by, q
ORDER BY q.uid
WITH c, d, handled_by, reviewed_by, collect(q.name) AS taken_over_by
RETURN c.uid AS contract, c.name AS contract_name, d.uid AS unit, d.name AS unit_name, c.method AS method,
       c.signed_on AS signed_on, c.amount AS amount, handled_by, reviewed_by, taken_over_by
ORDER BY signed_on, contract, unit
