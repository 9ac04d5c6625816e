/*---
id: path-between-officials
kind: question
title: {zh: 两人之间的最短关系链, en: Shortest path between two officials}
question:
  zh: 两人经岗位、上下级、议事机构、亲属或共同的权力，最短怎样相连？
  en: How are two officials joined, by posts, reporting lines, bodies, kin or shared powers, on the shortest way?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  start: {type: text, doc: {zh: 起点人员编号, en: First official (uid)}}
  goal: {type: text, doc: {zh: 终点人员编号, en: Second official (uid)}}
  max_length: {type: int, default: 8, doc: {zh: 最多几步（不超过 8）, en: 'Most steps, at most 8'}}
columns:
  length: {zh: 步数, en: Steps}
  path: {zh: 经过的节点（有多条最短路径时取编号最小的一条）, en: 'Nodes on the way (of several shortest ways, one, told by the uids)'}
  names: {zh: 节点名称（同序）, en: 'Their names, in the same order'}
  links: {zh: 每一步的关系, en: Relationship of each step}
needs: [Official, Post, Body, Role, Department, HOLDS, REPORTS_TO, MEMBER_OF, KIN_OF, FILLS, OVER]
---*/
// Both ends walk at most four steps and meet: a shortest-path function is no use, since one engine
// finds a way over closed relationships first and then drops it. A way is text, one line a node
// (relationship, node, name, with tabs between), so that the smallest of equals is well defined.
MATCH (a:Official {uid: $start}), (b:Official {uid: $goal})
WHERE a.uid <> b.uid
CALL {
  WITH a
  MATCH t = (a)-[:HOLDS|REPORTS_TO|MEMBER_OF|KIN_OF|FILLS|OVER*0..4]-(m)
  WHERE all(x IN relationships(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND none(x IN nodes(t) WHERE x:Department)
  WITH m, relationships(t) AS rs, [x IN nodes(t) |
       CASE WHEN x:Official THEN 'Official/' WHEN x:Post THEN 'Post/' WHEN x:Body THEN 'Body/'
            WHEN x:Role THEN 'Role/' ELSE 'Power/' END + x.uid + '\t' + x.name] AS ns
  WITH m, toString(size(rs)) + reduce(s = '', k IN range(0, size(rs)) |
       s + CASE WHEN k = 0 THEN '' ELSE '\n' + type(rs[k - 1]) END + '\t' + ns[k]) AS way
  WITH m, min(way) AS way
  RETURN collect({m: m, way: way}) AS from_start
}
CALL {
  WITH b
  MATCH t = (b)-[:HOLDS|REPORTS_TO|MEMBER_OF|KIN_OF|FILLS|OVER*0..4]-(m)
  WHERE all(x IN relationships(t) WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND none(x IN nodes(t) WHERE x:Department)
  WITH m, relationships(t) AS rs, [x IN nodes(t) |
       CASE WHEN x:Official THEN 'Official/' WHEN x:Post THEN 'Post/' WHEN x:Body THEN 'Body/'
            WHEN x:Role THEN 'Role/' ELSE 'Power/' END + x.uid + '\t' + x.name] AS ns
  WITH m, toString(size(rs)) + reduce(s = '', k IN range(1, size(rs)) |
       '\n' + type(rs[k - 1]) + '\t' + ns[k - 1] + s) AS way
  WITH m, min(way) AS way
  RETURN collect({m: m, way: way}) AS from_goal
}
UNWIND [x IN from_start | {m: x.m, one: x.way, two: null}]
     + [x IN from_goal | {m: x.m, one: null, two: x.way}] AS half
WITH half.m AS m, max(half.one) AS one, max(half.two) AS two
WHERE one IS NOT NULL AND two IS NOT NULL
WITH toInteger(substring(one, 0, 1)) + toInteger(substring(two, 0, 1)) AS steps,
     substring(one, 1) + substring(two, 1) AS way
WHERE steps <= $max_length
WITH steps, way ORDER BY steps, way LIMIT 1
WITH steps, [line IN split(way, '\n') | split(line, '\t')] AS cells
RETURN steps AS length, [x IN cells | x[1]] AS path, [x IN cells | x[2]] AS names,
       [x IN cells WHERE x[0] <> '' | x[0]] AS links
ORDER BY length
