/*---
id: longest-in-post
kind: question
title: {zh: 任职时间最长, en: Longest in one post}
question:
  zh: 哪些人在同一岗位任职时间最长？
  en: Which officials have been in one post the longest?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  only_key: {type: bool, default: false, doc: {zh: 只看重点岗位, en: Key posts only}}
  most: {type: int, default: 50, doc: {zh: 最多列出, en: List at most}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  since: {zh: 自何日起, en: Since}
  years: {zh: 已满年数, en: Full years}
needs: [Department, Official, Post, HOLDS, IN_DEPARTMENT]
---*/
MATCH (d:Department)<-[i:IN_DEPARTMENT]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE ($unit IS NULL OR d.uid = $unit) AND (NOT $only_key OR p.is_key = true) AND h.valid_from IS NOT NULL
  AND all(x IN [i, p, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
RETURN d.uid AS unit, d.name AS unit_name, p.uid AS post, p.name AS post_name, o.uid AS official, o.name AS official_name,
       h.valid_from AS since,
       $as_of.year - h.valid_from.year
         - CASE WHEN $as_of.month * 100 + $as_of.day < h.valid_from.month * 100 + h.valid_from.day THEN 1 ELSE 0 END AS years
ORDER BY since, unit, post, official
LIMIT $most
