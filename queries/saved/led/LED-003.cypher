/*---
id: LED-003
kind: rule
title: {zh: "备案要件不全", en: "Form incomplete"}
question:
  zh: 哪些备案没有配套资料，或者没有填写相关责任人？
  en: "Which filings came without papers, or name nobody as responsible?"
params:
  as_of: {type: date, doc: {zh: "基准日；此日以后的备案视为尚未发生", en: "Day to look at; filings after it do not exist yet"}}
columns:
  subject: {zh: "备案编号", en: "Filing"}
  subject_name: {zh: "备案", en: "Name of the filing"}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: "人员编号", en: "Officials"}
  actor_names: {zh: "人员", en: "Names of the officials"}
  evidence: {zh: 证据路径, en: Evidence}
  filed_on: {zh: "备案日期", en: "Filed on"}
  material_count: {zh: "配套资料件数", en: "Papers handed in"}
  no_materials: {zh: "无配套资料", en: "No papers"}
  no_responsible: {zh: "无相关责任人", en: "Nobody responsible"}
needs: [CaseFile, Department, Filing, Matter, Official, FILED_AS, MATTER_OF, RESPONSIBLE, RUN_BY]
severity: medium
subject: Filing
dimension: CONTROL
path: SUPERVISE
population: |
  MATCH (f:Filing)
  WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
    AND all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (f)<-[t:FILED_AS]-(:Matter)-[o:MATTER_OF]->(d:Department)
  WHERE all(x IN [t, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH f, d
  ORDER BY f.uid, d.uid
  WITH f, head(collect(d)) AS of_matter
  OPTIONAL MATCH (f)<-[u:FILED_AS]-(:CaseFile)-[b:RUN_BY]->(e:Department)
  WHERE all(x IN [u, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH f, of_matter, e
  ORDER BY f.uid, e.uid
  WITH f, of_matter, head(collect(e)) AS of_case
  WITH f, coalesce(of_matter, of_case).uid AS unit
  RETURN unit, count(f) AS examined
  ORDER BY unit
basis:
  - {row: D29, covers: exact}
message:
  zh: "疑似：{unit_name}的备案“{subject_name}”要件不全（无配套资料：{no_materials}；无责任人：{no_responsible}），需核实。"
  en: "Suspected: filing “{subject_name}” of {unit_name} is incomplete (no papers: {no_materials}; nobody responsible: {no_responsible}); to be verified."
verify:
  zh:
    document: "调取备案表原件，清点配套资料，查责任人一栏。"
    interview: "询问备案经办人：资料是否另行报送、责任人是谁。"
    site: "到派驻机构查看该份备案的实际卷宗。"
  en:
    document: "Original form: count the papers, and see who is named as responsible."
    interview: "Ask who filed it whether papers were handed in elsewhere, and who is responsible."
    site: "See the file at the stationed office."
blind:
  zh: "只数登记件数，不看资料内容是否齐备；件数空白视为没有；既无事项又无办件的备案没有所属单位。"
  en: "It counts recorded papers, not whether they are the right ones; an empty number counts as none; a filing of neither matter nor case belongs to no unit."
---*/
MATCH (f:Filing)
WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of)
  AND all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (f)<-[t:FILED_AS]-(:Matter)-[o:MATTER_OF]->(d:Department)
WHERE all(x IN [t, o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH f, d
ORDER BY f.uid, d.uid
WITH f, head(collect(d)) AS of_matter
OPTIONAL MATCH (f)<-[u:FILED_AS]-(:CaseFile)-[b:RUN_BY]->(e:Department)
WHERE all(x IN [u, b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH f, of_matter, e
ORDER BY f.uid, e.uid
WITH f, of_matter, head(collect(e)) AS of_case
WITH f, coalesce(of_matter, of_case) AS home
WITH f, home, coalesce(f.material_count, 0) = 0 AS no_materials, NOT EXISTS {
  MATCH (f)-[p:RESPONSIBLE]->(:Official)
  WHERE all(x IN [p] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS no_responsible
WHERE no_materials OR no_responsible
RETURN f.uid AS subject, f.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, ['Filing/' + f.uid] AS evidence,
       f.filed_on AS filed_on, f.material_count AS material_count, no_materials, no_responsible
ORDER BY subject, actors
