/*---
id: TRN-005
kind: rule
title:
  zh: 公开超期
  en: Late publication
question:
  zh: 哪些信息形成后没有在规定的工作日内公开？
  en: What was not published within the working days allowed after it was formed?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  n:
    type: int
    default: 20
    doc: {zh: 信息形成后应公开的工作日数，超过即列出, en: Working days after forming within which to publish; more is listed}
    source: 政府信息公开条例（2019）第二十六条
columns:
  subject: {zh: 公开编号, en: Disclosure}
  subject_name: {zh: 公开事项, en: Name of the disclosure}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  formed_on: {zh: 形成日期, en: Formed on}
  published_on: {zh: 公开日期（基准日未公开为空）, en: 'Published on (empty: not by as_of)'}
  until: {zh: 计至日期, en: Counted to}
  allowed: {zh: 规定工作日, en: Working days allowed}
  days: {zh: 已过工作日, en: Working days}
after:
  - {column: days, days: [formed_on, until], kind: WORKING}
  - {keep: days, above: allowed}
needs: [Department, Disclosure, Matter, Power, DISCLOSED_IN, EXERCISED_BY, MATTER_OF]
severity: medium
subject: Disclosure
dimension: SHOW
path: EXPOSE
population: |
  MATCH (c:Disclosure)
  WHERE c.formed_on <= $as_of
    AND all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (c)<-[s:DISCLOSED_IN]-(w:Power)-[e:EXERCISED_BY]->(d:Department)
  WHERE all(x IN [s, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (c)<-[t:DISCLOSED_IN]-(m:Matter)-[f:MATTER_OF]->(u:Department)
  WHERE all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH c, coalesce(min(d.uid), min(u.uid)) AS unit
  RETURN unit, count(c) AS examined
  ORDER BY unit
basis:
  - {law: 政府信息公开条例, article: 第二十六条, version: 2019, certain: true, covers: exact}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）于{formed_on}形成，至{until}已过{days}个工作日（规定{allowed}个），公开超期，需核实。"
  en: "Suspected: “{subject_name}” ({unit_name}), formed on {formed_on}, had waited {days} working days by {until} ({allowed} allowed); to be verified."
verify:
  zh:
    document: "调取公文形成、审签和公开审查记录，核对形成日期与公开日期。"
    interview: "询问政务公开经办人：该事项是否公开、何时公开、在哪个平台，有无不予公开的依据。"
    site: "到办事大厅、公开栏现场查看，并在网站检索该事项。"
  en:
    document: "Records of signing and of the review before publication: compare the day of forming with that of publication."
    interview: "Ask who handles disclosure whether, when and where the matter was published, and on what ground it was not."
    site: "Look at the hall and the boards, and search the website for it."
blind:
  zh: "没有形成日期的公开信息不在检查范围；法律法规另有公开期限的应从其规定；超出国务院公布的放假安排的年份按平日估算。"
  en: "Disclosures without a day of forming are not examined; other time limits set by law take precedence; years past the State Council calendar are estimated by weekdays."
---*/
MATCH (c:Disclosure)
WHERE c.formed_on <= $as_of
  // More than n working days are more than n days: the rest is counted by the calendar afterwards.
  AND c.formed_on + duration({days: $n})
      < CASE WHEN c.published_on <= $as_of THEN c.published_on ELSE $as_of END
  AND all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (c)<-[s:DISCLOSED_IN]-(w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE all(x IN [s, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
OPTIONAL MATCH (c)<-[t:DISCLOSED_IN]-(m:Matter)-[f:MATTER_OF]->(u:Department)
WHERE all(x IN [t, f] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH c, w, d, m, u
ORDER BY c.uid, d.uid, w.uid, u.uid, m.uid
WITH c, head(collect(w.uid)) AS power, head(collect(m.uid)) AS matter,
     coalesce(head(collect(d)), head(collect(u))) AS home,
     CASE WHEN c.published_on <= $as_of THEN c.published_on END AS published_on
RETURN c.uid AS subject, c.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Disclosure/' + c.uid] + CASE WHEN power IS NULL THEN [] ELSE ['Power/' + power] END
         + CASE WHEN matter IS NULL THEN [] ELSE ['Matter/' + matter] END AS evidence,
       c.formed_on AS formed_on, published_on, coalesce(published_on, $as_of) AS until, $n AS allowed
ORDER BY subject, actors
