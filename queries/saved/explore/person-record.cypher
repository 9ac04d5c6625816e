/*---
id: person-record
kind: question
title: {zh: 个人履历一览, en: The whole record of a person}
question:
  zh: 某人历任哪些岗位、分管过什么、参加过哪些议事机构、有哪些亲属和利益关系，各自起止何日？
  en: Which posts, charges, seats, kin and interests has a person had, from when to when?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  official: {type: text, doc: {zh: 人员编号, en: Official (uid)}}
columns:
  kind: {zh: 类别（POST 岗位，CHARGE 分管，BODY 议事机构，KIN 亲属，INTEREST 利益）, en: Kind}
  about: {zh: 内容, en: About}
  about_name: {zh: 名称, en: Name}
  detail: {zh: 说明, en: Detail}
  since: {zh: 自何日起, en: Since}
  until: {zh: 至何日, en: Until}
needs: [Body, Counterparty, Department, Official, Post, Section, HAS_INTEREST, HOLDS, IN_CHARGE_OF, KIN_OF, MEMBER_OF]
---*/
MATCH (o:Official {uid: $official})
CALL {
  WITH o
  MATCH (o)-[h:HOLDS]->(p:Post)
  RETURN 'POST' AS kind, 'Post/' + p.uid AS about, p.name AS about_name, h.mode AS detail, h.valid_from AS since,
         h.valid_to AS until
  UNION
  WITH o
  MATCH (o)-[h:HOLDS]->(:Post)-[c:IN_CHARGE_OF]->(t)
  RETURN 'CHARGE' AS kind,
         CASE WHEN t:Section THEN 'Section/' WHEN t:Department THEN 'Department/' ELSE 'Power/' END + t.uid AS about,
         t.name AS about_name, c.domain AS detail,
         CASE WHEN c.valid_from IS NULL OR h.valid_from > c.valid_from THEN h.valid_from ELSE c.valid_from END AS since,
         CASE WHEN c.valid_to IS NULL OR h.valid_to < c.valid_to THEN h.valid_to ELSE c.valid_to END AS until
  UNION
  WITH o
  MATCH (o)-[m:MEMBER_OF]->(b:Body)
  RETURN 'BODY' AS kind, 'Body/' + b.uid AS about, b.name AS about_name, m.role AS detail, m.valid_from AS since,
         m.valid_to AS until
  UNION
  WITH o
  MATCH (o)-[k:KIN_OF]-(r:Official)
  RETURN 'KIN' AS kind, 'Official/' + r.uid AS about, r.name AS about_name, k.kind AS detail, k.valid_from AS since,
         k.valid_to AS until
  UNION
  WITH o
  MATCH (o)-[g:HAS_INTEREST]->(c:Counterparty)
  RETURN 'INTEREST' AS kind, 'Counterparty/' + c.uid AS about, c.name AS about_name, g.kind AS detail,
         g.valid_from AS since, g.valid_to AS until
}
WITH kind, about, about_name, detail, since, until
WHERE (since IS NULL OR since <= $as_of) AND (since IS NULL OR until IS NULL OR since < until)
RETURN kind, about, about_name, detail, since, until
ORDER BY kind, since, about, detail, until, about_name
