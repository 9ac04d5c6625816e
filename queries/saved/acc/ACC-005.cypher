/*---
id: ACC-005
kind: rule
title: {zh: 考核方式不全, en: Assessment methods incomplete}
question:
  zh: 哪些党风廉政建设责任制考核没有用全四种方式？
  en: Which assessments did not use all four methods?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 考核编号, en: Assessment}
  subject_name: {zh: 考核, en: Name of the assessment}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  year: {zh: 考核年度, en: Year}
  missing: {zh: 缺少的考核方式, en: Methods missing}
needs: [Assessment, Department, ASSESSES]
severity: low
subject: Assessment
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (d:Department)<-[e:ASSESSES]-(s:Assessment)
  WHERE s.year <= $as_of.year
    AND all(y IN [s, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH s, min(d.uid) AS unit
  RETURN unit, count(s) AS examined
  ORDER BY unit
basis:
  - {row: F77, covers: partial}
  - {row: F78, covers: exact}
message:
  zh: "疑似：{unit_name} {year} 年责任制考核缺少方式：{missing}，需核实。"
  en: "Suspected: the {year} assessment of {unit_name} lacks methods: {missing}; to be verified."
verify:
  zh:
    document: 调取考核方案、汇报材料、谈话记录、测评表和民意调查表。
    interview: 询问考核组成员和被考核单位：四种方式是否都用过。
    site: 抽查民主测评和民意调查的原始票表。
  en:
    document: "Obtain plan, briefings, notes of talks, appraisal and survey sheets."
    interview: Ask members of the team and the unit assessed whether all four methods were used.
    site: Check original appraisal and survey sheets.
blind:
  zh: 考核方式未填的按四种都缺计；只看用没用，不看做得好不好。
  en: "Where no method is recorded, all four count as missing; it sees whether a method was used, not how well."
---*/
MATCH (d:Department)<-[e:ASSESSES]-(s:Assessment)
WHERE s.year <= $as_of.year
  AND all(y IN [s, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH s, d
ORDER BY s.uid, d.uid
WITH s, head(collect(d)) AS home,
     [m IN ['BRIEFING', 'INTERVIEW', 'APPRAISAL', 'SURVEY'] WHERE NOT m IN coalesce(s.methods, [])] AS missing
WHERE size(missing) > 0
RETURN s.uid AS subject, s.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Assessment/' + s.uid, 'Department/' + home.uid] AS evidence,
       s.year AS year, missing
ORDER BY subject, actors
