/*---
id: DQ-002
kind: lint
title: {zh: "行政区划代码不存在", en: "Unknown region code"}
question:
  zh: 区划和事项编码用到的行政区划代码，哪些在国家标准中没有？
  en: "Which region codes, of regions and inside item codes, does the national standard not have?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 节点编号, en: Node}
  subject_name: {zh: 名称, en: Name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 姓名, en: Names}
  evidence: {zh: 所涉节点, en: Nodes}
  subject_label: {zh: 类型, en: Label}
  code: {zh: 区划代码（到县级）, en: Region code down to the county}
  nodes: {zh: 用到它的节点数, en: Nodes that use it}
needs: [Region, Power]
severity: medium
subject: Region
population: |
  CALL {
    MATCH (n:Region)
    WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
    RETURN 'Region' AS label, n AS node, trim(coalesce(n.code, n.uid)) AS written
    UNION ALL
    MATCH (n:Power)
    WHERE n.impl_code <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
    RETURN 'Power' AS label, n AS node, last([part IN split(n.impl_code, '-') WHERE part =~ '[0-9]{12}']) AS written
  }
  WITH label, node, CASE WHEN size(written) = 12 THEN substring(written, 0, 6) ELSE written END AS code
  WHERE code IS NOT NULL
  WITH DISTINCT code
  RETURN null AS unit, count(code) AS examined
  ORDER BY unit
message:
  zh: "数据：行政区划代码 {code} 不在国家标准中，共 {nodes} 处用到，如“{subject_name}”。"
  en: "Data: the national standard has no region code {code}; {nodes} nodes use it, such as “{subject_name}”."
verify:
  zh:
    document: "对照国家统计局公布的区划代码表核对前六位。"
    interview: "询问报送人员：代码从哪里抄来，区划近年是否调整。"
    site: "在民政部、国家统计局网站查询代码，改正原表后重新载入。"
  en:
    document: "Compare the first six digits with the published table of region codes."
    interview: "Ask who reported it where the code came from, and whether the region was changed lately."
    site: "Look the code up at the ministry or the statistics bureau, correct the table and load it again."
blind:
  zh: "只核对到县级（前六位），同一代码合为一条，所列节点至多二十个；乡镇和村的代码不在所附的表中；已撤销的代码视为已知；最近新设的区划可能未收录。"
  en: "It looks at six digits, down to the county, makes one entry of a code and names twenty nodes at most; codes of towns and villages are not in the table; abolished codes count as known; very new regions may be missing."
after:
  - {column: wrong, among: cells, failing: region}
  - {keep_any: [wrong]}
  - {drop: cells}
  - {drop: wrong}
---*/
CALL {
  MATCH (n:Region)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  RETURN 'Region' AS label, n AS node, trim(coalesce(n.code, n.uid)) AS written
  UNION ALL
  MATCH (n:Power)
  WHERE n.impl_code <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  RETURN 'Power' AS label, n AS node, last([part IN split(n.impl_code, '-') WHERE part =~ '[0-9]{12}']) AS written
}
WITH label, node, CASE WHEN size(written) = 12 THEN substring(written, 0, 6) ELSE written END AS code
WHERE code IS NOT NULL
WITH code, label, node
ORDER BY code, label DESC, node.uid
WITH code, collect({label: label, uid: node.uid, name: node.name}) AS users
WITH code, users, head(users) AS one
RETURN one.uid AS subject, one.name AS subject_name, null AS unit, null AS unit_name, [] AS actors, [] AS actor_names,
       [u IN users[0..20] | u.label + '/' + u.uid] AS evidence, one.label AS subject_label,
       code, size(users) AS nodes, [['code', code]] AS cells
ORDER BY subject, subject_label, code
