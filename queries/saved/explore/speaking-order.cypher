/*---
id: speaking-order
kind: question
title: {zh: 会议发言次序, en: Speaking order of a meeting}
question:
  zh: 某次会议上谁先谁后发言，各是什么身份，就哪个事项？
  en: In which order did people speak at a meeting, in what capacity, about which matter?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  meeting: {type: text, doc: {zh: 会议编号, en: Meeting (uid)}}
columns:
  matter: {zh: 事项编号, en: Matter}
  matter_name: {zh: 事项, en: Matter name}
  seq: {zh: 次序, en: Order}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 姓名, en: Name}
  role: {zh: 身份, en: Role}
  top_leader: {zh: 是否主要负责人, en: Top leader}
  statement_kind: {zh: 发言类别, en: Kind of statement}
  at: {zh: 时间, en: At}
needs: [Body, Matter, Meeting, Official, Post, Statement, ABOUT, HOLDS, IN_MEETING, MADE, MEMBER_OF, OF_BODY]
---*/
MATCH (g:Meeting {uid: $meeting})<-[n:IN_MEETING]-(s:Statement)<-[k:MADE]-(o:Official)
WHERE all(x IN [n, s, k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (s)-[a:ABOUT]->(m:Matter)
WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (g)-[b:OF_BODY]->(:Body)<-[y:MEMBER_OF]-(o)
WHERE all(x IN [b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of)) AND (y.valid_from IS NULL OR y.valid_from <= g.held_on) AND (y.valid_to IS NULL OR y.valid_to > g.held_on)
RETURN DISTINCT m.uid AS matter, m.name AS matter_name, s.seq AS seq, o.uid AS official, o.name AS official_name,
       y.role AS role,
       EXISTS {
         MATCH (o)-[h:HOLDS]->(p:Post)
         WHERE p.is_top_leader = true AND (h.valid_from IS NULL OR h.valid_from <= g.held_on)
           AND (h.valid_to IS NULL OR h.valid_to > g.held_on)
       } AS top_leader,
       s.kind AS statement_kind, s.at AS at
ORDER BY matter, seq, at, official, role, statement_kind
