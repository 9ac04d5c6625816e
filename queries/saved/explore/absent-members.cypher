/*---
id: absent-members
kind: question
title: {zh: 缺席会议的成员, en: Members absent from meetings}
question:
  zh: 哪些会议实到少于应到，当日哪些成员没有在会上表决或发言的记录？
  en: Which meetings had fewer present than expected, and which members of that day neither voted nor spoke there?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
  from: {type: date, default: null, doc: {zh: 起始日（含）；不填则不限, en: First day; without it from the beginning}}
columns:
  meeting: {zh: 会议编号, en: Meeting}
  meeting_name: {zh: 会议, en: Meeting}
  body_name: {zh: 机构, en: Body}
  held_on: {zh: 召开日, en: Held on}
  expected: {zh: 应到, en: Expected}
  present: {zh: 实到, en: Present}
  without_trace: {zh: 无表决或发言记录的成员, en: Members without vote or statement}
needs: [Body, Department, Matter, Meeting, Official, Statement, BODY_OF, DECIDED_AT, IN_MEETING, MADE, MEMBER_OF, OF_BODY, VOTED]
---*/
MATCH (g:Meeting)-[b:OF_BODY]->(y:Body)-[z:BODY_OF]->(d:Department)
WHERE ($unit IS NULL OR d.uid = $unit) AND g.held_on <= $as_of AND ($from IS NULL OR g.held_on >= $from)
  AND g.present < g.expected
  AND all(x IN [b, g, z] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (y)<-[m:MEMBER_OF]-(o:Official)
WHERE (m.valid_from IS NULL OR m.valid_from <= g.held_on) AND (m.valid_to IS NULL OR m.valid_to > g.held_on)
  AND NOT EXISTS {
    MATCH (o)-[v:VOTED]->(:Matter)-[t:DECIDED_AT]->(g)
    WHERE all(x IN [v, t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
  AND NOT EXISTS {
    MATCH (o)-[k:MADE]->(:Statement)-[n:IN_MEETING]->(g)
    WHERE all(x IN [k, n] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
WITH DISTINCT g, y, o
ORDER BY o.uid
WITH g, y, collect(o.name) AS without_trace
RETURN g.uid AS meeting, g.name AS meeting_name, y.name AS body_name, g.held_on AS held_on, g.expected AS expected,
       g.present AS present, without_trace
ORDER BY held_on, meeting, body_name
