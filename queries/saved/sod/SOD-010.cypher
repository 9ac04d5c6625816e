/*---
id: SOD-010
kind: rule
title:
  zh: 村务监督与村委会交叉
  en: Village supervisor is a committee member or kin of one
question:
  zh: 哪些村务监督机构的成员本身是村班子成员，或者是其近亲属？
  en: Which village supervision bodies have members who belong to the village leadership, or are kin of it?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 议事机构编号, en: Body}
  subject_name: {zh: 议事机构, en: Name of the body}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  in_both: {zh: 兼任人员, en: Members of both}
  kin: {zh: 有亲属关系的监督成员, en: Supervisors with kin there}
  bodies: {zh: 所涉班子, en: Bodies on the other side}
needs: [Body, Department, Official, BODY_OF, KIN_OF, MEMBER_OF]
severity: high
subject: Body
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[x:BODY_OF]-(b:Body)
  WHERE b.kind = 'VILLAGE_SUPERVISION'
    AND all(y IN [b, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH b, d
  ORDER BY b.uid, d.uid
  WITH b, head(collect(d)) AS home
  MATCH (b)<-[m:MEMBER_OF]-(s:Official)
  WHERE all(x IN [m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT b, home, s
  MATCH (home)<-[z:BODY_OF]-(c:Body)<-[n:MEMBER_OF]-(t:Official)
  WHERE (c.kind = 'LEADERSHIP_TEAM' OR (c.kind = 'VILLAGE_ASSEMBLY' AND n.role IN ['CHAIR', 'SECRETARY']))
    AND all(x IN [z, c, n] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                             AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT b, home.uid AS unit
  RETURN unit, count(b) AS examined
  ORDER BY unit
basis:
  - {law: 村民委员会组织法, article: 第三十二条, version: 2018, certain: true, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）的监督成员与村班子成员为同一人或有亲属关系（涉及：{actor_names}），需核实。"
  en: "Suspected: members of “{subject_name}” ({unit_name}) also belong to the village leadership or are kin of it (concerned: {actor_names}); to be verified."
verify:
  zh:
    document: "调取村两委、村民代表会议和村务监督机构成员名册及选举记录，核对任职起止时间。"
    interview: "询问乡镇组织、民政人员和村民代表：成员之间有无近亲属关系，如何回避。"
    site: "查看村务公开栏公示的成员名单，抽查村务监督会议记录签名。"
  en:
    document: "Obtain the rolls and election records of village committee, assembly and supervision body: who sat where, since when."
    interview: "Ask the township and village representatives whether members are close relatives, and how they stand aside."
    site: "See the list of members on the village board, and the signatures in the minutes of the supervision body."
blind:
  zh: "只看登记的成员关系和亲属关系，未申报的亲属看不到；村民会议的普通成员不计入。"
  en: "It sees recorded memberships and kinships only; kinship that nobody declared is not seen; plain members of the assembly do not count."
---*/
MATCH (d:Department)<-[x:BODY_OF]-(b:Body)
WHERE b.kind = 'VILLAGE_SUPERVISION'
  AND all(y IN [b, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH b, d
ORDER BY b.uid, d.uid
WITH b, head(collect(d)) AS home
MATCH (b)<-[m:MEMBER_OF]-(s:Official)
WHERE all(x IN [m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT b, home, s
MATCH (home)<-[z:BODY_OF]-(c:Body)<-[n:MEMBER_OF]-(t:Official)
WHERE (c.kind = 'LEADERSHIP_TEAM' OR (c.kind = 'VILLAGE_ASSEMBLY' AND n.role IN ['CHAIR', 'SECRETARY']))
  AND all(x IN [z, c, n] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT b, home, s, t, c
WITH b, home, s, t, c, s.uid = t.uid AS same, EXISTS {
  MATCH (s)-[k:KIN_OF]-(r:Official)
  WHERE r.uid = t.uid
    AND all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS related
WHERE same OR related
WITH b, home, collect({s: s, t: t, c: c, same: same}) AS hits
UNWIND hits AS hit
UNWIND [[hit.s, hit.s.uid, null, CASE WHEN hit.same THEN hit.s.name END, CASE WHEN NOT hit.same THEN hit.s.name END],
        [hit.t, hit.t.uid, null, null, null]] AS item
WITH b, home, hits, item[1] AS uid, item[0] AS person, max(item[3]) AS both_name, max(item[4]) AS kin_name
ORDER BY b.uid, uid
WITH b, home, hits, collect(person) AS people, collect(both_name) AS in_both, collect(kin_name) AS kin
UNWIND hits AS again
WITH DISTINCT b, home, people, in_both, kin, again.c AS other
ORDER BY b.uid, other.uid
WITH b, home, people, in_both, kin, collect(other) AS others
RETURN b.uid AS subject, b.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN people | o.uid] AS actors, [o IN people | o.name] AS actor_names,
       ['Body/' + b.uid] + [o IN others | 'Body/' + o.uid] + [o IN people | 'Official/' + o.uid] AS evidence,
       in_both, kin, [o IN others | o.name] AS bodies
ORDER BY subject, actors
