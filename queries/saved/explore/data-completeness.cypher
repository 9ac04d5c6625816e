/*---
id: data-completeness
kind: question
title: {zh: 数据完整程度, en: How complete the data is}
question:
  zh: 各单位的权力中，已录入依据、角色、流程、风险点、制度和公开信息的各占多少？
  en: Of each department's powers, what share has a basis, each kind of role, steps, risk points, systems and disclosures recorded?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  department: {type: text, default: null, doc: {zh: 只看这个单位（编号）, en: Only this department (uid)}}
columns:
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
  powers: {zh: 权力数, en: Active powers}
  basis: {zh: 有授权依据, en: With a legal basis}
  decision: {zh: 有决策角色（不论是否有人承担）, en: 'With a decision role, filled or not'}
  execution: {zh: 有执行角色, en: With an execution role}
  supervision: {zh: 有监督角色, en: With a supervision role}
  steps: {zh: 有流程, en: With steps}
  risk_points: {zh: 有风险点, en: With risk points}
  systems: {zh: 有制约制度, en: With restraint systems}
  disclosures: {zh: 有已公开信息, en: With a published disclosure}
needs: [Department, Power, Role, LegalBasis, Step, RiskPoint, RestraintSystem, Disclosure, EXERCISED_BY, OVER, AUTHORIZED_BY, HAS_STEP, HAS_RISK, CONSTRAINED_BY, DISCLOSED_IN]
---*/
// A share is of the department's active powers; it is empty where there are none.
MATCH (d:Department)
WHERE ($department IS NULL OR d.uid = $department)
  AND all(x IN [d] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (d)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT d, w
WITH d, w,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)-[k:AUTHORIZED_BY]->(:LegalBasis)
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } THEN 1 ELSE 0 END AS basis,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)<-[k:OVER]-(:Role {kind: 'DECISION'})
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } THEN 1 ELSE 0 END AS decision,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)<-[k:OVER]-(:Role {kind: 'EXECUTION'})
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } THEN 1 ELSE 0 END AS execution,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)<-[k:OVER]-(:Role {kind: 'SUPERVISION'})
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } THEN 1 ELSE 0 END AS supervision,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)-[k:HAS_STEP]->(:Step)
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } THEN 1 ELSE 0 END AS steps,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)-[k:HAS_RISK]->(:RiskPoint)
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } THEN 1 ELSE 0 END AS risk_points,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)-[k:CONSTRAINED_BY]->(:RestraintSystem)
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
     } THEN 1 ELSE 0 END AS systems,
     CASE WHEN w IS NOT NULL AND EXISTS {
       MATCH (w)-[k:DISCLOSED_IN]->(c:Disclosure)
       WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
         AND c.published_on <= $as_of
     } THEN 1 ELSE 0 END AS disclosures
WITH d, count(w) AS powers,
     toFloat(coalesce(sum(basis), 0)) AS basis,
     toFloat(coalesce(sum(decision), 0)) AS decision,
     toFloat(coalesce(sum(execution), 0)) AS execution,
     toFloat(coalesce(sum(supervision), 0)) AS supervision,
     toFloat(coalesce(sum(steps), 0)) AS steps,
     toFloat(coalesce(sum(risk_points), 0)) AS risk_points,
     toFloat(coalesce(sum(systems), 0)) AS systems,
     toFloat(coalesce(sum(disclosures), 0)) AS disclosures
RETURN d.uid AS department, d.name AS department_name, powers,
       CASE WHEN powers > 0 THEN basis / powers END AS basis,
       CASE WHEN powers > 0 THEN decision / powers END AS decision,
       CASE WHEN powers > 0 THEN execution / powers END AS execution,
       CASE WHEN powers > 0 THEN supervision / powers END AS supervision,
       CASE WHEN powers > 0 THEN steps / powers END AS steps,
       CASE WHEN powers > 0 THEN risk_points / powers END AS risk_points,
       CASE WHEN powers > 0 THEN systems / powers END AS systems,
       CASE WHEN powers > 0 THEN disclosures / powers END AS disclosures
ORDER BY department
