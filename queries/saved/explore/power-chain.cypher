/*---
id: power-chain
kind: question
title: {zh: 一项权力的完整链条, en: The whole chain of one power}
question:
  zh: 一项权力由谁行使，依据、角色、流程、风险、措施、制度、责任、裁量基准和公开情况各是什么？
  en: Who exercises a power, and what are its bases, roles, steps, risks, measures, systems, duties, standards and disclosures?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  power: {type: text, doc: {zh: 权力编号, en: Power (uid)}}
columns:
  part_no: {zh: 部分序号, en: Part number}
  part: {zh: 部分, en: Part}
  number: {zh: 环节序号, en: Number of the step}
  element: {zh: 要素, en: Element}
  element_name: {zh: 要素名称, en: Element name}
  kind: {zh: 类别或等级, en: Kind or level}
  detail: {zh: 说明（条款、表现形式、文号、追责、单位、日期等）, en: 'Detail (article, manifestation, document, accountability, unit, day)'}
  parent: {zh: 所属环节或风险点, en: Step or risk point that it belongs to}
  holder: {zh: 承担者（岗位、机构或单位）, en: 'Holder (post, body or department)'}
  holder_name: {zh: 承担者名称, en: Holder name}
  official: {zh: 人员编号, en: Official}
  official_name: {zh: 人员, en: Official name}
needs: [Power, Department, Section, LegalBasis, Role, Step, RiskPoint, ControlMeasure, RestraintSystem, Duty, DiscretionStandard, Disclosure, Post, Body, Official, EXERCISED_BY, HANDLED_IN, AUTHORIZED_BY, OVER, FILLS, AT_STEP, HAS_STEP, HAS_RISK, ARISES_AT, RISK_OF, MITIGATED_BY, RESPONSIBLE_FOR, CONSTRAINED_BY, BEARS, HAS_STANDARD, DISCLOSED_IN, HOLDS]
---*/
MATCH (w:Power {uid: $power})
CALL {
  WITH w
  RETURN 1 AS part_no, 'POWER' AS part, 0 AS number, 'Power/' + w.uid AS element,
         w.name AS element_name, w.power_type AS kind, w.risk_level AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)-[k:EXERCISED_BY]->(d:Department)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 2 AS part_no, 'DEPARTMENT' AS part, 0 AS number, 'Department/' + d.uid AS element,
         d.name AS element_name, d.kind AS kind, null AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)-[k:HANDLED_IN]->(s:Section)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 3 AS part_no, 'SECTION' AS part, 0 AS number, 'Section/' + s.uid AS element,
         s.name AS element_name, s.kind AS kind, null AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)-[k:AUTHORIZED_BY]->(l:LegalBasis)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 4 AS part_no, 'BASIS' AS part, 0 AS number, 'LegalBasis/' + l.uid AS element,
         l.name AS element_name, l.kind AS kind, k.article AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)<-[v:OVER]-(r:Role)
  WHERE all(x IN [v] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (r)-[a:AT_STEP]->(s:Step)
  WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (r)<-[k:FILLS]-(q)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 5 AS part_no, 'ROLE' AS part, 0 AS number, 'Role/' + r.uid AS element,
         r.name AS element_name, r.kind AS kind, r.party AS detail, 'Step/' + s.uid AS parent, q
  UNION ALL
  WITH w
  MATCH (w)-[k:HAS_STEP]->(s:Step)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 6 AS part_no, 'STEP' AS part, s.seq AS number, 'Step/' + s.uid AS element,
         s.name AS element_name, s.kind AS kind, toString(s.days) AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)-[k:HAS_RISK]->(x:RiskPoint)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (x)-[a:ARISES_AT]->(s:Step)
  WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (x)-[c:RISK_OF]->(q:Post)
  WHERE all(x IN [c] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 7 AS part_no, 'RISK' AS part, 0 AS number, 'RiskPoint/' + x.uid AS element,
         x.name AS element_name, x.level AS kind, x.manifestation AS detail, 'Step/' + s.uid AS parent, q
  UNION ALL
  WITH w
  MATCH (w)-[k:HAS_RISK]->(x:RiskPoint)-[m:MITIGATED_BY]->(c:ControlMeasure)
  WHERE all(x IN [k, m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  OPTIONAL MATCH (c)<-[a:RESPONSIBLE_FOR]-(q:Post)
  WHERE all(x IN [a] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 8 AS part_no, 'MEASURE' AS part, 0 AS number, 'ControlMeasure/' + c.uid AS element,
         c.name AS element_name, c.kind AS kind, c.text AS detail, 'RiskPoint/' + x.uid AS parent, q
  UNION ALL
  WITH w
  MATCH (w)-[k:CONSTRAINED_BY]->(s:RestraintSystem)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 9 AS part_no, 'SYSTEM' AS part, 0 AS number, 'RestraintSystem/' + s.uid AS element,
         s.name AS element_name, null AS kind, s.doc_no AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)-[k:BEARS]->(u:Duty)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 10 AS part_no, 'DUTY' AS part, 0 AS number, 'Duty/' + u.uid AS element,
         u.name AS element_name, null AS kind, u.accountability AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)-[k:HAS_STANDARD]->(s:DiscretionStandard)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  RETURN 11 AS part_no, 'STANDARD' AS part, 0 AS number, 'DiscretionStandard/' + s.uid AS element,
         s.name AS element_name, s.unit AS kind, s.situation AS detail, null AS parent, null AS q
  UNION ALL
  WITH w
  MATCH (w)-[k:DISCLOSED_IN]->(c:Disclosure)
  WHERE all(x IN [k] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
    AND c.published_on <= $as_of
  RETURN 12 AS part_no, 'DISCLOSURE' AS part, 0 AS number, 'Disclosure/' + c.uid AS element,
         c.name AS element_name, c.element AS kind, c.platform + ' ' + toString(c.published_on) AS detail,
         null AS parent, null AS q
}
CALL {
  WITH q
  WITH q WHERE q IS NOT NULL
  MATCH (q)<-[h:HOLDS]-(o:Official)
  WHERE all(x IN [h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                       AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH DISTINCT o
  RETURN collect(o) AS officials
}
UNWIND CASE WHEN size(officials) = 0 THEN [null] ELSE officials END AS o
RETURN part_no, part, CASE WHEN part = 'STEP' THEN number END AS number, element, element_name, kind,
       detail, parent,
       CASE WHEN q:Post THEN 'Post/' WHEN q:Body THEN 'Body/' WHEN q:Department THEN 'Department/' END
         + q.uid AS holder,
       q.name AS holder_name, o.uid AS official, o.name AS official_name
ORDER BY part_no, number, element, parent, detail, holder, official
