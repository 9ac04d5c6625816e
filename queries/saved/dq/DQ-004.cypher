/*---
id: DQ-004
kind: lint
title: {zh: "图谱中有身份证号或手机号", en: "Identity or mobile number in the graph"}
question:
  zh: 哪些节点的哪些属性里有身份证号或者手机号？
  en: "Which properties of which nodes hold an identity number or a mobile number?"
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
columns:
  subject: {zh: 节点编号, en: Node}
  subject_name: {zh: 名称, en: Name}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 姓名, en: Names}
  evidence: {zh: 所涉节点, en: Nodes}
  subject_label: {zh: 类型, en: Label}
  sheet: {zh: 来源工作表, en: Sheet it came from}
  row: {zh: 来源行, en: Row it came from}
  personal: {zh: 含号码的列, en: Columns that hold a number}
needs: [Region, Department, Section, Body, Post, Official, Counterparty, PowerList, Power, PowerChange, LegalBasis, Role, Step, TemplateStep, RiskPoint, ControlMeasure, RestraintSystem, Duty, DiscretionStandard, Disclosure, CaseFile, CaseEvent, Matter, Meeting, Statement, Filing, FundSource, Payment, Countersign, Contract, Inspection, Problem, Rectification, Accountability, IntegrityReport, Assessment, Evaluation, Feedback, Meta, Source, Change]
severity: high
subject: Official
population: |
  MATCH (node)
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
  zh: "数据：{subject_label}“{subject_name}”的{personal}中有身份证号或手机号，须删除；号码不在此显示。"
  en: "Data: {personal} of {subject_label} “{subject_name}” holds an identity or mobile number and must be removed; the number is not shown here."
verify:
  zh:
    document: "打开来源表的该行，删去号码后重新载入；图谱中的旧值由管理员清除。"
    interview: "询问由谁、用什么程序把数据写入图谱：本程序的导入遇到号码即停。"
    site: "检查图谱文件、备份和导出件是否还留有该号码。"
  en:
    document: "Open the row of the source, take the number out and load again; have the old value removed from the graph."
    interview: "Ask who wrote the data into the graph and with what: our own import stops at such a number."
    site: "Look whether the number is still in the graph file, in backups and in exports."
blind:
  zh: "少一位、错一位或者用汉字写的号码看不出；只看登记的文本属性，关系上的文号和别人另加的属性不看；编号或名称本身含号码时，用“…#序号”代替。"
  en: "It does not see a number with a digit missing or wrong, or spelt out; it reads the text properties of the schema, not document numbers on relationships, nor properties that others added; where uid or name itself holds the number, “…#n” stands for it."
after:
  - {column: personal, among: cells, failing: personal_number}
  - {keep_any: [personal]}
  - {drop: cells}
---*/
CALL {
  MATCH (n:Region)
  WHERE any(v IN [n.uid, n.name, n.code]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['编号 uid', n.uid], ['区划名称 name', n.name], ['区划代码 code', n.code]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Region' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Department)
  WHERE any(v IN [n.uid, n.name, n.uscc]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['单位编号 uid', n.uid], ['单位名称 name', n.name], ['统一社会信用代码 uscc', n.uscc]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Department' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Section)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['科室编号 uid', n.uid], ['科室名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Section' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Body)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['机构编号 uid', n.uid], ['机构名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Body' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Post)
  WHERE any(v IN [n.uid, n.name, n.rank, n.liaison]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['岗位编号 uid', n.uid], ['岗位名称 name', n.name], ['职务层次 rank', n.rank], ['联系单位 liaison', n.liaison]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Post' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Official)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['人员编号 uid', n.uid], ['姓名 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Official' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Counterparty)
  WHERE any(v IN [n.uid, n.name, n.uscc, n.industry]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['相对人编号 uid', n.uid], ['相对人名称 name', n.name], ['统一社会信用代码 uscc', n.uscc],
                 ['所属行业 industry', n.industry]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Counterparty' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:PowerList)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['清单编号 uid', n.uid], ['清单名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'PowerList' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Power)
  WHERE any(v IN [n.uid, n.name, n.conditions, n.supervise_phone, n.basic_code, n.impl_code, n.source_category,
                  n.risk_level_given, n.note]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['事项编号 uid', n.uid], ['事项名称 name', n.name], ['办理条件 conditions', n.conditions],
                 ['监督电话 supervise_phone', n.supervise_phone], ['基本编码 basic_code', n.basic_code],
                 ['实施编码 impl_code', n.impl_code], ['来源目录 source_category', n.source_category],
                 ['原风险等级 risk_level_given', n.risk_level_given], ['备注 note', n.note]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Power' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:PowerChange)
  WHERE any(v IN [n.uid, n.name, n.reason]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['调整编号 uid', n.uid], ['名称 name', n.name], ['调整原因 reason', n.reason]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'PowerChange' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:LegalBasis)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['依据编号 uid', n.uid], ['依据名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'LegalBasis' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Role)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['角色编号 uid', n.uid], ['角色名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Role' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Step)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['环节编号 uid', n.uid], ['环节名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Step' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:TemplateStep)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['模板环节编号 uid', n.uid], ['环节名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'TemplateStep' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:RiskPoint)
  WHERE any(v IN [n.uid, n.name, n.manifestation, n.level_given, n.indicator]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['风险点编号 uid', n.uid], ['风险点名称 name', n.name], ['表现形式 manifestation', n.manifestation],
                 ['原风险等级 level_given', n.level_given], ['监测指标 indicator', n.indicator]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'RiskPoint' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:ControlMeasure)
  WHERE any(v IN [n.uid, n.name, n.text, n.frequency, n.due]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['措施编号 uid', n.uid], ['名称 name', n.name], ['措施内容 text', n.text], ['执行频次 frequency', n.frequency],
                 ['完成时限 due', n.due]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'ControlMeasure' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:RestraintSystem)
  WHERE any(v IN [n.uid, n.name, n.doc_no]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['制度编号 uid', n.uid], ['制度名称 name', n.name], ['制度文号 doc_no', n.doc_no]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'RestraintSystem' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Duty)
  WHERE any(v IN [n.uid, n.name, n.text, n.accountability, n.basis]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['责任编号 uid', n.uid], ['名称 name', n.name], ['责任事项内容 text', n.text],
                 ['追责情形 accountability', n.accountability], ['责任依据 basis', n.basis]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Duty' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:DiscretionStandard)
  WHERE any(v IN [n.uid, n.name, n.situation, n.unit]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['基准编号 uid', n.uid], ['名称 name', n.name], ['适用情形 situation', n.situation], ['计量单位 unit', n.unit]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'DiscretionStandard' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Disclosure)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['公开编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Disclosure' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:CaseFile)
  WHERE any(v IN [n.uid, n.name, n.situation, n.basis, n.process, n.result]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['办件编号 uid', n.uid], ['名称 name', n.name], ['办理情况 situation', n.situation], ['办理依据 basis', n.basis],
                 ['办理过程 process', n.process], ['办理结果 result', n.result]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'CaseFile' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:CaseEvent)
  WHERE any(v IN [n.uid, n.name, n.action]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['编号 uid', n.uid], ['名称 name', n.name], ['办理动作 action', n.action]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'CaseEvent' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Matter)
  WHERE any(v IN [n.uid, n.name, n.override_reason, n.content, n.procedure, n.resolution]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['事项编号 uid', n.uid], ['事项名称 name', n.name], ['未按多数意见决定的理由 override_reason', n.override_reason],
                 ['主要内容 content', n.content], ['决策程序 procedure', n.procedure], ['决议 resolution', n.resolution]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Matter' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Meeting)
  WHERE any(v IN [n.uid, n.name, n.session, n.place]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['会议编号 uid', n.uid], ['名称 name', n.name], ['会议名称 session', n.session], ['召开地点 place', n.place]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Meeting' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Statement)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['发言编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Statement' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Filing)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['备案编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Filing' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:FundSource)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['资金编号 uid', n.uid], ['资金名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'FundSource' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Payment)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['支付编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Payment' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Countersign)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['会签编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Countersign' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Contract)
  WHERE any(v IN [n.uid, n.name, n.item]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['合同编号 uid', n.uid], ['名称 name', n.name], ['采购标的 item', n.item]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Contract' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Inspection)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['巡察编号 uid', n.uid], ['巡察名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Inspection' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Problem)
  WHERE any(v IN [n.uid, n.name, n.category]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['问题编号 uid', n.uid], ['名称 name', n.name], ['问题类别 category', n.category]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Problem' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Rectification)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['整改编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Rectification' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Accountability)
  WHERE any(v IN [n.uid, n.name, n.kind]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['问责编号 uid', n.uid], ['名称 name', n.name], ['问责方式 kind', n.kind]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Accountability' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:IntegrityReport)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['述责述廉编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'IntegrityReport' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Assessment)
  WHERE any(v IN [n.uid, n.name]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['考核编号 uid', n.uid], ['名称 name', n.name]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Assessment' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Evaluation)
  WHERE any(v IN [n.uid, n.name, n.round]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['评议编号 uid', n.uid], ['名称 name', n.name], ['评议轮次 round', n.round]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Evaluation' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Feedback)
  WHERE any(v IN [n.uid, n.name, n.text]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['意见编号 uid', n.uid], ['名称 name', n.name], ['意见内容 text', n.text]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Feedback' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Meta)
  WHERE any(v IN [n.uid, n.name, n.engine, n.notice, n.open_import]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['编号 uid', n.uid], ['名称 name', n.name], ['图引擎 engine', n.engine], ['声明 notice', n.notice],
                 ['未完成导入 open_import', n.open_import]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Meta' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Source)
  WHERE any(v IN [n.uid, n.name, n.file, n.series]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['编号 uid', n.uid], ['名称 name', n.name], ['文件名 file', n.file], ['来源系列 series', n.series]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Source' AS subject_label, n AS node, cells
  UNION ALL
  MATCH (n:Change)
  WHERE any(v IN [n.uid, n.name, n.about, n.about_name, n.from_node, n.to_node, n.property, n.before, n.after,
                  n.source_sheet]
           WHERE v =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*')
  WITH n, [c IN [['编号 uid', n.uid], ['名称 name', n.name], ['变更对象 about', n.about], ['对象名称 about_name', n.about_name],
                 ['起点 from_node', n.from_node], ['终点 to_node', n.to_node], ['变更属性 property', n.property],
                 ['变更前 before', n.before], ['变更后 after', n.after], ['来源工作表 source_sheet', n.source_sheet]]
           WHERE c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'] AS cells
  RETURN 'Change' AS subject_label, n AS node, cells
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
       node.source_sheet AS sheet, node.source_row AS row, cells
ORDER BY subject, subject_label
