/*---
id: SOD-008
kind: rule
title:
  zh: 采购经办与审核、验收未分离
  en: Purchase handling not separated from review or acceptance
question:
  zh: 哪些合同的经办人同时是审核人或者验收人？
  en: Which contracts were handled by the very person who reviewed or accepted them?
params:
  as_of: {type: date, doc: {zh: 基准日；此日以后签订的合同视为尚未发生, en: Day to look at; contracts signed after it do not exist yet}}
columns:
  subject: {zh: 合同编号, en: Contract}
  subject_name: {zh: 合同, en: Name of the contract}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  is_reviewer: {zh: 兼审核人, en: Also the reviewer}
  is_acceptor: {zh: 兼验收人, en: Also the acceptor}
  amount: {zh: 合同金额（元）, en: Amount (yuan)}
  signed_on: {zh: 签订日期, en: Signed on}
needs: [Contract, Department, Official, ACCEPTED_BY, HANDLED_BY, PURCHASED_BY, REVIEWED_BY]
severity: high
subject: Contract
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[b:PURCHASED_BY]-(c:Contract)
  WHERE c.signed_on <= $as_of
    AND all(x IN [c, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH c, min(d.uid) AS unit
  WHERE EXISTS {
    MATCH (c)-[h:HANDLED_BY]->(:Official)
    WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } AND (EXISTS {
    MATCH (c)-[r:REVIEWED_BY]->(:Official)
    WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } OR EXISTS {
    MATCH (c)-[a:ACCEPTED_BY]->(:Official)
    WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  })
  RETURN unit, count(c) AS examined
  ORDER BY unit
basis:
  - {law: 政府采购法, article: 第六十一条, version: 2014, certain: true, covers: partial}
message:
  zh: "疑似：{actor_names} 既经办合同“{subject_name}”（{unit_name}），又任其审核人或验收人（审核：{is_reviewer}，验收：{is_acceptor}），需核实。"
  en: "Suspected: {actor_names} handled contract “{subject_name}” ({unit_name}) and also reviewed or accepted it (reviewed: {is_reviewer}, accepted: {is_acceptor}); to be verified."
verify:
  zh:
    document: "调取采购卷宗，核对采购申请、合同审核表、验收单上的签名和日期。"
    interview: "分别询问经办人、使用科室和验收小组成员：合同由谁审核，货物或工程由谁到场验收。"
    site: "到使用地点核对实物、数量和规格，与验收单比对。"
  en:
    document: "Take the purchase file: compare the signatures and days on the request, the review form and the acceptance report."
    interview: "Ask handler, using section and acceptance team, apart from one another, who reviewed the contract and who was there to accept."
    site: "See goods or works where they are used, and compare them with the acceptance report."
blind:
  zh: "只看登记的经办、审核、验收人；代签和验收小组其他成员看不到；未登记审核人和验收人的合同不在检查范围。"
  en: "It sees the recorded handler, reviewer and acceptor only, no signing for another and no further members of an acceptance team; contracts without reviewer and acceptor are not examined."
---*/
MATCH (d:Department)<-[b:PURCHASED_BY]-(c:Contract)
WHERE c.signed_on <= $as_of
  AND all(x IN [c, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH c, d
ORDER BY c.uid, d.uid
WITH c, head(collect(d)) AS home
MATCH (c)-[h:HANDLED_BY]->(o:Official)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT c, home, o
WITH c, home, o, EXISTS {
  MATCH (c)-[r:REVIEWED_BY]->(x:Official)
  WHERE x.uid = o.uid
    AND all(y IN [r] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                       AND (y.valid_to IS NULL OR y.valid_to > $as_of))
} AS reviews, EXISTS {
  MATCH (c)-[a:ACCEPTED_BY]->(z:Official)
  WHERE z.uid = o.uid
    AND all(y IN [a] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                       AND (y.valid_to IS NULL OR y.valid_to > $as_of))
} AS accepts
WHERE reviews OR accepts
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['Contract/' + c.uid, 'Official/' + o.uid] AS evidence,
       reviews AS is_reviewer, accepts AS is_acceptor, c.amount AS amount, c.signed_on AS signed_on
ORDER BY subject, actors
