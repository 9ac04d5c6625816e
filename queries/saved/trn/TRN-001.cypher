/*---
id: TRN-001
kind: rule
title:
  zh: 权力未公开
  en: Power not published
question:
  zh: 哪些有效权力没有公开，或者属重大、敏感事项而未上公示牌、公开栏？
  en: Which active powers were not published, or, being major or sensitive, not shown on a board?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内录有公开信息的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that have a disclosure recorded, the unit has too little data to judge
    source: project default
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  published: {zh: 已公开, en: Published}
  on_board: {zh: 已上公示牌或公开栏, en: Shown on a board}
  needs_board: {zh: 属重大或敏感事项, en: Major or sensitive}
needs: [Department, Disclosure, Power, DISCLOSED_IN, EXERCISED_BY]
severity: medium
subject: Power
dimension: SHOW
path: EXPOSE
guard: Disclosure
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, w, EXISTS {
    MATCH (w)-[k:DISCLOSED_IN]->(f:Disclosure)
    WHERE (f.published_on IS NULL OR f.published_on <= $as_of)
      AND all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } AS carries
  WITH unit, count(w) AS examined, count(CASE WHEN carries THEN 1 END) AS carrying
  WHERE toFloat(carrying) / examined >= $min_coverage
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: D15, covers: exact}
  - {row: D16, covers: exact}
  - {row: F37, covers: exact}
  - {law: 行政许可法, article: 第五条, version: 2019, certain: true, covers: partial}
  - {law: 行政处罚法, article: 第三十九条, version: 2021, certain: true, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）未按要求公开（已公开：{published}，已上公示牌或公开栏：{on_board}，重大或敏感：{needs_board}），需核实。"
  en: "Suspected: “{subject_name}” ({unit_name}) is not published as it should be (published: {published}, on a board: {on_board}, major or sensitive: {needs_board}); to be verified."
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
  zh: "只看登记的公开信息，已公开而未登记的也会列出；依法不予公开的事项应予排除；不判断公开内容是否完整（见 TRN-004）。"
  en: "It sees recorded disclosures only, what was published and not entered is listed too; matters kept secret by law are to be set aside; whether the content is complete is left to TRN-004."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, w, EXISTS {
  MATCH (w)-[k:DISCLOSED_IN]->(f:Disclosure)
  WHERE (f.published_on IS NULL OR f.published_on <= $as_of)
    AND all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS carries
WITH home, collect(w) AS powers, count(CASE WHEN carries THEN 1 END) AS carrying
WHERE toFloat(carrying) / size(powers) >= $min_coverage
UNWIND powers AS power
WITH home, power, coalesce(power.is_major, false) OR coalesce(power.is_sensitive, false) AS needs_board,
     EXISTS {
  MATCH (power)-[s:DISCLOSED_IN]->(c:Disclosure)
  WHERE c.element = 'POWER' AND c.published_on <= $as_of
    AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS published, EXISTS {
  MATCH (power)-[s:DISCLOSED_IN]->(c:Disclosure)
  WHERE c.element = 'POWER' AND c.platform IN ['DISPLAY_BOARD', 'BOARD'] AND c.published_on <= $as_of
    AND all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS on_board
WHERE NOT published OR (needs_board AND NOT on_board)
OPTIONAL MATCH (power)-[r:DISCLOSED_IN]->(x:Disclosure)
WHERE x.element = 'POWER' AND x.published_on <= $as_of
  AND all(y IN [r] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH home, power, needs_board, published, on_board, x
ORDER BY power.uid, x.uid
WITH home, power, needs_board, published, on_board, collect(DISTINCT x.uid) AS found
RETURN power.uid AS subject, power.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + power.uid] + [u IN found | 'Disclosure/' + u] AS evidence,
       published, on_board, needs_board
ORDER BY subject, actors
