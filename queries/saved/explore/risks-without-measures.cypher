/*---
id: risks-without-measures
kind: question
title: {zh: 无防控措施的风险点, en: Risk points without measures}
question:
  zh: 哪些科室的哪些风险点没有防控措施？
  en: Which risk points have no control measure, by section?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  section: {zh: 科室编号, en: Section}
  section_name: {zh: 科室, en: Section}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  risk: {zh: 风险点编号, en: Risk point}
  risk_name: {zh: 风险点, en: Risk point name}
  level: {zh: 等级, en: Level}
needs: [ControlMeasure, Department, Power, RiskPoint, Section, EXERCISED_BY, HANDLED_IN, HAS_RISK, MITIGATED_BY]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)-[r:HAS_RISK]->(k:RiskPoint)
WHERE ($unit IS NULL OR d.uid = $unit) AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [e, w, r, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (k)-[t:MITIGATED_BY]->(:ControlMeasure)
    WHERE all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
OPTIONAL MATCH (w)-[h:HANDLED_IN]->(s:Section)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN DISTINCT d.uid AS unit, d.name AS unit_name, s.uid AS section, s.name AS section_name, w.uid AS power,
       w.name AS power_name, k.uid AS risk, k.name AS risk_name, k.level AS level
ORDER BY unit, section, power, risk
