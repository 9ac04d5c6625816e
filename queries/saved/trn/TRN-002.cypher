/*---
id: TRN-002
kind: rule
title:
  zh: 两图缺失或未公开
  en: Charts missing or unpublished
question:
  zh: 哪些有效权力没有运行流程图或风险防控图，或者有图而从未公开？
  en: Which active powers have no flow chart or no risk chart, or one that was never published?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内填有“有无流程图、风险防控图”的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that say whether there is a flow chart or a risk chart, the unit has too little data to judge
    source: project default
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  has_flow_chart: {zh: 有流程图, en: Flow chart}
  has_risk_chart: {zh: 有风险防控图, en: Risk chart}
  flow_published: {zh: 流程图已公开, en: Flow chart published}
  risk_published: {zh: 风险防控图已公开, en: Risk chart published}
needs: [Department, Disclosure, Power, DISCLOSED_IN, EXERCISED_BY]
severity: medium
subject: Power
dimension: SHOW
path: EXPOSE
guard: Power
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, count(w) AS examined,
       count(CASE WHEN w.has_flow_chart IS NOT NULL OR w.has_risk_chart IS NOT NULL THEN 1 END) AS carrying
  WHERE toFloat(carrying) / examined >= $min_coverage
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: D2, covers: partial}
  - {row: D25, covers: exact}
  - {row: D32, covers: exact}
  - {row: F39, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）“两图”不全（流程图：有{has_flow_chart}、公开{flow_published}；风险防控图：有{has_risk_chart}、公开{risk_published}），需核实。"
  en: "Suspected: the two charts of “{subject_name}” ({unit_name}) are not complete (flow chart: {has_flow_chart}, published: {flow_published}; risk chart: {has_risk_chart}, published: {risk_published}); to be verified."
verify:
  zh:
    document: "调取权力运行流程图和风险防控图及其公开记录，核对与现行权力清单是否一致。"
    interview: "询问政务公开经办人：该事项是否公开、何时公开、在哪个平台，有无不予公开的依据。"
    site: "到办事大厅、公开栏现场查看，并在网站检索该事项。"
  en:
    document: "Flow chart, risk chart and the record of their publication: do they agree with the present power list."
    interview: "Ask who handles disclosure whether, when and where the matter was published, and on what ground it was not."
    site: "Look at the hall and the boards, and search the website for it."
blind:
  zh: "本规则的数据下限按“是否填写有无两图”计算；只看有无登记，不判断图的内容是否正确。"
  en: "Coverage counts powers that say whether they have a chart; it sees what is recorded, not whether the chart is right."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, collect(w) AS powers,
     count(CASE WHEN w.has_flow_chart IS NOT NULL OR w.has_risk_chart IS NOT NULL THEN 1 END) AS carrying
WHERE toFloat(carrying) / size(powers) >= $min_coverage
UNWIND powers AS power
WITH home, power, coalesce(power.has_flow_chart, false) AS has_flow_chart,
     coalesce(power.has_risk_chart, false) AS has_risk_chart,
     EXISTS {
  MATCH (power)-[s:DISCLOSED_IN]->(c:Disclosure)
  WHERE c.artifact = 'FLOW_CHART' AND c.published_on <= $as_of
    AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS flow_published, EXISTS {
  MATCH (power)-[s:DISCLOSED_IN]->(c:Disclosure)
  WHERE c.artifact = 'RISK_CHART' AND c.published_on <= $as_of
    AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS risk_published
WHERE NOT (has_flow_chart AND has_risk_chart AND flow_published AND risk_published)
RETURN power.uid AS subject, power.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Power/' + power.uid] AS evidence,
       has_flow_chart, has_risk_chart, flow_published, risk_published
ORDER BY subject, actors
