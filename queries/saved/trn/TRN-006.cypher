/*---
id: TRN-006
kind: rule
title:
  zh: 三阶段公开不全
  en: Three stages incomplete
question:
  zh: 哪些“三重一大”事项没有把决策事项、决策过程、执行结果三个阶段都公开？
  en: Which major matters were not published in all three stages, that is, the matter, the process and the outcome?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 事项编号, en: Matter}
  subject_name: {zh: 重大事项, en: Name of the matter}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  matter_published: {zh: 决策事项已公开, en: Matter published}
  process_published: {zh: 决策过程已公开, en: Process published}
  outcome_published: {zh: 执行结果已公开, en: Outcome published}
  stages: {zh: 未公开阶段, en: Stages missing}
needs: [Department, Disclosure, Matter, Meeting, DECIDED_AT, DISCLOSED_IN, MATTER_OF]
severity: medium
subject: Matter
dimension: SHOW
path: EXPOSE
population: |
  MATCH (d:Department)<-[f:MATTER_OF]-(m:Matter)
  WHERE all(x IN [m, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (m)-[a:DECIDED_AT]->(g:Meeting)
  WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH m, min(d.uid) AS unit, min(g.held_on) AS held_on
  WHERE coalesce(m.happened_on, held_on, m.executed_on) IS NULL OR coalesce(m.happened_on, held_on, m.executed_on) <= $as_of
  RETURN unit, count(m) AS examined
  ORDER BY unit
basis:
  - {row: F65, covers: superset}
  - {row: F18, covers: superset}
  - {law: 重大行政决策程序暂行条例, article: 第三十二条, version: 2019, certain: true, covers: partial}
message:
  zh: "疑似：重大事项“{subject_name}”（{unit_name}）三阶段公开不全（事项：{matter_published}，过程：{process_published}，结果：{outcome_published}），需核实。"
  en: "Suspected: major matter “{subject_name}” ({unit_name}) was not published in all three stages (matter: {matter_published}, process: {process_published}, outcome: {outcome_published}); to be verified."
verify:
  zh:
    document: "调取政府网站、公开栏、公示牌的公开内容和留存照片，与公开目录逐项比对。"
    interview: "询问政务公开经办人：该事项是否公开、何时公开、在哪个平台，有无不予公开的依据。"
    site: "到办事大厅、公开栏现场查看，并在网站检索该事项。"
  en:
    document: "Compare the catalogue of disclosure with website, boards and kept photographs, entry by entry."
    interview: "Ask who handles disclosure whether, when and where the matter was published, and on what ground it was not."
    site: "Look at the hall and the boards, and search the website for it."
blind:
  zh: "尚未执行完毕的事项没有结果可公开，也会列出；依法不予公开的事项应予排除；只看登记且已公开的信息。"
  en: "A matter not yet carried out has no outcome to publish and is listed too; matters kept secret by law are to be set aside; it sees recorded disclosures with a day of publication only."
---*/
MATCH (d:Department)<-[f:MATTER_OF]-(m:Matter)
WHERE all(x IN [m, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (m)-[a:DECIDED_AT]->(g:Meeting)
WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, d, g
ORDER BY m.uid, d.uid
WITH m, head(collect(d)) AS home, min(g.held_on) AS held_on
WHERE coalesce(m.happened_on, held_on, m.executed_on) IS NULL OR coalesce(m.happened_on, held_on, m.executed_on) <= $as_of
OPTIONAL MATCH (m)-[s:DISCLOSED_IN]->(c:Disclosure)
WHERE c.published_on <= $as_of
  AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH m, home, c
ORDER BY m.uid, c.uid
WITH m, home, collect(DISTINCT c.uid) AS found, collect(DISTINCT c.stage) AS published
WITH m, home, found, 'MATTER' IN published AS matter_published, 'PROCESS' IN published AS process_published,
     'OUTCOME' IN published AS outcome_published
WHERE NOT (matter_published AND process_published AND outcome_published)
RETURN m.uid AS subject, m.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Matter/' + m.uid] + [u IN found | 'Disclosure/' + u] AS evidence,
       matter_published, process_published, outcome_published,
       CASE WHEN matter_published THEN [] ELSE ['MATTER'] END
         + CASE WHEN process_published THEN [] ELSE ['PROCESS'] END
         + CASE WHEN outcome_published THEN [] ELSE ['OUTCOME'] END AS stages
ORDER BY subject, actors
