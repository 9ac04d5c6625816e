/*---
id: posts-on-day
kind: question
title: {zh: 某日谁任何职, en: Who held which post on a day}
question:
  zh: 某日各岗位由谁担任，自何日起，任职方式是什么？
  en: Who held each post on a day, since when, and in what manner?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  word: {type: text, default: null, doc: {zh: 岗位名称中的词, en: A word in the name of the post}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  mode: {zh: 任职方式, en: Mode}
  since: {zh: 自何日起, en: Since}
needs: [Department, Official, Post, HOLDS, IN_DEPARTMENT]
---*/
MATCH (d:Department)<-[i:IN_DEPARTMENT]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE ($unit IS NULL OR d.uid = $unit) AND ($word IS NULL OR p.name CONTAINS $word)
  AND all(x IN [i, p, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN d.uid AS unit, d.name AS unit_name, p.uid AS post, p.name AS post_name,
       o.uid AS official, o.name AS official_name, h.mode AS mode, h.valid_from AS since
ORDER BY unit, post, official, since, mode
