/*---
id: changes-in-period
kind: question
title: {zh: 某段时间内的权力交接, en: What changed hands in a period}
question:
  zh: 某段时间内，哪些任职、角色、分工、委托和权力开始、结束或调整，之前在谁手中？
  en: Which appointments, roles, charges, delegations and powers began, ended or were changed in a period, and in whose hands were they before?
params:
  from: {type: date, doc: {zh: 起始日（含）, en: First day}}
  to: {type: date, doc: {zh: 截止日（含）, en: Last day}}
  department: {type: text, default: null, doc: {zh: 只看这个单位（编号）, en: Only this department (uid)}}
columns:
  day: {zh: 日期（结束以不再有效的首日计）, en: 'Day (of an end: the first day no longer so)'}
  change:
    zh: 变化（HOLDS 任职，FILLS 承担角色，IN_CHARGE_OF 分管，DELEGATED_TO 委托下放，POWER 权力事项，后加 BEGAN 开始或 ENDED 结束；POWER_CHANGED 清理调整）
    en: Change (HOLDS, FILLS, IN_CHARGE_OF, DELEGATED_TO or POWER, with BEGAN or ENDED; POWER_CHANGED)
  kind: {zh: 方式、角色、领域或动作, en: 'Mode, role kind, domain or action'}
  thing: {zh: 交接的对象, en: What changed hands}
  thing_name: {zh: 对象名称, en: Its name}
  holder: {zh: 承担者（人员、岗位、机构或单位）, en: 'Holder (official, post, body or department)'}
  holder_name: {zh: 承担者名称, en: Holder name}
  officials: {zh: 当日该岗位人员编号, en: Officials in that post on that day}
  official_names: {zh: 当日该岗位人员, en: Their names}
  before: {zh: 此前的承担者（仅开始）, en: 'Holder before (of a beginning)'}
  before_name: {zh: 此前承担者名称, en: Name of the holder before}
  department: {zh: 单位编号, en: Department}
  department_name: {zh: 单位, en: Department name}
needs: [Official, Post, Body, Role, Power, PowerChange, Section, Department, HOLDS, FILLS, OVER, IN_CHARGE_OF, DELEGATED_TO, CHANGES, IN_DEPARTMENT, EXERCISED_BY]
---*/
// Every fact counts by its own first and last day, so nothing here is filtered by one day to look at.
CALL {
  MATCH (o:Official)-[h:HOLDS]->(p:Post)
  UNWIND [true, false] AS began
  WITH o, h, p, began, CASE WHEN began THEN h.valid_from ELSE h.valid_to END AS day
  WHERE day >= $from AND day <= $to
  CALL {
    WITH o, p, day, began
    MATCH (p)<-[g:HOLDS]-(z:Official)
    WHERE began AND g.valid_to <= day AND z <> o
    WITH z ORDER BY g.valid_to DESC, z.uid
    LIMIT 1
    RETURN collect(z) AS earlier
  }
  RETURN day, 'HOLDS' AS what, began, h.mode AS kind, p AS thing, o AS holder, head(earlier) AS former, p AS place
  UNION ALL
  MATCH (q)-[f:FILLS]->(r:Role)-[:OVER]->(w:Power)
  UNWIND [true, false] AS began
  WITH q, f, r, w, began, CASE WHEN began THEN f.valid_from ELSE f.valid_to END AS day
  WHERE day >= $from AND day <= $to
  CALL {
    WITH q, r, day, began
    MATCH (r)<-[g:FILLS]-(z)
    WHERE began AND g.valid_to <= day AND z <> q
    WITH z ORDER BY g.valid_to DESC, z.uid
    LIMIT 1
    RETURN collect(z) AS earlier
  }
  RETURN day, 'FILLS' AS what, began, r.kind AS kind, w AS thing, q AS holder, head(earlier) AS former, w AS place
  UNION ALL
  MATCH (p:Post)-[f:IN_CHARGE_OF]->(x)
  UNWIND [true, false] AS began
  WITH p, f, x, began, CASE WHEN began THEN f.valid_from ELSE f.valid_to END AS day
  WHERE day >= $from AND day <= $to
  CALL {
    WITH p, f, x, day, began
    MATCH (x)<-[g:IN_CHARGE_OF]-(z:Post)
    WHERE began AND g.valid_to <= day AND z <> p
      AND coalesce(g.domain, '') = coalesce(f.domain, '')
    WITH z ORDER BY g.valid_to DESC, z.uid
    LIMIT 1
    RETURN collect(z) AS earlier
  }
  RETURN day, 'IN_CHARGE_OF' AS what, began, f.domain AS kind, x AS thing, p AS holder, head(earlier) AS former, p AS place
  UNION ALL
  MATCH (w:Power)-[f:DELEGATED_TO]->(d:Department)
  UNWIND [true, false] AS began
  WITH w, f, d, began, CASE WHEN began THEN f.valid_from ELSE f.valid_to END AS day
  WHERE day >= $from AND day <= $to
  RETURN day, 'DELEGATED_TO' AS what, began, null AS kind, w AS thing, d AS holder, null AS former, w AS place
  UNION ALL
  MATCH (w:Power)
  UNWIND [true, false] AS began
  WITH w, began, CASE WHEN began THEN w.valid_from ELSE w.valid_to END AS day
  WHERE day >= $from AND day <= $to
  RETURN day, 'POWER' AS what, began, null AS kind, w AS thing, null AS holder, null AS former, w AS place
  UNION ALL
  MATCH (c:PowerChange)-[:CHANGES]->(w:Power)
  WHERE c.changed_on >= $from AND c.changed_on <= $to
  RETURN c.changed_on AS day, 'POWER' AS what, null AS began, c.action AS kind, w AS thing, null AS holder, null AS former, w AS place
}
CALL {
  WITH place, day
  OPTIONAL MATCH (place)-[e:IN_DEPARTMENT|EXERCISED_BY]->(d:Department)
  WHERE (e.valid_from IS NULL OR e.valid_from <= day) AND (e.valid_to IS NULL OR e.valid_to >= day)
  WITH d ORDER BY d.uid
  RETURN head(collect(d)) AS unit
}
WITH day, what, began, kind, thing, holder, former, unit
WHERE $department IS NULL OR unit.uid = $department
CALL {
  WITH holder, day
  WITH holder, day WHERE holder IS NOT NULL
  MATCH (holder)<-[h:HOLDS]-(o:Official)
  WHERE (h.valid_from IS NULL OR h.valid_from <= day) AND (h.valid_to IS NULL OR h.valid_to > day)
  WITH DISTINCT o
  ORDER BY o.uid
  RETURN collect(o.uid) AS officials, collect(o.name) AS official_names
}
RETURN day,
       what + CASE WHEN began IS NULL THEN '_CHANGED' WHEN began THEN '_BEGAN' ELSE '_ENDED' END AS change,
       kind,
       CASE WHEN thing:Post THEN 'Post/' WHEN thing:Power THEN 'Power/' WHEN thing:Section THEN 'Section/'
            ELSE 'Department/' END + thing.uid AS thing,
       thing.name AS thing_name,
       CASE WHEN holder:Official THEN 'Official/' WHEN holder:Post THEN 'Post/'
            WHEN holder:Body THEN 'Body/' WHEN holder:Department THEN 'Department/' END + holder.uid AS holder,
       holder.name AS holder_name, officials, official_names,
       CASE WHEN former:Official THEN 'Official/' WHEN former:Post THEN 'Post/'
            WHEN former:Body THEN 'Body/' WHEN former:Department THEN 'Department/' END + former.uid AS before,
       former.name AS before_name, unit.uid AS department, unit.name AS department_name
ORDER BY day, change, thing, holder, kind, department, before
