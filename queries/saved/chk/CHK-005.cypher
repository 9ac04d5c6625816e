/*---
id: CHK-005
kind: rule
title: {zh: 权力未排查风险, en: Power without risk point}
question:
  zh: 哪些有效权力事项没有排查出任何风险点？
  en: Which active powers have no risk point?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内录有风险点的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that have a risk point recorded, the unit has too little data to judge
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
needs: [Department, Power, RiskPoint, EXERCISED_BY, HAS_RISK]
severity: medium
subject: Power
dimension: CONFIRM
path: SUPERVISE
guard: RiskPoint
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, w, EXISTS {
    MATCH (w)-[r:HAS_RISK]->(:RiskPoint)
    WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } AS carries
  WITH unit, count(w) AS examined, count(CASE WHEN carries THEN 1 END) AS carrying
  WHERE toFloat(carrying) / examined >= $min_coverage
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: D23, covers: superset}
  - {row: D39, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）未开展风险排查，没有登记风险点，需核实。"
  en: "Suspected: the risks of “{subject_name}” ({unit_name}) were never looked for, no risk point is recorded; to be verified."
verify:
  zh:
    document: "调取廉政风险点排查登记表和风险防控图，核对该事项是否列入排查、结论是“无风险”还是漏登。"
    interview: "询问承办科室负责人和纪检负责人：最近一次风险排查是哪年、由谁组织、该事项为何没有风险点。"
    site: "随机抽取该事项近期办件，沿办理环节逐一查看有无自由裁量、资金经手、现场检查等风险环节。"
  en:
    document: "Registers of risk points and risk charts: was the power looked at, and does the entry say “no risk” or is it missing."
    interview: "Ask the head of the section and the discipline officer: in which year risks were last looked for, by whom, and why this power has no risk point."
    site: "Draw recent cases of the power and go through their steps: is there discretion, handling of money or inspection on site."
blind:
  zh: "只看有无登记，不判断风险点找得准不准、全不全；经排查确认无风险但未作登记的，也会列出；未登记行使主体的权力不在检查范围内。"
  en: "It sees whether a risk point is recorded, not whether the right ones were found; a power found free of risk without a record of it is listed too; powers without a recorded department are not examined."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, w, EXISTS {
  MATCH (w)-[r:HAS_RISK]->(:RiskPoint)
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
