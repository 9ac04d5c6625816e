/*---
id: money-hands
kind: question
title: {zh: 谁经手钱, en: Who has a hand in the money}
question:
  zh: 某单位哪些人通过岗位职能、分管财务或资金权力掌握资金？
  en: Who has a hand in a unit’s money, by function of the post, by charge of finance, or by a role in a power over money?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
  functions: {type: texts, default: [APPLICATION, APPROVAL, PAYMENT, CASHIER, BOOKKEEPING, AUDIT, PROCUREMENT, ACCEPTANCE], doc: {zh: 涉及资金的岗位职能, en: Functions of posts that touch money}}
  domains: {type: texts, default: [FINANCE, PROCUREMENT, ASSETS], doc: {zh: 涉及资金的分管领域与权力领域, en: Domains of charges and powers that touch money}}
columns:
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  how: {zh: 途径（FUNCTION 岗位职能，CHARGE 分管，ROLE 权力角色）, en: By FUNCTION or CHARGE or ROLE}
  what: {zh: 内容, en: What}
needs: [Department, Official, Post, Power, Role, FILLS, HOLDS, IN_CHARGE_OF, IN_DEPARTMENT, OVER]
---*/
MATCH (d:Department {uid: $unit})<-[i:IN_DEPARTMENT]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE all(x IN [i, p, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT p, o
CALL {
  WITH p
  UNWIND [f IN coalesce(p.functions, []) WHERE f IN $functions] AS what
  RETURN 'FUNCTION' AS how, what
  UNION
  WITH p
  MATCH (p)-[c:IN_CHARGE_OF]->()
  WHERE c.domain IN $domains
    AND all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 'CHARGE' AS how, c.domain AS what
  UNION
  WITH p
  MATCH (p)-[f:FILLS]->(r:Role)-[v:OVER]->(w:Power)
  WHERE w.domain IN $domains AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [f, v, w] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 'ROLE' AS how, r.kind + ' ' + w.uid AS what
}
RETURN DISTINCT o.uid AS official, o.name AS official_name, p.uid AS post, p.name AS post_name, how, what
ORDER BY official, post, how, what
