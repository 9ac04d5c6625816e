/*---
id: CHK-007
kind: rule
title: {zh: 有裁量权无裁量基准, en: Discretion without standard}
question:
  zh: 哪些有自由裁量权的有效权力没有裁量基准，或者裁量幅度过大？
  en: Which active powers with discretion have no standard for it, or one that is too wide?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  r:
    type: float
    default: 10
    doc:
      zh: 同一情形裁量上限与下限之比超过此值即视为幅度过大
      en: A standard is too wide when its upper bound divided by its lower bound is more than this
    source: F36
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  standards: {zh: 现有裁量基准数, en: Standards there are}
  too_wide: {zh: 幅度过大的基准数, en: Standards that are too wide}
  widest_ratio: {zh: 最大上下限之比, en: Widest upper/lower}
needs: [Department, DiscretionStandard, Power, EXERCISED_BY, HAS_STANDARD]
severity: high
subject: Power
dimension: CONFIRM
path: SORT
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.has_discretion = true
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F36, covers: superset}
  - {law: 行政处罚法, article: 第三十四条, version: 2021, certain: true, covers: superset}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）有自由裁量权而裁量基准缺失或过宽（现有基准 {standards} 条，其中幅度过大 {too_wide} 条），需核实。"
  en: "Suspected: “{subject_name}” ({unit_name}) leaves discretion without a standard or with one too wide (standards: {standards}, too wide: {too_wide}); to be verified."
verify:
  zh:
    document: "调取本单位及上级公布的裁量权基准文件，核对是否覆盖该事项、各档次上下限如何规定、何时印发。"
    interview: "询问承办和法制审核人员：同类情形按什么标准确定处罚或给付数额，有无内部掌握的口径。"
    site: "抽取近一年同一情形的决定书不少于10份，比对裁量结果差异和说明理由。"
  en:
    document: "Standards that the unit and the level above have issued: do they cover the power, which bounds do they set for each grade, and since when."
    interview: "Ask handlers and legal reviewers: by what measure they fix the amount in like cases, and whether there is an unwritten one."
    site: "Draw at least 10 decisions of the past year on like facts: compare the outcomes and the reasons given."
blind:
  zh: "只看登记的裁量基准；下限为零、为空或未量化的基准不计算幅度；是否有裁量权以清单登记为准；基准是否合法合理需人工判断。"
  en: "It sees recorded standards only; one whose lower bound is zero, empty or not a number is not measured; whether a power has discretion is taken from the list; whether a standard is lawful and fair is for people to judge."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.has_discretion = true
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
OPTIONAL MATCH (w)-[h:HAS_STANDARD]->(s:DiscretionStandard)
WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, s,
     CASE WHEN s.lower > 0 THEN toFloat(s.upper) / toFloat(s.lower) END AS ratio
ORDER BY w.uid, home.uid, s.uid
WITH w, home, count(DISTINCT s) AS standards, max(ratio) AS widest_ratio,
     collect(DISTINCT CASE WHEN ratio > $r THEN s.uid END) AS wide
WHERE standards = 0 OR size(wide) > 0
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [u IN wide | 'DiscretionStandard/' + u] AS evidence,
       standards, size(wide) AS too_wide, widest_ratio
ORDER BY subject, actors
