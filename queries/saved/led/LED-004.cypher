/*---
id: LED-004
kind: rule
title: {zh: "六模块不全", en: "Six modules incomplete"}
question:
  zh: 哪些核心权力在平台上的六个模块没有填全？
  en: "Which core powers lack one of the six modules of the platform?"
params:
  as_of: {type: date, doc: {zh: "基准日", en: "Day to look at"}}
columns:
  subject: {zh: "权力编号", en: "Power"}
  subject_name: {zh: "权力事项", en: "Name of the power"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  missing: {zh: "缺少的模块代码", en: "Modules that are missing"}
  missing_zh: {zh: "缺少的模块", en: "The same in Chinese"}
needs: [Department, LegalBasis, Power, RestraintSystem, Step, TemplateStep, AUTHORIZED_BY, CONSTRAINED_BY, EXERCISED_BY, HAS_STEP]
severity: medium
subject: Power
dimension: CONTROL
path: SUPERVISE
population: |
  MATCH (w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.is_core = true
    AND all(x IN [w] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (w)-[e:EXERCISED_BY]->(d:Department)
  WHERE all(x IN [e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F82, covers: exact}
  - {row: F83, covers: exact}
  - {row: F84, covers: exact}
  - {row: F85, covers: exact}
  - {row: F86, covers: exact}
  - {row: F87, covers: exact}
message:
  zh: "疑似：核心权力“{subject_name}”（{unit_name}）平台模块不全，缺少：{missing_zh}，需核实。"
  en: "Suspected: the core power “{subject_name}” ({unit_name}) lacks modules of the platform: {missing}; to be verified."
verify:
  zh:
    document: "对照权力台账、权力清单和流程图，查缺少的模块是未录入还是确实没有。"
    interview: "询问录入专人和承办科室：为何未录、由谁提供材料。"
    site: "到平台查看该事项页面，逐模块核对。"
  en:
    document: "Ledger, list and flow chart of the power: is the module not entered, or not there at all."
    interview: "Ask the steward and the section why it was not entered, and who is to provide it."
    site: "See the page of the power on the platform, module by module."
blind:
  zh: "只看有无登记，不看内容是否正确；事项没有自己的流程环节时，同类流程模板也算；未标为核心权力的不检查。"
  en: "It sees whether something is recorded, not whether it is right; a power without steps of its own has those of the template of its class; powers not marked as core are not examined."
---*/
OPTIONAL MATCH (k:TemplateStep)
WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH collect(DISTINCT k.power_type) AS templated
MATCH (w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.is_core = true
  AND all(x IN [w] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (w)-[e:EXERCISED_BY]->(d:Department)
WHERE all(x IN [e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH templated, w, d
ORDER BY w.uid, d.uid
WITH templated, w, head(collect(d)) AS home
WITH w, home,
     CASE WHEN trim(coalesce(w.name, '')) = '' THEN ['NAME'] ELSE [] END
     + CASE WHEN EXISTS {
         MATCH (w)-[b:AUTHORIZED_BY]->(:LegalBasis)
         WHERE all(x IN [b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } THEN [] ELSE ['LEGAL_BASIS'] END
     + CASE WHEN home IS NULL THEN ['HOLDER'] ELSE [] END
     + CASE WHEN w.risk_level IS NULL THEN ['RISK_LEVEL'] ELSE [] END
     + CASE WHEN EXISTS {
         MATCH (w)-[h:HAS_STEP]->(:Step)
         WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } OR coalesce(w.power_type IN templated, false) THEN [] ELSE ['STEPS'] END
     + CASE WHEN EXISTS {
         MATCH (w)-[c:CONSTRAINED_BY]->(:RestraintSystem)
         WHERE all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } THEN [] ELSE ['RESTRAINT'] END AS missing
WHERE size(missing) > 0
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + CASE WHEN home IS NULL THEN [] ELSE ['Department/' + home.uid] END AS evidence,
       missing,
       [k IN missing | CASE k WHEN 'NAME' THEN '权力名称' WHEN 'LEGAL_BASIS' THEN '授权依据'
                              WHEN 'HOLDER' THEN '用权主体' WHEN 'RISK_LEVEL' THEN '风险等级'
                              WHEN 'STEPS' THEN '运行流程' ELSE '制约制度' END] AS missing_zh
ORDER BY subject, actors
