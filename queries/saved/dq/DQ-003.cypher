/*---
id: DQ-003
kind: lint
title: {zh: "起止日期颠倒、重叠或一岗两人", en: "Intervals reversed or overlapping, or two holders of one post"}
question:
  zh: 哪些任职、分工等记录的起止日期颠倒或者重叠，哪些岗位同时有两名正式任职者？
  en: "Which intervals are reversed or overlap, and which posts have two regular holders at once?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 节点编号, en: Node}
  subject_name: {zh: 名称, en: Name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 姓名, en: Names}
  evidence: {zh: 所涉节点, en: Nodes}
  subject_label: {zh: 类型, en: Label}
  faults: {zh: 问题, en: What is wrong}
needs: [Post, Official, Role, Body, Counterparty, Power, Department, LegalBasis, HOLDS, IN_CHARGE_OF, FILLS, MEMBER_OF, HAS_INTEREST, DELEGATED_TO]
severity: medium
subject: Post
population: |
  CALL {
    MATCH (n:Post)<-[e:HOLDS]-(o:Official)
    WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
    RETURN 'Post' AS subject_label, n AS node, 'HOLDS/' + o.uid AS same, o.uid AS who, o.name AS who_name,
           e.valid_from AS since, e.valid_to AS until, coalesce(e.mode, 'REGULAR') = 'REGULAR' AS regular
    UNION ALL
    MATCH (n:Post)-[e:IN_CHARGE_OF]->(x)
    WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
    RETURN 'Post' AS subject_label, n AS node, 'IN_CHARGE_OF/' + x.uid + '/' + coalesce(e.domain, '') AS same, null AS who, null AS who_name,
           e.valid_from AS since, e.valid_to AS until, false AS regular
    UNION ALL
    MATCH (n:Role)<-[e:FILLS]-(x)
    WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
    RETURN 'Role' AS subject_label, n AS node, 'FILLS/' + x.uid + '/' + x.name AS same, null AS who, null AS who_name,
           e.valid_from AS since, e.valid_to AS until, false AS regular
    UNION ALL
    MATCH (n:Body)<-[e:MEMBER_OF]-(o:Official)
    WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
    RETURN 'Body' AS subject_label, n AS node, 'MEMBER_OF/' + o.uid AS same, o.uid AS who, o.name AS who_name,
           e.valid_from AS since, e.valid_to AS until, false AS regular
    UNION ALL
    MATCH (n:Official)-[e:HAS_INTEREST]->(c:Counterparty)
    WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
    RETURN 'Official' AS subject_label, n AS node, 'HAS_INTEREST/' + c.uid + '/' + coalesce(e.kind, '') AS same, n.uid AS who, n.name AS who_name,
           e.valid_from AS since, e.valid_to AS until, false AS regular
    UNION ALL
    MATCH (n:Power)-[e:DELEGATED_TO]->(d:Department)
    WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
    RETURN 'Power' AS subject_label, n AS node, 'DELEGATED_TO/' + d.uid AS same, null AS who, null AS who_name,
           e.valid_from AS since, e.valid_to AS until, false AS regular
    UNION ALL
    MATCH (n:Power)
    WHERE n.valid_from IS NULL OR n.valid_from <= $as_of
    RETURN 'Power' AS subject_label, n AS node, 'Power' AS same, null AS who, null AS who_name,
           n.valid_from AS since, n.valid_to AS until, false AS regular
    UNION ALL
    MATCH (n:LegalBasis)
    WHERE n.effective_from IS NULL OR n.effective_from <= $as_of
    RETURN 'LegalBasis' AS subject_label, n AS node, 'LegalBasis' AS same, null AS who, null AS who_name,
           n.effective_from AS since, n.effective_to AS until, false AS regular
  }
  WITH DISTINCT node
  OPTIONAL MATCH (node)-[x]->(d:Department)
  WHERE type(x) IN ['IN_DEPARTMENT', 'BODY_OF', 'EXERCISED_BY']
    AND (x.valid_from IS NULL OR x.valid_from <= $as_of) AND (x.valid_to IS NULL OR x.valid_to > $as_of)
  WITH node, min(d.uid) AS unit
  RETURN unit, count(node) AS examined
  ORDER BY unit
message:
  zh: "数据：“{subject_name}”的起止日期需核对（{faults}）；涉及 {actor_names}。"
  en: "Data: the intervals of “{subject_name}” need a look ({faults}); officials: {actor_names}."
verify:
  zh:
    document: "核对任免文件、分工文件的起止日期。"
    interview: "询问组织人事人员：前任何时离任，是否一岗多人。"
    site: "在干部人事系统核对任职记录，改正原表后重新载入。"
  en:
    document: "Compare with the papers of appointment and of the division of work."
    interview: "Ask the personnel office when the predecessor left, and whether the post has several seats."
    site: "Compare with the personnel system, correct the table and load it again."
blind:
  zh: "一个岗位本来可由多人担任的（如“科员”），应按人分设岗位；起止同日视为空时段，不报；未注明任职方式的按正式任职看；基准日以后开始的不看。"
  en: "A post that several people may hold (such as 科员) should be one post a person; an interval that ends on its first day is empty and not reported; an appointment without a mode counts as regular; what begins after the day is not looked at."
---*/
CALL {
  MATCH (n:Post)<-[e:HOLDS]-(o:Official)
  WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
  RETURN 'Post' AS subject_label, n AS node, 'HOLDS/' + o.uid AS same, o.uid AS who, o.name AS who_name,
         e.valid_from AS since, e.valid_to AS until, coalesce(e.mode, 'REGULAR') = 'REGULAR' AS regular
  UNION ALL
  MATCH (n:Post)-[e:IN_CHARGE_OF]->(x)
  WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
  RETURN 'Post' AS subject_label, n AS node, 'IN_CHARGE_OF/' + x.uid + '/' + coalesce(e.domain, '') AS same, null AS who, null AS who_name,
         e.valid_from AS since, e.valid_to AS until, false AS regular
  UNION ALL
  MATCH (n:Role)<-[e:FILLS]-(x)
  WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
  RETURN 'Role' AS subject_label, n AS node, 'FILLS/' + x.uid + '/' + x.name AS same, null AS who, null AS who_name,
         e.valid_from AS since, e.valid_to AS until, false AS regular
  UNION ALL
  MATCH (n:Body)<-[e:MEMBER_OF]-(o:Official)
  WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
  RETURN 'Body' AS subject_label, n AS node, 'MEMBER_OF/' + o.uid AS same, o.uid AS who, o.name AS who_name,
         e.valid_from AS since, e.valid_to AS until, false AS regular
  UNION ALL
  MATCH (n:Official)-[e:HAS_INTEREST]->(c:Counterparty)
  WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
  RETURN 'Official' AS subject_label, n AS node, 'HAS_INTEREST/' + c.uid + '/' + coalesce(e.kind, '') AS same, n.uid AS who, n.name AS who_name,
         e.valid_from AS since, e.valid_to AS until, false AS regular
  UNION ALL
  MATCH (n:Power)-[e:DELEGATED_TO]->(d:Department)
  WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
  RETURN 'Power' AS subject_label, n AS node, 'DELEGATED_TO/' + d.uid AS same, null AS who, null AS who_name,
         e.valid_from AS since, e.valid_to AS until, false AS regular
  UNION ALL
  MATCH (n:Power)
  WHERE n.valid_from IS NULL OR n.valid_from <= $as_of
  RETURN 'Power' AS subject_label, n AS node, 'Power' AS same, null AS who, null AS who_name,
         n.valid_from AS since, n.valid_to AS until, false AS regular
  UNION ALL
  MATCH (n:LegalBasis)
  WHERE n.effective_from IS NULL OR n.effective_from <= $as_of
  RETURN 'LegalBasis' AS subject_label, n AS node, 'LegalBasis' AS same, null AS who, null AS who_name,
         n.effective_from AS since, n.effective_to AS until, false AS regular
}
WITH subject_label, node, same, who, who_name, regular,
     coalesce(since, date('0001-01-01')) AS first, coalesce(until, date('9999-12-31')) AS last
ORDER BY subject_label, node.uid, who, same, first, last
WITH subject_label, node,
     collect({same: same, who: who, who_name: who_name, regular: regular, first: first, last: last}) AS spans
UNWIND range(0, size(spans) - 1) AS i
UNWIND range(i, size(spans) - 1) AS j
WITH subject_label, node, i = j AS alone, spans[i] AS a, spans[j] AS b
WHERE (alone AND a.last < a.first)
   OR (NOT alone AND a.first < a.last AND b.first < b.last AND a.first < b.last AND b.first < a.last
       AND (a.same = b.same OR (a.regular AND b.regular)))
WITH subject_label, node,
     CASE WHEN a.who IS NULL THEN [] WHEN a.who = b.who THEN [a.who] ELSE [a.who, b.who] END AS actors,
     CASE WHEN a.who IS NULL THEN [] WHEN a.who = b.who THEN [a.who_name] ELSE [a.who_name, b.who_name] END AS actor_names,
     CASE WHEN alone THEN '起止颠倒 reversed'
          WHEN a.same = b.same THEN '同一事实时段重叠 overlapping'
          ELSE '同一岗位同时有两名正式任职者 two regular holders at once' END AS fault
WITH DISTINCT subject_label, node, actors, actor_names, fault
ORDER BY subject_label, node.uid, actors, fault
WITH subject_label, node, actors, actor_names, collect(fault) AS faults
OPTIONAL MATCH (node)-[x]->(d:Department)
WHERE type(x) IN ['IN_DEPARTMENT', 'BODY_OF', 'EXERCISED_BY']
  AND (x.valid_from IS NULL OR x.valid_from <= $as_of) AND (x.valid_to IS NULL OR x.valid_to > $as_of)
WITH subject_label, node, actors, actor_names, faults, d
ORDER BY subject_label, node.uid, actors, d.uid
WITH subject_label, node, actors, actor_names, faults, head(collect(d)) AS home
RETURN node.uid AS subject, node.name AS subject_name, home.uid AS unit, home.name AS unit_name, actors, actor_names,
       [subject_label + '/' + node.uid] + [o IN actors WHERE subject_label <> 'Official' | 'Official/' + o] AS evidence,
       subject_label, faults
ORDER BY subject, actors, subject_label
