/*---
id: LEG-001
kind: rule
title: {zh: 无授权依据, en: No legal basis}
question:
  zh: 哪些有效权力事项没有设定依据？
  en: Which active powers have no legal basis?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内录有设定依据的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that have a legal basis recorded, the unit has too little data to judge
    source: project default
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  power_type: {zh: 权力类型, en: Power type}
needs: [Department, Power, LegalBasis, EXERCISED_BY, AUTHORIZED_BY]
severity: high
subject: Power
dimension: CONFIRM
path: SORT
guard: LegalBasis
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, w, EXISTS {
    MATCH (w)-[r:AUTHORIZED_BY]->(:LegalBasis)
    WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } AS carries
  WITH unit, count(w) AS examined, count(CASE WHEN carries THEN 1 END) AS carrying
  WHERE toFloat(carrying) / examined >= $min_coverage
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: F14, covers: partial}
  - {row: F83, covers: superset}
  - {law: 行政许可法, article: 第四条, version: 2019, certain: true, covers: partial}
  - {law: 行政处罚法, article: 第三十八条, version: 2021, certain: true, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）没有登记授权依据，是否于法有据需核实。"
  en: "Suspected: “{subject_name}” ({unit_name}) has no legal basis on record; whether it has one in law is to be verified."
verify:
  zh:
    document: "对照上级通用目录和“三定”规定，查找该事项的法律、法规、规章依据，核对条款原文和现行有效版本。"
    interview: "询问单位法制机构：该事项依据哪部法律法规的哪一条设定，是否属于自行增设或已取消的事项。"
    site: "抽查近期办件的决定书、告知书，看所引用的法律条款是否真实、适用。"
  en:
    document: "General catalogue of the level above and “three-fix” plan: find the law, regulation or rule behind the power, and check the article in the version in force."
    interview: "Ask the legal office of the unit: which article of which law sets up the power, and was it added by the unit itself or already abolished."
    site: "Draw decisions and notices of recent cases: are the articles they cite real and applicable."
blind:
  zh: "只看有无登记依据，不判断依据是否现行有效、层级是否足够（见 LEG-002、LEG-003）；未登记行使主体的权力不在检查范围内。"
  en: "It sees whether a basis is recorded, not whether it is in force or high enough (see LEG-002, LEG-003); powers without a recorded department are not examined."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, w, EXISTS {
  MATCH (w)-[r:AUTHORIZED_BY]->(:LegalBasis)
  WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS carries
WITH home, count(w) AS total, collect(CASE WHEN NOT carries THEN w END) AS lacking
WHERE toFloat(total - size(lacking)) / total >= $min_coverage
UNWIND lacking AS power
RETURN power.uid AS subject, power.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Power/' + power.uid] AS evidence,
       power.power_type AS power_type
ORDER BY subject, actors
