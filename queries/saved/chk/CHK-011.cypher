/*---
id: CHK-011
kind: rule
title:
  zh: 风险等级偏低
  en: Under-rated risk
question:
  zh: 哪些重点领域的权力未定为高风险，或者近年出过问题仍定为低风险？
  en: Which powers in key domains are not rated high, or are rated low though something went wrong in recent years?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  domains:
    type: texts
    default: [PERSONNEL, FINANCE, PROCUREMENT, CONSTRUCTION]
    doc: {zh: 应定为高风险的重点领域, en: Key domains in which a power should be rated high}
    source: F85
  n:
    type: int
    default: 3
    doc: {zh: 回看年数（含满该年数的当日）, en: 'Years to look back (the day that is just so long ago counts)'}
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
  domain: {zh: 领域, en: Domain}
  in_key_domain: {zh: 属重点领域, en: In a key domain}
  problems: {zh: 近年发现问题数, en: Problems in those years}
  accountabilities: {zh: 近年问责数, en: Accountability in those years}
needs: [Accountability, Department, Power, Problem, BECAUSE_OF, CONCERNS, EXERCISED_BY]
severity: medium
subject: Power
dimension: CONFIRM
path: SORT
population: |
  MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
  WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level IN ['HIGH', 'MEDIUM', 'LOW']
    AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND (w.domain IN $domains OR EXISTS {
    MATCH (w)<-[b:BECAUSE_OF]-(a:Accountability)
    WHERE a.decided_on <= $as_of AND a.decided_on >= $as_of - duration({years: $n})
      AND all(x IN [b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  } OR EXISTS {
    MATCH (w)<-[c:CONCERNS]-(p:Problem)
    WHERE p.raised_on <= $as_of AND p.raised_on >= $as_of - duration({years: $n})
      AND all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                         AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  })
  WITH w, min(d.uid) AS unit
  RETURN unit, count(w) AS examined
  ORDER BY unit
basis:
  - {row: F85, covers: partial}
message:
  zh: "疑似：“{subject_name}”（{unit_name}）风险等级可能偏低（重点领域：{in_key_domain}，近年发现问题{problems}个、问责{accountabilities}次），需核实。"
  en: "Suspected: “{subject_name}” ({unit_name}) may be rated too low (key domain: {in_key_domain}; problems {problems}, accountability {accountabilities} in recent years); to be verified."
verify:
  zh:
    document: "调取风险等级评定表和评定标准，核对评定依据、评定人和最近一次评定时间。"
    interview: "询问承办科室和纪检负责人：该等级如何评定，发生问题或问责后是否重新评定。"
    site: "抽查该事项近期案卷，看资金量、裁量幅度和廉政反映是否与所定等级相称。"
  en:
    document: "Take the rating sheet and the standard: on what ground, by whom and when was the level last set."
    interview: "Ask the section and the discipline officer how the level was set, and whether it was looked at again after a problem."
    site: "Draw recent files: do the money, the discretion and complaints fit the level."
blind:
  zh: "只看登记的领域、等级、问题和问责；未填风险等级的权力不在检查范围；问题未关联到具体权力的看不到。"
  en: "It sees recorded domain, level, problems and accountability only; powers without a risk level are not examined; a problem that names no power is not seen."
---*/
MATCH (d:Department)<-[e:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.risk_level IN ['MEDIUM', 'LOW']
  AND all(x IN [w, e] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, d
ORDER BY w.uid, d.uid
WITH w, head(collect(d)) AS home
OPTIONAL MATCH (w)<-[b:BECAUSE_OF]-(a:Accountability)
WHERE a.decided_on <= $as_of AND a.decided_on >= $as_of - duration({years: $n})
  AND all(x IN [b] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, a
ORDER BY w.uid, a.uid
WITH w, home, collect(DISTINCT a.uid) AS blamed
OPTIONAL MATCH (w)<-[c:CONCERNS]-(p:Problem)
WHERE p.raised_on <= $as_of AND p.raised_on >= $as_of - duration({years: $n})
  AND all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH w, home, blamed, p
ORDER BY w.uid, p.uid
WITH w, home, blamed, collect(DISTINCT p.uid) AS raised, coalesce(w.domain IN $domains, false) AS in_key_domain
WHERE in_key_domain OR (w.risk_level = 'LOW' AND size(blamed) + size(raised) > 0)
RETURN w.uid AS subject, w.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names,
       ['Power/' + w.uid] + [u IN raised | 'Problem/' + u] + [u IN blamed | 'Accountability/' + u] AS evidence,
       w.risk_level AS risk_level, w.domain AS domain, in_key_domain,
       size(raised) AS problems, size(blamed) AS accountabilities
ORDER BY subject, actors
