/*---
id: CON-001
kind: rule
title:
  zh: 一把手直接分管五类事项
  en: The chief is directly in charge of personnel, finance, construction, procurement or approval
question:
  zh: 哪些单位的“一把手”直接分管人事、财务、工程建设、物资采购或行政审批？
  en: Which chiefs are directly in charge of personnel, finance, construction, procurement or approval?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  domains:
    type: texts
    default: [PERSONNEL, FINANCE, CONSTRUCTION, PROCUREMENT, APPROVAL]
    doc: {zh: 一把手不直接分管的领域, en: Domains that a chief is not directly in charge of}
    source: 各地“五个不直接分管”规定，以本地规定为准
columns:
  subject: {zh: 岗位编号, en: Post}
  subject_name: {zh: 岗位, en: Name of the post}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 任职人员, en: Holders of the post}
  evidence: {zh: 证据路径, en: Evidence}
  domains: {zh: 直接分管领域, en: Domains}
  targets: {zh: 直接分管对象, en: What the post is in charge of}
needs: [Post, Department, Official, Section, IN_CHARGE_OF, IN_DEPARTMENT, HOLDS]
severity: high
subject: Post
dimension: ALLOCATE
path: SUPERVISE
# Examined: every chief's post. A unit whose division of work was never loaded is clean, too: the
# catalogue guards this rule with nothing, so `blind` says it.
population: |
  MATCH (p:Post)-[j:IN_DEPARTMENT]->(m:Department)
  WHERE p.is_top_leader = true
    AND all(y IN [p, j] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                          AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  WITH p, min(m.uid) AS unit
  RETURN unit, count(p) AS examined
  ORDER BY unit
basis:
  - {law: 各地关于“一把手”不直接分管有关事项的规定（无全国统一条款，以本地规定为准）, certain: false, covers: partial}
message:
  zh: "疑似：{unit_name}“{subject_name}”岗位直接分管{targets}，涉及“一把手”不直接分管的领域，需核实。"
  en: "Suspected: the post “{subject_name}” of {unit_name}, held by its chief, is directly in charge of {targets}, in a domain kept from chiefs; to be verified."
verify:
  zh:
    document: 调取现行领导班子分工文件及历次调整文件、党组（党委）会议纪要，核对分管表述是“主持”“联系”还是“直接分管”；核对本地是否出台“一把手”不直接分管的规定及其事项范围。
    interview: 分别询问班子副职和人事、财务、工程、采购、审批科室负责人，问清日常事项向谁请示、由谁签批。
    site: 抽取近半年财务报销、合同、采购和人事事项审批单各不少于5份，看末级签批人是否为“一把手”本人。
  en:
    document: Obtain the present division of work and its former versions, with the minutes of the Party group, and see whether they say “presides”, “liaises” or “directly in charge”; check whether the place has a rule on what chiefs do not take charge of, and its scope.
    interview: Ask the deputies and the heads of the personnel, finance, works, purchasing and approval sections, apart from one another, whom they report daily matters to and who signs.
    site: Take at least 5 approval forms each of expenses, contracts, purchases and personnel from the last half year, and see whether the chief was the last to sign.
blind:
  zh: 依据为各地“五个不直接分管”规定，没有全国统一条款，本地未作规定的不构成问题；只看登记的分工，看不到名义上由副职分管、实际由“一把手”决定的情形；分工未注明领域或者未注明是否直接分管的不列入；岗位空缺时仍列出岗位，不列人员；没有登记班子分工的单位不会列出，未列出不等于没有直接分管。
  en: It rests on local rules, there is no national article; where the place has no such rule, this is no breach. It sees the recorded division of work only, not a deputy in name with the chief deciding; a line without a domain, or that does not say “direct”, is not listed; a vacant post is still listed, without people; a unit whose division of work is not on record is not listed, which does not mean that nothing is wrong.
---*/
MATCH (p:Post)-[c:IN_CHARGE_OF]->(t)
WHERE p.is_top_leader = true AND c.direct = true AND c.domain IN $domains
  AND all(y IN [p, c] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH DISTINCT p, c.domain AS domain, t.name AS target_name,
     CASE WHEN t:Section THEN 'Section/' WHEN t:Department THEN 'Department/' ELSE 'Power/' END
     + t.uid AS target
ORDER BY p.uid, domain, target
WITH p, collect(DISTINCT domain) AS domains, collect([target, target_name]) AS charges
MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of)
  AND (i.valid_to IS NULL OR i.valid_to > $as_of)
WITH p, domains, charges, d ORDER BY p.uid, d.uid
WITH p, domains, charges, head(collect(d)) AS dept
OPTIONAL MATCH (p)<-[h:HOLDS]-(o:Official)
WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of)
  AND (h.valid_to IS NULL OR h.valid_to > $as_of)
WITH DISTINCT p, domains, charges, dept, o
ORDER BY p.uid, o.uid
WITH p, domains, charges, dept, collect(o.uid) AS actors, collect(o.name) AS actor_names
UNWIND charges + [['Post/' + p.uid, null]] + [a IN actors | ['Official/' + a, null]] AS item
WITH DISTINCT p, domains, dept, actors, actor_names, item[0] AS node, item[1] AS target_name
ORDER BY p.uid, node
WITH p, domains, dept, actors, actor_names, collect(node) AS evidence,
     collect(target_name) AS targets
RETURN p.uid AS subject, p.name AS subject_name, dept.uid AS unit, dept.name AS unit_name,
       actors, actor_names, evidence, domains, targets
ORDER BY subject, actors
