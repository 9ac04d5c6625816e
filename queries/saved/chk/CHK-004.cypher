/*---
id: CHK-004
kind: rule
title: {zh: 风险点无措施或措施不落人, en: 'Risk without measure, or measure without owner'}
question:
  zh: 哪些有效权力的风险点防控措施数量不足，或者措施没有责任岗位？
  en: Which risk points of active powers have too few measures, or a measure that no post answers for?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min:
    type: int
    default: 1
    doc: {zh: 每个风险点至少应有的防控措施数, en: Least number of measures that a risk point needs}
    source: D24
  min_high:
    type: int
    default: 2
    doc: {zh: 每个高等级风险点至少应有的防控措施数, en: Least number of measures that a HIGH risk point needs}
    source: D40
columns:
  subject: {zh: 风险点编号, en: Risk point}
  subject_name: {zh: 风险点, en: Name of the risk point}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  severity: {zh: 严重程度, en: Severity}
  power_name: {zh: 权力事项, en: Power}
  level: {zh: 风险点等级, en: Level of the risk point}
  measures: {zh: 现有措施数, en: Measures there are}
  needed: {zh: 应有措施数, en: Measures needed}
  too_few: {zh: 措施数量不足, en: Too few measures}
  ownerless: {zh: 无责任岗位的措施数, en: Measures without owner}
  ownerless_measures: {zh: 无责任岗位的措施, en: Which measures have no owner}
needs: [ControlMeasure, Department, Post, Power, RiskPoint, EXERCISED_BY, HAS_RISK, MITIGATED_BY, RESPONSIBLE_FOR]
severity: high
subject: RiskPoint
dimension: CONFIRM
path: SUPERVISE
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)-[h:HAS_RISK]->(k:RiskPoint)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
    AND (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
    AND (h.valid_from IS NULL OR h.valid_from <= $as_of) AND (h.valid_to IS NULL OR h.valid_to > $as_of)
    AND (k.valid_from IS NULL OR k.valid_from <= $as_of) AND (k.valid_to IS NULL OR k.valid_to > $as_of)
  WITH k.uid AS point, min(d.uid) AS unit
  RETURN unit, count(point) AS examined
  ORDER BY unit
basis:
  - {row: D24, covers: partial}
  - {row: D26, covers: partial}
  - {row: D40, covers: partial}
message:
  zh: "疑似：“{power_name}”的风险点“{subject_name}”防控不到位：现有措施 {measures} 项（应有 {needed} 项），其中 {ownerless} 项没有责任岗位，需核实。"
  en: "Suspected: risk point “{subject_name}” of “{power_name}” is not fully covered: {measures} measures ({needed} needed), {ownerless} of them without an owner; to be verified."
verify:
  zh:
    document: "调取风险防控图和防控措施登记表，核对该风险点的措施条数、责任岗位，以及岗位职责说明中是否写明。"
    interview: "询问承办科室负责人和措施所涉岗位人员：该措施由谁落实、多久落实一次、最近一次是什么时候。"
    site: "查看措施落实的原始记录（复核单、抽查记录、轮岗记录等），看有无具体人员签字和日期。"
  en:
    document: "Risk chart and register of measures: how many measures stand against the risk point, which post answers for each, and whether the post description says so."
    interview: "Ask the head of the section and those the measures concern: who carries each out, how often, and when last."
    site: "Look at the original records (second checks, spot checks, rotation) for a name, a signature and a date."
blind:
  zh: "只数登记的措施，不评价措施是否有效；责任岗位空缺无人的，仍算有责任岗位；等级空白的风险点按非高等级计。"
  en: "It counts recorded measures, not whether they work; a measure whose post nobody holds still has an owner; a risk point without a level counts as not HIGH."
---*/
// Few risk points come this far: those with too few measures, those with a measure without owner,
// and those with a measure linked more than once, which counts once below.
CALL {
  MATCH (k:RiskPoint)
  WHERE COUNT {
    MATCH (k)-[f:MITIGATED_BY]->(:ControlMeasure)
    WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } < CASE WHEN k.level = 'HIGH' THEN $min_high ELSE $min END
  RETURN k
  UNION
  MATCH (k:RiskPoint)-[:MITIGATED_BY]->(l:ControlMeasure)
  WHERE 1 < COUNT { (l)<-[:MITIGATED_BY]-() } OR NOT EXISTS {
    MATCH (l)<-[r:RESPONSIBLE_FOR]-(:Post)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to > $as_of)
  }
  RETURN k
}
MATCH (k)<-[h:HAS_RISK]-(w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e, h, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH k, d, w
ORDER BY k.uid, d.uid, w.uid
WITH k, head(collect(d)) AS home, head(collect(w)) AS power,
     CASE WHEN k.level = 'HIGH' THEN $min_high ELSE $min END AS needed
OPTIONAL MATCH (k)-[m:MITIGATED_BY]->(c:ControlMeasure)
WHERE all(x IN [m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH k, home, power, needed, c, c IS NOT NULL AND NOT EXISTS {
  MATCH (c)<-[o:RESPONSIBLE_FOR]-(:Post)
  WHERE all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS unowned
ORDER BY k.uid, c.uid
WITH k, home, power, needed, collect(DISTINCT c) AS found,
     collect(DISTINCT CASE WHEN unowned THEN c END) AS loose
WHERE size(found) < needed OR size(loose) > 0
RETURN k.uid AS subject, k.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + power.uid, 'RiskPoint/' + k.uid]
         + [c IN found | 'ControlMeasure/' + c.uid] AS evidence,
       CASE WHEN k.level = 'HIGH' THEN 'high' ELSE 'medium' END AS severity,
       power.name AS power_name, k.level AS level,
       size(found) AS measures, needed, size(found) < needed AS too_few,
       size(loose) AS ownerless, [c IN loose | c.name] AS ownerless_measures
ORDER BY subject, actors
