/*---
id: CON-005
kind: rule
title:
  zh: 部门权力数量异常
  en: A department with unusually many powers
question:
  zh: 哪些部门的权力事项明显多于同类部门？
  en: Which departments have far more powers than others of their kind?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  k:
    type: float
    default: 3.0
    doc: {zh: 高于同类部门中位数的倍数，以中位数绝对偏差乘1.4826为单位, en: 'Distance above the median, in units of 1.4826 times the median absolute deviation'}
    source: D4–D18
columns:
  subject: {zh: 单位编号, en: Department}
  subject_name: {zh: 单位, en: Name of the department}
  unit: {zh: 所属单位编号, en: Unit}
  unit_name: {zh: 所属单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  kind: {zh: 单位类别, en: Kind of department}
  power_count: {zh: 权力事项数, en: Powers}
  median: {zh: 同类部门中位数, en: Median of its kind}
  threshold: {zh: 异常界限, en: Limit}
  peers: {zh: 参与比较的同类部门数, en: Departments compared}
needs: [Department, Power, EXERCISED_BY]
severity: low
subject: Department
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[x:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND d.kind IS NOT NULL
    AND all(y IN [d, w, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                             AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH d.kind AS kind, collect(DISTINCT d.uid) AS members
  WHERE size(members) >= 5
  UNWIND members AS unit
  RETURN unit, 1 AS examined
  ORDER BY unit
basis:
  - {row: D17, covers: partial}
  - {row: D18, covers: partial}
message:
  zh: "疑似异常：{subject_name}现有{power_count}项权力事项，明显多于同类部门（中位数{median}项），需核实。"
  en: "Suspected outlier: {subject_name} has {power_count} powers, far more than others of its kind (median {median}); to be verified."
verify:
  zh:
    document: 调取该部门权力清单和“三定”规定，核对有无重复列项、子项单列、已取消或已下放事项未销号，以及与其他部门交叉的事项。
    interview: 询问部门法规科室、编办和行政审批部门，问清事项数量多于同类部门的原因，近三年清理精简情况如何。
    site: 到办事窗口和业务系统核对，所列事项近一年是否实际办理，零办件事项有多少。
  en:
    document: Obtain the department's power list and establishment plan; look for items listed twice, sub-items listed apart, items cancelled or delegated but not struck off, and items shared with other departments.
    interview: Ask its legal section, the staffing office and the approval authority why it has more powers than others of its kind, and what was cleared in the last three years.
    site: Check at the service counter and in the business system which of the powers were exercised within the last year, and how many had no case.
blind:
  zh: 数量多不等于权力过大，列项粗细不一也会造成差异；同类有权力事项的部门不足5个的不比较；没有权力事项的部门不参与计算；只看偏多，不看偏少。
  en: Many items need not mean much power, lists differ in how finely they divide; a kind with fewer than 5 departments that have powers is not compared; departments without powers are left out; it looks for too many, not for too few.
---*/
MATCH (d:Department)<-[x:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND d.kind IS NOT NULL
  AND all(y IN [d, w, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                           AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH d, count(DISTINCT w) AS powers
ORDER BY d.kind, powers, d.uid
WITH d.kind AS kind, collect(d) AS depts, collect(powers) AS counts
WHERE size(counts) >= 5
// The median of an ordered list is the mean of its two middle elements, which may be one.
WITH kind, depts, counts, size(counts) AS peers,
     (counts[(size(counts) - 1) / 2] + counts[size(counts) / 2]) / 2.0 AS median
UNWIND counts AS one
WITH kind, depts, counts, peers, median, abs(one - median) AS deviation
ORDER BY kind, deviation
WITH kind, depts, counts, peers, median, collect(deviation) AS deviations
WITH kind, depts, counts, peers, median,
     (deviations[(peers - 1) / 2] + deviations[peers / 2]) / 2.0 AS mad
WITH kind, depts, counts, peers, median,
     median + $k * 1.4826 * CASE WHEN mad > 0 THEN mad ELSE 1.0 END AS threshold
UNWIND range(0, peers - 1) AS at
WITH kind, depts[at] AS dept, counts[at] AS power_count, peers, median, threshold
WHERE power_count > threshold
MATCH (dept)<-[e:EXERCISED_BY]-(u:Power)
WHERE coalesce(u.status, 'ACTIVE') = 'ACTIVE'
  AND all(y IN [u, e] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT kind, dept, power_count, peers, median, threshold, u.uid AS power
ORDER BY dept.uid, power
WITH kind, dept, power_count, peers, median, threshold, collect('Power/' + power) AS nodes
RETURN dept.uid AS subject, dept.name AS subject_name, dept.uid AS unit, dept.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Department/' + dept.uid] + nodes AS evidence,
       kind, power_count, median, threshold, peers
ORDER BY power_count DESC, subject, actors
