/*---
id: PRC-002
kind: rule
title: {zh: "一把手未末位表态", en: "Chief not last"}
question:
  zh: 哪些事项的会议上，“一把手”表态之后还有其他成员发言？
  en: "On which matters did another member of the body speak after the chief had stated a view?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的会议和发言视为尚未发生", en: "Day to look at; meetings and statements after it do not exist yet"}}
columns:
  subject: {zh: "事项编号", en: "Matter"}
  subject_name: {zh: "三重一大事项", en: "Name of the matter"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Official"}
  actor_names: {zh: "人员", en: "Name of the official"}
  evidence: {zh: 证据路径, en: Evidence}
  held_on: {zh: "会议日期", en: "Day of the meeting"}
  spoke: {zh: "一把手最早发言顺序", en: "Place of the chief's first statement"}
  later_speakers: {zh: "其后发言的成员", en: "Members who spoke after"}
needs: [Body, Department, Matter, Meeting, Official, Post, Statement, ABOUT, BODY_OF, DECIDED_AT, HOLDS, IN_DEPARTMENT, IN_MEETING, MADE, MATTER_OF, MEMBER_OF, OF_BODY]
severity: high
subject: Matter
dimension: ALLOCATE
path: SUPERVISE
# Examined: matters on which a chief and another member both have a statement with its place in the
# order; where one of the two is missing, nobody can say who came last.
population: |
  MATCH (m:Matter)<-[about:ABOUT]-(s:Statement)<-[made:MADE]-(w:Official)
  WHERE s.kind = 'MEETING' AND s.seq IS NOT NULL AND (s.at IS NULL OR date(s.at) <= $as_of)
    AND (m.valid_from IS NULL OR m.valid_from <= $as_of) AND (m.valid_to IS NULL OR m.valid_to > $as_of)
    AND (about.valid_from IS NULL OR about.valid_from <= $as_of) AND (about.valid_to IS NULL OR about.valid_to > $as_of)
    AND (made.valid_from IS NULL OR made.valid_from <= $as_of) AND (made.valid_to IS NULL OR made.valid_to > $as_of)
  // A statement was made at the meeting that it names, else at the one that decided the matter.
  OPTIONAL MATCH (s)-[at_one:IN_MEETING]->(named:Meeting)
  WHERE all(x IN [at_one] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (m)-[r:DECIDED_AT]->(decider:Meeting)
  WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, s, w, coalesce(named, decider) AS g
  MATCH (g)-[f:OF_BODY]->(b:Body)-[y:BODY_OF]->(z:Department)
  WHERE g.held_on <= $as_of
    AND (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to > $as_of)
    AND (y.valid_from IS NULL OR y.valid_from <= g.held_on) AND (y.valid_to IS NULL OR y.valid_to > g.held_on)
  WITH m, g, b, s, w,
       EXISTS {
         MATCH (w)-[h:HOLDS]->(p:Post)
         WHERE p.is_top_leader = true
           AND all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                              AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
           AND EXISTS {
             MATCH (p)-[i:IN_DEPARTMENT]->(t:Department)
             WHERE t.uid = z.uid
               AND all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                                  AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
           }
       } AS is_chief,
       EXISTS {
         MATCH (w)-[n:MEMBER_OF]->(c:Body)
         WHERE c.uid = b.uid
           AND all(x IN [n] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                              AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
       } AS is_member
  WITH m, g, b,
       collect(CASE WHEN is_chief THEN w.uid END) AS chiefs, collect(CASE WHEN is_member THEN w.uid END) AS members
  WHERE any(c IN chiefs WHERE any(o IN members WHERE o <> c))
  MATCH (m)-[o:MATTER_OF]->(d:Department)
  WHERE all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, min(d.uid) AS unit
  RETURN unit, count(m) AS examined
  ORDER BY unit
basis:
  - {row: F50, covers: exact}
  - {law: 重大行政决策程序暂行条例, article: 第三十条, version: 2019, certain: true, covers: partial}
message:
  zh: "疑似：{unit_name}研究“{subject_name}”时，“一把手”{actor_names}未末位表态，其后还有{later_speakers}发言，需核实。"
  en: "Suspected: on “{subject_name}” of {unit_name} the chief {actor_names} did not speak last; {later_speakers} spoke afterwards; to be verified."
verify:
  zh:
    document: "调取会议记录原本和录音录像，逐人核对发言先后，区分程序性主持讲话与对议题的表态。"
    interview: "分别询问参会班子成员和记录人员：一把手在什么时候表明意见，其后有无人改变看法。"
    site: "查看会议记录是否当场形成，记录的发言顺序与录音录像是否一致。"
  en:
    document: "Obtain the original record and recording, and check who spoke when; tell words of the chair about procedure from a view on the matter."
    interview: "Ask the members who were there and the keeper of the minutes, apart from one another, when the chief made a view known, and whether anybody changed sides afterwards."
    site: "See whether the record was written on the spot, and agrees with the recording."
blind:
  zh: "只看登记的发言顺序，不区分主持讲话与表态；没有登记顺序的发言不比较；发言按其注明的会议计，未注明的按议决该事项的会议计，各次会议分别比较；只登记了一把手或只登记了其他成员发言的事项不检查。"
  en: "It sees the recorded order only, and does not tell words of the chair from a view; statements without a place in the order are not compared; one belongs to the meeting it names, else to that which decided the matter, and each meeting is judged by itself; where only the chief, or only the others, are on record, the matter is not examined."
---*/
// Few can be found at all: one who ever was a chief spoke of them, and somebody after that.
MATCH (m:Matter)
WHERE EXISTS {
  MATCH (m)<-[:ABOUT]-(early:Statement)<-[:MADE]-(one:Official)
  WHERE early.kind = 'MEETING' AND EXISTS {
    MATCH (one)-[:HOLDS]->(top:Post)
    WHERE top.is_top_leader = true
  } AND EXISTS {
    MATCH (m)<-[:ABOUT]-(late:Statement)
    WHERE late.kind = 'MEETING' AND late.seq > early.seq
  }
}
MATCH (m)<-[about:ABOUT]-(s:Statement)<-[made:MADE]-(w:Official)
WHERE s.kind = 'MEETING' AND s.seq IS NOT NULL AND (s.at IS NULL OR date(s.at) <= $as_of)
  AND all(x IN [m, about, made] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                  AND (x.valid_to IS NULL OR x.valid_to > $as_of))
// A statement was made at the meeting that it names, else at the one that decided the matter.
OPTIONAL MATCH (s)-[at_one:IN_MEETING]->(named:Meeting)
WHERE all(x IN [at_one] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (m)-[r:DECIDED_AT]->(decider:Meeting)
WHERE all(x IN [r] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, s, w, coalesce(named, decider) AS g
MATCH (g)-[f:OF_BODY]->(b:Body)-[y:BODY_OF]->(z:Department)
WHERE g.held_on <= $as_of
  AND (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to > $as_of)
  AND (y.valid_from IS NULL OR y.valid_from <= g.held_on) AND (y.valid_to IS NULL OR y.valid_to > g.held_on)
WITH m, g, b, s, w,
     EXISTS {
       MATCH (w)-[h:HOLDS]->(p:Post)
       WHERE p.is_top_leader = true
         AND all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                            AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
         AND EXISTS {
           MATCH (p)-[i:IN_DEPARTMENT]->(t:Department)
           WHERE t.uid = z.uid
             AND all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                                AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
         }
     } AS is_chief,
     EXISTS {
       MATCH (w)-[n:MEMBER_OF]->(c:Body)
       WHERE c.uid = b.uid
         AND all(x IN [n] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                            AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
     } AS is_member
WITH m, g, b,
     collect(CASE WHEN is_chief THEN {who: w.uid, called: w.name, seq: s.seq, said: s.uid} END) AS chiefs,
     collect(CASE WHEN is_member THEN {who: w.uid, called: w.name, seq: s.seq, said: s.uid} END) AS members
MATCH (m)-[o:MATTER_OF]->(d:Department)
WHERE all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, g, b, chiefs, members, d
ORDER BY m.uid, g.uid, b.uid, d.uid
WITH m, g, b, head(collect(chiefs)) AS chiefs, head(collect(members)) AS members, head(collect(d)) AS home
UNWIND chiefs AS chief
UNWIND [s IN members WHERE s.who <> chief.who AND s.seq > chief.seq] AS later
WITH m, g, b, home, chief, later
ORDER BY m.uid, chief.who, g.held_on, g.uid, later.seq, later.said, chief.seq, chief.said
WITH m, home, chief.who AS who, chief.called AS called, min(g.held_on) AS held_on, min(chief.seq) AS spoke,
     collect(DISTINCT 'Meeting/' + g.uid) + collect(DISTINCT 'Body/' + b.uid) AS organs,
     collect(DISTINCT 'Statement/' + chief.said) AS own, collect(DISTINCT 'Statement/' + later.said) AS others,
     collect(DISTINCT later.called) AS later_speakers
RETURN m.uid AS subject, m.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [who] AS actors, [called] AS actor_names,
       ['Matter/' + m.uid] + organs + ['Official/' + who] + own + others AS evidence,
       held_on, spoke, later_speakers
ORDER BY subject, actors
