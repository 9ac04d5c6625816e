/*---
id: TRN-003
kind: rule
title:
  zh: 裁量基准未公开
  en: Discretion standard not published
question:
  zh: 哪些有效权力制定了裁量基准却没有公开？
  en: Which active powers have a discretion standard that was not published?
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
  standards: {zh: 裁量基准条数, en: Standards}
needs: [Department, Disclosure, DiscretionStandard, Power, DISCLOSED_IN, EXERCISED_BY, HAS_STANDARD]
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
      MATCH (w)-[h:HAS_STANDARD]->(:DiscretionStandard)
      WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    }
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F38, covers: exact}
  - {law: 行政处罚法, article: 第三十四条, version: 2021, certain: true, covers: superset}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）有裁量基准{standards}条，未见公开，需核实。"
  en: "Suspected: “{subject_name}” ({unit_name}) has {standards} discretion standards, none of them published; to be verified."
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
  zh: "只看登记的公开信息；由上级机关统一公开裁量基准的，应结合上级公开情况判断；没有裁量基准的见 CHK-007。"
  en: "It sees recorded disclosures only; where a higher authority publishes the standard, look there; powers without a standard are left to CHK-007."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (w)-[h:HAS_STANDARD]->(t:DiscretionStandard)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, t
ORDER BY w.uid, t.uid
WITH w, home, collect(DISTINCT t.uid) AS found
WHERE NOT EXISTS {
  MATCH (w)-[s:DISCLOSED_IN]->(c:Disclosure)
  WHERE c.element = 'DISCRETION' AND c.published_on <= $as_of
    AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
}
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [u IN found | 'DiscretionStandard/' + u] AS evidence, size(found) AS standards
ORDER BY subject, actors
