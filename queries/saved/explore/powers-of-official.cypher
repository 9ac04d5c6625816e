/*---
id: powers-of-official
kind: question
title: {zh: 一人全部权力, en: All powers of one official}
question:
  zh: 某人通过全部岗位、分管和议事机构，能够影响哪些权力，自何日起？
  en: Which powers does one official have a hand in, through every post, charge and body, and since when?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  official: {type: text, doc: {zh: 人员编号, en: Official (uid)}}
columns:
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
  risk_level: {zh: 风险等级, en: Risk level}
  how:
    zh: 途径（FILLS_ROLE 承担角色，BODY_ROLE 议事机构承担角色，CHARGE_POWER 分管事项，CHARGE_SECTION 分管科室，CHARGE_DEPARTMENT 分管单位）
    en: How (FILLS_ROLE, BODY_ROLE by a seat on the body, CHARGE_POWER, CHARGE_SECTION, CHARGE_DEPARTMENT)
  role_kind: {zh: 角色（分管为空）, en: Role kind (empty for a charge)}
  through: {zh: 岗位或机构, en: Post or body}
  through_name: {zh: 岗位或机构名称, en: Post or body name}
  target: {zh: 角色或分管对象, en: Role or object of the charge}
  domain: {zh: 分管领域, en: Domain of the charge}
  direct: {zh: 直接分管, en: Direct charge}
  since: {zh: 自何日起, en: Since}
needs: [Official, Post, Body, Role, Power, Section, Department, HOLDS, MEMBER_OF, FILLS, OVER, IN_CHARGE_OF, HANDLED_IN, EXERCISED_BY]
---*/
MATCH (o:Official {uid: $official})
CALL {
  WITH o
  MATCH (o)-[h:HOLDS]->(p:Post)-[f:FILLS]->(r:Role)-[v:OVER]->(w:Power)
  WHERE all(x IN [h, f, v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN w, 'FILLS_ROLE' AS how, r.kind AS role_kind, 'Post/' + p.uid AS through,
         p.name AS through_name, 'Role/' + r.uid AS target, null AS domain, null AS direct,
         h.valid_from AS one, f.valid_from AS other
  UNION
  WITH o
  MATCH (o)-[h:MEMBER_OF]->(b:Body)-[f:FILLS]->(r:Role)-[v:OVER]->(w:Power)
  WHERE all(x IN [h, f, v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN w, 'BODY_ROLE' AS how, r.kind AS role_kind, 'Body/' + b.uid AS through,
         b.name AS through_name, 'Role/' + r.uid AS target, null AS domain, null AS direct,
         h.valid_from AS one, f.valid_from AS other
  UNION
  WITH o
  MATCH (o)-[h:HOLDS]->(p:Post)-[f:IN_CHARGE_OF]->(w:Power)
  WHERE all(x IN [h, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN w, 'CHARGE_POWER' AS how, null AS role_kind, 'Post/' + p.uid AS through,
         p.name AS through_name, 'Power/' + w.uid AS target, f.domain AS domain, f.direct AS direct,
         h.valid_from AS one, f.valid_from AS other
  UNION
  WITH o
  MATCH (o)-[h:HOLDS]->(p:Post)-[f:IN_CHARGE_OF]->(s:Section)<-[v:HANDLED_IN]-(w:Power)
  WHERE all(x IN [h, f, v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN w, 'CHARGE_SECTION' AS how, null AS role_kind, 'Post/' + p.uid AS through,
         p.name AS through_name, 'Section/' + s.uid AS target, f.domain AS domain, f.direct AS direct,
         h.valid_from AS one, f.valid_from AS other
  UNION
  WITH o
  MATCH (o)-[h:HOLDS]->(p:Post)-[f:IN_CHARGE_OF]->(s:Department)<-[v:EXERCISED_BY]-(w:Power)
  WHERE all(x IN [h, f, v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN w, 'CHARGE_DEPARTMENT' AS how, null AS role_kind, 'Post/' + p.uid AS through,
         p.name AS through_name, 'Department/' + s.uid AS target, f.domain AS domain,
         f.direct AS direct, h.valid_from AS one, f.valid_from AS other
}
MATCH (w)-[e:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN w.uid AS power, w.name AS power_name, d.uid AS department, d.name AS department_name,
       w.risk_level AS risk_level, how, role_kind, through, through_name, target, domain, direct,
       CASE WHEN other IS NULL OR one > other THEN one ELSE other END AS since
ORDER BY department, power, how, role_kind, through, target, domain, direct, since
