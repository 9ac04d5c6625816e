/*---
id: listed-published-exercised
kind: question
title: {zh: 清单、公开与行使对照, en: 'Listed, published, exercised'}
question:
  zh: 各单位清单内的权力、已公开的权力与一段时间内行使的权力是否一致？
  en: Do the powers that a unit lists, those published and those exercised in a period agree?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  from: {type: date, default: null, doc: {zh: 受理日起（含）；不填则不限, en: First day of the cases; without it from the beginning}}
  to: {type: date, default: null, doc: {zh: 受理日止（含）；不填则至基准日, en: Last day of the cases; without it the day to look at}}
  unit: {type: text, default: null, doc: {zh: 只看此单位（编号）, en: Only this department (uid)}}
columns:
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Unit name}
  power: {zh: 权力编号（空为办件未挂事项）, en: Power (empty for cases that name none)}
  power_name: {zh: 权力事项, en: Power name}
  listed: {zh: 在清单内（单位没有清单的，以其有效权力为清单）, en: 'In the list (of a unit without one, whether in force)'}
  disclosure: {zh: 公开记录编号（空为未公开）, en: Disclosure (empty for not published)}
  cases: {zh: 办件数, en: Cases}
  case_file: {zh: 最早一件的编号, en: First case}
  day: {zh: 最早一件的受理日, en: Accepted on}
needs: [CaseFile, Department, Disclosure, Power, PowerList, CASE_OF, DISCLOSED_IN, EXERCISED_BY, LISTED_IN, LIST_OF, RUN_BY]
---*/
// A power that has ended counts as not listed; where it is published or exercised still, it is shown for that.
CALL {
  MATCH (w:Power)
  CALL {
    WITH w
    MATCH (w)-[e:EXERCISED_BY]->(d:Department)
    WHERE e.valid_from IS NULL OR e.valid_from <= $as_of
    WITH d, CASE WHEN e.valid_to IS NULL OR e.valid_to > $as_of THEN 0 ELSE 1 END AS ended, e.valid_to AS last
    ORDER BY ended, last DESC, d.uid
    RETURN head(collect(d)) AS unit
  }
  CALL {
    WITH unit
    WITH unit WHERE unit IS NOT NULL
    MATCH (unit)<-[l:LIST_OF]-(p:PowerList)
    WHERE all(x IN [l, p] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    RETURN count(p) AS lists
  }
  CALL {
    WITH w
    MATCH (w)-[l:LISTED_IN]->(p:PowerList)
    WHERE all(x IN [l, p] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    RETURN count(p) AS places
  }
  CALL {
    WITH w
    MATCH (w)-[r:DISCLOSED_IN]->(i:Disclosure)
    WHERE i.element = 'POWER' AND i.published_on <= $as_of
      AND all(x IN [r, i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    WITH i ORDER BY i.published_on, i.uid
    RETURN head(collect(i.uid)) AS disclosure
  }
  CALL {
    WITH w
    MATCH (w)<-[k:CASE_OF]-(c:CaseFile)
    WHERE c.accepted_on <= coalesce($to, $as_of) AND ($from IS NULL OR c.accepted_on >= $from)
      AND all(x IN [k, c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                            AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    WITH c ORDER BY c.accepted_on, c.uid
    RETURN count(c) AS cases, head(collect(c)) AS early
  }
  WITH w, unit, disclosure, cases, early,
       coalesce(w.status, 'ACTIVE') = 'ACTIVE'
       AND (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to > $as_of)
       AND (places > 0 OR lists = 0) AS listed
  WHERE listed OR disclosure IS NOT NULL OR cases > 0
  RETURN unit, w.uid AS power, w.name AS power_name, listed, disclosure, cases, early
  UNION ALL
  MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)
  WHERE c.accepted_on <= coalesce($to, $as_of) AND ($from IS NULL OR c.accepted_on >= $from)
    AND all(x IN [b, c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND NOT EXISTS {
      MATCH (c)-[k:CASE_OF]->(w:Power)
      WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    }
  WITH d AS unit, c ORDER BY c.accepted_on, c.uid
  WITH unit, count(c) AS cases, head(collect(c)) AS early
  RETURN unit, null AS power, null AS power_name, false AS listed, null AS disclosure, cases, early
}
WITH unit, power, power_name, listed, disclosure, cases, early
WHERE $unit IS NULL OR unit.uid = $unit
RETURN unit.uid AS unit, unit.name AS unit_name, power, power_name, listed, disclosure, cases,
       early.uid AS case_file, early.accepted_on AS day
ORDER BY unit, power
