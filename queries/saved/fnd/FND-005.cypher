/*---
id: FND-005
kind: rule
title: {zh: 合同变更或备案超限, en: "Supplement over 10 %, late signing or filing"}
question:
  zh: 哪些合同的补充金额超过原合同的规定比例，或者签订、备案超过期限？
  en: "Which contracts have a supplement above the share allowed, or were signed or filed late?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  share:
    type: float
    default: 0.10
    doc: {zh: 补充金额占原合同金额的最高比例, en: Greatest supplement as a share of the contract}
    source: 政府采购法第四十九条
  sign_days:
    type: int
    default: 30
    doc: {zh: 中标后签订合同的最多天数, en: Most days from award to signing}
    source: 政府采购法第四十六条
  file_days:
    type: int
    default: 7
    doc: {zh: 签订后备案的最多工作日, en: Most working days from signing to filing}
    source: 政府采购法第四十七条
columns:
  subject: {zh: 合同编号, en: Contract}
  subject_name: {zh: 合同, en: Name of the contract}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 经办人编号, en: Handler}
  actor_names: {zh: 经办人, en: Name of the handler}
  evidence: {zh: 证据路径, en: Evidence}
  amount: {zh: 合同金额（元）, en: Amount (yuan)}
  supplement_amount: {zh: 补充合同金额（元）, en: Supplement (yuan)}
  over_share: {zh: 补充金额超比例, en: Supplement above the share}
  awarded_on: {zh: 中标日期, en: Awarded on}
  signed_on: {zh: 签订日期, en: Signed on}
  late_signing: {zh: 签订超期, en: Signed late}
  filed_on: {zh: 备案日期, en: Filed on}
  filing_days: {zh: 签订后至备案的工作日, en: Working days from signing to filing}
  counted_to: {zh: 超期计至（已有其他问题的为签订日）, en: Last day counted (day of signing where another fault is found already)}
  allowed: {zh: 备案允许的工作日（-1：已有其他问题，不论备案）, en: "Working days allowed for filing (-1: another fault is found already, whatever the filing)"}
  counted: {zh: 计入的工作日, en: Working days counted}
needs: [Contract, Department, Official, PURCHASED_BY, HANDLED_BY]
after:
  - {column: filing_days, days: [signed_on, filed_on], kind: WORKING}
  - {column: counted, days: [signed_on, counted_to], kind: WORKING}
  - {keep: counted, above: allowed}
severity: medium
subject: Contract
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[b:PURCHASED_BY]-(c:Contract)
  WHERE c.signed_on <= $as_of
    AND all(y IN [c, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH c, min(d.uid) AS unit
  RETURN unit, count(c) AS examined
  ORDER BY unit
basis:
  - {law: 政府采购法, article: 第四十六条, version: 2014, certain: true, covers: partial}
  - {law: 政府采购法, article: 第四十七条, version: 2014, certain: true, covers: exact}
  - {law: 政府采购法, article: 第四十九条, version: 2014, certain: true, covers: partial}
message:
  zh: "疑似：{unit_name}的合同“{subject_name}”补充金额超比例（{over_share}）、签订超期（{late_signing}），备案用 {filing_days} 个工作日，需核实。"
  en: "Suspected: contract “{subject_name}” of {unit_name}: supplement above the share ({over_share}), signed late ({late_signing}), filed after {filing_days} working days; to be verified."
verify:
  zh:
    document: 调取中标通知书、合同、补充合同和备案回执，核对金额和日期。
    interview: 询问经办人：补充采购的理由和批准人，迟签、迟备的原因。
    site: 查看补充部分的实际履行情况，与原合同标的比对。
  en:
    document: "Obtain the notice of award, the contract, the supplement and the receipt of filing; check amounts and days."
    interview: "Ask the handler who approved the supplement and why, and why it was signed or filed late."
    site: See what was delivered under the supplement and compare it with the contract.
blind:
  zh: 没有中标日期或备案日期的不比较，因此至今未备案的合同不会因备案列出；多份补充合同只看登记的合计。
  en: "A contract without a day of award or of filing is not compared, so one never filed is not listed for that; of several supplements only the recorded sum is seen."
---*/
MATCH (d:Department)<-[b:PURCHASED_BY]-(c:Contract)
WHERE c.signed_on <= $as_of
  AND all(y IN [c, b] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH c, d
ORDER BY c.uid, d.uid
WITH c, head(collect(d)) AS home,
     coalesce(c.supplement_amount > $share * c.amount, false) AS over_share,
     coalesce(c.signed_on > c.awarded_on + duration({days: $sign_days}), false) AS late_signing,
     CASE WHEN c.filed_on <= $as_of THEN c.filed_on END AS filed_on
// More working days than that have not passed where not even so many days have.
WHERE over_share OR late_signing OR filed_on > c.signed_on + duration({days: $file_days})
OPTIONAL MATCH (c)-[h:HANDLED_BY]->(o:Official)
WHERE all(y IN [h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                     AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH c, home, over_share, late_signing, filed_on, o
ORDER BY c.uid, o.uid
WITH c, home, over_share, late_signing, filed_on, collect(DISTINCT o) AS handlers
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o IN handlers | o.uid] AS actors, [o IN handlers | o.name] AS actor_names,
       ['Contract/' + c.uid, 'Department/' + home.uid] + [o IN handlers | 'Official/' + o.uid] AS evidence,
       c.amount AS amount, c.supplement_amount AS supplement_amount, over_share,
       c.awarded_on AS awarded_on, c.signed_on AS signed_on, late_signing, filed_on,
       CASE WHEN over_share OR late_signing THEN c.signed_on ELSE filed_on END AS counted_to,
       CASE WHEN over_share OR late_signing THEN -1 ELSE $file_days END AS allowed
ORDER BY subject, actors
