/*---
id: FND-001
kind: rule
title: {zh: 三方会签不全, en: Countersign incomplete}
question:
  zh: 哪些农村扶持资金支付的三轮会签有缺，或者后一轮签在前一轮之前？
  en: "Which payments of rural support funds lack one of the three countersign rounds, or were signed in a later round before an earlier one?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 支付编号, en: Payment}
  subject_name: {zh: 支付, en: Name of the payment}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  paid_on: {zh: 支付日期, en: Paid on}
  amount: {zh: 金额（元）, en: Amount (yuan)}
  missing: {zh: 缺少的会签（轮次和会签方）, en: Countersigns missing (round and party)}
  out_of_order: {zh: 后一轮早于前一轮, en: A later round was signed before an earlier one}
  signatures: {zh: 已有会签数, en: Countersigns there are}
needs: [Payment, Countersign, Department, PAID_BY, SIGNS]
severity: high
subject: Payment
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[b:PAID_BY]-(p:Payment)
  WHERE p.kind = 'RURAL_SUPPORT' AND p.paid_on <= $as_of
    AND all(y IN [p, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH p, min(d.uid) AS unit
  RETURN unit, count(p) AS examined
  ORDER BY unit
basis:
  - {row: F54, covers: exact}
  - {row: F55, covers: exact}
  - {row: F56, covers: exact}
  - {row: F57, covers: exact}
message:
  zh: "疑似：{unit_name}于 {paid_on} 支付的农村扶持资金“{subject_name}”三方会签不全或次序颠倒，缺少：{missing}，需核实。"
  en: "Suspected: rural support payment “{subject_name}” made by {unit_name} on {paid_on} is not countersigned by all three parties, or not in order; missing: {missing}; to be verified."
verify:
  zh:
    document: 调取该笔资金的发放表和三轮会签单原件，核对发放单位、受益农户、纪检机关的签字和日期。
    interview: 分别询问发放单位经办人、受益农户和纪检人员：各在何时签字，有无先拨款后补签。
    site: 入户核对农户签名是否本人所签，查看会签单原件有无补签、涂改。
  en:
    document: "Obtain the list of payees and the originals of the three countersign forms; check the signatures and days of paying unit, household and discipline body."
    interview: "Ask the paying clerk, the household and the discipline staff, apart from one another, when each signed, and whether money went out before."
    site: Visit the household and compare signatures; look for later additions and corrections on the original.
blind:
  zh: 只看登记的会签；农户签字未录入的会列为缺少；没有日期的会签不参与次序比较。
  en: "It sees recorded countersigns only: a household's signature that nobody entered counts as missing; an undated one is not compared."
---*/
MATCH (d:Department)<-[b:PAID_BY]-(p:Payment)
WHERE p.kind = 'RURAL_SUPPORT' AND p.paid_on <= $as_of
  AND all(y IN [p, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, d
ORDER BY p.uid, d.uid
WITH p, head(collect(d)) AS home
OPTIONAL MATCH (p)<-[s:SIGNS]-(c:Countersign)
WHERE (c.signed_on IS NULL OR c.signed_on <= $as_of)
  AND all(y IN [c, s] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, home, c
ORDER BY p.uid, c.uid
WITH p, home, collect(DISTINCT c) AS signs
WITH p, home, signs,
     [n IN [{round: 1, party: 'PAYER'}, {round: 2, party: 'PAYER'}, {round: 2, party: 'BENEFICIARY'},
            {round: 3, party: 'DISCIPLINE'}, {round: 3, party: 'BENEFICIARY'}]
      WHERE none(t IN signs WHERE coalesce(t.round = n.round AND t.party = n.party, false))
      | toString(n.round) + ' ' + n.party] AS missing,
     any(late IN signs WHERE any(early IN signs
         WHERE coalesce(late.round > early.round AND late.signed_on < early.signed_on, false))) AS out_of_order
WHERE size(missing) > 0 OR out_of_order
RETURN p.uid AS subject, p.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Payment/' + p.uid, 'Department/' + home.uid] + [t IN signs | 'Countersign/' + t.uid] AS evidence,
       p.paid_on AS paid_on, p.amount AS amount, missing, out_of_order, size(signs) AS signatures
ORDER BY subject, actors
