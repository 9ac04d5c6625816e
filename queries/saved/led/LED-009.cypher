/*---
id: LED-009
kind: rule
title: {zh: "未指定录入专人", en: "No data steward"}
question:
  zh: 哪些有办件的单位没有指定录入专人，或者很久没有录入办件？
  en: "Which units with cases have no data steward, or entered no case for a long time?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后受理的办件视为尚未录入", en: "Day to look at; cases accepted after it do not exist yet"}}
  n:
    type: int
    default: 90
    doc: {zh: "截至基准日（含）连续没有办件的天数", en: "Days without a case, up to and including the day looked at"}
    source: F90；以本地平台管理办法为准
columns:
  subject: {zh: "单位编号", en: "Department"}
  subject_name: {zh: "单位", en: "Name of the department"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  cases: {zh: "办件数", en: "Cases"}
  last_case_on: {zh: "最近一次受理日期", en: "Last case accepted on"}
  no_steward: {zh: "无录入专人", en: "No steward"}
  silent: {zh: "长期未录入", en: "No case for that long"}
needs: [CaseFile, Department, Official, DATA_STEWARD_OF, RUN_BY]
severity: low
subject: Department
dimension: CONTROL
path: SUPERVISE
population: |
  CALL {
    MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)
    WHERE c.accepted_on <= $as_of
      AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
      AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
    RETURN d AS home, count(c) AS cases
  }
  WITH home
  WHERE (home.valid_from IS NULL OR home.valid_from <= $as_of) AND (home.valid_to IS NULL OR home.valid_to > $as_of)
  RETURN home.uid AS unit, 1 AS examined
  ORDER BY unit
basis:
  - {row: F90, covers: superset}
message:
  zh: "疑似：{unit_name}未指定录入专人（{no_steward}）或者长期未录入办件（{silent}，最近受理 {last_case_on}），需核实。"
  en: "Suspected: {unit_name} has no data steward ({no_steward}) or entered no case for long ({silent}; last one accepted on {last_case_on}); to be verified."
verify:
  zh:
    document: "调取指定录入专人的文件和平台账号清单。"
    interview: "询问单位负责人和实际录入人员：由谁录入、多久录入一次、为何中断。"
    site: "到平台查看最近录入时间，与窗口实际受理台账比对。"
  en:
    document: "Paper that names the steward, and the list of accounts of the platform."
    interview: "Ask the head of the unit and whoever enters records who does it, how often, and why it stopped."
    site: "Compare the last entries on the platform with the ledger of the counter."
blind:
  zh: "没有录入日期，以办件受理日期代替；确实没有业务的单位也会列出；从未有办件的单位不检查。"
  en: "There is no day of entry: the day of acceptance stands for it; a unit with nothing to do is listed too; one that never had a case is not examined."
---*/
// A recent case is found at once, but for its tie to the unit, which only a walk through all of them can judge: so the
// units that lost a case, or get one later, are told apart first, and of the others only the silent are counted.
// date(): a server would else fetch all recent cases by their index, once for each unit.
CALL {
  MATCH (e:Department)<-[moved:RUN_BY]-(:CaseFile)
  WHERE moved.valid_from > $as_of OR moved.valid_to <= $as_of
  RETURN collect(DISTINCT e.uid) AS changed
}
MATCH (d:Department)
WHERE (d.valid_from IS NULL OR d.valid_from <= $as_of) AND (d.valid_to IS NULL OR d.valid_to > $as_of)
WITH d, changed, NOT EXISTS {
  MATCH (d)<-[s:DATA_STEWARD_OF]-(:Official)
  WHERE all(x IN [s] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS no_steward
WHERE no_steward OR d.uid IN changed OR NOT EXISTS {
  MATCH (d)<-[:RUN_BY]-(recent:CaseFile)
  WHERE date(recent.accepted_on) <= $as_of AND recent.accepted_on + duration({days: $n}) > $as_of
    AND (recent.valid_from IS NULL OR recent.valid_from <= $as_of) AND (recent.valid_to IS NULL OR recent.valid_to > $as_of)
}
MATCH (d)<-[b:RUN_BY]-(c:CaseFile)
WHERE c.accepted_on <= $as_of
  AND (b.valid_from IS NULL OR b.valid_from <= $as_of) AND (b.valid_to IS NULL OR b.valid_to > $as_of)
  AND (c.valid_from IS NULL OR c.valid_from <= $as_of) AND (c.valid_to IS NULL OR c.valid_to > $as_of)
WITH d, no_steward, count(DISTINCT c) AS cases, max(c.accepted_on) AS last_case_on
WITH d, no_steward, cases, last_case_on, last_case_on + duration({days: $n}) <= $as_of AS silent
WHERE no_steward OR silent
RETURN d.uid AS subject, d.name AS subject_name, d.uid AS unit, d.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Department/' + d.uid] AS evidence,
       cases, last_case_on, no_steward, silent
ORDER BY subject, actors
