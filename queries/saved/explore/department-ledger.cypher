/*---
id: department-ledger
kind: question
title: {zh: 单位权力台账, en: A department's ledger of powers}
question:
  zh: 某单位每项权力的类型、风险等级，以及依据、角色、流程、风险点、措施、制度、责任、公开和办件各有多少？
  en: For each power of a department, its type and risk level, and how many bases, roles, steps, risks, measures, systems, duties, disclosures and cases are recorded?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  department: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  power_type: {zh: 权力类型, en: Power type}
  risk_level: {zh: 风险等级, en: Risk level}
  bases: {zh: 授权依据, en: Legal bases}
  decision: {zh: 有人承担的决策角色, en: Filled decision roles}
  execution: {zh: 有人承担的执行角色, en: Filled execution roles}
  supervision: {zh: 有人承担的监督角色, en: Filled supervision roles}
  steps: {zh: 流程环节, en: Steps}
  risk_points: {zh: 风险点, en: Risk points}
  measures: {zh: 防控措施, en: Control measures}
  systems: {zh: 制约制度, en: Restraint systems}
  duties: {zh: 责任事项, en: Duties}
  disclosures: {zh: 已公开, en: Published disclosures}
  cases: {zh: 办件, en: Cases}
needs: [Department, Power, Role, Post, Official, LegalBasis, Step, RiskPoint, ControlMeasure, RestraintSystem, Duty, Disclosure, CaseFile, EXERCISED_BY, OVER, FILLS, HOLDS, AUTHORIZED_BY, HAS_STEP, HAS_RISK, MITIGATED_BY, CONSTRAINED_BY, BEARS, DISCLOSED_IN, CASE_OF]
---*/
MATCH (d:Department {uid: $department})<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT w
CALL {
  WITH w
  MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(q)
  WHERE all(x IN [v, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND (NOT q:Post OR EXISTS {
      MATCH (q)<-[h:HOLDS]-(:Official)
      WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    })
  WITH DISTINCT r
  RETURN collect(r.kind) AS filled
}
RETURN w.uid AS power, w.name AS power_name, w.power_type AS power_type,
       w.risk_level AS risk_level,
       COUNT {
         MATCH (w)-[k:AUTHORIZED_BY]->(:LegalBasis)
         WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } AS bases,
       size([x IN filled WHERE x = 'DECISION']) AS decision,
       size([x IN filled WHERE x = 'EXECUTION']) AS execution,
       size([x IN filled WHERE x = 'SUPERVISION']) AS supervision,
       COUNT {
         MATCH (w)-[k:HAS_STEP]->(:Step)
         WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } AS steps,
       COUNT {
         MATCH (w)-[k:HAS_RISK]->(:RiskPoint)
         WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } AS risk_points,
       COUNT {
         MATCH (w)-[k:HAS_RISK]->(:RiskPoint)-[m:MITIGATED_BY]->(:ControlMeasure)
         WHERE all(x IN [k, m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                 AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } AS measures,
       COUNT {
         MATCH (w)-[k:CONSTRAINED_BY]->(:RestraintSystem)
         WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } AS systems,
       COUNT {
         MATCH (w)-[k:BEARS]->(:Duty)
         WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
       } AS duties,
       COUNT {
         MATCH (w)-[k:DISCLOSED_IN]->(c:Disclosure)
         WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
           AND c.published_on <= $as_of
       } AS disclosures,
       COUNT {
         MATCH (w)<-[k:CASE_OF]-(c:CaseFile)
         WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
           AND c.accepted_on <= $as_of
       } AS cases
ORDER BY power
