/*---
id: LEG-005
kind: rule
title:
  zh: 委托手续不全
  en: Delegation papers missing
question:
  zh: 哪些权力的委托下放缺文号、缺起始日期、未公布，或者属于不得委托的行政强制？
  en: Which delegations lack a document, a first day or publication, or hand over coercive measures at all?
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
  no_document: {zh: 无文号, en: No document}
  no_start: {zh: 无起始日期, en: No first day}
  not_published: {zh: 未公布, en: Not published}
  coercive: {zh: 行政强制不得委托, en: Coercive measure}
  delegates: {zh: 受委托单位, en: Delegated to}
needs: [Department, Power, DELEGATED_TO, EXERCISED_BY]
severity: medium
subject: Power
dimension: LIMIT
path: SORT
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') IN ['ACTIVE', 'DELEGATED']
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (w)-[g:DELEGATED_TO]->(:Department)
      WHERE all(x IN [g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    }
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {law: 行政处罚法, article: 第二十条, version: 2021, certain: true, covers: partial}
  - {law: 行政许可法, article: 第二十四条, version: 2019, certain: true, covers: partial}
  - {law: 行政强制法, article: 第十七条, version: 2011, certain: true, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）委托{delegates}的手续不全（无文号：{no_document}，无起始日期：{no_start}，未公布：{not_published}，行政强制：{coercive}），需核实。"
  en: "Suspected: the delegation of “{subject_name}” ({unit_name}) to {delegates} is not in order (no document: {no_document}, no first day: {no_start}, not published: {not_published}, coercive measure: {coercive}); to be verified."
verify:
  zh:
    document: "调取委托书和公布文件，核对委托事项、权限、期限和受委托单位资格。"
    interview: "分别询问委托单位和受委托单位：以谁的名义作出决定，如何监督，是否再委托。"
    site: "到受委托单位查看办件文书落款和印章，以及公示栏有无委托书。"
  en:
    document: "Delegation paper and its publication: matter, extent, term and standing of the delegate."
    interview: "Ask both units, apart from one another, in whose name decisions are made, how they are watched, and whether they are passed on."
    site: "At the delegate see name and seal on the documents, and whether the paper is on display."
blind:
  zh: "只看登记的委托信息，看不到口头委托；已下放（DELEGATED）的权力与有效权力一并检查，已取消、已合并的不查；不判断受委托单位有无资格。"
  en: "It sees recorded delegations only, not oral ones; powers with status DELEGATED are examined with the active ones, cancelled and merged ones are not; whether the delegate may take them is not judged."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') IN ['ACTIVE', 'DELEGATED']
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
MATCH (w)-[g:DELEGATED_TO]->(u:Department)
WHERE all(x IN [g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, u, trim(coalesce(g.doc_no, '')) = '' AS lacks_document, g.valid_from IS NULL AS lacks_start,
     NOT coalesce(g.published, false) AS hidden, coalesce(w.power_type, '') = '03' AS coercive
WHERE lacks_document OR lacks_start OR hidden OR coercive
WITH w, home, u, coercive, max(CASE WHEN lacks_document THEN 1 ELSE 0 END) AS no_doc,
     max(CASE WHEN lacks_start THEN 1 ELSE 0 END) AS no_from, max(CASE WHEN hidden THEN 1 ELSE 0 END) AS no_news
ORDER BY w.uid, u.uid
WITH w, home, coercive, collect(u) AS delegates, max(no_doc) = 1 AS no_document,
     max(no_from) = 1 AS no_start, max(no_news) = 1 AS not_published
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [u IN delegates | 'Department/' + u.uid] AS evidence,
       no_document, no_start, not_published, coercive, [u IN delegates | u.name] AS delegates
ORDER BY subject, actors
