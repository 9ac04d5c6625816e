/*---
id: PPL-005
kind: rule
title: {zh: 亲属经营被监管企业, en: Kin's firm regulated by own organ}
question:
  zh: 哪些一把手或班子成员本人或亲属经营的企业由其所在单位监管？
  en: Which chiefs or team members have an interest in a counterparty that their own department regulates?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 人员编号, en: Official}
  subject_name: {zh: 人员, en: Name of the official}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Official}
  actor_names: {zh: 人员, en: Name of the official}
  evidence: {zh: 证据路径, en: Evidence}
  parties: {zh: 相对人, en: Counterparties}
  interests: {zh: 利益关系类别, en: Kinds of interest}
  regulators: {zh: 监管单位, en: Regulating departments}
needs: [Official, Post, Department, Counterparty, HOLDS, IN_DEPARTMENT, HAS_INTEREST, REGULATES]
severity: high
subject: Official
dimension: CONTROL
path: RESTRAIN
population: |
  MATCH (o:Official)-[i:HAS_INTEREST]->(k:Counterparty)
  WHERE i.kind IN ['KIN', 'OWNS', 'OPERATES']
    AND all(y IN [o, i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH DISTINCT o
  MATCH (o)-[h:HOLDS]->(p:Post)
  WHERE (p.is_top_leader = true OR p.is_team_member = true)
    AND all(y IN [h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                       AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH DISTINCT o
  OPTIONAL MATCH (o)-[uh:HOLDS]->(up:Post)-[ui:IN_DEPARTMENT]->(ud:Department)
  WHERE all(y IN [uh, ui] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                            AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH o, ud.uid AS place
  ORDER BY o.uid, coalesce(uh.valid_from, date('0001-01-01')), up.uid, place
  WITH o, head(collect(place)) AS unit
  RETURN unit, count(o) AS examined
  ORDER BY unit
basis:
  - {law: 公务员法, article: 第七十四条, version: 2018, certain: true, covers: combination, with: [PPL-001]}
message:
  zh: "疑似：{actor_names} 所在单位 {regulators} 监管的 {parties} 与其本人或亲属有利益关系，需核实。"
  en: "Suspected: {parties}, regulated by {regulators}, is owned or run by {actor_names}, a leader there, or by kin; to be verified."
verify:
  zh:
    document: 调取领导干部个人有关事项报告、企业登记档案和监管对象名录，核对股东、法定代表人和亲属关系。
    interview: 分别询问本人和组织人事、监管科室：关系是否申报，监管工作是否回避。
    site: 查看该企业近三年的许可、检查、处罚和补助记录，与同类企业比较。
  en:
    document: "Obtain the declarations of leaders, company registers and the list of those regulated; check shareholders, legal representatives and kinship."
    interview: "Ask the official, the personnel and the regulating section, apart from one another, whether it was declared and avoided."
    site: "Compare licences, inspections, penalties and grants of the firm over three years with like firms."
blind:
  zh: 只看登记的利益关系和监管关系；本单位指其担任领导职位的单位；代持和未登记的亲属经营看不到。
  en: It sees recorded interests and regulation only; the own department is that of the leading post; firms held through others are not seen.
---*/
MATCH (o:Official)-[i:HAS_INTEREST]->(k:Counterparty)
WHERE i.kind IN ['KIN', 'OWNS', 'OPERATES']
  AND all(y IN [o, i] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT o, k, i.kind AS kind
MATCH (o)-[h:HOLDS]->(p:Post)-[j:IN_DEPARTMENT]->(d:Department)
WHERE (p.is_top_leader = true OR p.is_team_member = true)
  AND all(y IN [h, j] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT o, k, kind, p, d
MATCH (k)<-[r:REGULATES]-(e:Department)
WHERE e = d
  AND all(y IN [r] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH o, k, kind, p, d
ORDER BY o.uid, k.uid, d.uid, p.uid
WITH o, collect(DISTINCT k) AS found, collect(DISTINCT kind) AS kinds, collect(DISTINCT p.uid) AS posts,
     collect(DISTINCT d) AS regulating
OPTIONAL MATCH (o)-[uh:HOLDS]->(up:Post)-[ui:IN_DEPARTMENT]->(ud:Department)
WHERE all(y IN [uh, ui] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH o, found, kinds, posts, regulating, ud
ORDER BY o.uid, coalesce(uh.valid_from, date('0001-01-01')), up.uid, ud.uid
WITH o, found, kinds, posts, regulating, head(collect(ud)) AS home
RETURN o.uid AS subject, o.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['Official/' + o.uid] + [x IN posts | 'Post/' + x] + [x IN regulating | 'Department/' + x.uid]
         + [x IN found | 'Counterparty/' + x.uid] AS evidence,
       [x IN found | x.name] AS parties, [t IN ['KIN', 'OWNS', 'OPERATES'] WHERE t IN kinds] AS interests,
       [x IN regulating | x.name] AS regulators
ORDER BY subject, actors
