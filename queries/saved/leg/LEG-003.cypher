/*---
id: LEG-003
kind: rule
title:
  zh: 依据层级不足
  en: Basis too low
question:
  zh: 哪些许可、处罚、强制事项的设定依据层级不够？
  en: Which licences, penalties and coercive measures rest on a basis that is too low?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  sufficient:
    type: pairs
    default: [['01', LAW], ['01', ADMIN_REGULATION], ['01', STATE_COUNCIL_DECISION], ['01', LOCAL_REGULATION], ['01', PROVINCIAL_RULE], ['02', LAW], ['02', ADMIN_REGULATION], ['02', STATE_COUNCIL_DECISION], ['02', LOCAL_REGULATION], ['02', DEPT_RULE], ['02', PROVINCIAL_RULE], ['02', CITY_RULE], ['03', LAW], ['03', ADMIN_REGULATION], ['03', LOCAL_REGULATION]]
    doc: {zh: 权力类型及足以设定它的依据种类（成对列出）；未列出的类型不查, en: 'Power type and a kind of basis that is enough for it, in pairs; types not listed are not examined'}
    source: 行政许可法14–17、行政处罚法16、行政强制法10
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  power_type: {zh: 权力类型, en: Power type}
  bases: {zh: 登记的依据, en: Bases recorded}
  kinds: {zh: 依据种类, en: Kinds of basis}
needs: [Department, LegalBasis, Power, AUTHORIZED_BY, EXERCISED_BY]
severity: high
subject: Power
dimension: CONFIRM
path: SORT
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND any(pair IN $sufficient WHERE pair[0] = w.power_type)
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  MATCH (w)-[a:AUTHORIZED_BY]->(l:LegalBasis)
  WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, unit, count(CASE WHEN l.kind IS NULL THEN 1 END) AS unknown
  WHERE unknown = 0
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {law: 行政许可法, article: 第十四条至第十七条, version: 2019, certain: true, covers: partial}
  - {law: 行政处罚法, article: 第十六条, version: 2021, certain: true, covers: exact}
  - {law: 行政强制法, article: 第十条, version: 2011, certain: true, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）登记的依据（{bases}）层级不足以设定该类权力，需核实。"
  en: "Suspected: the bases of “{subject_name}” ({unit_name}; {bases}) are too low to set up a power of this kind; to be verified."
verify:
  zh:
    document: "在法律法规数据库查找所列依据的制定机关和效力级别，核对有无漏登的上位法。"
    interview: "询问法制机构：该事项由哪部法律法规设定，所列文件是设定依据还是实施依据。"
    site: "抽查近期决定书引用的条款，看是否只引用规范性文件或“三定”方案。"
  en:
    document: "Look up who issued the bases and their rank in a database of laws; was a higher law left out."
    interview: "Ask the legal office which law sets the power up, and whether the document listed sets it up or only carries it out."
    site: "Draw recent decisions: do they cite normative documents or the “three-fix” plan alone."
blind:
  zh: "只看依据种类，不看条款是否真正设定了该权力；临时性许可一年期限等条件看不到；依据是否现行有效见 LEG-002，没有依据见 LEG-001。"
  en: "It sees the kind of basis only, not whether the article sets up this power; limits such as one year for provisional licences are not seen; for force see LEG-002, for no basis LEG-001."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND any(pair IN $sufficient WHERE pair[0] = w.power_type)
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (w)-[a:AUTHORIZED_BY]->(l:LegalBasis)
WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT w, home, l
ORDER BY w.uid, l.uid
WITH w, home, collect(l) AS bases, count(CASE WHEN l.kind IS NULL THEN 1 END) AS unknown,
     count(CASE WHEN any(pair IN $sufficient WHERE pair[0] = w.power_type AND pair[1] = l.kind) THEN 1 END) AS enough
WHERE unknown = 0 AND enough = 0
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [l IN bases | 'LegalBasis/' + l.uid] AS evidence,
       w.power_type AS power_type, [l IN bases | l.name] AS bases, [l IN bases | l.kind] AS kinds
ORDER BY subject, actors
