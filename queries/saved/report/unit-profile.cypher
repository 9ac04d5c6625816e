/*---
id: unit-profile
kind: question
title: {zh: 单位基本情况, en: A unit in brief}
question:
  zh: 某单位是什么性质、层级，设多少内设机构和岗位，谁派驻监督，一把手是谁、何时到任？
  en: What is a unit, at which level, with how many sections and posts, who is stationed there, and who heads it since when?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  department: {zh: 单位编号, en: Unit}
  department_name: {zh: 单位, en: Name}
  department_kind: {zh: 性质, en: Kind}
  department_system: {zh: 所属系统, en: System}
  region_name: {zh: 所在地, en: Place}
  region_level: {zh: 层级, en: Level}
  above_department: {zh: 上级单位编号, en: Unit above}
  above_department_name: {zh: 上级单位, en: Unit above}
  sections: {zh: 内设机构数, en: Sections}
  posts: {zh: 岗位数, en: Posts}
  officials: {zh: 在岗人数, en: Officials in post}
  subordinates: {zh: 下属单位数, en: Units below}
  stationed: {zh: 派驻监督机构, en: Stationed discipline office}
  chiefs: {zh: 主要负责人, en: Head}
  chief_since: {zh: 到任日期, en: In office since}
needs: [Department, Region, Section, Post, Official, IN_REGION, PART_OF, SECTION_OF, IN_DEPARTMENT, HOLDS, SUPERVISES]
---*/
MATCH (d:Department {uid: $unit})
OPTIONAL MATCH (d)-[x:IN_REGION]->(g:Region)
WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of) AND (x.valid_to IS NULL OR x.valid_to > $as_of)
WITH d, g ORDER BY g.uid
WITH d, head(collect(g)) AS region
OPTIONAL MATCH (d)-[y:PART_OF]->(a:Department)
WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of) AND (y.valid_to IS NULL OR y.valid_to > $as_of)
WITH d, region, a ORDER BY a.uid
WITH d, region, head(collect(a)) AS above
OPTIONAL MATCH (d)<-[i:IN_DEPARTMENT]-(p:Post {is_top_leader: true})<-[h:HOLDS]-(o:Official)
WHERE all(r IN [i, p, h] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                           AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH d, region, above, o, h ORDER BY h.valid_from, o.uid
WITH d, region, above, collect(DISTINCT o.name) AS chiefs, min(h.valid_from) AS chief_since
OPTIONAL MATCH (d)<-[s:SUPERVISES {kind: 'STATIONED'}]-(w:Department)
WHERE (s.valid_from IS NULL OR s.valid_from <= $as_of) AND (s.valid_to IS NULL OR s.valid_to > $as_of)
WITH d, region, above, chiefs, chief_since, w ORDER BY w.uid
WITH d, region, above, chiefs, chief_since, collect(DISTINCT w.name) AS stationed
OPTIONAL MATCH (d)<-[j:IN_DEPARTMENT]-(q:Post)<-[k:HOLDS]-(one:Official)
WHERE all(r IN [j, q, k] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                           AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH d, region, above, chiefs, chief_since, stationed, count(DISTINCT one) AS officials
RETURN d.uid AS department, d.name AS department_name, d.kind AS department_kind,
       d.system AS department_system, region.name AS region_name, region.level AS region_level,
       above.uid AS above_department, above.name AS above_department_name,
       COUNT { MATCH (d)<-[x:SECTION_OF]-(c:Section)
               WHERE all(r IN [x, c] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                       AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS sections,
       COUNT { MATCH (d)<-[x:IN_DEPARTMENT]-(c:Post)
               WHERE all(r IN [x, c] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                       AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS posts,
       officials,
       COUNT { MATCH (d)<-[x:PART_OF]-(c:Department)
               WHERE all(r IN [x, c] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                       AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS subordinates,
       stationed, chiefs, chief_since
ORDER BY department
