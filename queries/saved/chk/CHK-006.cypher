/*---
id: CHK-006
kind: rule
title: {zh: 一权无制, en: Power without restraint system}
question:
  zh: 哪些有效权力事项没有对应的制约制度？
  en: Which active powers have no restraint system?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内录有制约制度的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that have a restraint system recorded, the unit has too little data to judge
    source: project default
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  risk_level: {zh: 风险等级, en: Risk level}
needs: [Department, Power, RestraintSystem, EXERCISED_BY, CONSTRAINED_BY]
severity: medium
subject: Power
dimension: CONFIRM
path: SORT
guard: RestraintSystem
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, w, EXISTS {
    MATCH (w)-[r:CONSTRAINED_BY]->(:RestraintSystem)
    WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } AS carries
  WITH unit, count(w) AS examined, count(CASE WHEN carries THEN 1 END) AS carrying
  WHERE toFloat(carrying) / examined >= $min_coverage
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: F35, covers: exact}
  - {row: F87, covers: superset}
  - {row: D41, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）没有对应的制约制度，未落实“一项权力一项制度”，需核实。"
  en: "Suspected: no restraint system stands against “{subject_name}” ({unit_name}), so “one power, one rule” is not met; to be verified."
verify:
  zh:
    document: "调取单位制度汇编和发文目录，核对有无适用于该事项的制度、文号和印发日期，是否已废止。"
    interview: "询问法制或综合科室负责人：办理该事项依照哪项制度，制度废止后由什么文件替代。"
    site: "请经办人员当场出示所依据的制度文本，与近期办件的审批流程逐条对照。"
  en:
    document: "Collected rules and register of documents of the unit: is there a rule that covers the power, with number and date of issue, and is it still in force."
    interview: "Ask the head of the legal or general section: by which rule the power is exercised, and what replaced a repealed one."
    site: "Have the handler show the text of the rule and compare it, point by point, with the approval steps of recent cases."
blind:
  zh: "只看有无制度与该事项对应，不评价制度内容是否管用；一项综合性制度如未逐项对应登记，也会列出；未登记行使主体的权力不在检查范围内。"
  en: "It sees whether a rule is recorded against the power, not whether it works; a general rule that was not recorded power by power is missed, so the power is listed; powers without a recorded department are not examined."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, w, EXISTS {
  MATCH (w)-[r:CONSTRAINED_BY]->(:RestraintSystem)
  WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS carries
WITH home, count(w) AS total, collect(CASE WHEN NOT carries THEN w END) AS lacking
WHERE toFloat(total - size(lacking)) / total >= $min_coverage
UNWIND lacking AS power
RETURN power.uid AS subject, power.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Power/' + power.uid] AS evidence,
       power.risk_level AS risk_level
ORDER BY subject, actors
