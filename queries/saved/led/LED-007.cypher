/*---
id: LED-007
kind: rule
title: {zh: "“211”要素缺失", en: "211 incomplete"}
question:
  zh: 哪些单位的两图、备案、派驻监督四个要素没有到位？
  en: "Which units lack flow charts, risk charts, filings or a stationed supervisor?"
params:
  as_of: {type: date, doc: {zh: "基准日", en: "Day to look at"}}
  min_share:
    type: float
    default: 1.0
    doc: {zh: "两图和备案各自应达到的最低比例", en: "Least share of each of flow charts, risk charts and filings"}
    source: D20 D42
columns:
  subject: {zh: "单位编号", en: "Department"}
  subject_name: {zh: "单位", en: "Name of the department"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  powers: {zh: "有效权力数", en: "Active powers"}
  flow_charts: {zh: "有流程图的权力数", en: "Powers with a flow chart"}
  risk_charts: {zh: "有防控图的权力数", en: "Powers with a risk chart"}
  matters: {zh: "重大事项数", en: "Matters"}
  filed: {zh: "已备案事项数", en: "Matters filed"}
  supervised: {zh: "有无派驻监督", en: "Stationed supervisor"}
  missing: {zh: "缺失的要素代码", en: "Elements that are missing"}
  missing_zh: {zh: "缺失的要素", en: "The same in Chinese"}
needs: [Department, Filing, Matter, Meeting, Power, DECIDED_AT, EXERCISED_BY, FILED_AS, MATTER_OF, SUPERVISES]
severity: medium
subject: Department
dimension: CONTROL
path: SUPERVISE
population: |
  MATCH (d:Department)
  WHERE all(x IN [d] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (d)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH d, count(w) AS powers
  OPTIONAL MATCH (d)<-[o:MATTER_OF]-(m:Matter)
  WHERE all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND (m.happened_on <= $as_of OR (m.happened_on IS NULL AND (EXISTS {
      MATCH (m)-[a:DECIDED_AT]->(g:Meeting)
      WHERE g.held_on <= $as_of
        AND all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    } OR ((m.executed_on IS NULL OR m.executed_on <= $as_of) AND NOT EXISTS {
      MATCH (m)-[c:DECIDED_AT]->(h:Meeting)
      WHERE h.held_on > $as_of
        AND all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    }))))
  WITH d, powers, count(m) AS matters
  WHERE powers > 0 OR matters > 0
  RETURN d.uid AS unit, 1 AS examined
  ORDER BY unit
basis:
  - {row: D2, covers: exact}
  - {row: D20, covers: partial}
message:
  zh: "疑似：{unit_name}“211”机制要素不全，缺少：{missing_zh}（权力 {powers} 项，流程图 {flow_charts}，防控图 {risk_charts}；重大事项 {matters} 项，已备案 {filed}），需核实。"
  en: "Suspected: {unit_name} lacks elements of “211”: {missing} ({powers} powers, {flow_charts} flow charts, {risk_charts} risk charts; {matters} matters, {filed} filed); to be verified."
verify:
  zh:
    document: "调取两图汇编、备案登记簿和派驻监督文件，逐项核对。"
    interview: "询问单位负责人和派驻机构：缺的是未绘制、未报送还是未录入。"
    site: "到办公场所查看两图是否上墙，到派驻机构查看备案登记。"
  en:
    document: "Collected charts, register of filings and papers of the stationed supervisor, item by item."
    interview: "Ask the head of the unit and the stationed office whether it was not drawn, not handed in, or not entered."
    site: "See whether charts hang on the wall, and the register at the stationed office."
blind:
  zh: "“211”的四个要素是按文件内容归纳的（两图、一表、一监督）；图表有无未填的视为没有；没有权力或没有重大事项的，相应比例不计；备案没有日期的视为已备案；发生日（没有的取会议日，再没有的取执行日）晚于基准日的事项视为尚未发生。"
  en: "The four elements of “211” are inferred from the document (two charts, one form, one supervision); an empty flag counts as no chart; where there are no powers, or no matters, that share does not count; a filing without a day counts; a matter whose day (else that of the meeting, else of execution) is later does not exist yet."
---*/
MATCH (d:Department)
WHERE all(x IN [d] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (d)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH d, count(DISTINCT w) AS powers,
     count(DISTINCT CASE WHEN w.has_flow_chart = true THEN w END) AS flow_charts,
     count(DISTINCT CASE WHEN w.has_risk_chart = true THEN w END) AS risk_charts
OPTIONAL MATCH (d)<-[o:MATTER_OF]-(m:Matter)
WHERE all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND (m.happened_on <= $as_of OR (m.happened_on IS NULL AND (EXISTS {
    MATCH (m)-[a:DECIDED_AT]->(g:Meeting)
    WHERE g.held_on <= $as_of
      AND all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } OR ((m.executed_on IS NULL OR m.executed_on <= $as_of) AND NOT EXISTS {
    MATCH (m)-[c:DECIDED_AT]->(h:Meeting)
    WHERE h.held_on > $as_of
      AND all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }))))
WITH d, powers, flow_charts, risk_charts, m, m IS NOT NULL AND EXISTS {
  MATCH (m)-[t:FILED_AS]->(f:Filing)
  WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
    AND all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS on_file
WITH d, powers, flow_charts, risk_charts, count(DISTINCT m) AS matters,
     count(DISTINCT CASE WHEN on_file THEN m END) AS filed
WHERE powers > 0 OR matters > 0
WITH d, powers, flow_charts, risk_charts, matters, filed, EXISTS {
  MATCH (d)<-[u:SUPERVISES]-(s:Department)
  WHERE u.kind = 'STATIONED'
    AND all(x IN [u, s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS supervised
WITH d, powers, flow_charts, risk_charts, matters, filed, supervised,
     CASE WHEN powers > 0 AND toFloat(flow_charts) / powers < $min_share THEN ['FLOW_CHART'] ELSE [] END
     + CASE WHEN powers > 0 AND toFloat(risk_charts) / powers < $min_share THEN ['RISK_CHART'] ELSE [] END
     + CASE WHEN matters > 0 AND toFloat(filed) / matters < $min_share THEN ['FILING'] ELSE [] END
     + CASE WHEN supervised THEN [] ELSE ['SUPERVISOR'] END AS missing
WHERE size(missing) > 0
RETURN d.uid AS subject, d.name AS subject_name, d.uid AS unit, d.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Department/' + d.uid] AS evidence,
       powers, flow_charts, risk_charts, matters, filed, supervised, missing,
       [k IN missing | CASE k WHEN 'FLOW_CHART' THEN '运行流程图' WHEN 'RISK_CHART' THEN '风险防控图'
                              WHEN 'FILING' THEN '备案表' ELSE '派驻监督' END] AS missing_zh
ORDER BY subject, actors
