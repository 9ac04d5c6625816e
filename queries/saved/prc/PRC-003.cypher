/*---
id: PRC-003
kind: rule
title: {zh: "事先定调", en: "Tone set beforehand"}
question:
  zh: 哪些事项在会前一段时间内，“一把手”已经对外表明态度？
  en: "On which matters had the chief made a view known in the days before the meeting?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的会议和发言视为尚未发生", en: "Day to look at; meetings and statements after it do not exist yet"}}
  window:
    type: int
    default: 30
    doc: {zh: "会议召开前多少天以内的会前表态算事先定调（含第该天和会议当天）", en: "A statement made up to this many days before the meeting counts; that day and the day of the meeting included"}
    source: F51
columns:
  subject: {zh: "事项编号", en: "Matter"}
  subject_name: {zh: "三重一大事项", en: "Name of the matter"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Official"}
  actor_names: {zh: "人员", en: "Name of the official"}
  evidence: {zh: 证据路径, en: Evidence}
  held_on: {zh: "会议日期", en: "Day of the meeting"}
  said_on: {zh: "最早会前表态日期", en: "Day of the first statement beforehand"}
  times: {zh: "会前表态次数", en: "Statements beforehand"}
needs: [Body, Department, Matter, Meeting, Official, Post, Statement, ABOUT, BODY_OF, DECIDED_AT, HOLDS, IN_DEPARTMENT, IN_MEETING, MADE, MATTER_OF, OF_BODY]
severity: medium
subject: Matter
dimension: ALLOCATE
path: SUPERVISE
# Examined: matters decided at a meeting of a unit's body, of which any statement at all is on record;
# where no statement of any kind was entered, silence says nothing.
population: |
  MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)-[r:DECIDED_AT]->(g:Meeting)-[f:OF_BODY]->(b:Body)
  WHERE g.held_on <= $as_of
    AND all(x IN [m, o, r, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, g, b, d
  ORDER BY m.uid, d.uid
  WITH m, g, b, head(collect(d)) AS home
  MATCH (b)-[y:BODY_OF]->(z:Department)
  WHERE all(x IN [y] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                       AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
  WITH m, home
  MATCH (m)<-[about:ABOUT]-(s:Statement)
  WHERE (s.at IS NULL OR date(s.at) <= $as_of)
    AND (about.valid_from IS NULL OR about.valid_from <= $as_of) AND (about.valid_to IS NULL OR about.valid_to > $as_of)
  WITH m, min(home.uid) AS unit
  RETURN unit, count(m) AS examined
  ORDER BY unit
basis:
  - {row: F51, covers: superset}
message:
  zh: "疑似：“一把手”{actor_names}在 {held_on} 研究“{subject_name}”的会议之前（{said_on}）已表明态度，有事先定调之嫌，需核实。"
  en: "Suspected: the chief {actor_names} made a view on “{subject_name}” known on {said_on}, before the meeting of {held_on}; to be verified."
verify:
  zh:
    document: "查找会前的批示、签报意见、通知、微信工作群记录，看是否已写明结论性意见。"
    interview: "分别询问参会成员和议题承办人：会前是否得知一把手倾向，会上是否还能充分发表不同意见。"
    site: "调看会议录音录像和会前酝酿记录，看讨论是否流于形式。"
  en:
    document: "Look for instructions, comments on papers, notices and chat messages of the days before: do they state a conclusion."
    interview: "Ask the members and those who prepared the matter, apart from one another, whether they knew the chief's leaning and could still object."
    site: "See the recording and notes of the consultations: was the discussion a formality."
blind:
  zh: "只看登记的会前表态，不分析内容：正常的会前酝酿、征求意见也会列出；未登记时间的表态不检查；看不到口头授意。"
  en: "It sees recorded statements only, not what was said: ordinary consultation is listed too; statements without a day are not examined; hints by word of mouth are not seen."
---*/
MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)-[r:DECIDED_AT]->(g:Meeting)-[f:OF_BODY]->(b:Body)
WHERE g.held_on <= $as_of
  AND all(x IN [m, o, r, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                              AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, g, b, d
ORDER BY m.uid, d.uid
WITH m, g, b, head(collect(d)) AS home
MATCH (b)-[y:BODY_OF]->(z:Department)
WHERE all(x IN [y] WHERE (x.valid_from IS NULL OR x.valid_from <= g.held_on)
                     AND (x.valid_to IS NULL OR x.valid_to > g.held_on))
MATCH (m)<-[about:ABOUT]-(s:Statement)<-[made:MADE]-(w:Official)
WHERE s.kind = 'PRE_MEETING' AND date(s.at) <= $as_of AND date(s.at) <= g.held_on
  AND date(s.at) + duration({days: $window}) >= g.held_on
  AND NOT EXISTS {
    MATCH (s)-[at_one:IN_MEETING]->(j:Meeting)
    WHERE j.uid <> g.uid
      AND (at_one.valid_from IS NULL OR at_one.valid_from <= $as_of) AND (at_one.valid_to IS NULL OR at_one.valid_to > $as_of)
  }
  AND (about.valid_from IS NULL OR about.valid_from <= $as_of) AND (about.valid_to IS NULL OR about.valid_to > $as_of)
  AND (made.valid_from IS NULL OR made.valid_from <= $as_of) AND (made.valid_to IS NULL OR made.valid_to > $as_of)
WITH m, g, b, z, home, s, w, date(s.at) AS said
WHERE EXISTS {
  MATCH (w)-[h:HOLDS]->(p:Post)
  WHERE p.is_top_leader = true
    AND all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= said)
                       AND (x.valid_to IS NULL OR x.valid_to > said))
    AND EXISTS {
      MATCH (p)-[i:IN_DEPARTMENT]->(t:Department)
      WHERE t.uid = z.uid
        AND all(x IN [i] WHERE (x.valid_from IS NULL OR x.valid_from <= said)
                           AND (x.valid_to IS NULL OR x.valid_to > said))
    }
}
WITH m, g, b, home, s, w, said
ORDER BY m.uid, w.uid, g.held_on, g.uid, said, s.uid
WITH m, home, w, min(g.held_on) AS held_on, min(said) AS said_on, count(DISTINCT s) AS times,
     collect(DISTINCT 'Meeting/' + g.uid) + collect(DISTINCT 'Body/' + b.uid) AS organs,
     collect(DISTINCT 'Statement/' + s.uid) AS words
RETURN m.uid AS subject, m.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [w.uid] AS actors, [w.name] AS actor_names,
       ['Matter/' + m.uid] + organs + ['Official/' + w.uid] + words AS evidence,
       held_on, said_on, times
ORDER BY subject, actors
