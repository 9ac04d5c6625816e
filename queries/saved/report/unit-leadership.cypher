/*---
id: unit-leadership
kind: question
title: {zh: 班子成员及分工, en: Leadership team and division of work}
question:
  zh: 某单位班子有哪些岗位，由谁担任、自何日起，分管什么？
  en: Which posts make up a unit's leadership team, who holds them since when, and what is each in charge of?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post}
  is_top_leader: {zh: 一把手, en: Head}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Official}
  since: {zh: 任职日期, en: Since}
  holds_mode: {zh: 任职方式, en: Mode}
  charges: {zh: 分管对象, en: In charge of}
  in_charge_of_domains: {zh: 分管领域, en: Domains}
needs: [Department, Post, Official, Section, Power, IN_DEPARTMENT, HOLDS, IN_CHARGE_OF]
---*/
MATCH (d:Department {uid: $unit})<-[i:IN_DEPARTMENT]-(p:Post)
WHERE (p.is_team_member OR p.is_top_leader)
  AND all(r IN [i, p] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT p
OPTIONAL MATCH (p)-[c:IN_CHARGE_OF]->(t)
WHERE (t:Section OR t:Department OR t:Power)
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
WITH p, t, c ORDER BY p.uid, t.name, t.uid, c.domain
WITH p, collect(DISTINCT t.name) AS charges, collect(DISTINCT c.domain) AS in_charge_of_domains
OPTIONAL MATCH (p)<-[h:HOLDS]-(o:Official)
WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of) AND (h.valid_to IS NULL OR h.valid_to > $as_of)
RETURN p.uid AS post, p.name AS post_name, coalesce(p.is_top_leader, false) AS is_top_leader,
       o.uid AS official, o.name AS official_name, h.valid_from AS since, h.mode AS holds_mode,
       charges, in_charge_of_domains
ORDER BY is_top_leader DESC, post, since, official
