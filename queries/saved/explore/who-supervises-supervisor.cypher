/*---
id: who-supervises-supervisor
kind: question
title: {zh: 谁来监督监督者, en: Who supervises the supervisor}
question:
  zh: 每项权力由谁监督，监督岗位向谁报告，哪些单位监督行使权力的单位？
  en: Who supervises each power, whom does the supervising post report to, and which departments watch the one that has the power?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  power: {type: text, default: null, doc: {zh: 只看这项权力（编号）, en: Only this power (uid)}}
  department: {type: text, default: null, doc: {zh: 只看这个单位（编号）, en: Only this department (uid)}}
columns:
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
  power: {zh: 权力编号, en: Power}
  power_name: {zh: 权力事项, en: Power name}
  role: {zh: 监督角色（空：没有）, en: 'Supervision role (empty: none)'}
  holder: {zh: 监督主体（空：无人承担）, en: 'Supervisor (empty: nobody fills it)'}
  holder_name: {zh: 监督主体名称, en: Supervisor name}
  officials: {zh: 监督人员编号, en: Supervising officials}
  official_names: {zh: 监督人员, en: Supervising officials' names}
  superior: {zh: 监督岗位的上级岗位, en: Post that the supervising post reports to}
  superior_name: {zh: 上级岗位名称, en: Name of that post}
  superior_officials: {zh: 上级人员编号, en: Its officials}
  superior_official_names: {zh: 上级人员, en: Names of its officials}
  watchers: {zh: 监督该单位的单位编号, en: Departments that supervise this one}
  watcher_names: {zh: 监督该单位的单位, en: Their names}
  watch_kinds: {zh: 监督类别（同序）, en: 'Kind of supervision, in the same order'}
needs: [Department, Power, Role, Post, Body, Official, EXERCISED_BY, OVER, FILLS, HOLDS, REPORTS_TO, SUPERVISES]
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE ($department IS NULL OR d.uid = $department)
  AND ($power IS NULL OR w.uid = $power)
  AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
CALL {
  WITH d
  OPTIONAL MATCH (d)<-[u:SUPERVISES]-(sd:Department)
  WHERE all(x IN [u] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH sd, u.kind AS kind
  ORDER BY sd.uid, kind
  RETURN collect(sd.uid) AS watchers, collect(sd.name) AS watcher_names,
         collect(CASE WHEN sd IS NOT NULL THEN coalesce(kind, '') END) AS watch_kinds
}
OPTIONAL MATCH (w)<-[v:OVER]-(r:Role {kind: 'SUPERVISION'})
WHERE all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
CALL {
  WITH r
  WITH r WHERE r IS NOT NULL
  MATCH (r)<-[f:FILLS]-(q)
  WHERE all(x IN [f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT q
  RETURN collect(q) AS holders
}
UNWIND CASE WHEN size(holders) = 0 THEN [null] ELSE holders END AS q
CALL {
  WITH q
  WITH q WHERE q IS NOT NULL
  MATCH (q)-[t:REPORTS_TO]->(s:Post)
  WHERE all(x IN [t] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT s
  RETURN collect(s) AS superiors
}
UNWIND CASE WHEN size(superiors) = 0 THEN [null] ELSE superiors END AS s
CALL {
  WITH q
  WITH q WHERE q IS NOT NULL
  MATCH (q)<-[h:HOLDS]-(o:Official)
  WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT o
  ORDER BY o.uid
  RETURN collect(o.uid) AS officials, collect(o.name) AS official_names
}
CALL {
  WITH s
  WITH s WHERE s IS NOT NULL
  MATCH (s)<-[h:HOLDS]-(o:Official)
  WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT o
  ORDER BY o.uid
  RETURN collect(o.uid) AS superior_officials, collect(o.name) AS superior_official_names
}
RETURN d.uid AS department, d.name AS department_name, w.uid AS power, w.name AS power_name,
       r.uid AS role,
       CASE WHEN q:Post THEN 'Post/' WHEN q:Body THEN 'Body/' WHEN q:Department THEN 'Department/' END
         + q.uid AS holder,
       q.name AS holder_name, officials, official_names,
       s.uid AS superior, s.name AS superior_name, superior_officials, superior_official_names,
       watchers, watcher_names, watch_kinds
ORDER BY department, power, role, holder, superior
