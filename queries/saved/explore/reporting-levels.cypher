/*---
id: reporting-levels
kind: question
title: {zh: 岗位层级与报告链, en: Posts by level of reporting}
question:
  zh: 各岗位距最高岗位几级，上面有哪些岗位，下面的报告链多长，直接下级岗位和编制有多少？
  en: How many levels under the top is each post, which posts are above it, how long is the chain below, and how many posts and heads report to it?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  department: {type: text, default: null, doc: {zh: 只看这个单位（编号）, en: Only this department (uid)}}
columns:
  post: {zh: 岗位编号, en: Post}
  post_name: {zh: 岗位, en: Post name}
  rank: {zh: 职级, en: Rank}
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
  level: {zh: 距最高岗位几级（0 为最高；空：成环或超过 15 级）, en: 'Levels under the top (0: at the top; empty: a circle, or more than 15)'}
  above: {zh: 上面的岗位（由近及远）, en: 'Posts above, nearest first'}
  chain_below: {zh: 下面最长的报告链（级）, en: Longest chain below (levels)}
  direct_posts: {zh: 直接下级岗位数, en: Posts reporting directly}
  direct_headcount: {zh: 直接下级编制数（合并岗位按编制数，未填按一）, en: 'Heads in them (pooled posts by their headcount, else one)'}
needs: [Post, Department, IN_DEPARTMENT, REPORTS_TO]
---*/
MATCH (p:Post)
WHERE all(x IN [p] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
WHERE all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH p, d
WHERE $department IS NULL OR d.uid = $department
CALL {
  WITH p
  MATCH t = (p)-[:REPORTS_TO*0..15]->(q:Post)
  WHERE all(x IN relationships(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND all(x IN nodes(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND NOT EXISTS {
      MATCH (q)-[u:REPORTS_TO]->(s:Post)
      WHERE all(x IN [u, s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    }
  RETURN min(length(t)) AS level
}
CALL {
  WITH p
  MATCH t = (p)-[:REPORTS_TO*1..15]->(q:Post)
  WHERE all(x IN relationships(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND all(x IN nodes(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH q, min(length(t)) AS n
  ORDER BY n, q.uid
  RETURN collect(q.uid) AS above
}
CALL {
  WITH p
  MATCH t = (p)<-[:REPORTS_TO*1..15]-(q:Post)
  WHERE all(x IN relationships(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND all(x IN nodes(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN coalesce(max(length(t)), 0) AS chain_below
}
CALL {
  WITH p
  MATCH (p)<-[t:REPORTS_TO]-(q:Post)
  WHERE all(x IN [t, q] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT q
  RETURN count(q) AS direct_posts, coalesce(sum(toFloat(coalesce(q.headcount, 1))), 0.0) AS direct_headcount
}
RETURN p.uid AS post, p.name AS post_name, p.rank AS rank, d.uid AS department,
       d.name AS department_name, level, above, chain_below, direct_posts, direct_headcount
ORDER BY level, post, department
