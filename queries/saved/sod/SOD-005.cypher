/*---
id: SOD-005
kind: rule
title:
  zh: 三权集中于同一科室
  en: Three roles in one section
question:
  zh: 哪些权力的决策、执行、监督全部由同一科室（或同一单位）的岗位承担？
  en: Which powers are decided, executed and supervised by posts of one and the same section (or department)?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  scope:
    type: text
    default: SECTION
    doc: {zh: 集中的范围：SECTION为同一科室，DEPARTMENT为同一单位, en: 'Where they come together: SECTION or DEPARTMENT'}
    source: F41
  risk_levels:
    type: texts
    default: [HIGH, MEDIUM, LOW]
    doc: {zh: 纳入核查的风险等级, en: Risk levels examined}
    source: F85
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  risk_level: {zh: 风险等级, en: Risk level}
  place: {zh: 三权所在科室或单位, en: Section or department of the three roles}
  posts: {zh: 所涉岗位, en: Posts}
  staff: {zh: 单位现有在岗人数, en: Officials in post in the unit}
needs: [Power, Department, Role, Post, Official, Section, Body, EXERCISED_BY, OVER, FILLS, HOLDS, IN_SECTION, IN_DEPARTMENT]
severity: medium
subject: Power
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (d:Department)<-[x:EXERCISED_BY]-(w:Power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(filler)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level IN $risk_levels
    AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
    AND (x.valid_from IS NULL OR x.valid_from <= $as_of) AND (x.valid_to IS NULL OR x.valid_to > $as_of)
    AND (v.valid_from IS NULL OR v.valid_from <= $as_of) AND (v.valid_to IS NULL OR v.valid_to > $as_of)
    AND (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to > $as_of)
    AND (filler:Body OR filler:Department OR EXISTS {
      MATCH (filler)<-[h:HOLDS]-(:Official)
      WHERE (h.valid_from IS NULL OR h.valid_from <= $as_of) AND (h.valid_to IS NULL OR h.valid_to > $as_of)
    })
  WITH w.uid AS power, min(d.uid) AS unit, count(DISTINCT r.kind) AS kinds
  WHERE kinds = 3
  RETURN unit, count(power) AS examined
  ORDER BY unit
basis:
  - {row: F41, covers: combination, with: [SOD-001, SOD-002, SOD-003, CHK-001, CHK-002, CHK-003, CHK-013]}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）的决策、执行、监督均由{place}的岗位承担，未形成相互制约，需核实。"
  en: "Suspected: decision, execution and supervision of “{subject_name}” ({unit_name}) all lie with posts of {place}, without a check from outside it; to be verified."
verify:
  zh:
    document: 调取“三定”规定、科室职责和该事项运行流程图，核对三类角色所在岗位；查阅近一年办件卷宗中的审批、经办、监督签字。
    interview: 询问科室负责人、分管领导和派驻纪检人员，问清该事项有无科室以外的复核或监督，以及如何留痕。
    site: 到科室实地查看办理过程，抽查不少于5份案卷，看监督意见是否由其他科室或机构出具。
  en:
    document: Obtain the establishment plan, the section's duties and the flow chart of the power, and check which posts carry the three roles; read the signatures for approval, handling and supervision in the files of the last year.
    interview: Ask the head of the section, the leader in charge and the resident discipline staff whether anybody outside the section reviews or supervises this power, and what trace it leaves.
    site: Watch the handling in the section; in at least 5 files, see whether a supervision opinion came from another section or organ.
blind:
  zh: 只看登记的岗位、科室与角色；空缺岗位不算承担；岗位未登记科室的，按不在同一科室处理；由议事机构或单位承担任一角色的不列入；人员很少的单位可能确难分设，请结合在岗人数判断。
  en: It sees recorded posts, sections and roles only; a vacant post fills nothing; a post without a section does not lie in the same one; a power with a role filled by a body or a department is not listed; a unit of few people may be unable to divide them, see the number in post.
---*/
// Bodies, departments and posts without a section lie outside: where one of them fills a role, as in
// most powers, nothing is found.
MATCH (w:Power)-[x:EXERCISED_BY]->(d:Department)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level IN $risk_levels
  AND all(y IN [w, x] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
  AND NOT EXISTS {
    MATCH (w)<-[v0:OVER]-(:Role)<-[f0:FILLS]-(outside)
    WHERE all(y IN [v0, f0] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      AND (outside:Body OR outside:Department OR EXISTS {
        MATCH (outside)<-[h0:HOLDS]-(:Official)
        WHERE all(y IN [h0] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      } AND NOT EXISTS {
        MATCH (outside)-[i0:IN_SECTION]->(:Section)
        WHERE $scope = 'SECTION'
          AND all(y IN [i0] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      } AND NOT EXISTS {
        MATCH (outside)-[j0:IN_DEPARTMENT]->(:Department)
        WHERE $scope = 'DEPARTMENT'
          AND all(y IN [j0] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                              AND (y.valid_to IS NULL OR y.valid_to > $as_of))
      })
  }
WITH w, d ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS dept
MATCH (w)<-[v:OVER]-(r:Role)<-[f:FILLS]-(filler)<-[h:HOLDS]-(:Official)
WHERE all(y IN [v, f, h] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                           AND (y.valid_to IS NULL OR y.valid_to > $as_of))
OPTIONAL MATCH (filler)-[i:IN_SECTION]->(s:Section)
WHERE $scope = 'SECTION' AND (i.valid_from IS NULL OR i.valid_from <= $as_of)
  AND (i.valid_to IS NULL OR i.valid_to > $as_of)
OPTIONAL MATCH (filler)-[j:IN_DEPARTMENT]->(m:Department)
WHERE (j.valid_from IS NULL OR j.valid_from <= $as_of) AND (j.valid_to IS NULL OR j.valid_to > $as_of)
WITH w, dept, r, coalesce(s.uid, m.uid) AS place_uid, coalesce(s.name, m.name) AS place_name
WITH w, dept, count(DISTINCT r.kind) AS kinds, count(DISTINCT place_uid) AS places,
     min(place_uid) AS one_place, min(place_name) AS place
WHERE kinds = 3 AND places = 1
OPTIONAL MATCH (dept)<-[k:IN_DEPARTMENT]-(:Post)<-[g:HOLDS]-(colleague:Official)
WHERE all(y IN [k, g] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                        AND (y.valid_to IS NULL OR y.valid_to > $as_of))
WITH w, dept, one_place, place, count(DISTINCT colleague) AS staff
MATCH (w)<-[own:OVER]-(role:Role)<-[fill:FILLS]-(p:Post)<-[hold:HOLDS]-(holder:Official)
WHERE all(y IN [own, fill, hold] WHERE (y.valid_from IS NULL OR y.valid_from <= $as_of)
                                   AND (y.valid_to IS NULL OR y.valid_to > $as_of))
UNWIND [['Power/' + w.uid, null, null, null], ['Role/' + role.uid, null, null, null],
        [CASE WHEN $scope = 'SECTION' THEN 'Section/' ELSE 'Department/' END + one_place, null, null, null],
        ['Post/' + p.uid, p.name, null, null],
        ['Official/' + holder.uid, null, holder.uid, holder.name]] AS item
WITH DISTINCT w, dept, place, staff, item[0] AS node, item[1] AS post_name,
     item[2] AS actor, item[3] AS actor_name
ORDER BY w.uid, node
WITH w, dept, place, staff, collect(node) AS evidence, collect(post_name) AS posts,
     collect(actor) AS actors, collect(actor_name) AS actor_names
RETURN w.uid AS subject, w.name AS subject_name, dept.uid AS unit, dept.name AS unit_name,
       actors, actor_names, evidence, w.risk_level AS risk_level, place, posts, staff
ORDER BY subject, actors
