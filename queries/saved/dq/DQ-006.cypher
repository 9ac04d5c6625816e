/*---
id: DQ-006
kind: lint
title: {zh: "占位值", en: "Placeholder values"}
question:
  zh: 哪些栏目填的是“无”“未分类”“/”或者一串相同数字？
  en: "Which cells say 无, 未分类, / or one digit repeated?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  words:
    type: texts
    default: ["无", "暂无", "未分类", "未填", "待定", "待补充", "不详", "未知", "/", "-", "--", "—", "——", "0", "x", "xx", "xxx", "X", "XX", "XXX", "N/A", "n/a", "NA", "null", "NULL", "None", "none", "测试", "test"]
    doc: {zh: 视为占位的内容, en: What counts as a placeholder}
    source: 广安区公布的清单 the list of Guang'an district
  same:
    type: int
    default: 8
    doc: {zh: 编码的一段由多少个以上相同字符组成即视为占位, en: A part of a code that is one character repeated at least so often is a placeholder}
    source: 广安区公布的清单 the list of Guang'an district
columns:
  subject: {zh: 节点编号, en: Node}
  subject_name: {zh: 名称, en: Name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 姓名, en: Names}
  evidence: {zh: 所涉节点, en: Nodes}
  subject_label: {zh: 类型, en: Label}
  placeholders: {zh: 占位的列和内容, en: Columns and what stands there}
needs: [Region, Department, Section, Body, Post, Official, Counterparty, PowerList, Power, PowerChange, LegalBasis, Role, Step, TemplateStep, RiskPoint, ControlMeasure, RestraintSystem, Duty, DiscretionStandard, Disclosure, CaseFile, CaseEvent, Matter, Meeting, Statement, Filing, FundSource, Payment, Countersign, Contract, Inspection, Problem, Rectification, Accountability, IntegrityReport, Assessment, Evaluation, Feedback]
severity: low
subject: Power
population: |
  MATCH (node)
  WHERE (node.valid_from IS NULL OR node.valid_from <= $as_of) AND (node.valid_to IS NULL OR node.valid_to > $as_of)
  WITH node, [(node)-[e]->(d:Department)
    WHERE type(e) IN ['EXERCISED_BY', 'RUN_BY', 'IN_DEPARTMENT', 'SECTION_OF', 'BODY_OF', 'LIST_OF', 'MATTER_OF',
                      'FUND_OF', 'PAID_BY', 'PURCHASED_BY', 'FOUND_IN', 'ASSESSES', 'EVALUATES', 'TO_DEPARTMENT']
      AND (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
    | d.uid] AS homes
  WITH CASE WHEN node:Department THEN node.uid
            ELSE reduce(home = head(homes), h IN homes | CASE WHEN h < home THEN h ELSE home END) END AS unit
  RETURN unit, count(*) AS examined
  ORDER BY unit
message:
  zh: "数据：“{subject_name}”的栏目像是占位：{placeholders}。"
  en: "Data: cells of “{subject_name}” look like placeholders: {placeholders}."
verify:
  zh:
    document: "对照原件补填真实内容；确实没有的，留空。"
    interview: "询问填表人该栏是不清楚还是确实没有。"
    site: "在政务服务网或者业务系统查实际内容，改正原表后重新载入。"
  en:
    document: "Fill in what the original says; where there is nothing, leave the cell empty."
    interview: "Ask who filled it in whether it was not known, or there is nothing."
    site: "Look the value up on the portal or in the business system, correct the table and load it again."
blind:
  zh: "只认列出的词和重复字符，看不出编造的内容；个别栏目填“无”可能属实；编号和代码表中的取值不看。"
  en: "It knows the words listed and repeated characters, not what was made up; 无 may be true in some cells; uids and values of code lists are not looked at."
---*/
CALL {
  MATCH (n:Region)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.code]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['区划名称 name', n.name], ['区划代码 code', n.code]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Region' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Department)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.uscc]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['单位名称 name', n.name], ['统一社会信用代码 uscc', n.uscc]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Department' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Section)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['科室名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Section' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Body)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['机构名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Body' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Post)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.rank, n.liaison]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['岗位名称 name', n.name], ['职务层次 rank', n.rank], ['联系单位 liaison', n.liaison]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Post' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Official)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['姓名 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Official' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Counterparty)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.uscc, n.industry]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['相对人名称 name', n.name], ['统一社会信用代码 uscc', n.uscc], ['所属行业 industry', n.industry]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Counterparty' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:PowerList)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['清单名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'PowerList' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Power)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.conditions, n.supervise_phone, n.basic_code, n.impl_code, n.source_category,
                n.risk_level_given, n.note]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['事项名称 name', n.name], ['办理条件 conditions', n.conditions],
                 ['监督电话 supervise_phone', n.supervise_phone], ['基本编码 basic_code', n.basic_code],
                 ['实施编码 impl_code', n.impl_code], ['来源目录 source_category', n.source_category],
                 ['原风险等级 risk_level_given', n.risk_level_given], ['备注 note', n.note]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Power' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:PowerChange)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.reason]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['调整原因 reason', n.reason]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'PowerChange' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:LegalBasis)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['依据名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'LegalBasis' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Role)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['角色名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Role' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Step)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['环节名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Step' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:TemplateStep)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['环节名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'TemplateStep' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:RiskPoint)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.manifestation, n.level_given, n.indicator]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['风险点名称 name', n.name], ['表现形式 manifestation', n.manifestation],
                 ['原风险等级 level_given', n.level_given], ['监测指标 indicator', n.indicator]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'RiskPoint' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:ControlMeasure)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.text, n.frequency, n.due]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['措施内容 text', n.text], ['执行频次 frequency', n.frequency], ['完成时限 due', n.due]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'ControlMeasure' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:RestraintSystem)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.doc_no]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['制度名称 name', n.name], ['制度文号 doc_no', n.doc_no]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'RestraintSystem' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Duty)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.text, n.accountability, n.basis]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['责任事项内容 text', n.text], ['追责情形 accountability', n.accountability],
                 ['责任依据 basis', n.basis]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Duty' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:DiscretionStandard)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.situation, n.unit]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['适用情形 situation', n.situation], ['计量单位 unit', n.unit]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'DiscretionStandard' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Disclosure)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Disclosure' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:CaseFile)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.situation, n.basis, n.process, n.result]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['办理情况 situation', n.situation], ['办理依据 basis', n.basis],
                 ['办理过程 process', n.process], ['办理结果 result', n.result]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'CaseFile' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:CaseEvent)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.action]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['办理动作 action', n.action]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'CaseEvent' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Matter)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.override_reason, n.content, n.procedure, n.resolution]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['事项名称 name', n.name], ['未按多数意见决定的理由 override_reason', n.override_reason],
                 ['主要内容 content', n.content], ['决策程序 procedure', n.procedure], ['决议 resolution', n.resolution]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Matter' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Meeting)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.session, n.place]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['会议名称 session', n.session], ['召开地点 place', n.place]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Meeting' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Statement)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Statement' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Filing)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Filing' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:FundSource)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['资金名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'FundSource' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Payment)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Payment' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Countersign)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Countersign' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Contract)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.item]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['采购标的 item', n.item]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Contract' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Inspection)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['巡察名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Inspection' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Problem)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.category]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['问题类别 category', n.category]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Problem' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Rectification)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Rectification' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Accountability)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.kind]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['问责方式 kind', n.kind]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Accountability' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:IntegrityReport)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'IntegrityReport' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Assessment)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Assessment' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Evaluation)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.round]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['评议轮次 round', n.round]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Evaluation' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Feedback)
  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to > $as_of)
  AND any(v IN [n.name, n.text]
           WHERE trim(v) IN $words OR any(part IN split(v, '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = ''))
  WITH n, [c IN [['名称 name', n.name], ['意见内容 text', n.text]]
           WHERE trim(c[1]) IN $words OR any(part IN split(c[1], '-') WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')] AS cells
  RETURN 'Feedback' AS subject_label, n AS node, cells
}
WITH subject_label, node, cells
OPTIONAL MATCH (node)-[e]->(d:Department)
WHERE type(e) IN ['EXERCISED_BY', 'RUN_BY', 'IN_DEPARTMENT', 'SECTION_OF', 'BODY_OF', 'LIST_OF', 'MATTER_OF',
                  'FUND_OF', 'PAID_BY', 'PURCHASED_BY', 'FOUND_IN', 'ASSESSES', 'EVALUATES', 'TO_DEPARTMENT']
  AND (e.valid_from IS NULL OR e.valid_from <= $as_of) AND (e.valid_to IS NULL OR e.valid_to > $as_of)
WITH subject_label, node, cells, d
ORDER BY subject_label, node.uid, d.uid
WITH subject_label, node, cells, CASE WHEN subject_label = 'Department' THEN node ELSE head(collect(d)) END AS home
RETURN node.uid AS subject, node.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [] AS actors, [] AS actor_names, [subject_label + '/' + node.uid] AS evidence, subject_label,
       [c IN cells | c[0] + '=' + c[1]] AS placeholders
ORDER BY subject, subject_label
