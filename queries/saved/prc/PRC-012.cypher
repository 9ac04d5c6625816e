/*---
id: PRC-012
kind: rule
title: {zh: "零运行权力", en: "Zero-run power"}
question:
  zh: 哪些核心权力在最近一段时间内没有办理过一件？
  en: "Which core powers were not exercised once in the last days?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后受理的办件视为尚未发生", en: "Day to look at; cases accepted after it do not exist yet"}}
  n:
    type: int
    default: 365
    doc: {zh: "截至基准日（含）的连续天数", en: "Days up to and including the day looked at"}
    source: 省级电子监察平台“零办件”指标
columns:
  subject: {zh: "权力编号", en: "Power"}
  subject_name: {zh: "权力事项", en: "Name of the power"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  last_case_on: {zh: "最近一次受理日期（空为从未受理）", en: "Last case accepted on (empty: never)"}
  power_type: {zh: "权力类型", en: "Power type"}
  valid_from: {zh: "事项生效日期", en: "Power valid from"}
needs: [CaseFile, Department, Power, CASE_OF, EXERCISED_BY, RUN_BY]
severity: low
subject: Power
dimension: LIMIT
path: SORT
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.is_core = true
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, d
  ORDER BY w.uid, d.uid
  WITH w, head(collect(d)) AS home
  WITH home, collect(w) AS powers
  WHERE EXISTS {
    MATCH (home)<-[b:RUN_BY]-(c:CaseFile)
    WHERE c.accepted_on <= $as_of
      AND all(x IN [b, c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
  WITH home.uid AS unit, powers
  RETURN unit, size(powers) AS examined
  ORDER BY unit
basis:
  - {law: 省级电子监察平台零办件指标（无全国统一条款，以本省规定为准）, certain: false, covers: partial}
message:
  zh: "疑似：核心权力“{subject_name}”（{unit_name}）在规定期间内没有办件（最近一次受理：{last_case_on}），是否应当清理或者存在体外运行需核实。"
  en: "Suspected: the core power “{subject_name}” ({unit_name}) had no case in the time looked at (last one: {last_case_on}); whether it should be cleared away or runs outside the system is to be verified."
verify:
  zh:
    document: "核对该事项的设定依据和历年办件台账，看是长期无申请、已下放取消，还是办件未录入平台。"
    interview: "询问承办科室和窗口人员：近一年有无咨询、申请、线下办理或者不予受理。"
    site: "到窗口和档案室查看纸质卷宗、印章使用登记，看有无平台外办理。"
  en:
    document: "Legal basis and ledgers of past years: is nobody applying, was it handed down or abolished, or were cases not entered."
    interview: "Ask section and counter about enquiries, applications, cases done on paper, or refused."
    site: "Look at paper files and the register of the seal for cases run outside the platform."
blind:
  zh: "只看录入的办件；新设不足期限的事项也会列出（见生效日期）；单位从未录入办件的不检查；任何单位（含受委托单位）办理该事项的都算已运行。"
  en: "It sees entered cases only; a power younger than the time looked at is listed too (see valid from); units that never entered a case are not examined; a case by any unit, also by delegation, counts."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.is_core = true
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (w)<-[l:CASE_OF]-(late:CaseFile)
    WHERE late.accepted_on <= $as_of AND late.accepted_on + duration({days: $n}) > $as_of
      AND all(x IN [l, late] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  }
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WHERE EXISTS {
  MATCH (home)<-[b:RUN_BY]-(c:CaseFile)
  WHERE c.accepted_on <= $as_of
    AND all(x IN [b, c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
}
OPTIONAL MATCH (w)<-[k:CASE_OF]-(f:CaseFile)
WHERE f.accepted_on <= $as_of
  AND all(x IN [k, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH home, w, max(f.accepted_on) AS last_case_on
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Power/' + w.uid, 'Department/' + home.uid] AS evidence,
       last_case_on, w.power_type AS power_type, w.valid_from AS valid_from
ORDER BY subject, actors
