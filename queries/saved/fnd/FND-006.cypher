/*---
id: FND-006
kind: rule
title: {zh: 大额资金未集体研究, en: Large fund without decision}
question:
  zh: 哪些大额支付或合同在此之前没有经会议研究决定的事项？
  en: Which large payments or contracts have no matter decided at a meeting on or before their day?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  limit:
    type: float
    default: 50000
    doc: {zh: 大额资金起点（元），按本地制度设定, en: Amount from which money is large (yuan); set it to the local rule}
    source: 各地“三重一大”大额资金标准不同，此为示例
columns:
  subject: {zh: 支付或合同编号, en: Payment or contract}
  subject_name: {zh: 支付或合同, en: Name of the payment or contract}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 经办人编号, en: Handler}
  actor_names: {zh: 经办人, en: Name of the handler}
  evidence: {zh: 证据路径, en: Evidence}
  subject_label: {zh: 对象类别, en: What it is}
  amount: {zh: 金额（元）, en: Amount (yuan)}
  day: {zh: 支付或签订日期, en: Paid or signed on}
  matters: {zh: 所依据的事项（无会议或会议在后）, en: "Matters it is under (without a meeting, or with a later one)"}
needs: [Payment, Contract, Department, Matter, Meeting, Official, PAID_BY, PURCHASED_BY, UNDER, DECIDED_AT, HANDLED_BY]
severity: high
subject: Payment
dimension: ALLOCATE
path: SUPERVISE
population: |
  CALL {
    MATCH (d:Department)<-[b:PAID_BY]-(p:Payment)
    WHERE p.amount >= $limit AND p.paid_on <= $as_of
      AND all(y IN [p, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    RETURN p AS spent, d AS buyer
    UNION ALL
    MATCH (e:Department)<-[f:PURCHASED_BY]-(c:Contract)
    WHERE c.amount >= $limit AND c.signed_on <= $as_of
      AND all(y IN [c, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    RETURN c AS spent, e AS buyer
  }
  WITH spent, min(buyer.uid) AS unit
  RETURN unit, count(spent) AS examined
  ORDER BY unit
basis:
  - {row: F49, covers: partial}
message:
  zh: "疑似：{unit_name}于 {day} 支出或签约的“{subject_name}”（{amount} 元）未见事前集体研究决定，需核实。"
  en: "Suspected: no decision by a meeting is on record before “{subject_name}” ({amount} yuan), paid or signed by {unit_name} on {day}; to be verified."
verify:
  zh:
    document: 调取“三重一大”会议记录和付款审批单，核对该笔资金是否上会、何时上会、会议是否同意。
    interview: 询问经办人和单位主要负责人：该笔资金由谁决定，是否先付后补会议。
    site: 查看会议记录本原件的页码次序和签到表，看有无后补。
  en:
    document: "Obtain the minutes on major matters and the payment approval; was it put to a meeting, when, and did it agree?"
    interview: "Ask the handler and the chief who decided, and whether the meeting came after the money."
    site: "Look at the original minute book, its page order and the attendance list, for later additions."
blind:
  zh: 未与事项关联的支付一律列出；只看有无会议，不看表决结果；限额须按本地制度设定。
  en: "A payment not linked to a matter is always listed; it sees whether there was a meeting, not how it voted; the limit must be set to the local rule."
---*/
CALL {
  MATCH (d:Department)<-[b:PAID_BY]-(p:Payment)
  WHERE p.amount >= $limit AND p.paid_on <= $as_of
    AND all(y IN [p, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    AND NOT EXISTS {
      MATCH (p)-[u:UNDER]->(:Matter)-[t:DECIDED_AT]->(g:Meeting)
      WHERE g.held_on <= p.paid_on
        AND all(y IN [u, t] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    }
  RETURN p AS spent, p.paid_on AS day, d AS buyer, 'Payment' AS subject_label
  UNION ALL
  MATCH (e:Department)<-[f:PURCHASED_BY]-(c:Contract)
  WHERE c.amount >= $limit AND c.signed_on <= $as_of
    AND all(y IN [c, f] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    AND NOT EXISTS {
      MATCH (c)-[v:UNDER]->(:Matter)-[w:DECIDED_AT]->(h:Meeting)
      WHERE h.held_on <= c.signed_on
        AND all(y IN [v, w] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    }
  RETURN c AS spent, c.signed_on AS day, e AS buyer, 'Contract' AS subject_label
}
WITH spent, day, subject_label, buyer
ORDER BY subject_label, spent.uid, buyer.uid
WITH spent, day, subject_label, head(collect(buyer)) AS home
OPTIONAL MATCH (spent)-[x:UNDER]->(m:Matter)
WHERE all(y IN [x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH spent, day, subject_label, home, m
ORDER BY subject_label, spent.uid, m.uid
WITH spent, day, subject_label, home, collect(DISTINCT m) AS found
OPTIONAL MATCH (spent)-[z:HANDLED_BY]->(o:Official)
WHERE all(y IN [z] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH spent, day, subject_label, home, found, o
ORDER BY subject_label, spent.uid, o.uid
WITH spent, day, subject_label, home, found, collect(DISTINCT o) AS handlers
RETURN spent.uid AS subject, spent.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN handlers | o.uid] AS actors, [o IN handlers | o.name] AS actor_names,
       [subject_label + '/' + spent.uid, 'Department/' + home.uid] + [m IN found | 'Matter/' + m.uid]
         + [o IN handlers | 'Official/' + o.uid] AS evidence,
       subject_label, spent.amount AS amount, day, [m IN found | m.name] AS matters
ORDER BY subject_label, subject, actors
