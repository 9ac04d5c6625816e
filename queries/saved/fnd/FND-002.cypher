/*---
id: FND-002
kind: rule
title: {zh: 会签人重复, en: Countersigner repeated}
question:
  zh: 哪些支付由同一人代表两方会签，或者由经办人本人或其亲属代表纪检机关会签？
  en: "Which payments did one official sign for two parties, or sign for discipline while being the handler or the handler's kin?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 支付编号, en: Payment}
  subject_name: {zh: 支付, en: Name of the payment}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 会签人编号, en: Official}
  actor_names: {zh: 会签人, en: Name of the official}
  evidence: {zh: 证据路径, en: Evidence}
  paid_on: {zh: 支付日期, en: Paid on}
  parties: {zh: 代表的会签方, en: Parties signed for}
  two_parties: {zh: 代表两方以上, en: Signed for two parties}
  is_handler: {zh: 纪检会签人即经办人, en: Signed for discipline and handled the payment}
  is_kin: {zh: 纪检会签人是经办人亲属, en: Signed for discipline and is kin of the handler}
needs: [Payment, Countersign, Department, Official, PAID_BY, SIGNS, SIGNED, HANDLED_BY, KIN_OF]
severity: high
subject: Payment
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[b:PAID_BY]-(p:Payment)<-[s:SIGNS]-(c:Countersign)<-[g:SIGNED]-(:Official)
  WHERE p.paid_on <= $as_of AND (c.signed_on IS NULL OR c.signed_on <= $as_of)
    AND all(y IN [p, b, c, s, g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                   AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH p, min(d.uid) AS unit
  RETURN unit, count(p) AS examined
  ORDER BY unit
basis:
  - {row: F54, covers: partial}
  - {row: F55, covers: partial}
  - {row: F56, covers: partial}
  - {row: F57, covers: partial}
  - {row: F58, covers: partial}
message:
  zh: "疑似：{actor_names} 在支付“{subject_name}”（{unit_name}）中会签身份重复，代表：{parties}，需核实。"
  en: "Suspected: {actor_names} countersigned payment “{subject_name}” ({unit_name}) in parts that check one another, for: {parties}; to be verified."
verify:
  zh:
    document: 调取会签单原件，核对每一轮会签人姓名、所代表的一方和授权文件，以及支付经办人。
    interview: 分别询问会签人和经办人：代表哪一方、受谁委派、两人是什么关系。
    site: 比对会签单上的笔迹和签署时间，看是否一人代签。
  en:
    document: "Obtain the countersign forms and check, round by round, who signed, for which party and on whose mandate, and who handled the payment."
    interview: "Ask signer and handler, apart from one another, for whom they signed, who sent them and how they are related."
    site: Compare handwriting and times on the forms for one hand signing for several.
blind:
  zh: 只看登记了会签人的会签；亲属关系未登记的看不到；看不到代签。
  en: "It sees countersigns with a recorded official and recorded kinship only, and no signing for another."
---*/
MATCH (d:Department)<-[b:PAID_BY]-(p:Payment)<-[s:SIGNS]-(c:Countersign)<-[g:SIGNED]-(o:Official)
WHERE p.paid_on <= $as_of AND (c.signed_on IS NULL OR c.signed_on <= $as_of)
  AND all(y IN [p, b, c, s, g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                 AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, o, d, c
ORDER BY p.uid, o.uid, d.uid, c.uid
WITH p, o, head(collect(d)) AS home, collect(DISTINCT c.party) AS signed_for,
     collect(DISTINCT c.uid) AS signs
WITH p, o, home, signs,
     [x IN ['PAYER', 'BENEFICIARY', 'DISCIPLINE'] WHERE x IN signed_for] AS parties
WHERE size(parties) > 1 OR 'DISCIPLINE' IN parties
OPTIONAL MATCH (p)-[h:HANDLED_BY]->(m:Official)
WHERE all(y IN [h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH p, o, home, parties, signs, m, size(parties) > 1 AS two_parties,
     coalesce('DISCIPLINE' IN parties AND m.uid = o.uid, false) AS own,
     'DISCIPLINE' IN parties AND EXISTS {
       MATCH (o)-[k:KIN_OF]-(r:Official)
       WHERE r.uid = m.uid AND r.uid <> o.uid
         AND all(y IN [k] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
     } AS related
ORDER BY p.uid, o.uid, m.uid
WITH p, o, home, parties, signs, two_parties, collect(own) AS owns, collect(related) AS relations,
     collect(DISTINCT CASE WHEN (own OR related) AND m.uid <> o.uid THEN m.uid END) AS handlers
WITH p, o, home, parties, signs, two_parties, handlers, true IN owns AS is_handler,
     true IN relations AS is_kin
WHERE two_parties OR is_handler OR is_kin
RETURN p.uid AS subject, p.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['Payment/' + p.uid] + [t IN signs | 'Countersign/' + t] + ['Official/' + o.uid]
         + [t IN handlers | 'Official/' + t] AS evidence,
       p.paid_on AS paid_on, parties, two_parties, is_handler, is_kin
ORDER BY subject, actors
