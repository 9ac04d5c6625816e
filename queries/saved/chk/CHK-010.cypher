/*---
id: CHK-010
kind: rule
title:
  zh: 有权无责
  en: Power without duty
question:
  zh: 哪些有效权力没有登记责任事项，或者责任事项都没有写明追责情形？
  en: Which active powers have no duty on record, or none that says who is held to account?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内录有责任事项的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that have a duty recorded, the unit has too little data to judge
    source: project default
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  duties: {zh: 责任事项数, en: Duties recorded}
needs: [Department, Duty, Power, BEARS, EXERCISED_BY]
severity: medium
subject: Power
dimension: CONFIRM
path: SORT
guard: Duty
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, w, EXISTS {
    MATCH (w)-[b:BEARS]->(:Duty)
    WHERE all(x IN [b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } AS carries
  WITH unit, count(w) AS examined, count(CASE WHEN carries THEN 1 END) AS carrying
  WHERE toFloat(carrying) / examined >= $min_coverage
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: F27, covers: partial}
  - {row: F29, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）有权无责（责任事项{duties}项，均未写明追责情形），需核实。"
  en: "Suspected: “{subject_name}” ({unit_name}) is a power without accountability (duties on record: {duties}, none of which says who answers for it); to be verified."
verify:
  zh:
    document: "调取责任清单，核对该事项的责任事项、追责情形和追责依据是否编列。"
    interview: "询问承办科室负责人和法制机构：该事项出现差错由谁负责，按什么规定追责。"
    site: "查看近三年问责或复议诉讼败诉案件，看有无涉及该事项而无人担责的情形。"
  en:
    document: "List of duties: are duty, cases of accountability and their basis entered for this power."
    interview: "Ask the head of the section and the legal office who answers for a mistake, and by which rule."
    site: "Look at accountability and lost court cases of three years: did any concern this power with nobody held to account."
blind:
  zh: "只看责任清单有无登记，不判断内容是否恰当；责任写在其他制度文件里而未登记的也会列出；未登记行使主体的权力不在检查范围。"
  en: "It sees whether duties are recorded, not whether they fit; duties written elsewhere and not entered are listed too; powers without a recorded department are not examined."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, w, EXISTS {
  MATCH (w)-[b:BEARS]->(:Duty)
  WHERE all(x IN [b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS carries
WITH home, collect(w) AS powers, count(CASE WHEN carries THEN 1 END) AS carrying
WHERE toFloat(carrying) / size(powers) >= $min_coverage
UNWIND powers AS power
OPTIONAL MATCH (power)-[r:BEARS]->(y:Duty)
WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH home, power, y
ORDER BY power.uid, y.uid
WITH home, power, collect(DISTINCT y.uid) AS duty_uids,
     count(CASE WHEN trim(coalesce(y.accountability, '')) <> '' THEN 1 END) AS accountable
WHERE accountable = 0
RETURN power.uid AS subject, power.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + power.uid] + [u IN duty_uids | 'Duty/' + u] AS evidence, size(duty_uids) AS duties
ORDER BY subject, actors
