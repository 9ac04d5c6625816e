/*---
id: CON-003
kind: rule
title:
  zh: 单位决策权集中度过高
  en: Decision rights concentrated in a unit
question:
  zh: 哪些单位的决策权高度集中于少数人？
  en: In which departments are the decisions in too few hands?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  t:
    type: float
    default: 0.25
    doc: {zh: 集中度（各人所占份额平方和，0至1）上限，超过即列出, en: 'Greatest concentration (sum of squared shares, 0 to 1); more is listed'}
    source: D19
  m:
    type: int
    default: 10
    doc: {zh: 单位有效权力不少于此数才计算, en: Least number of active powers for which a department is examined}
    source: D19
columns:
  subject: {zh: 单位编号, en: Department}
  subject_name: {zh: 单位, en: Name of the department}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  hhi: {zh: 集中度, en: Concentration}
  top_share: {zh: 决策最多者所占份额, en: Share of the top holder}
  deciders: {zh: 决策人数, en: Deciders}
  power_count: {zh: 有效权力项数, en: Active powers}
needs: [Department, Official, Post, Power, Role, EXERCISED_BY, FILLS, HOLDS, OVER]
severity: medium
subject: Department
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (w:Power)-[e:EXERCISED_BY]->(d:Department)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e, d] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, w, EXISTS {
    MATCH (w)<-[v:OVER]-(r:Role)
    WHERE r.kind = 'DECISION'
      AND all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
      AND EXISTS {
        MATCH (r)<-[f:FILLS]-(p:Post)
        WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
          AND EXISTS {
            MATCH (p)<-[h:HOLDS]-(:Official)
            WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                 AND (x.valid_to IS NULL OR x.valid_to > $as_of))
          }
      }
  } AS decided
  WITH unit, count(w) AS powers, count(CASE WHEN decided THEN 1 END) AS with_decider
  WHERE powers >= $m AND with_decider > 0
  RETURN unit, 1 AS examined
  ORDER BY unit
basis:
  - {row: D19, covers: partial}
  - {row: F44, covers: partial}
message:
  zh: "疑似：{unit_name}的决策权集中度为{hhi}，{actor_names} 占{top_share}（{power_count}项权力、{deciders}名决策人），需核实。"
  en: "Suspected: decisions of {unit_name} are concentrated ({hhi}); {actor_names} holds {top_share} of them ({power_count} powers, {deciders} deciders); to be verified."
verify:
  zh:
    document: "调取权力清单、岗位职责和班子分工文件，核对各事项决策岗位及任职人员。"
    interview: "分别询问班子成员：各自签批哪些事项，副职分管事项是否仍由主要负责人拍板。"
    site: "抽查近半年审批单不少于20份，统计末级签批人。"
  en:
    document: "Power list, post descriptions and division of work: which post decides each power, and who holds it."
    interview: "Ask the leaders, apart from one another, what each of them signs, and whether the chief still has the last word on what deputies are in charge of."
    site: "Take at least 20 approval forms of the last half year and count who signed last."
blind:
  zh: "只数登记的决策角色，不看权力大小和使用频率；由议事机构或单位集体作出的决策不计入；小单位人员少，集中度自然偏高。"
  en: "It counts recorded decision roles, not how weighty a power is or how often it is used; what a body or a department decides is left out; a small unit is concentrated by nature."
---*/
MATCH (w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e, d] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, count(w) AS power_count, collect(w) AS powers
WHERE power_count >= $m
UNWIND powers AS power
WITH home, power_count, power
MATCH (power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE r.kind = 'DECISION'
  AND all(x IN [v, f, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH home, power_count, o, count(DISTINCT r) AS held
ORDER BY home.uid, held DESC, o.uid
WITH home, power_count, collect({who: o, held: held}) AS shares, count(o) AS deciders,
     coalesce(sum(held), 0) AS total, coalesce(sum(held * held), 0) AS squares
WITH home, power_count, deciders, head(shares).who AS top, toFloat(squares) / (total * total) AS hhi,
     toFloat(head(shares).held) / total AS top_share
WHERE hhi > $t
RETURN home.uid AS subject, home.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [top.uid] AS actors, [top.name] AS actor_names,
       ['Department/' + home.uid, 'Official/' + top.uid] AS evidence,
       hhi, top_share, deciders, power_count
ORDER BY subject, actors
