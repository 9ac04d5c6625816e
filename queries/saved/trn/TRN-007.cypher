/*---
id: TRN-007
kind: rule
title:
  zh: 办事要素缺失
  en: Citizen facts missing
question:
  zh: 哪些面向群众的事项缺少办事条件、办理流程或者监督电话？
  en: Which powers that citizens deal with lack conditions, steps or a telephone for complaints?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  power_types:
    type: texts
    default: ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '20']
    doc: {zh: 需公开办事要素的权力类型, en: Power types for which the facts are due}
    source: D33
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内录有条件、流程或监督电话的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that have conditions, steps or a telephone recorded, the unit has too little data to judge
    source: project default
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  has_conditions: {zh: 有办事条件, en: Conditions}
  has_steps: {zh: 有办理流程, en: Steps}
  has_phone: {zh: 有监督电话, en: Telephone}
needs: [Department, Power, Step, TemplateStep, EXERCISED_BY, HAS_STEP]
severity: medium
subject: Power
dimension: SHOW
path: EXPOSE
guard: Power
population: |
  OPTIONAL MATCH (k:TemplateStep)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH collect(DISTINCT k.power_type) AS templated
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH templated, w, min(d.uid) AS unit
  WITH templated, unit, w, trim(coalesce(w.conditions, '')) <> '' AS has_conditions,
       trim(coalesce(w.supervise_phone, '')) <> '' AS has_phone, EXISTS {
    MATCH (w)-[h:HAS_STEP]->(:Step)
    WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } OR coalesce(w.power_type IN templated, false) AS has_steps
  WITH unit, count(w) AS total,
       count(CASE WHEN has_conditions OR has_phone OR has_steps THEN 1 END) AS carrying,
       count(CASE WHEN w.power_type IN $power_types THEN 1 END) AS examined
  WHERE toFloat(carrying) / total >= $min_coverage AND examined > 0
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: D33, covers: exact}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）办事要素不全（条件：{has_conditions}，流程：{has_steps}，监督电话：{has_phone}），需核实。"
  en: "Suspected: what citizens need to know of “{subject_name}” ({unit_name}) is not complete (conditions: {has_conditions}, steps: {has_steps}, telephone: {has_phone}); to be verified."
verify:
  zh:
    document: "调取办事指南和权力清单，核对条件、流程、监督电话是否编列。"
    interview: "询问窗口人员和办事群众：需要什么条件、走哪些环节、向谁投诉。"
    site: "到办事大厅查看公示内容，拨打监督电话看是否有人接听。"
  en:
    document: "Guide for citizens and power list: are conditions, steps and telephone entered."
    interview: "Ask clerks and citizens at the counter what is required, which steps follow and where to complain."
    site: "See what is on display in the hall, and ring the number."
blind:
  zh: "本规则的数据下限按“录有条件、流程或监督电话之一”计算；事项没有自己的流程环节时，同类流程模板也算；不判断内容是否准确。"
  en: "Coverage counts powers with any of the three; a power without steps of its own has those of the template of its class; whether the content is right is not judged."
---*/
OPTIONAL MATCH (k:TemplateStep)
WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH collect(DISTINCT k.power_type) AS templated
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH templated, w, d
ORDER BY w.uid, d.uid
WITH templated, w, head(collect(d)) AS home
WITH templated, home, w, trim(coalesce(w.conditions, '')) <> '' AS has_conditions,
     trim(coalesce(w.supervise_phone, '')) <> '' AS has_phone, EXISTS {
  MATCH (w)-[h:HAS_STEP]->(:Step)
  WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} OR coalesce(w.power_type IN templated, false) AS has_steps
WITH home, collect({w: w, has_conditions: has_conditions, has_steps: has_steps, has_phone: has_phone}) AS powers,
     count(CASE WHEN has_conditions OR has_phone OR has_steps THEN 1 END) AS carrying
WHERE toFloat(carrying) / size(powers) >= $min_coverage
UNWIND powers AS p
WITH home, p.w AS power, p.has_conditions AS has_conditions, p.has_steps AS has_steps, p.has_phone AS has_phone
WHERE power.power_type IN $power_types AND NOT (has_conditions AND has_steps AND has_phone)
RETURN power.uid AS subject, power.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Power/' + power.uid] AS evidence,
       has_conditions, has_steps, has_phone
ORDER BY subject, actors
