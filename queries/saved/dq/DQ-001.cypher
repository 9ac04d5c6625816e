/*---
id: DQ-001
kind: lint
title: {zh: "信用代码、事项编码有误", en: "Credit or item code is wrong"}
question:
  zh: 哪些单位、相对人和事项的代码，格式或者校验码不对？
  en: "Which units, counterparties and items have a code whose form or check digit is wrong?"
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
  wrong_check: {zh: 校验码不符的列, en: Columns whose check digit is wrong}
  wrong_form: {zh: 格式不符的列, en: Columns whose form is wrong}
needs: [Department, Counterparty, Power, EXERCISED_BY]
severity: medium
subject: Department
population: |
  CALL {
    MATCH (n:Department)
    WHERE n.uscc <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
    RETURN 'Department' AS subject_label, n.uid AS subject, n.name AS subject_name, n.uid AS unit, n.name AS unit_name,
           [['统一社会信用代码 uscc', n.uscc]] AS cells
    UNION ALL
    MATCH (n:Counterparty)
    WHERE n.uscc <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
    RETURN 'Counterparty' AS subject_label, n.uid AS subject, n.name AS subject_name, null AS unit, null AS unit_name,
           [['统一社会信用代码 uscc', n.uscc]] AS cells
    UNION ALL
    MATCH (n:Power)
    WHERE n.impl_code <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
    OPTIONAL MATCH (n)-[e:EXERCISED_BY]->(d:Department)
    WHERE (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
    WITH n, d
    ORDER BY n.uid, d.uid
    WITH n, head(collect(d)) AS home
    RETURN 'Power' AS subject_label, n.uid AS subject, n.name AS subject_name, home.uid AS unit, home.name AS unit_name,
           [['实施编码 impl_code', n.impl_code]] AS cells
  }
  RETURN unit, count(*) AS examined
  ORDER BY unit
message:
  zh: "数据：“{subject_name}”的代码需核对：校验码不符 {wrong_check}，格式不符 {wrong_form}。"
  en: "Data: the codes of “{subject_name}” need a look: check digit wrong {wrong_check}, form wrong {wrong_form}."
verify:
  zh:
    document: "对照统一社会信用代码证书或者公布的实施清单，逐位核对。"
    interview: "询问报送人员：是否用占位数字、旧的组织机构代码，或者漏录了一位。"
    site: "在国家企业信用信息公示系统或者政务服务网查询正确代码，改正原表后重新载入。"
  en:
    document: "Compare with the certificate of the credit code or the published list, digit by digit."
    interview: "Ask who reported it: a placeholder, an old organisation code, or a digit left out?"
    site: "Look the right code up in the public register or on the service portal, correct the table and load it again."
blind:
  zh: "校验码对的代码也可能属于别的单位；未填代码的不检查；事项编码按“基本编码-区划-序号-信用代码-层级-版本”六段识别。"
  en: "A code with a right check digit may belong to somebody else; empty codes are not examined; item codes are read as six parts: basic code, region, number, credit code, level, version."
after:
  - {column: wrong_check, among: cells, failing: check_digit}
  - {column: wrong_form, among: cells, failing: code_form}
  - {keep_any: [wrong_check, wrong_form]}
  - {drop: cells}
---*/
CALL {
  MATCH (n:Department)
  WHERE n.uscc <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  RETURN 'Department' AS subject_label, n.uid AS subject, n.name AS subject_name, n.uid AS unit, n.name AS unit_name,
         [['统一社会信用代码 uscc', n.uscc]] AS cells
  UNION ALL
  MATCH (n:Counterparty)
  WHERE n.uscc <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  RETURN 'Counterparty' AS subject_label, n.uid AS subject, n.name AS subject_name, null AS unit, null AS unit_name,
         [['统一社会信用代码 uscc', n.uscc]] AS cells
  UNION ALL
  MATCH (n:Power)
  WHERE n.impl_code <> '' AND (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  OPTIONAL MATCH (n)-[e:EXERCISED_BY]->(d:Department)
  WHERE (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
  WITH n, d
  ORDER BY n.uid, d.uid
  WITH n, head(collect(d)) AS home
  RETURN 'Power' AS subject_label, n.uid AS subject, n.name AS subject_name, home.uid AS unit, home.name AS unit_name,
         [['实施编码 impl_code', n.impl_code]] AS cells
}
RETURN subject, subject_name, unit, unit_name, [] AS actors, [] AS actor_names,
       [subject_label + '/' + subject] AS evidence, subject_label, cells
ORDER BY subject, subject_label
