/*---
id: powers-without
kind: question
title: {zh: 缺少要件的权力, en: Powers without …}
question:
  zh: 哪些权力缺少某一要件（决策、执行、监督、风险点、制度、依据、责任、裁量基准或流程）？
  en: Which powers lack a decider, executor, supervisor, risk point, system, basis, duty, standard or flow?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  lacks:
    type: text
    doc:
      zh: "缺什么：DECISION、EXECUTION、SUPERVISION（角色无人承担）、RISK 风险点、SYSTEM 制约制度、BASIS 授权依据、DUTY 责任事项、STANDARD 裁量基准（无裁量权的除外）、FLOW 运行流程"
      en: "What is lacking: DECISION, EXECUTION, SUPERVISION (role not filled), RISK point, restraint SYSTEM, legal BASIS, DUTY, discretion STANDARD (not asked where there is no discretion), FLOW of steps"
  department: {type: text, default: null, doc: {zh: 只看这个单位（编号）, en: Only this department (uid)}}
columns:
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  power_type: {zh: 权力类型, en: Power type}
  risk_level: {zh: 风险等级, en: Risk level}
  open_roles: {zh: 该类角色中无人承担的个数（其他要件为空）, en: Roles of that kind that nobody fills (empty for other lacks)}
needs: [Department, Power, Role, Post, Official, RiskPoint, RestraintSystem, LegalBasis, Duty, DiscretionStandard, Step, EXERCISED_BY, OVER, FILLS, HOLDS, HAS_RISK, CONSTRAINED_BY, AUTHORIZED_BY, BEARS, HAS_STANDARD, HAS_STEP]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE ($department IS NULL OR d.uid = $department)
  AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND CASE $lacks
      WHEN 'RISK' THEN NOT EXISTS {
        MATCH (w)-[k:HAS_RISK]->(:RiskPoint)
        WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
      }
      WHEN 'SYSTEM' THEN NOT EXISTS {
        MATCH (w)-[k:CONSTRAINED_BY]->(:RestraintSystem)
        WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
      }
      WHEN 'BASIS' THEN NOT EXISTS {
        MATCH (w)-[k:AUTHORIZED_BY]->(:LegalBasis)
        WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
      }
      WHEN 'DUTY' THEN NOT EXISTS {
        MATCH (w)-[k:BEARS]->(:Duty)
        WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
      }
      WHEN 'STANDARD' THEN coalesce(w.has_discretion, true)
        AND NOT EXISTS {
          MATCH (w)-[k:HAS_STANDARD]->(:DiscretionStandard)
          WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        }
      WHEN 'FLOW' THEN NOT EXISTS {
        MATCH (w)-[k:HAS_STEP]->(:Step)
        WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
      }
      ELSE $lacks IN ['DECISION', 'EXECUTION', 'SUPERVISION']
        AND NOT EXISTS {
          MATCH (w)<-[v:OVER]-(r:Role)
          WHERE r.kind = $lacks
            AND all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
            AND EXISTS {
              MATCH (r)<-[f:FILLS]-(q)
              WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                   AND (x.valid_to IS NULL OR x.valid_to > $as_of))
                AND (NOT q:Post OR EXISTS {
                  MATCH (q)<-[h:HOLDS]-(:Official)
                  WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
                })
            }
        }
      END
RETURN d.uid AS department, d.name AS department_name, w.uid AS power, w.name AS power_name,
       w.power_type AS power_type, w.risk_level AS risk_level,
       CASE WHEN $lacks IN ['DECISION', 'EXECUTION', 'SUPERVISION']
            THEN COUNT {
              MATCH (w)<-[v:OVER]-(r:Role)
              WHERE r.kind = $lacks
                AND all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                   AND (x.valid_to IS NULL OR x.valid_to > $as_of))
            } END AS open_roles
ORDER BY department, power
