/*---
id: PRC-008
kind: rule
title: {zh: "执法少于两人或无资格", en: "Fewer than two officers or unqualified"}
question:
  zh: 哪些处罚、强制、检查案件的调查或者执行环节由一人办理，或者有无执法资格的人员参与？
  en: "In which penalty, coercion or inspection cases was a step of investigation or execution handled by one person, or by one without a certificate?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的受理和办理环节视为尚未发生", en: "Day to look at; cases and events after it do not exist yet"}}
columns:
  subject: {zh: "办件编号", en: "Case"}
  subject_name: {zh: "办件", en: "Name of the case"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "办理人员", en: "Officials who handled the steps"}
  evidence: {zh: 证据路径, en: Evidence}
  power_name: {zh: "权力事项", en: "Power"}
  short_steps: {zh: "办理人员不足两人的环节", en: "Steps with fewer than two"}
  uncertified: {zh: "无执法证的人员", en: "Officials without a certificate"}
needs: [CaseEvent, CaseFile, Department, Official, Power, Step, CASE_OF, EVENT_OF, HANDLED, OF_STEP, RUN_BY]
severity: high
subject: CaseFile
dimension: CONFIRM
path: SORT
population: |
  MATCH (p:Power)<-[k:CASE_OF]-(c:CaseFile)
  WHERE p.power_type IN ['02', '03', '06'] AND c.accepted_on <= $as_of
    AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
    AND (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
  MATCH (c)-[b:RUN_BY]->(d:Department)
  WHERE (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
    AND (1 = COUNT { (c)-[:RUN_BY]->(:Department) } OR NOT EXISTS {
      MATCH (c)-[b2:RUN_BY]->(d2:Department)
      WHERE d2.uid < d.uid
        AND (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
    })
    AND EXISTS {
      MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)-[of_step:OF_STEP]->(s:Step)
      WHERE s.kind IN ['INVESTIGATE', 'EXECUTE'] AND date(e.at) <= $as_of
        AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
        AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
    }
  RETURN d.uid AS unit, count(DISTINCT c) AS examined
  ORDER BY unit
basis:
  - {law: 行政处罚法, article: 第四十二条, version: 2021, certain: true, covers: partial}
  - {law: 行政强制法, article: 第十八条, version: 2011, certain: true, covers: partial}
message:
  zh: "疑似：案件“{subject_name}”（{unit_name}）的执法环节人员不足两人（{short_steps}）或者有无执法证人员参与（{uncertified}），办理人：{actor_names}，需核实。"
  en: "Suspected: in “{subject_name}” ({unit_name}) a step was handled by fewer than two officers ({short_steps}) or by one without a certificate ({uncertified}); handlers: {actor_names}; to be verified."
verify:
  zh:
    document: "调取现场笔录、询问笔录、执行记录，看签名人数和执法证号；查执法证件有效期。"
    interview: "分别询问办理人员和当事人：到场几人、是否出示证件、有无协管人员或他人代签。"
    site: "调看执法记录仪和系统登录记录，确认实际到场人员。"
  en:
    document: "Records of site, questioning and execution: how many signed, with which certificate; was it valid then."
    interview: "Ask the officers and the party, apart from one another, how many came, whether certificates were shown, whether auxiliaries came or anybody signed for another."
    site: "See body cameras and log-ins: who was really there."
blind:
  zh: "同一环节多次办理的人员合并计算；环节没有登记办理人的按不足两人列出；执法证只看当前登记，空白不算无证；只看对应了环节的记录。"
  en: "Those who handled one step at several times count together; a step without a recorded handler counts as fewer than two; certificates are those on record now, and an empty entry is not “none”; only events tied to a step are seen."
---*/
MATCH (p:Power)<-[k:CASE_OF]-(c:CaseFile)
WHERE p.power_type IN ['02', '03', '06'] AND c.accepted_on <= $as_of
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
// Counted case by case: what has two certified officers at each step is done with here.
CALL {
  WITH c
  MATCH (c)<-[event_of2:EVENT_OF]-(v:CaseEvent)-[of_step2:OF_STEP]->(t:Step)
  WHERE t.kind IN ['INVESTIGATE', 'EXECUTE'] AND date(v.at) <= $as_of
    AND (event_of2.valid_from IS NULL OR event_of2.valid_from <= $as_of) AND (event_of2.valid_to IS NULL OR event_of2.valid_to > $as_of)
    AND (of_step2.valid_from IS NULL OR of_step2.valid_from <= $as_of) AND (of_step2.valid_to IS NULL OR of_step2.valid_to > $as_of)
  OPTIONAL MATCH (v)<-[hand2:HANDLED]-(n:Official)
  WHERE (hand2.valid_from IS NULL OR hand2.valid_from <= $as_of) AND (hand2.valid_to IS NULL OR hand2.valid_to > $as_of)
  WITH t.uid AS step, count(DISTINCT n.uid) AS present, count(CASE WHEN n.has_certificate = false THEN 1 END) AS uncertified
  WHERE present < 2 OR uncertified > 0
  RETURN step
}
MATCH (c)-[b:RUN_BY]->(d:Department)
WHERE (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
WITH c, d, p
ORDER BY c.uid, d.uid, p.uid
WITH c, head(collect(d)) AS home, head(collect(p)) AS w

MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)-[of_step:OF_STEP]->(s:Step)
WHERE s.kind IN ['INVESTIGATE', 'EXECUTE'] AND date(e.at) <= $as_of
  AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
  AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
OPTIONAL MATCH (e)<-[hand:HANDLED]-(o:Official)
WHERE (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
WITH c, home, w, s, e, o
ORDER BY c.uid, s.seq, s.uid, e.uid, o.uid
WITH c, home, w, s, collect(DISTINCT e.uid) AS events, collect(DISTINCT o) AS officers
WHERE size(officers) < 2 OR any(o IN officers WHERE o.has_certificate = false)
UNWIND CASE WHEN size(officers) = 0 THEN [null] ELSE officers END AS officer
WITH c, home, w, s, events, officers, officer
ORDER BY c.uid, s.seq, s.uid, officer.uid
WITH c, home, w, collect(DISTINCT s.uid) AS steps, collect(DISTINCT events) AS visits,
     collect(DISTINCT CASE WHEN size(officers) < 2 THEN s.name END) AS short_steps,
     collect(officer) AS named
UNWIND CASE WHEN size(named) = 0 THEN [null] ELSE named END AS one
WITH c, home, w, steps, visits, short_steps, one
ORDER BY c.uid, one.uid
WITH c, home, w, steps, visits, short_steps, collect(DISTINCT one) AS handlers
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN handlers | o.uid] AS actors, [o IN handlers | o.name] AS actor_names,
       ['CaseFile/' + c.uid, 'Power/' + w.uid] + [u IN steps | 'Step/' + u]
         + reduce(all_events = [], v IN visits | all_events + [u IN v | 'CaseEvent/' + u])
         + [o IN handlers | 'Official/' + o.uid] AS evidence,
       w.name AS power_name, short_steps,
       [o IN handlers WHERE o.has_certificate = false | o.name] AS uncertified
ORDER BY subject, actors
