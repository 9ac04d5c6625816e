/*---
id: LEG-002
kind: rule
title:
  zh: 依据失效
  en: Basis not in force
question:
  zh: 哪些有效权力的设定依据在基准日都不是现行有效的？
  en: Which active powers have legal bases, none of which is in force on the day?
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
  bases: {zh: 登记的依据, en: Bases recorded}
  ended_on: {zh: 最后一项依据的失效日期, en: Last day on which a basis ended}
needs: [Department, LegalBasis, Power, AUTHORIZED_BY, EXERCISED_BY]
severity: high
subject: Power
dimension: LIMIT
path: SORT
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (w)-[a:AUTHORIZED_BY]->(:LegalBasis)
      WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    }
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F9, covers: combination, with: [LEG-001, TRN-001, PRC-010]}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）登记的依据（{bases}）在基准日均非现行有效，需核实。"
  en: "Suspected: none of the bases of “{subject_name}” ({unit_name}; {bases}) is in force on the day; to be verified."
verify:
  zh:
    document: "在法律法规数据库核对所列依据的施行、修订和废止日期，以及有无替代的新依据。"
    interview: "询问法制机构：依据废止或修订后，该事项是否应当取消、调整或更新依据。"
    site: "抽查近期办件文书，看引用的是失效条款还是现行条款。"
  en:
    document: "Check in a database of laws when the bases took effect, were revised or repealed, and whether a new basis replaced them."
    interview: "Ask the legal office whether the power should have been cancelled, changed or given a new basis."
    site: "Draw recent documents: do they cite the repealed article or one in force."
blind:
  zh: "只看登记的施行和失效日期，未填日期的依据视为一直有效；依据修订后未拆分登记的看不到；没有登记依据的权力见 LEG-001。"
  en: "It sees recorded dates only, a basis without dates counts as in force; a revision that was not entered is not seen; powers without a basis are left to LEG-001."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (w)-[a:AUTHORIZED_BY]->(l:LegalBasis)
WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT w, home, l,
     (l.effective_from IS NULL OR l.effective_from <= $as_of)
       AND (l.effective_to IS NULL OR l.effective_to > $as_of) AS in_force
ORDER BY w.uid, l.uid
WITH w, home, collect(l) AS bases, count(CASE WHEN in_force THEN 1 END) AS valid,
     max(CASE WHEN l.effective_to <= $as_of THEN l.effective_to END) AS ended_on
WHERE valid = 0
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [l IN bases | 'LegalBasis/' + l.uid] AS evidence,
       [l IN bases | l.name] AS bases, ended_on
ORDER BY subject, actors
