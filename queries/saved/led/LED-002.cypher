/*---
id: LED-002
kind: rule
title: {zh: "一事一备案被破坏", en: "One matter one filing broken"}
question:
  zh: 哪些重大事项重复备案，或者与其他事项合并在一份备案里？
  en: "Which matters were filed several times, or together with other matters in one filing?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的备案视为尚未发生", en: "Day to look at; filings after it do not exist yet"}}
columns:
  subject: {zh: "事项编号", en: "Matter"}
  subject_name: {zh: "三重一大事项", en: "Name of the matter"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  filings: {zh: "备案份数", en: "Filings of the matter"}
  shared_with: {zh: "同一备案中的其他事项", en: "Other matters in the same filing"}
needs: [Department, Filing, Matter, FILED_AS, MATTER_OF]
severity: medium
subject: Matter
dimension: CONTROL
path: SUPERVISE
population: |
  MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
  WHERE all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, d
  ORDER BY m.uid, d.uid
  WITH m, head(collect(d)) AS home
  MATCH (m)-[t:FILED_AS]->(f:Filing)
  WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
    AND all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT m, home.uid AS unit
  RETURN unit, count(m) AS examined
  ORDER BY unit
basis:
  - {row: D28, covers: exact}
message:
  zh: "疑似：{unit_name}的“{subject_name}”未做到一事一备案（备案 {filings} 份，同一备案中的其他事项：{shared_with}），需核实。"
  en: "Suspected: “{subject_name}” of {unit_name} breaks “one matter, one filing” ({filings} filings; other matters in the same filing: {shared_with}); to be verified."
verify:
  zh:
    document: "调取各份备案表及配套资料，看是重复备案、补充备案还是多事并报。"
    interview: "询问单位联络员：为何合并或重复备案，哪一份为准。"
    site: "到派驻机构核对备案登记簿编号与实际资料。"
  en:
    document: "Forms and papers of each filing: was it filed again, supplemented, or bundled."
    interview: "Ask the unit's contact why, and which filing counts."
    site: "Compare the register of the stationed office with the papers there."
blind:
  zh: "补充、更正备案也会列为多份；漏录或误录事项编号会造成误列；没有备案的事项见 LED-001。"
  en: "Supplements and corrections count as filings; a mistyped matter is listed; matters not filed at all are LED-001."
---*/
MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
WHERE all(x IN [m, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, d
ORDER BY m.uid, d.uid
WITH m, head(collect(d)) AS home
MATCH (m)-[t:FILED_AS]->(f:Filing)
WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
  AND all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT m, home, f
OPTIONAL MATCH (f)<-[u:FILED_AS]-(n:Matter)
WHERE n.uid <> m.uid
  AND all(x IN [u, n] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, home, f, n
ORDER BY m.uid, f.uid, n.uid
WITH m, home, collect(DISTINCT f.uid) AS filed, collect(DISTINCT n) AS others
WHERE size(filed) > 1 OR size(others) > 0
RETURN m.uid AS subject, m.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Matter/' + m.uid] + [u IN filed | 'Filing/' + u] + [n IN others | 'Matter/' + n.uid] AS evidence,
       size(filed) AS filings, [n IN others | n.name] AS shared_with
ORDER BY subject, actors
