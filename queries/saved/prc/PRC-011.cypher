/*---
id: PRC-011
kind: rule
title: {zh: "重大决策程序缺失", en: "Decision procedures missing"}
question:
  zh: 哪些重大权力事项的运行流程没有设置合法性审查、集体讨论等必经程序？
  en: "Which major powers have no step for legal review, collective discussion or what else is required?"
params:
  as_of: {type: date, doc: {zh: "基准日", en: "Day to look at"}}
  required:
    type: texts
    default: [LEGAL_REVIEW, COLLECTIVE]
    doc: {zh: "必须有的环节类别；LEGAL_REVIEW 和 COLLECTIVE 不论是否列出都必须有，可加 ARGUMENT/EXPERT（二者有其一）、CONSULT、HEARING", en: "Kinds of steps that must be there; LEGAL_REVIEW and COLLECTIVE always must, named or not; ARGUMENT/EXPERT (either of the two), CONSULT and HEARING may be added"}
    source: 重大行政决策程序暂行条例第十四条至第三十条
columns:
  subject: {zh: "权力编号", en: "Power"}
  subject_name: {zh: "权力事项", en: "Name of the power"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  domain: {zh: "权力领域", en: "Domain"}
  missing: {zh: "缺少的环节类别代码", en: "Kinds of steps that are missing"}
  missing_zh: {zh: "缺少的环节", en: "The same in Chinese"}
  by_template: {zh: "是否按流程模板判断", en: "Judged by the template of the power's class"}
needs: [Department, Power, Step, TemplateStep, EXERCISED_BY, HAS_STEP]
severity: high
subject: Power
dimension: CONFIRM
path: SORT
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.is_major = true
    AND coalesce(w.domain, '') <> 'PERSONNEL'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F31, covers: partial}
  - {row: F32, covers: partial}
  - {row: F33, covers: partial}
  - {row: F34, covers: partial}
  - {law: 重大行政决策程序暂行条例, article: 第十四条至第三十条, version: 2019, certain: true, covers: partial}
message:
  zh: "疑似：重大权力事项“{subject_name}”（{unit_name}）的运行流程缺少：{missing_zh}，需核实。"
  en: "Suspected: the procedure of the major power “{subject_name}” ({unit_name}) lacks: {missing}; to be verified."
verify:
  zh:
    document: "调取该事项的运行流程图、决策程序规定和近期决策案卷，看有无合法性审查意见、集体讨论记录。"
    interview: "询问法制机构和承办科室：该类决策由谁审查、是否上会、何种情形下不走程序。"
    site: "抽查近一年决策案卷不少于3份，看程序是实际没有还是流程图未标明。"
  en:
    document: "Flow chart, rules of decision and recent files of the power: is there a legal opinion and a record of discussion."
    interview: "Ask the legal office and the section who reviews such decisions, whether they come to a meeting, and when the procedure is left out."
    site: "Draw at least 3 files of the last year: is the step really missing, or only not drawn."
blind:
  zh: "只看登记的流程环节，不看实际执行（见 PRC-009、PRC-010）；没有自有流程的按所属类别的模板判断，两者都没有的视为缺失；领域空白的按非人事事项对待。"
  en: "It sees recorded steps, not what was done (see PRC-009, PRC-010); a power without steps of its own is judged by the template of its class, and without either lacks them; an empty domain counts as not PERSONNEL."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.is_major = true
  AND coalesce(w.domain, '') <> 'PERSONNEL'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
OPTIONAL MATCH (w)-[h:HAS_STEP]->(s:Step)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, s
ORDER BY w.uid, s.seq, s.uid
WITH w, home, collect(DISTINCT s) AS own
OPTIONAL MATCH (t:TemplateStep)
WHERE size(own) = 0 AND t.power_type = w.power_type
  AND all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, own, t
ORDER BY w.uid, t.uid
WITH w, home, own, collect(t) AS templates
WITH w, home, size(templates) > 0 AS by_template,
     [s IN own | {kind: s.kind, entry: 'Step/' + s.uid}]
       + [t IN templates | {kind: t.kind, entry: 'TemplateStep/' + t.uid}] AS steps
WITH w, home, by_template, steps,
     [r IN ['LEGAL_REVIEW', 'COLLECTIVE'] + [q IN $required WHERE NOT q IN ['LEGAL_REVIEW', 'COLLECTIVE']]
      WHERE none(k IN split(r, '/') WHERE any(s IN steps WHERE s.kind = k))] AS missing
WHERE size(missing) > 0
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Power/' + w.uid] + [s IN steps | s.entry] AS evidence,
       w.domain AS domain, missing,
       [r IN missing | CASE r WHEN 'LEGAL_REVIEW' THEN '合法性审查' WHEN 'COLLECTIVE' THEN '集体讨论'
                              WHEN 'ARGUMENT/EXPERT' THEN '论证或专家咨询' WHEN 'ARGUMENT' THEN '论证'
                              WHEN 'EXPERT' THEN '专家咨询' WHEN 'CONSULT' THEN '征求意见'
                              WHEN 'HEARING' THEN '听证' ELSE r END] AS missing_zh,
       by_template
ORDER BY subject, actors
