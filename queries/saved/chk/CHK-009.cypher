/*---
id: CHK-009
kind: rule
title:
  zh: 监督闭环断裂
  en: Closed loop broken
question:
  zh: 哪些高风险权力缺少决策、执行、监督角色之一，或其单位没有纪检监察机构监督？
  en: Which powers of high risk lack a decision, execution or supervision role, or a discipline body that supervises their department?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  has_decision: {zh: 决策到位, en: Decision filled}
  has_execution: {zh: 执行到位, en: Execution filled}
  has_supervision: {zh: 监督到位, en: Supervision filled}
  has_discipline: {zh: 纪检监察机构监督, en: Supervised by a discipline body}
needs: [Body, Department, Official, Power, Role, EXERCISED_BY, FILLS, HOLDS, OVER, SUPERVISES]
severity: medium
subject: Power
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level = 'HIGH'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: D21, covers: partial}
  - {row: F93, covers: partial}
message:
  zh: "疑似：高风险权力“{subject_name}”（{unit_name}）监督闭环不完整（决策到位：{has_decision}，执行到位：{has_execution}，监督到位：{has_supervision}，纪检监察机构监督：{has_discipline}），需核实。"
  en: "Suspected: the loop around “{subject_name}” ({unit_name}), of high risk, is not closed (decision: {has_decision}, execution: {has_execution}, supervision: {has_supervision}, discipline body: {has_discipline}); to be verified."
verify:
  zh:
    document: "调取岗位职责、任职文件和派驻监督范围文件，逐项核对缺失环节是未设置、空缺还是漏登。"
    interview: "询问单位纪检负责人和派驻机构：该权力由谁决策、执行、监督，本单位归哪个纪检监察机构监督。"
    site: "抽查近期案卷，沿办理环节查看决策、执行、监督的签名和记录是否齐全。"
  en:
    document: "Post descriptions, appointment papers and the papers on the reach of resident supervision: is what is missing not set up, vacant, or not entered."
    interview: "Ask the discipline officer and the resident office who decides, executes and supervises the power, and which discipline body the unit is under."
    site: "Draw recent files and look along the steps whether decision, execution and supervision left their signatures."
blind:
  zh: "只看登记的角色、任职和监督关系；由议事机构或部门承担的角色一律视为到位；未填风险等级的权力不在检查范围。"
  en: "It sees recorded roles, appointments and supervision only; a role that a body or department fills counts as filled; powers without a risk level are not examined."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level = 'HIGH'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH w, home, EXISTS {
  MATCH (home)<-[s:SUPERVISES]-(over_it:Department)
  WHERE over_it.kind IN ['DISCIPLINE', 'RESIDENT_DISCIPLINE']
    AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS has_discipline
WITH w, home, has_discipline, EXISTS {
  MATCH (w)<-[o:OVER]-(r:Role)
  WHERE r.kind = 'DECISION'
    AND all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (r)<-[f:FILLS]-(filler)
      WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        AND (filler:Body OR filler:Department OR EXISTS {
          MATCH (filler)<-[h:HOLDS]-(:Official)
          WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        })
    }
} AS has_decision
WITH w, home, has_discipline, has_decision, EXISTS {
  MATCH (w)<-[o:OVER]-(r:Role)
  WHERE r.kind = 'EXECUTION'
    AND all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (r)<-[f:FILLS]-(filler)
      WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        AND (filler:Body OR filler:Department OR EXISTS {
          MATCH (filler)<-[h:HOLDS]-(:Official)
          WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        })
    }
} AS has_execution
WITH w, home, has_discipline, has_decision, has_execution, EXISTS {
  MATCH (w)<-[o:OVER]-(r:Role)
  WHERE r.kind = 'SUPERVISION'
    AND all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (r)<-[f:FILLS]-(filler)
      WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        AND (filler:Body OR filler:Department OR EXISTS {
          MATCH (filler)<-[h:HOLDS]-(:Official)
          WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        })
    }
} AS has_supervision
WHERE NOT (has_discipline AND has_decision AND has_execution AND has_supervision)
OPTIONAL MATCH (w)<-[ro:OVER]-(role:Role)
WHERE all(x IN [ro] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, has_discipline, has_decision, has_execution, has_supervision, role
ORDER BY w.uid, role.uid
WITH w, home, has_discipline, has_decision, has_execution, has_supervision,
     collect(DISTINCT role.uid) AS role_uids
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid, 'Department/' + home.uid] + [u IN role_uids | 'Role/' + u] AS evidence,
       has_decision, has_execution, has_supervision, has_discipline
ORDER BY subject, actors
