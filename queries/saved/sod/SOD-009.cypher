/*---
id: SOD-009
kind: rule
title:
  zh: 调查人员主持听证
  en: Investigator hosts the hearing
question:
  zh: 哪些办件的调查人员又主持了听证？
  en: In which cases did an investigator also host the hearing?
params:
  as_of: {type: date, doc: {zh: 基准日；此日以后受理的办件和办理环节视为尚未发生, en: Day to look at; cases and events after it do not exist yet}}
columns:
  subject: {zh: 办件编号, en: Case}
  subject_name: {zh: 办件, en: Name of the case}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  staff: {zh: 单位现有在岗人数, en: Officials in post in the unit}
needs: [CaseEvent, CaseFile, Department, Official, Post, Step, EVENT_OF, HANDLED, HOLDS, IN_DEPARTMENT, OF_STEP, RUN_BY]
severity: high
subject: CaseFile
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (t:Step)<-[of_step2:OF_STEP]-(e:CaseEvent)-[event_of2:EVENT_OF]->(c:CaseFile)-[b:RUN_BY]->(d:Department)
  WHERE t.kind = 'HEARING' AND date(e.at) <= $as_of AND c.accepted_on <= $as_of
    AND (of_step2.valid_from IS NULL OR of_step2.valid_from <= $as_of) AND (of_step2.valid_to IS NULL OR of_step2.valid_to > $as_of)
    AND (event_of2.valid_from IS NULL OR event_of2.valid_from <= $as_of) AND (event_of2.valid_to IS NULL OR event_of2.valid_to > $as_of)
    AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
    AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
    AND NOT EXISTS {
      MATCH (c)-[b2:RUN_BY]->(d2:Department)
      WHERE d2.uid < d.uid
        AND (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
    }
    AND EXISTS {
      MATCH (c)<-[event_of:EVENT_OF]-(v:CaseEvent)-[of_step:OF_STEP]->(s:Step)
      WHERE s.kind = 'INVESTIGATE' AND date(v.at) <= $as_of
        AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
        AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
        AND EXISTS {
          MATCH (v)<-[hand:HANDLED]-(:Official)
          WHERE (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
        }
    } AND EXISTS {
      MATCH (e)<-[hand2:HANDLED]-(:Official)
      WHERE (hand2.valid_from IS NULL OR hand2.valid_from <= $as_of) AND (hand2.valid_to IS NULL OR hand2.valid_to > $as_of)
    }
  RETURN d.uid AS unit, count(DISTINCT c) AS examined
  ORDER BY unit
basis:
  - {law: 行政处罚法, article: 第六十四条, version: 2021, certain: true, covers: partial}
message:
  zh: "疑似：{actor_names} 在办件“{subject_name}”（{unit_name}）中既参与调查又主持听证，需核实。"
  en: "Suspected: {actor_names} both investigated and hosted the hearing in case “{subject_name}” ({unit_name}); to be verified."
verify:
  zh:
    document: "调取调查笔录、听证通知书和听证笔录，核对调查人员与听证主持人姓名。"
    interview: "询问当事人和参加听证的人员：听证由谁主持，是否告知申请主持人回避的权利。"
    site: "查看听证录音录像和业务系统中听证环节的实际操作人。"
  en:
    document: "Take the records of investigation, the notice and the record of the hearing: compare investigators and host."
    interview: "Ask the party and those present who hosted the hearing, and whether the party was told of the right to object to the host."
    site: "See the recording of the hearing, and who really worked the hearing step in the business system."
blind:
  zh: "只看环节登记的办理人：听证环节的记录员、承办人也会被视为主持人；没有办理单位的办件不在检查范围。"
  en: "It sees who is recorded for the step: a clerk of the hearing counts as its host; cases without a unit are not examined."
---*/
// Few cases are heard: it starts at those.
MATCH (t:Step)<-[of_step2:OF_STEP]-(e:CaseEvent)-[event_of2:EVENT_OF]->(c:CaseFile)-[b:RUN_BY]->(d:Department)
WHERE t.kind = 'HEARING' AND date(e.at) <= $as_of AND c.accepted_on <= $as_of
  AND (of_step2.valid_from IS NULL OR of_step2.valid_from <= $as_of) AND (of_step2.valid_to IS NULL OR of_step2.valid_to > $as_of)
  AND (event_of2.valid_from IS NULL OR event_of2.valid_from <= $as_of) AND (event_of2.valid_to IS NULL OR event_of2.valid_to > $as_of)
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
WITH c, d
ORDER BY c.uid, d.uid
WITH c, head(collect(d)) AS home
CALL {
  WITH c
  MATCH (c)<-[event_of:EVENT_OF]-(v:CaseEvent)-[of_step:OF_STEP]->(s:Step)
  WHERE s.kind IN ['INVESTIGATE', 'HEARING'] AND date(v.at) <= $as_of
    AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
    AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
  MATCH (v)<-[hand:HANDLED]-(o:Official)
  WHERE (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
  WITH o.uid AS who, o.name AS who_name, s.kind AS kind, v.seq AS nth, v.uid AS event
  ORDER BY who, nth, event
  WITH who, who_name, count(DISTINCT kind) AS kinds, collect(DISTINCT event) AS events
  WHERE kinds = 2
  RETURN who, who_name, events
}
CALL {
  WITH home
  MATCH (home)<-[k:IN_DEPARTMENT]-(:Post)<-[g:HOLDS]-(colleague:Official)
  WHERE (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
    AND (g.valid_from IS NULL OR g.valid_from <= $as_of) AND (g.valid_to IS NULL OR g.valid_to > $as_of)
  RETURN count(DISTINCT colleague.uid) AS staff
}
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [who] AS actors, [who_name] AS actor_names,
       ['CaseFile/' + c.uid] + [u IN events | 'CaseEvent/' + u] + ['Official/' + who] AS evidence,
       staff
ORDER BY subject, actors
