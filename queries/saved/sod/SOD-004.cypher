/*---
id: SOD-004
kind: rule
title:
  zh: 全流程一人包办
  en: One person runs the whole process
question:
  zh: 哪些办件的大部分环节由同一人办理？
  en: In which cases did one person handle most of the steps?
params:
  as_of: {type: date, doc: {zh: 基准日；此日以后受理的办件和办理环节视为尚未发生, en: Day to look at; cases and events after it do not exist yet}}
  share:
    type: float
    default: 0.75
    doc: {zh: 一人办理的环节占该办件已走环节的比例，达到即列出, en: 'Share of the steps that the case visited; one who handled as much is listed'}
    source: F41
  min_steps:
    type: int
    default: 3
    doc: {zh: 一人至少办理的不同环节数, en: Least number of different steps that one person handled}
    source: F58
columns:
  subject: {zh: 办件编号, en: Case}
  subject_name: {zh: 办件, en: Name of the case}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  steps_handled: {zh: 本人办理环节数, en: Steps handled}
  steps_visited: {zh: 已走环节数, en: Steps visited}
  part: {zh: 占比, en: Share}
  steps: {zh: 本人办理的环节, en: Names of the steps handled}
  staff: {zh: 单位现有在岗人数, en: Officials in post in the unit}
needs: [CaseEvent, CaseFile, Department, Official, Post, Step, EVENT_OF, HANDLED, HOLDS, IN_DEPARTMENT, OF_STEP, RUN_BY]
severity: high
subject: CaseFile
dimension: ALLOCATE
path: SUPERVISE
population: |
  CALL {
    // All that the units run; then what is not examined is taken off again, as is a case that several units run, but for
    // the first of them.
    CALL {
      MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)
      WHERE c.accepted_on <= $as_of
        AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
        AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
      RETURN d AS home, count(c) AS run
    }
    WITH home.uid AS unit, run AS cases
    RETURN unit, cases
    UNION ALL
    // Where no event is later than the day and nothing it says is over or not begun, three different steps, one of them
    // signed, are enough for up to three: asked once, as few cases are then left for the exact conditions.
    CALL {
      MATCH (v0:CaseEvent)
      WHERE v0.at IS NULL OR date(v0.at) > $as_of
      RETURN count(v0) AS later
    }
    CALL {
      MATCH (:CaseEvent)-[c0:EVENT_OF]->()
      WHERE c0.valid_from > $as_of OR c0.valid_to <= $as_of
      RETURN count(c0) AS events
    }
    CALL {
      MATCH (:CaseEvent)-[s0:OF_STEP]->()
      WHERE s0.valid_from > $as_of OR s0.valid_to <= $as_of
      RETURN count(s0) AS steps
    }
    CALL {
      MATCH (:CaseEvent)<-[h0:HANDLED]-()
      WHERE h0.valid_from > $as_of OR h0.valid_to <= $as_of
      RETURN count(h0) AS hands
    }
    WITH $min_steps <= 3 AND later + events + steps + hands = 0 AS settled
    MATCH (c1:CaseFile)
    WHERE c1.accepted_on <= $as_of
      AND (c1.valid_from IS NULL OR c1.valid_from <= $as_of) AND (c1.valid_to IS NULL OR c1.valid_to > $as_of)
      AND NOT (settled AND EXISTS {
        MATCH (c1)<-[:EVENT_OF]-(e1:CaseEvent)
        WHERE EXISTS {
          MATCH (e1)<-[:HANDLED]-(:Official)
        } AND EXISTS {
          MATCH (e1)-[:OF_STEP]->(s1:Step)
          WHERE EXISTS {
            MATCH (c1)<-[:EVENT_OF]-(e2:CaseEvent)
            WHERE EXISTS {
              MATCH (e2)-[:OF_STEP]->(s2:Step)
              WHERE s2.uid <> s1.uid AND EXISTS {
                MATCH (c1)<-[:EVENT_OF]-(e3:CaseEvent)
                WHERE EXISTS {
                  MATCH (e3)-[:OF_STEP]->(s3:Step)
                  WHERE s3.uid <> s1.uid AND s3.uid <> s2.uid
                }
              }
            }
          }
        }
      })
    WITH c1
    // No CALL here: its rows would be held at once.
    WHERE NOT (any(steps IN [[(c1)<-[event_of:EVENT_OF]-(v:CaseEvent)-[of_step:OF_STEP]->(s:Step)
                              WHERE date(v.at) <= $as_of
                                AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
                                AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
                              | s.uid]]
                   WHERE size([i IN range(0, size(steps) - 1) WHERE NOT steps[i] IN steps[0..i]]) >= $min_steps)
      AND EXISTS {
        MATCH (c1)<-[event_of2:EVENT_OF]-(e:CaseEvent)-[of_step2:OF_STEP]->(:Step)
        WHERE date(e.at) <= $as_of
          AND (event_of2.valid_from IS NULL OR event_of2.valid_from <= $as_of) AND (event_of2.valid_to IS NULL OR event_of2.valid_to > $as_of)
          AND (of_step2.valid_from IS NULL OR of_step2.valid_from <= $as_of) AND (of_step2.valid_to IS NULL OR of_step2.valid_to > $as_of)
          AND EXISTS {
            MATCH (e)<-[hand:HANDLED]-(:Official)
            WHERE (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
          }
      })
    MATCH (c1)-[b1:RUN_BY]->(d1:Department)
    WHERE (b1.valid_from IS NULL OR b1.valid_from <= $as_of) AND (b1.valid_to IS NULL OR b1.valid_to > $as_of)
    WITH c1.uid AS other, min(d1.uid) AS unit
    RETURN unit, 0 - count(other) AS cases
    UNION ALL
    MATCH (c2:CaseFile)
    WHERE 1 < COUNT { (c2)-[:RUN_BY]->(:Department) } AND c2.accepted_on <= $as_of
      AND (c2.valid_from IS NULL OR c2.valid_from <= $as_of) AND (c2.valid_to IS NULL OR c2.valid_to > $as_of)
    MATCH (c2)-[b2:RUN_BY]->(d2:Department)
    WHERE (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
    WITH c2.uid AS shared, d2.uid AS one
    ORDER BY shared, one
    WITH shared, collect(one) AS units
    UNWIND tail(units) AS unit
    RETURN unit, 0 - count(shared) AS cases
  }
  WITH unit, coalesce(sum(cases), 0) AS examined
  WHERE examined > 0
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: F41, covers: partial}
  - {row: F58, covers: partial}
message:
  zh: "疑似：{actor_names} 一人办理了办件“{subject_name}”（{unit_name}）{steps_visited}个环节中的{steps_handled}个，需核实。"
  en: "Suspected: {actor_names} alone handled {steps_handled} of the {steps_visited} steps of case “{subject_name}” ({unit_name}); to be verified."
verify:
  zh:
    document: "调取该办件案卷，逐环节核对受理、审查、决定、送达的签名和时间，与系统记录比对。"
    interview: "分别询问经办人和科室负责人：各环节本应由谁办理，是否有人代签、代录。"
    site: "查看业务系统的账号分配和操作日志，看各环节账号是否实际由同一人使用。"
  en:
    document: "Take the case file and compare, step by step, who signed and when with the record of the system."
    interview: "Ask the handler and the head of the section, apart from one another, who should have handled each step, and whether anybody signs or enters data for another."
    site: "Look at the accounts and the log of the business system: does one person use the accounts of all steps."
blind:
  zh: "只看登记了办理人和环节的办理记录；借用账号、代录入会造成漏判或误判；没有办理单位的办件不在检查范围；乡镇街道人员少，应结合在岗人数和补偿措施判断。"
  en: "It sees recorded events with a step and an official only; borrowed accounts and data entered for another mislead it; cases without a unit are not examined; small townships have few staff, so weigh their number and compensating measures."
---*/
// Of a case's signatures each of its handlers has one at least, so that one of them has no more than the
// signatures less the other handlers: most cases are done with here, before anything is asked of a step.
CALL {
  MATCH (c0:CaseFile)<-[:EVENT_OF]-(:CaseEvent)<-[:HANDLED]-(o0:Official)
  RETURN c0.uid AS id, count(DISTINCT o0) AS people
}
MATCH (c:CaseFile {uid: id})
WHERE 1 - people + COUNT { (c)<-[:EVENT_OF]-(:CaseEvent)<-[:HANDLED]-(:Official) } >= $min_steps
WITH c, 1 - people + COUNT { (c)<-[:EVENT_OF]-(:CaseEvent)<-[:HANDLED]-(:Official) } AS most
// Counted case by case: groups over the events of all cases would be held at once.
CALL {
  WITH c
  MATCH (c)<-[event_of2:EVENT_OF]-(v:CaseEvent)-[of_step2:OF_STEP]->(s:Step)
  WHERE date(v.at) <= $as_of
    AND (event_of2.valid_from IS NULL OR event_of2.valid_from <= $as_of) AND (event_of2.valid_to IS NULL OR event_of2.valid_to > $as_of)
    AND (of_step2.valid_from IS NULL OR of_step2.valid_from <= $as_of) AND (of_step2.valid_to IS NULL OR of_step2.valid_to > $as_of)
  WITH DISTINCT s.uid AS step
  WITH count(step) AS visited
  WHERE visited > 0
  RETURN visited
}
WITH c, most, visited
WHERE toFloat(most) / visited >= $share
CALL {
  WITH c
  MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)-[of_step:OF_STEP]->(t:Step)
  WHERE date(e.at) <= $as_of
    AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
    AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
  MATCH (e)<-[hand:HANDLED]-(o:Official)
  WHERE (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
  WITH o.uid AS who, count(DISTINCT t.uid) AS handled
  WHERE handled >= $min_steps
  RETURN who, handled
}
WITH c, who, handled, visited
WHERE toFloat(handled) / visited >= $share
MATCH (c)-[b:RUN_BY]->(d:Department)
WHERE c.accepted_on <= $as_of
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
WITH c, d, who, visited
ORDER BY c.uid, who, d.uid
WITH c, who, visited, head(collect(d)) AS home
MATCH (c)<-[event_of3:EVENT_OF]-(event:CaseEvent)-[of_step3:OF_STEP]->(step:Step)
WHERE date(event.at) <= $as_of
  AND (event_of3.valid_from IS NULL OR event_of3.valid_from <= $as_of) AND (event_of3.valid_to IS NULL OR event_of3.valid_to > $as_of)
  AND (of_step3.valid_from IS NULL OR of_step3.valid_from <= $as_of) AND (of_step3.valid_to IS NULL OR of_step3.valid_to > $as_of)
MATCH (event)<-[hand2:HANDLED]-(o:Official)
WHERE o.uid = who
  AND (hand2.valid_from IS NULL OR hand2.valid_from <= $as_of) AND (hand2.valid_to IS NULL OR hand2.valid_to > $as_of)
WITH c, home, visited, o, event, step
ORDER BY c.uid, o.uid, step.seq, step.uid, event.uid
WITH c, home, visited, o, collect(DISTINCT step) AS own, collect(DISTINCT event.uid) AS signed
OPTIONAL MATCH (home)<-[k:IN_DEPARTMENT]-(:Post)<-[g:HOLDS]-(colleague:Official)
WHERE all(x IN [k, g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH c, home, visited, o, own, signed, count(DISTINCT colleague) AS staff
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['CaseFile/' + c.uid] + [u IN signed | 'CaseEvent/' + u] + [s IN own | 'Step/' + s.uid]
         + ['Official/' + o.uid] AS evidence,
       size(own) AS steps_handled, visited AS steps_visited,
       toFloat(size(own)) / visited AS part, [s IN own | s.name] AS steps, staff
ORDER BY subject, actors
