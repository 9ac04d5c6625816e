/*---
id: unit-team-history
kind: question
title: {zh: 班子岗位任职沿革, en: Who held the team's posts}
question:
  zh: 某单位班子各岗位先后由谁担任，自何日至何日？
  en: Who has held each post of a unit's leadership team, from when to when?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post}
  is_top_leader: {zh: 一把手, en: Head}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  since: {zh: 自何日起, en: Since}
  until: {zh: 至何日, en: Until}
  holds_mode: {zh: 任职方式, en: Mode}
needs: [Department, Post, Official, IN_DEPARTMENT, HOLDS]
---*/
MATCH (:Department {uid: $unit})<-[i:IN_DEPARTMENT]-(p:Post)
WHERE (p.is_team_member OR p.is_top_leader)
  AND all(r IN [i, p] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT p
MATCH (p)<-[h:HOLDS]-(o:Official)
WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of)
  AND (h.valid_from IS NULL OR h.valid_to IS NULL OR h.valid_from < h.valid_to)
RETURN p.uid AS post, p.name AS post_name, coalesce(p.is_top_leader, false) AS is_top_leader,
       o.uid AS official, o.name AS official_name, h.valid_from AS since, h.valid_to AS until, h.mode AS holds_mode
ORDER BY is_top_leader DESC, post, since, official, until
