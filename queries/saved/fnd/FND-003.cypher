/*---
id: FND-003
kind: rule
title: {zh: 化整为零, en: Splitting}
question:
  zh: 哪些合同在同一时段内向同一供应商或就同一标的分次签订，单份不到公开招标限额，合计达到限额？
  en: "Which contracts with one supplier or for one item, signed close together, each stay below the tender threshold and together reach it?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  window:
    type: int
    default: 180
    doc: {zh: 合同签订相隔的最多天数, en: Most days between the first and the last contract}
    source: 内控实务口径，可按本地调整
  works:
    type: float
    default: 4000000
    doc: {zh: 工程公开招标限额（元）, en: Tender threshold for works (yuan)}
    source: 必须招标的工程项目规定（2018）
  goods:
    type: float
    default: 2000000
    doc: {zh: 货物公开招标限额（元）, en: Tender threshold for goods (yuan)}
    source: 必须招标的工程项目规定（2018）；集中采购目录按本地
  services:
    type: float
    default: 1000000
    doc: {zh: 服务公开招标限额（元）, en: Tender threshold for services (yuan)}
    source: 必须招标的工程项目规定（2018）；集中采购目录按本地
columns:
  subject: {zh: 最早合同编号, en: Earliest contract}
  subject_name: {zh: 最早合同, en: Name of the earliest contract}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  kind: {zh: 合同类别, en: Kind}
  same: {zh: 相同之处, en: What is the same}
  contracts: {zh: 合同份数, en: Contracts}
  total: {zh: 合计金额（元）, en: Together (yuan)}
  threshold: {zh: 公开招标限额（元）, en: Threshold (yuan)}
  first_on: {zh: 最早签订日期, en: First signed on}
  last_on: {zh: 最晚签订日期, en: Last signed on}
  suppliers: {zh: 供应商, en: Suppliers}
needs: [Contract, Counterparty, Department, PURCHASED_BY, SUPPLIED_BY]
severity: high
subject: Contract
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[b:PURCHASED_BY]-(c:Contract)
  WHERE c.signed_on <= $as_of AND coalesce(c.method, 'NONE') <> 'OPEN_TENDER'
    AND c.amount < CASE c.kind WHEN 'WORKS' THEN $works WHEN 'GOODS' THEN $goods
                               WHEN 'SERVICES' THEN $services END
    AND all(y IN [c, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH c, min(d.uid) AS unit
  RETURN unit, count(c) AS examined
  ORDER BY unit
basis:
  - {law: 政府采购法, article: 第二十八条, version: 2014, certain: true, covers: partial}
  - {law: 招标投标法, article: 第四条, version: 2017, certain: true, covers: partial}
message:
  zh: "疑似：{unit_name}自 {first_on} 至 {last_on} 签订 {contracts} 份合同（{suppliers}），单份均低于 {threshold} 元，合计 {total} 元，未公开招标，有化整为零嫌疑，需核实。"
  en: "Suspected: from {first_on} to {last_on} {unit_name} signed {contracts} contracts ({suppliers}), each below {threshold} yuan and together {total} yuan, none by open tender; possible splitting, to be verified."
verify:
  zh:
    document: 调取所列合同、采购计划和预算批复，核对标的、立项和资金来源是否同一，采购方式由谁确定。
    interview: 分别询问采购经办人和使用科室：为何分次采购，需求是否同时提出；询问供应商报价和联系过程。
    site: 现场查看所列合同的实物或工程，看是否为同一项目、同一批次交付。
  en:
    document: "Obtain the contracts, the purchase plan and the budget; are object, project and money the same, and who chose the method?"
    interview: "Ask the purchaser and the section that needed it, apart from one another, why it was bought in parts; ask the supplier how it was approached."
    site: "See the goods or works on the spot: one project, one delivery?"
blind:
  zh: 同一标的按合同登记的标的文字完全一致判断；同类合同才合计；未登记类别的合同不检查；真正独立的需求也会列出。
  en: An item is the same where its recorded words are; only contracts of one kind add up; contracts without a kind are not examined; needs that are truly separate are listed too.
---*/
MATCH (d:Department)<-[b:PURCHASED_BY]-(c:Contract)
WHERE c.signed_on <= $as_of AND coalesce(c.method, 'NONE') <> 'OPEN_TENDER'
  AND c.amount < CASE c.kind WHEN 'WORKS' THEN $works WHEN 'GOODS' THEN $goods
                             WHEN 'SERVICES' THEN $services END
  AND all(y IN [c, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH c, d
ORDER BY c.uid, d.uid
WITH c, head(collect(d)) AS home
OPTIONAL MATCH (c)-[e:SUPPLIED_BY]->(s:Counterparty)
WHERE all(y IN [e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
UNWIND [{same: 'SUPPLIER', what: s.uid}, {same: 'ITEM', what: c.item}] AS key
WITH home, c, key
WHERE key.what IS NOT NULL
WITH home, c.kind AS kind, key.same AS same, key.what AS what, c
ORDER BY home.uid, kind, same, what, c.signed_on, c.uid
WITH home, kind, same, what, collect(DISTINCT c) AS members, collect(DISTINCT c.signed_on) AS days,
     CASE kind WHEN 'WORKS' THEN $works WHEN 'GOODS' THEN $goods ELSE $services END AS threshold
WHERE size(members) > 1
// The days on which a window begins whose contracts together reach the threshold.
WITH home, kind, same, what, members, threshold,
     [t IN days WHERE reduce(total = 0.0,
        m IN [x IN members WHERE x.signed_on >= t AND x.signed_on <= t + duration({days: $window})]
        | total + m.amount) >= threshold] AS hits
WHERE size(hits) > 0
// Windows that share a contract are one: a finding begins where the window before has ended.
UNWIND range(0, size(hits) - 1) AS k
WITH home, kind, same, what, members, threshold, hits, k
WHERE k = 0 OR hits[k - 1] + duration({days: $window}) < hits[k]
WITH home, kind, same, what, members, threshold, hits[k] AS begins,
     head([t IN hits WHERE t >= hits[k] AND none(n IN hits WHERE n > t AND n <= t + duration({days: $window}))]) AS last_hit
WITH home, kind, same, threshold,
     [x IN members WHERE x.signed_on >= begins AND x.signed_on <= last_hit + duration({days: $window})] AS part
WITH home, kind, same, threshold, part, head(part) AS first
UNWIND part AS member
WITH home, kind, threshold, first, same, member
ORDER BY first.uid, member.signed_on, member.uid, same
WITH home, kind, threshold, first, collect(DISTINCT same) AS sames, collect(DISTINCT member) AS parts
UNWIND parts AS one
OPTIONAL MATCH (one)-[g:SUPPLIED_BY]->(v:Counterparty)
WHERE all(y IN [g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH home, kind, threshold, first, sames, parts, v
ORDER BY first.uid, v.uid
WITH home, kind, threshold, first, sames, parts, collect(DISTINCT v) AS sellers
RETURN first.uid AS subject, first.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Department/' + home.uid] + [x IN parts | 'Contract/' + x.uid]
         + [x IN sellers | 'Counterparty/' + x.uid] AS evidence,
       kind, [x IN ['SUPPLIER', 'ITEM'] WHERE x IN sames] AS same, size(parts) AS contracts,
       reduce(total = 0.0, x IN parts | total + x.amount) AS total, toFloat(threshold) AS threshold,
       first.signed_on AS first_on,
       reduce(t = first.signed_on, x IN parts | CASE WHEN x.signed_on > t THEN x.signed_on ELSE t END) AS last_on,
       [x IN sellers | x.name] AS suppliers
ORDER BY subject, actors
