/*---
id: PRC-010
kind: rule
title: {zh: "环节缺失或倒序", en: "Step skipped or out of order"}
question:
  zh: 哪些已办结的办件缺少必经环节，或者先办了后面的环节？
  en: "Which decided cases lack a mandatory step, or took a later step before an earlier one?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的受理、办结和办理环节视为尚未发生", en: "Day to look at; cases, decisions and events after it do not exist yet"}}
columns:
  subject: {zh: "办件编号", en: "Case"}
  subject_name: {zh: "办件", en: "Name of the case"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  power_name: {zh: "权力事项", en: "Power"}
  decided_on: {zh: "办结日期", en: "Decided on"}
  missing_steps: {zh: "缺失的必经环节", en: "Mandatory steps without an event"}
  backward: {zh: "倒序的次数", en: "Times that an earlier step came after a later one"}
  by_template: {zh: "是否按流程模板判断", en: "Judged by the template of the power's class"}
needs: [CaseEvent, CaseFile, Department, Official, Power, Step, TemplateStep, CASE_OF, EVENT_OF, HANDLED, HAS_STEP, OF_STEP, RUN_BY]
severity: medium
subject: CaseFile
dimension: CONFIRM
path: SORT
# Examined: decided cases that can break one of the two conditions: of a power with a mandatory step (its
# own, or its template's), or with two events tied to a step.
population: |
  OPTIONAL MATCH (t:TemplateStep)
  WHERE t.mandatory = true
    AND (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to > $as_of)
  WITH collect(DISTINCT t.power_type) AS types
  CALL {
    WITH types
    // Whether a step is due is asked once a power, not once a case.
    MATCH (w:Power)
    WITH w, EXISTS {
      MATCH (w)-[g:HAS_STEP]->(s:Step)
      WHERE s.mandatory = true
        AND (g.valid_from IS NULL OR g.valid_from <= $as_of) AND (g.valid_to IS NULL OR g.valid_to > $as_of)
    } OR (w.power_type IN types AND NOT EXISTS {
      MATCH (w)-[h:HAS_STEP]->(:Step)
      WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of) AND (h.valid_to IS NULL OR h.valid_to > $as_of)
    }) AS due
    MATCH (w)<-[k:CASE_OF]-(c:CaseFile)-[b:RUN_BY]->(d:Department)
    WHERE c.accepted_on <= $as_of AND c.decided_on <= $as_of
      AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
      AND (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
      AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
      AND (1 = COUNT { (c)-[:RUN_BY]->(:Department) } OR NOT EXISTS {
        MATCH (c)-[b2:RUN_BY]->(d2:Department)
        WHERE d2.uid < d.uid
          AND (b2.valid_from IS NULL OR b2.valid_from <= $as_of) AND (b2.valid_to IS NULL OR b2.valid_to > $as_of)
      })
      AND (1 = COUNT { (c)-[:CASE_OF]->(:Power) } OR NOT EXISTS {
        MATCH (c)-[k2:CASE_OF]->(w2:Power)
        WHERE w2.uid < w.uid
          AND (k2.valid_from IS NULL OR k2.valid_from <= $as_of) AND (k2.valid_to IS NULL OR k2.valid_to > $as_of)
      })
      AND (due OR COUNT {
        MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)-[of_step:OF_STEP]->(:Step)
        WHERE date(e.at) <= $as_of
          AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
          AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
      } > 1)
    RETURN d.uid AS unit, count(DISTINCT c) AS cases
    UNION ALL
    // Of no power.
    MATCH (u:Department)<-[r:RUN_BY]-(f:CaseFile)
    WHERE f.accepted_on <= $as_of AND f.decided_on <= $as_of
      AND (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to > $as_of)
      AND (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to > $as_of)
      AND NOT EXISTS {
        MATCH (f)-[k3:CASE_OF]->(:Power)
        WHERE (k3.valid_from IS NULL OR k3.valid_from <= $as_of) AND (k3.valid_to IS NULL OR k3.valid_to > $as_of)
      }
      AND NOT EXISTS {
        MATCH (f)-[r2:RUN_BY]->(u2:Department)
        WHERE u2.uid < u.uid
          AND (r2.valid_from IS NULL OR r2.valid_from <= $as_of) AND (r2.valid_to IS NULL OR r2.valid_to > $as_of)
      }
    WITH u, f
    WHERE COUNT {
      MATCH (f)<-[event_of2:EVENT_OF]-(e2:CaseEvent)-[of_step2:OF_STEP]->(:Step)
      WHERE date(e2.at) <= $as_of
        AND (event_of2.valid_from IS NULL OR event_of2.valid_from <= $as_of) AND (event_of2.valid_to IS NULL OR event_of2.valid_to > $as_of)
        AND (of_step2.valid_from IS NULL OR of_step2.valid_from <= $as_of) AND (of_step2.valid_to IS NULL OR of_step2.valid_to > $as_of)
    } > 1
    RETURN u.uid AS unit, count(DISTINCT f) AS cases
  }
  RETURN unit, coalesce(sum(cases), 0) AS examined
  ORDER BY unit
basis:
  - {row: F23, covers: partial}
  - {row: D22, covers: partial}
message:
  zh: "疑似：办件“{subject_name}”（{unit_name}）办理环节不全或倒序（缺失：{missing_steps}；倒序 {backward} 次），需核实。"
  en: "Suspected: case “{subject_name}” ({unit_name}) skipped a step or took steps out of order (missing: {missing_steps}; out of order {backward} times); to be verified."
verify:
  zh:
    document: "调取案卷和流程图，逐环节核对文书、签名和日期。"
    interview: "询问经办人员和科室负责人：缺失的环节是未办、漏录还是依法可以省略，倒序是先办后补还是录入有误。"
    site: "查看业务系统日志的录入时间，与纸质文书的落款时间比对。"
  en:
    document: "Case file and flow chart: paper, signature and day of each step."
    interview: "Ask handlers and the head of the section whether the step was left out, not entered, or lawfully omitted, and whether the order was made up afterwards or mistyped."
    site: "Compare times of entry in the log of the system with the dates on paper."
blind:
  zh: "只看对应了环节的记录；漏录的环节也会列出；退回重办会被列为倒序；没有自有流程的事项按所属类别的模板判断，以环节类别或者办理动作与模板环节同名为准。"
  en: "It sees events tied to a step only; a step that was not entered is listed too; a case sent back and done again is listed as out of order; a power without steps of its own is judged by the template of its class, by the kind of step or an action of the same name."
---*/
// What neither lacks a step of one of its powers nor goes back is done with here, case by case; steps that
// are due are gathered once a power.
CALL {
  MATCH (p4:Power)
  WITH p4, [(p4)-[g4:HAS_STEP]->(s4:Step)
            WHERE s4.mandatory = true
              AND (g4.valid_from IS NULL OR g4.valid_from <= $as_of) AND (g4.valid_to IS NULL OR g4.valid_to > $as_of)
            | s4.uid] AS due
  // A power at a time, so that no more than its cases are held at once.
  CALL {
    WITH p4, due
    MATCH (p4)<-[:CASE_OF]-(c4:CaseFile)
    CALL {
      WITH c4
      MATCH (c4)<-[event_of4:EVENT_OF]-(e4:CaseEvent)-[of_step4:OF_STEP]->(v4:Step)
      WHERE date(e4.at) <= $as_of
        AND (event_of4.valid_from IS NULL OR event_of4.valid_from <= $as_of) AND (event_of4.valid_to IS NULL OR event_of4.valid_to > $as_of)
        AND (of_step4.valid_from IS NULL OR of_step4.valid_from <= $as_of) AND (of_step4.valid_to IS NULL OR of_step4.valid_to > $as_of)
      WITH e4.at AS at, e4.seq AS nth, v4.seq AS seq, v4.uid AS node
      ORDER BY at, nth, seq, node
      RETURN collect(seq) AS seqs, collect(node) AS passed
    }
    WITH c4, due, seqs, passed
    WHERE size(due) = 0 OR any(step IN due WHERE NOT step IN passed)
       OR any(i IN range(0, size(seqs) - 2) WHERE seqs[i] > seqs[i + 1])
    RETURN c4 AS odd
  }
  RETURN odd AS c
  UNION
  MATCH (c5:CaseFile)
  WHERE 0 = COUNT { (c5)-[:CASE_OF]->(:Power) }
  RETURN c5 AS c
}
MATCH (c)-[b:RUN_BY]->(d:Department)
WHERE c.accepted_on <= $as_of AND c.decided_on <= $as_of
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
WITH c, d
ORDER BY c.uid, d.uid
WITH c, head(collect(d)) AS home
OPTIONAL MATCH (c)<-[event_of:EVENT_OF]-(e:CaseEvent)-[of_step:OF_STEP]->(v:Step)
WHERE date(e.at) <= $as_of
  AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
  AND (of_step.valid_from IS NULL OR of_step.valid_from <= $as_of) AND (of_step.valid_to IS NULL OR of_step.valid_to > $as_of)
WITH c, home, e.at AS at, e.seq AS nth, e.uid AS event, v.seq AS seq, v.uid AS node, v.kind AS kind
ORDER BY at, nth, seq, node
WITH c, home, collect(CASE WHEN node IS NOT NULL
                      THEN {event: event, seq: seq, node: node, kind: kind} END) AS visits
OPTIONAL MATCH (c)-[k:CASE_OF]->(p:Power)
WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH c, home, visits, p
ORDER BY c.uid, p.uid
// Lists are carried by head(collect()): as keys of a group they would be compared row by row.
WITH c, head(collect(home)) AS home, head(collect(visits)) AS visits, head(collect(p)) AS w
WITH c, home, visits, w,
     [i IN range(0, size(visits) - 2) WHERE visits[i].seq > visits[i + 1].seq] AS falls,
     w IS NOT NULL AND EXISTS {
       MATCH (w)-[h:HAS_STEP]->(:Step)
       WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } AS has_own,
     w IS NOT NULL AND EXISTS {
       MATCH (w)-[g:HAS_STEP]->(s:Step)
       WHERE s.mandatory = true AND none(y IN visits WHERE y.node = s.uid)
         AND all(x IN [g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } AS lacks_own
WHERE lacks_own OR size(falls) > 0 OR NOT has_own
// From here on few cases are left. One without a power or event stands in for it: it leads nowhere.
WITH c, home, visits, w, falls, has_own, coalesce(w, c) AS owner
CALL {
  WITH owner
  MATCH (owner)-[o:HAS_STEP]->(q:Step)
  WHERE q.mandatory = true
    AND (o.valid_from IS NULL OR o.valid_from <= $as_of) AND (o.valid_to IS NULL OR o.valid_to > $as_of)
  WITH DISTINCT q.seq AS nth, q.uid AS node, q.name AS called
  ORDER BY nth, node
  RETURN collect({entry: 'Step/' + node, node: node, called: called}) AS own
}
OPTIONAL MATCH (c)<-[event_of2:EVENT_OF]-(a:CaseEvent)
WHERE has_own = false AND date(a.at) <= $as_of
  AND (event_of2.valid_from IS NULL OR event_of2.valid_from <= $as_of) AND (event_of2.valid_to IS NULL OR event_of2.valid_to > $as_of)
WITH c, home, visits, w, falls, has_own, own, a
ORDER BY c.uid, a.uid
WITH c, head(collect(home)) AS home, head(collect(visits)) AS visits, head(collect(w)) AS w,
     head(collect(falls)) AS falls, head(collect(has_own)) AS has_own, head(collect(own)) AS own,
     collect(a.action) AS actions
OPTIONAL MATCH (t:TemplateStep)
WHERE has_own = false AND t.mandatory = true AND t.power_type = w.power_type
  AND none(y IN visits WHERE y.kind = t.kind) AND none(y IN actions WHERE y = t.name)
  AND all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH c, home, visits, w, falls, has_own, own, t
ORDER BY c.uid, t.seq, t.uid
WITH c, head(collect(home)) AS home, head(collect(visits)) AS visits, head(collect(w)) AS w,
     head(collect(falls)) AS falls, head(collect(has_own)) AS has_own, head(collect(own)) AS own,
     collect(CASE WHEN t IS NOT NULL THEN {entry: 'TemplateStep/' + t.uid, called: t.name} END) AS templates
WITH c, home, visits, w, falls, has_own,
     [y IN own WHERE none(z IN visits WHERE z.node = y.node)] + templates AS missing
WHERE size(missing) > 0 OR size(falls) > 0
CALL {
  WITH c
  MATCH (c)<-[event_of3:EVENT_OF]-(r:CaseEvent)<-[hand:HANDLED]-(u:Official)
  WHERE date(r.at) <= $as_of
    AND (event_of3.valid_from IS NULL OR event_of3.valid_from <= $as_of) AND (event_of3.valid_to IS NULL OR event_of3.valid_to > $as_of)
    AND (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
  WITH DISTINCT u.uid AS uid, u.name AS name
  ORDER BY uid
  RETURN collect({uid: uid, name: name}) AS handlers
}
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [y IN handlers | y.uid] AS actors, [y IN handlers | y.name] AS actor_names,
       ['CaseFile/' + c.uid] + CASE WHEN w IS NULL THEN [] ELSE ['Power/' + w.uid] END
         + [y IN missing | y.entry]
         + [i IN range(0, size(visits) - 1) WHERE i IN falls OR i - 1 IN falls | 'CaseEvent/' + visits[i].event]
         + [y IN handlers | 'Official/' + y.uid] AS evidence,
       w.name AS power_name, c.decided_on AS decided_on, [y IN missing | y.called] AS missing_steps,
       size(falls) AS backward, size(missing) > 0 AND NOT has_own AS by_template
ORDER BY subject, actors
