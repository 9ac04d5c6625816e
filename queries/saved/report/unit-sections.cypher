/*---
id: unit-sections
kind: question
title: {zh: 内设机构, en: Sections of a unit}
question:
  zh: 某单位设哪些内设机构，各有多少岗位、人员、权力和高风险权力，由谁分管？
  en: Which sections does a unit have, with how many posts, people, powers and powers of high risk, and who is in charge?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  section: {zh: 科室编号, en: Section}
  section_name: {zh: 内设机构, en: Section}
  section_kind: {zh: 类别, en: Kind}
  posts: {zh: 岗位数, en: Posts}
  officials: {zh: 在岗人数, en: Officials}
  powers: {zh: 承办权力数, en: Powers}
  high: {zh: 其中高风险, en: Of high risk}
  leaders: {zh: 分管岗位, en: Posts in charge}
needs: [Department, Section, Post, Official, Power, SECTION_OF, IN_SECTION, HOLDS, HANDLED_IN, IN_CHARGE_OF]
---*/
MATCH (d:Department {uid: $unit})<-[x:SECTION_OF]-(s:Section)
WHERE all(r IN [x, s] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT s
OPTIONAL MATCH (s)<-[c:IN_CHARGE_OF]-(p:Post)
WHERE (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
WITH s, p ORDER BY s.uid, p.uid
WITH s, collect(DISTINCT p.name) AS leaders
OPTIONAL MATCH (s)<-[i:IN_SECTION]-(q:Post)<-[h:HOLDS]-(o:Official)
WHERE all(r IN [i, q, h] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                           AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH s, leaders, count(DISTINCT o) AS officials
RETURN s.uid AS section, s.name AS section_name, s.kind AS section_kind,
       COUNT { MATCH (s)<-[x:IN_SECTION]-(p:Post)
               WHERE all(r IN [x, p] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                       AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS posts,
       officials,
       COUNT { MATCH (s)<-[x:HANDLED_IN]-(w:Power)
               WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
                 AND all(r IN [x, w] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                       AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS powers,
       COUNT { MATCH (s)<-[x:HANDLED_IN]-(w:Power {risk_level: 'HIGH'})
               WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
                 AND all(r IN [x, w] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                       AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS high,
       leaders
ORDER BY section
