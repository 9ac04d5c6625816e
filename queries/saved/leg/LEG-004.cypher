/*---
id: LEG-004
kind: rule
title: {zh: 清单外行权, en: Exercised outside the list}
question:
  zh: 哪些办件没有对应的权力事项，或受理时该事项无效、办理单位无权行使？
  en: Which cases had no power behind them, one not valid when accepted, or one that the unit may not exercise?
params:
  as_of: {type: date, doc: {zh: 基准日；此日以后受理的办件和办理环节视为尚未发生, en: Day to look at; cases and events after it do not exist yet}}
columns:
  subject: {zh: 办件编号, en: Case}
  subject_name: {zh: 办件, en: Name of the case}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 办理单位, en: Unit that ran the case}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 经办人员, en: Officials who handled it}
  evidence: {zh: 证据路径, en: Evidence}
  accepted_on: {zh: 受理日期, en: Accepted on}
  power_name: {zh: 权力事项, en: Power}
  no_power: {zh: 未对应权力事项, en: No power}
  power_not_valid: {zh: 受理时事项不在有效期, en: Power not valid when accepted}
  power_cancelled: {zh: 事项已取消（未登记失效日）, en: Power cancelled (no end recorded)}
  unit_not_entitled: {zh: 办理单位非行使主体且未受委托, en: Unit neither exercises the power nor has it by delegation}
needs: [CaseEvent, CaseFile, Department, Official, Power, CASE_OF, DELEGATED_TO, EVENT_OF, EXERCISED_BY, HANDLED, RUN_BY]
severity: high
subject: CaseFile
dimension: LIMIT
path: SORT
population: |
  CALL {
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
    // A case that several units run counts for the first of them: for the others it is taken off again.
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
  - {row: F13, covers: partial}
  - {row: F30, covers: combination, with: [CHK-006]}
  - {law: 行政处罚法, article: 第三十八条, version: 2021, certain: true, covers: partial}
message:
  zh: "疑似：{unit_name}于 {accepted_on} 受理的办件“{subject_name}”超出权力清单（无对应事项、事项无效或无权行使），需核实。"
  en: "Suspected: case “{subject_name}”, accepted by {unit_name} on {accepted_on}, lies outside the power list (no power, one not valid, or one the unit may not exercise); to be verified."
verify:
  zh:
    document: "调取案卷和受理当日有效的权力清单、委托下放文件，核对事项名称、编码、有效期和行使主体。"
    interview: "询问经办人员和法制审核人员：依据清单哪一项受理、当时由哪个单位行使、有无书面委托。"
    site: "到办事窗口和业务系统查看该办件录入的事项编码和受理单位，看是漏选错选还是确属清单外办理。"
  en:
    document: "Case file, power list in force on the day of acceptance and delegation papers: name, code, validity and lawful user of the power."
    interview: "Ask handlers and legal reviewers: under which entry of the list the case was accepted, which unit exercised it then, and whether a delegation was in writing."
    site: "At the counter and in the business system see which code and unit were entered: was the wrong one chosen or none, or was it really outside the list."
blind:
  zh: "漏录、错录事项编码也会列出；没有办理单位的办件不在检查范围内；已取消而登记了失效日的事项按失效日判断；看不到口头委托。"
  en: "A code left out or mistyped is listed too; cases without a unit are not examined; a cancelled power with a recorded end is judged by that day; oral delegation is not seen."
---*/
// A power in force since before the first case, held without dates by a unit besides which none ever ran a case of it,
// fits them all. Looked at are the cases of the other powers, and those whose tie to a power is over, not begun or missing.
MATCH (c0:CaseFile)
WITH min(c0.accepted_on) AS first
CALL {
  WITH first
  MATCH (fit:Power)
  WHERE NOT (fit.valid_to IS NULL AND (fit.valid_from IS NULL OR fit.valid_from <= first)
    AND coalesce(fit.status, 'ACTIVE') <> 'CANCELLED'
    AND EXISTS {
      MATCH (fit)-[e0:EXERCISED_BY]->(d0:Department)
      WHERE e0.valid_from IS NULL AND e0.valid_to IS NULL
        AND NOT EXISTS {
          MATCH (fit)<-[:CASE_OF]-(own:CaseFile)
          WHERE EXISTS {
            MATCH (own)-[:RUN_BY]->(other:Department)
            WHERE other.uid <> d0.uid
          }
        }
    })
  MATCH (fit)<-[:CASE_OF]-(c2:CaseFile)
  RETURN c2 AS c
  UNION
  MATCH (c1:CaseFile)-[k1:CASE_OF]->(:Power)
  WHERE k1.valid_from > $as_of OR k1.valid_to <= $as_of
  RETURN c1 AS c
  UNION
  MATCH (c3:CaseFile)
  WHERE NOT EXISTS { MATCH (c3)-[:CASE_OF]->(:Power) }
  RETURN c3 AS c
}
MATCH (c)-[b:RUN_BY]->(d:Department)
WHERE c.accepted_on <= $as_of
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
  AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
WITH c, d
ORDER BY c.uid, d.uid
WITH c, head(collect(d)) AS home
OPTIONAL MATCH (c)-[k:CASE_OF]->(p:Power)
WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH c, home, p
ORDER BY c.uid, p.uid
WITH c, home, head(collect(p)) AS w
WITH c, home, w, w IS NULL AS no_power,
     w IS NOT NULL AND NOT ((w.valid_from IS NULL OR w.valid_from <= c.accepted_on)
                        AND (w.valid_to IS NULL OR w.valid_to > c.accepted_on)) AS power_not_valid,
     w IS NOT NULL AND coalesce(w.status, 'ACTIVE') = 'CANCELLED'
                   AND w.valid_to IS NULL AS power_cancelled,
     w IS NOT NULL AND NOT EXISTS {
       MATCH (w)-[e:EXERCISED_BY]->(u:Department)
       WHERE u.uid = home.uid
         AND all(x IN [e] WHERE (x.valid_from IS NULL OR x.valid_from <= c.accepted_on)
                            AND (x.valid_to IS NULL OR x.valid_to > c.accepted_on))
     } AND NOT EXISTS {
       MATCH (w)-[g:DELEGATED_TO]->(u:Department)
       WHERE u.uid = home.uid
         AND all(x IN [g] WHERE (x.valid_from IS NULL OR x.valid_from <= c.accepted_on)
                            AND (x.valid_to IS NULL OR x.valid_to > c.accepted_on))
     } AS unit_not_entitled
WHERE no_power OR power_not_valid OR power_cancelled OR unit_not_entitled
OPTIONAL MATCH (c)<-[event_of:EVENT_OF]-(v:CaseEvent)<-[hand:HANDLED]-(o:Official)
WHERE date(v.at) <= $as_of
  AND (event_of.valid_from IS NULL OR event_of.valid_from <= $as_of) AND (event_of.valid_to IS NULL OR event_of.valid_to > $as_of)
  AND (hand.valid_from IS NULL OR hand.valid_from <= $as_of) AND (hand.valid_to IS NULL OR hand.valid_to > $as_of)
WITH c, home, w, no_power, power_not_valid, power_cancelled, unit_not_entitled, o, v
ORDER BY c.uid, o.uid
WITH c, home, w, no_power, power_not_valid, power_cancelled, unit_not_entitled,
     collect(DISTINCT o) AS handlers, collect(DISTINCT v) AS handled
UNWIND CASE WHEN size(handled) = 0 THEN [null] ELSE handled END AS event
WITH c, home, w, no_power, power_not_valid, power_cancelled, unit_not_entitled, handlers, event
ORDER BY c.uid, event.uid
WITH c, home, w, no_power, power_not_valid, power_cancelled, unit_not_entitled, handlers,
     collect(event.uid) AS events
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN handlers | o.uid] AS actors, [o IN handlers | o.name] AS actor_names,
       ['CaseFile/' + c.uid, 'Department/' + home.uid]
         + CASE WHEN w IS NULL THEN [] ELSE ['Power/' + w.uid] END
         + [u IN events | 'CaseEvent/' + u] + [o IN handlers | 'Official/' + o.uid] AS evidence,
       c.accepted_on AS accepted_on, w.name AS power_name,
       no_power, power_not_valid, power_cancelled, unit_not_entitled
ORDER BY subject, actors
