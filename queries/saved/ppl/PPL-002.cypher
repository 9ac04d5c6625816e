/*---
id: PPL-002
kind: rule
title: {zh: 公务回避, en: Conflict of interest in a case}
question:
  zh: 哪些办件或合同的经办、审核、验收人员与相对人有利益关系？
  en: "Who handled a case, or handled, reviewed or accepted a contract, of a counterparty in which the official has an interest?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  years:
    type: int
    default: 3
    doc: {zh: 办理前多少年内的利益关系纳入核查, en: Years before the act in which an interest counts}
    source: 政府采购法实施条例第九条（三年）
columns:
  subject: {zh: 办件或合同编号, en: Case or contract}
  subject_name: {zh: 办件或合同, en: Name of the case or contract}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Official}
  actor_names: {zh: 人员, en: Name of the official}
  evidence: {zh: 证据路径, en: Evidence}
  subject_label: {zh: 对象类别, en: What it is}
  parties: {zh: 相对人, en: Counterparties}
  interests: {zh: 利益关系类别, en: Kinds of interest}
  acts: {zh: 所办事务, en: What the official did}
needs: [Official, Counterparty, CaseFile, CaseEvent, Contract, Department, ACCEPTED_BY, APPLICANT, EVENT_OF, HANDLED, HANDLED_BY, HAS_INTEREST, PURCHASED_BY, REVIEWED_BY, RUN_BY, SUPPLIED_BY]
severity: high
subject: CaseFile
dimension: CONTROL
path: RESTRAIN
population: |
  CALL {
    // All that the units run; then what nobody applied for or handled is taken off again, as is a case that several
    // units run, but for the first of them.
    CALL {
      MATCH (d:Department)<-[b:RUN_BY]-(f:CaseFile)
      WHERE (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to > $as_of)
        AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
      RETURN d AS home, count(f) AS run
    }
    WITH home.uid AS unit, run AS dealt
    RETURN unit, dealt
    UNION ALL
    // Where nothing between applicants, cases, events and officials is over or not begun, that it is there is enough:
    // asked once, as it is quicker by far than asking of each case.
    CALL {
      MATCH (:CaseFile)-[a0:APPLICANT]->(:Counterparty)
      WHERE a0.valid_from > $as_of OR a0.valid_to <= $as_of
      RETURN count(a0) AS applied
    }
    CALL {
      MATCH (:CaseEvent)-[v0:EVENT_OF]->(:CaseFile)
      WHERE v0.valid_from > $as_of OR v0.valid_to <= $as_of
      RETURN count(v0) AS events
    }
    CALL {
      MATCH (:Official)-[h0:HANDLED]->(:CaseEvent)
      WHERE h0.valid_from > $as_of OR h0.valid_to <= $as_of
      RETURN count(h0) AS hands
    }
    WITH applied + events + hands = 0 AS settled
    MATCH (f1:CaseFile)
    WHERE (f1.valid_from IS NULL OR f1.valid_from <= $as_of) AND (f1.valid_to IS NULL OR f1.valid_to > $as_of)
      AND NOT (EXISTS {
        MATCH (f1)-[:APPLICANT]->(:Counterparty)
      } AND EXISTS {
        MATCH (f1)<-[:EVENT_OF]-(e1:CaseEvent)
        WHERE date(e1.at) <= $as_of AND EXISTS {
          MATCH (e1)<-[:HANDLED]-(:Official)
        }
      } AND (settled OR EXISTS {
        MATCH (f1)-[a:APPLICANT]->(:Counterparty)
        WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to > $as_of)
      } AND EXISTS {
        MATCH (f1)<-[event_of:EVENT_OF]-(e:CaseEvent)<-[hand:HANDLED]-(:Official)
        WHERE date(e.at) <= $as_of
          AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
          AND (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
      }))
    MATCH (f1)-[b1:RUN_BY]->(d1:Department)
    WHERE (b1.valid_from IS NULL OR b1.valid_from <= $as_of) AND (b1.valid_to IS NULL OR b1.valid_to > $as_of)
    WITH f1.uid AS idle, min(d1.uid) AS unit
    RETURN unit, 0 - count(idle) AS dealt
    UNION ALL
    MATCH (f2:CaseFile)
    WHERE 1 < COUNT { (f2)-[:RUN_BY]->(:Department) }
      AND (f2.valid_from IS NULL OR f2.valid_from <= $as_of) AND (f2.valid_to IS NULL OR f2.valid_to > $as_of)
    MATCH (f2)-[b2:RUN_BY]->(d2:Department)
    WHERE (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
    WITH f2.uid AS shared, d2.uid AS one
    ORDER BY shared, one
    WITH shared, collect(one) AS units
    UNWIND tail(units) AS unit
    RETURN unit, 0 - count(shared) AS dealt
    UNION ALL
    MATCH (u:Department)<-[p:PURCHASED_BY]-(c:Contract)
    WHERE c.signed_on <= $as_of
      AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of) AND (p.valid_to IS NULL OR p.valid_to > $as_of)
      AND NOT EXISTS {
        MATCH (c)-[p2:PURCHASED_BY]->(u2:Department)
        WHERE u2.uid < u.uid
          AND (p2.valid_from IS NULL OR p2.valid_from <= $as_of) AND (p2.valid_to IS NULL OR p2.valid_to > $as_of)
      }
      AND EXISTS {
        MATCH (c)-[s:SUPPLIED_BY]->(:Counterparty)
        WHERE all(y IN [s] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                             AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      }
      AND (EXISTS {
        MATCH (c)-[h:HANDLED_BY]->(:Official)
        WHERE all(y IN [h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                             AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      } OR EXISTS {
        MATCH (c)-[r:REVIEWED_BY]->(:Official)
        WHERE all(y IN [r] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                             AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      } OR EXISTS {
        MATCH (c)-[t:ACCEPTED_BY]->(:Official)
        WHERE all(y IN [t] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                             AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      })
    RETURN u.uid AS unit, count(DISTINCT c) AS dealt
  }
  WITH unit, coalesce(sum(dealt), 0) AS examined
  WHERE examined > 0
  RETURN unit, examined
  ORDER BY unit
basis:
  - {law: 公务员法, article: 第七十六条, version: 2018, certain: true, covers: partial}
  - {law: 政府采购法, article: 第十二条, version: 2014, certain: true, covers: partial}
  - {law: 行政处罚法, article: 第四十三条, version: 2021, certain: true, covers: partial}
message:
  zh: "疑似：{actor_names} 与“{subject_name}”（{unit_name}）的相对人 {parties} 有利益关系而未回避，需核实。"
  en: "Suspected: {actor_names} dealt with “{subject_name}” ({unit_name}) though having an interest in {parties}; to be verified."
verify:
  zh:
    document: 调取办件或合同案卷、回避申请和登记记录，核对经办、审核、验收签字和个人有关事项报告。
    interview: 分别询问本人、同组人员和相对人：是否知道该关系，是否提出过回避。
    site: 查看业务系统的经办账号和时间，比对同类办件的办理时长和结果。
  en:
    document: "Obtain the file, requests for withdrawal and declarations of interest; check the signatures of handler, reviewer and acceptor."
    interview: "Ask the official, colleagues and the counterparty, apart from one another, whether the relation was known and withdrawal asked for."
    site: "See in the business system who acted and when, and compare time taken and outcome with like cases."
blind:
  zh: 只看登记的利益关系；以办理环节当日或合同签订日为准往前推算；同名企业、代持关系看不到。
  en: "It sees recorded interests only, counted back from the day of the event or of the signing; firms held through others are not seen."
---*/
MATCH (o:Official)-[i:HAS_INTEREST]->(k:Counterparty)
CALL {
  WITH o, i, k
  MATCH (k)<-[a:APPLICANT]-(c:CaseFile)<-[event_of:EVENT_OF]-(e:CaseEvent)<-[hand:HANDLED]-(h:Official)
  WHERE h.uid = o.uid AND date(e.at) <= $as_of
    AND (i.valid_from IS NULL OR i.valid_from <= date(e.at))
    AND (i.valid_to IS NULL OR i.valid_to > date(e.at) - duration({years: $years}))
    AND all(y IN [c, a] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
    AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
    AND (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
  MATCH (c)-[b:RUN_BY]->(d:Department)
  WHERE all(y IN [b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                       AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  RETURN c AS dealt, d AS run_by, 'CaseFile' AS subject_label, 'HANDLED' AS act, e.uid AS event
  UNION
  WITH o, i, k
  MATCH (k)<-[s1:SUPPLIED_BY]-(c1:Contract)-[r1:HANDLED_BY]->(h1:Official)
  WHERE h1.uid = o.uid AND c1.signed_on <= $as_of
    AND (i.valid_from IS NULL OR i.valid_from <= c1.signed_on)
    AND (i.valid_to IS NULL OR i.valid_to > c1.signed_on - duration({years: $years}))
    AND all(y IN [c1, s1, r1] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  MATCH (c1)-[b1:PURCHASED_BY]->(d1:Department)
  WHERE all(y IN [b1] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  RETURN c1 AS dealt, d1 AS run_by, 'Contract' AS subject_label, 'HANDLED' AS act, null AS event
  UNION
  WITH o, i, k
  MATCH (k)<-[s2:SUPPLIED_BY]-(c2:Contract)-[r2:REVIEWED_BY]->(h2:Official)
  WHERE h2.uid = o.uid AND c2.signed_on <= $as_of
    AND (i.valid_from IS NULL OR i.valid_from <= c2.signed_on)
    AND (i.valid_to IS NULL OR i.valid_to > c2.signed_on - duration({years: $years}))
    AND all(y IN [c2, s2, r2] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  MATCH (c2)-[b2:PURCHASED_BY]->(d2:Department)
  WHERE all(y IN [b2] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  RETURN c2 AS dealt, d2 AS run_by, 'Contract' AS subject_label, 'REVIEWED' AS act, null AS event
  UNION
  WITH o, i, k
  MATCH (k)<-[s3:SUPPLIED_BY]-(c3:Contract)-[r3:ACCEPTED_BY]->(h3:Official)
  WHERE h3.uid = o.uid AND c3.signed_on <= $as_of
    AND (i.valid_from IS NULL OR i.valid_from <= c3.signed_on)
    AND (i.valid_to IS NULL OR i.valid_to > c3.signed_on - duration({years: $years}))
    AND all(y IN [c3, s3, r3] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  MATCH (c3)-[b3:PURCHASED_BY]->(d3:Department)
  WHERE all(y IN [b3] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  RETURN c3 AS dealt, d3 AS run_by, 'Contract' AS subject_label, 'ACCEPTED' AS act, null AS event
}
WITH dealt, run_by, subject_label, o AS who, k AS party, i.kind AS kind, act, event
ORDER BY subject_label, dealt.uid, who.uid, run_by.uid, party.uid, event
WITH dealt, subject_label, who, head(collect(run_by)) AS home, collect(DISTINCT party) AS found,
     collect(DISTINCT kind) AS kinds, collect(DISTINCT act) AS done, collect(DISTINCT event) AS events
RETURN dealt.uid AS subject, dealt.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [who.uid] AS actors, [who.name] AS actor_names,
       [subject_label + '/' + dealt.uid] + [v IN events | 'CaseEvent/' + v] + ['Official/' + who.uid]
         + [k IN found | 'Counterparty/' + k.uid] AS evidence,
       subject_label, [k IN found | k.name] AS parties,
       [t IN ['KIN', 'OWNS', 'OPERATES', 'WORKED_FOR'] WHERE t IN kinds] AS interests,
       [t IN ['HANDLED', 'REVIEWED', 'ACCEPTED'] WHERE t IN done] AS acts
ORDER BY subject_label, subject, actors
