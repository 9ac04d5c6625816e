/*---
id: CHK-003
kind: rule
title: {zh: 无监督角色, en: No supervision role}
question:
  zh: 哪些有效权力事项在基准日没有已到位的监督角色？
  en: Which active powers have no supervision role that anybody fills on the day?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  min_coverage:
    type: float
    default: 0.2
    doc:
      zh: 单位内录有角色的有效权力占比低于此值时，视为数据不足，不作判断
      en: Below this share of a unit's active powers that have a role recorded, the unit has too little data to judge
    source: project default
columns:
  subject: {zh: 权力编号, en: Power}
  subject_name: {zh: 权力事项, en: Name of the power}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  roles: {zh: 已登记监督角色数, en: Recorded supervision roles}
  unfilled_posts: {zh: 空缺岗位, en: Posts that nobody holds}
needs: [Body, Department, Official, Post, Power, Role, EXERCISED_BY, FILLS, HOLDS, OVER]
severity: high
subject: Power
dimension: ALLOCATE
path: SUPERVISE
guard: Role
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH w, min(d.uid) AS unit
  WITH unit, w, EXISTS {
    MATCH (w)<-[o:OVER]-(:Role)
    WHERE all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } AS carries
  WITH unit, count(w) AS examined, count(CASE WHEN carries THEN 1 END) AS carrying
  WHERE toFloat(carrying) / examined >= $min_coverage
  RETURN unit, examined
  ORDER BY unit
basis:
  - {row: F41, covers: partial}
  - {row: F92, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）无人承担监督角色（已登记监督角色 {roles} 个），需核实。"
  en: "Suspected: nobody fills a supervision role of “{subject_name}” ({unit_name}; supervision roles recorded: {roles}); to be verified."
verify:
  zh:
    document: "调取内部监督制度、纪检监察或派驻机构职责分工和任职文件，核对该事项由谁监督、该岗位在基准日由谁担任。"
    interview: "询问单位纪检负责人和派驻机构：对该事项最近一次监督检查的时间、方式和发现的问题。"
    site: "查看近一年对该事项的监督检查记录、抽查底稿和整改回复，看是否真正开展过监督。"
  en:
    document: "Internal supervision rules, duties of the discipline or resident office and appointment papers: who supervises this power, and who held that post on the day."
    interview: "Ask the discipline officer and the resident office: when and how they last checked this power, and what they found."
    site: "Look at the records of checks on this power in the past year, the working papers and the replies, to see whether it was really supervised."
blind:
  zh: 只看登记的角色和任职，看不到口头指定或临时代行的人；由议事机构或部门承担的角色一律视为到位，不问其中有无人员；未登记行使主体的权力不在检查范围内。
  en: It sees recorded roles and appointments only, not who was told by word of mouth or stood in; a role that a body or department fills counts as filled whoever sits there; powers without a recorded department are not examined.
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
WITH home, w, EXISTS {
  MATCH (w)<-[o:OVER]-(:Role)
  WHERE all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
} AS carries
WITH home, collect(w) AS powers, count(CASE WHEN carries THEN 1 END) AS carrying
WHERE toFloat(carrying) / size(powers) >= $min_coverage
UNWIND powers AS power
WITH home, power
WHERE NOT EXISTS {
  MATCH (power)<-[o:OVER]-(r:Role)
  WHERE r.kind = 'SUPERVISION'
    AND all(x IN [o] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND EXISTS {
      MATCH (r)<-[f:FILLS]-(filler)
      WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        AND (filler:Body OR filler:Department OR EXISTS {
          MATCH (filler)<-[h:HOLDS]-(:Official)
          WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                               AND (x.valid_to IS NULL OR x.valid_to > $as_of))
        })
    }
}
OPTIONAL MATCH (power)<-[ro:OVER]-(role:Role)
WHERE all(x IN [ro] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH home, power, role
ORDER BY power.uid, home.uid, role.uid
WITH home, power, collect(DISTINCT role.uid) AS role_uids,
     count(DISTINCT CASE WHEN role.kind = 'SUPERVISION' THEN role.uid END) AS roles
OPTIONAL MATCH (power)<-[so:OVER]-(slot:Role)<-[sf:FILLS]-(post:Post)
WHERE slot.kind = 'SUPERVISION'
  AND all(x IN [so, sf] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH home, power, role_uids, roles, post
ORDER BY power.uid, home.uid, post.uid
WITH home, power, role_uids, roles, collect(DISTINCT post) AS posts
RETURN power.uid AS subject, power.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + power.uid] + [u IN role_uids | 'Role/' + u]
         + [p IN posts | 'Post/' + p.uid] AS evidence,
       roles, [p IN posts | p.name] AS unfilled_posts
ORDER BY subject, actors
