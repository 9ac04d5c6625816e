/*---
id: ACC-006
kind: rule
title: {zh: 问责后风险未重评, en: Not re-rated after accountability}
question:
  zh: 哪些权力事项被问责后，其风险点没有在规定时间内重新评估？
  en: "Which powers had somebody held to account, and none of their risk points assessed anew in time?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  n:
    type: int
    default: 90
    doc: {zh: 问责后重新评估的最多天数, en: Most days from accountability to assessment}
    source: D36
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  decided_on: {zh: 最早一次未重评的问责日期, en: "Accountability not followed up, the earliest"}
  last_assessed_on: {zh: 风险点最近评估日期, en: Risk points last assessed on}
  risk_points: {zh: 风险点数, en: Risk points}
needs: [Accountability, Department, Power, RiskPoint, BECAUSE_OF, EXERCISED_BY, HAS_RISK]
severity: medium
subject: Power
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)<-[b:BECAUSE_OF]-(a:Accountability)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND a.decided_on + duration({days: $n}) < $as_of
    AND all(y IN [w, e, a, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F27, covers: partial}
  - {row: D36, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）于 {decided_on} 被问责后，风险点未在规定时间内重新评估（最近评估 {last_assessed_on}），需核实。"
  en: "Suspected: after somebody was held to account for “{subject_name}” ({unit_name}) on {decided_on}, no risk point was assessed anew in time (last: {last_assessed_on}); to be verified."
verify:
  zh:
    document: 调取问责决定、以案促改方案和风险排查记录，核对风险点重评日期和等级变化。
    interview: 询问承办科室和纪检人员：问责后是否重新排查风险、调整措施。
    site: 查看风险防控图和公示是否更新。
  en:
    document: "Obtain the decision, the plan that followed it and the risk records; check days and levels."
    interview: Ask the section and the discipline staff whether risks were looked at anew and measures changed.
    site: See whether the risk chart on display was renewed.
blind:
  zh: 风险点只登记最近一次评估日期，问责后及时评估、此后又再评估的旧问责也会列出；没有风险点的权力算未重评。
  en: "A risk point carries its last assessment only: an old case assessed in time and once more later is listed too; a power without risk points counts as not assessed."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)<-[b:BECAUSE_OF]-(a:Accountability)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND a.decided_on + duration({days: $n}) < $as_of
  AND all(y IN [w, e, a, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH w, d, a
ORDER BY w.uid, d.uid, a.decided_on, a.uid
WITH w, head(collect(d)) AS home, collect(DISTINCT a) AS cases
OPTIONAL MATCH (w)-[h:HAS_RISK]->(k:RiskPoint)
WHERE all(y IN [h, k] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH w, home, cases, k
ORDER BY w.uid, k.uid
WITH w, home, cases, collect(DISTINCT k) AS risks
WITH w, home, risks,
     [a IN cases WHERE none(k IN risks
        WHERE coalesce(k.assessed_on > a.decided_on
                       AND k.assessed_on <= a.decided_on + duration({days: $n}), false))] AS open
WHERE size(open) > 0
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [a IN open | 'Accountability/' + a.uid] + [k IN risks | 'RiskPoint/' + k.uid] AS evidence,
       head(open).decided_on AS decided_on,
       reduce(t = null, k IN [x IN risks WHERE x.assessed_on <= $as_of]
              | CASE WHEN t IS NULL OR k.assessed_on > t THEN k.assessed_on ELSE t END) AS last_assessed_on,
       size(risks) AS risk_points
ORDER BY subject, actors
