/*---
id: TRN-004
kind: rule
title:
  zh: 四要素公开不全
  en: Four elements incomplete
question:
  zh: 哪些已公开的权力缺少职权、程序、结果或者裁量基准的公开？
  en: Which powers that are published lack the power itself, its procedure, its results or its discretion standard?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  power_published: {zh: 行政职权已公开, en: Power published}
  procedure_published: {zh: 运行程序已公开, en: Procedure published}
  result_published: {zh: 执法结果已公开, en: Result published}
  discretion_published: {zh: 裁量基准已公开（无裁量权的为空）, en: 'Discretion published (empty: no discretion)'}
  missing: {zh: 未公开要素, en: Elements missing}
needs: [Department, Disclosure, Power, DISCLOSED_IN, EXERCISED_BY]
severity: medium
subject: Power
dimension: SHOW
path: EXPOSE
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (w)-[s:DISCLOSED_IN]->(c:Disclosure)
      WHERE c.published_on <= $as_of
        AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    }
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F37, covers: partial}
  - {row: F38, covers: partial}
  - {row: F39, covers: partial}
  - {row: F40, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）公开要素不全（行政职权：{power_published}，运行程序：{procedure_published}，执法结果：{result_published}，裁量基准：{discretion_published}），需核实。"
  en: "Suspected: what is published of “{subject_name}” ({unit_name}) is not complete (power: {power_published}, procedure: {procedure_published}, result: {result_published}, discretion: {discretion_published}); to be verified."
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
  zh: "完全没有公开的权力见 TRN-001，不在本规则范围；没有发生过办件的权力自然没有结果可公开，也会列出；不判断公开内容是否真实。"
  en: "Powers of which nothing is published are left to TRN-001; a power that was never used has no result to publish and is listed too; whether the content is true is not judged."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (w)-[s:DISCLOSED_IN]->(c:Disclosure)
WHERE c.published_on <= $as_of
  AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, c
ORDER BY w.uid, c.uid
WITH w, home, collect(DISTINCT c.uid) AS found, collect(DISTINCT c.element) AS elements
WITH w, home, found, 'POWER' IN elements AS power_published, 'PROCEDURE' IN elements AS procedure_published,
     'RESULT' IN elements AS result_published,
     CASE WHEN coalesce(w.has_discretion, false) THEN 'DISCRETION' IN elements END AS discretion_published
WHERE NOT (power_published AND procedure_published AND result_published AND coalesce(discretion_published, true))
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [u IN found | 'Disclosure/' + u] AS evidence,
       power_published, procedure_published, result_published, discretion_published,
       CASE WHEN power_published THEN [] ELSE ['POWER'] END
         + CASE WHEN procedure_published THEN [] ELSE ['PROCEDURE'] END
         + CASE WHEN result_published THEN [] ELSE ['RESULT'] END
         + CASE WHEN coalesce(discretion_published, true) THEN [] ELSE ['DISCRETION'] END AS missing
ORDER BY subject, actors
