/*---
id: SOD-006
kind: rule
title:
  zh: 出纳兼任不相容岗位
  en: Cashier in an incompatible post
question:
  zh: 谁在任出纳的同时兼管稽核、会计档案保管或者账目登记？
  en: Which cashier also audits, keeps the accounting files or keeps the ledgers?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  pairs:
    type: pairs
    default: [[CASHIER, AUDIT], [CASHIER, ARCHIVE], [CASHIER, LEDGER]]
    doc:
      zh: 不相容职能对，同一人兼有一对中的两项即列出。其他常见不相容职务对（默认不查，可按需加入）：申请/审批、经办/审核、审批/付款、记账/出纳、记账/保管、采购/验收、采购/合同审核、招标编制/评标、调查/法制审核、调查/听证主持、决定/收缴、监督/被监督
      en: "Pairs of functions that one person must not join. Further pairs, off by default: APPLICATION/APPROVAL, HANDLING/REVIEW, APPROVAL/PAYMENT, BOOKKEEPING/CASHIER, BOOKKEEPING/CUSTODY, PROCUREMENT/ACCEPTANCE, PROCUREMENT/CONTRACT_REVIEW, TENDER_DRAFT/BID_EVALUATION, INVESTIGATION/LEGAL_REVIEW, INVESTIGATION/HEARING_HOST, FINE_DECISION/FINE_COLLECTION, SUPERVISION and what it supervises"
    source: 会计法（2024）第三十五条
columns:
  subject: {zh: 人员编号, en: Official}
  subject_name: {zh: 姓名, en: Name of the official}
  unit: {zh: 单位编号, en: Unit}
  unit_name: {zh: 单位, en: Name of the unit}
  actors: {zh: 人员编号, en: Officials}
  actor_names: {zh: 人员, en: Names of the officials}
  evidence: {zh: 证据路径, en: Evidence}
  functions: {zh: 所兼不相容职能, en: Functions joined}
  posts: {zh: 所涉岗位, en: Posts}
  staff: {zh: 单位现有在岗人数, en: Officials in post in the unit}
needs: [Department, Official, Post, HOLDS, IN_DEPARTMENT]
severity: high
subject: Official
dimension: ALLOCATE
path: SUPERVISE
population: |
  MATCH (o:Official)-[h:HOLDS]->(p:Post)
  WHERE size(p.functions) > 0
    AND all(x IN [o, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH o, collect(p.functions) AS lists
  WHERE any(pair IN $pairs WHERE any(l IN lists WHERE pair[0] IN l))
  OPTIONAL MATCH (o)-[t:HOLDS]->(q:Post)-[i:IN_DEPARTMENT]->(u:Department)
  WHERE all(x IN [t, i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                          AND (x.valid_to IS NULL OR x.valid_to > $as_of))
  WITH o, u.uid AS place
  ORDER BY o.uid, coalesce(t.valid_from, date('0001-01-01')), q.uid, place
  WITH o, head(collect(place)) AS unit
  RETURN unit, count(o) AS examined
  ORDER BY unit
basis:
  - {law: 会计法, article: 第三十五条, version: 2024, certain: true, covers: partial}
message:
  zh: "疑似：{actor_names}（{unit_name}）任出纳的同时兼任不相容岗位（所涉岗位：{posts}），需核实。"
  en: "Suspected: {actor_names} ({unit_name}) is cashier and also in an incompatible post (posts: {posts}); to be verified."
verify:
  zh:
    document: "调取会计岗位分工表、任职文件和会计档案移交清册，核对出纳及所兼岗位的起止时间。"
    interview: "分别询问出纳、会计主管和财务负责人：稽核、档案保管、收支和债权债务账目登记由谁实际办理。"
    site: "抽查近三个月凭证、日记账和明细账的制单、稽核、登记签章，看是否同一人。"
  en:
    document: "Obtain the division of accounting posts, the appointment papers and the hand-over lists of accounting files: since when both were held."
    interview: "Ask the cashier, the chief accountant and the head of finance, apart from one another, who really audits, keeps the files and keeps the ledgers of income, expense, claims and debts."
    site: "Check vouchers, journals and ledgers of the last three months: are maker, auditor and bookkeeper one person."
blind:
  zh: "只看岗位登记的职能标签，未填写职能的岗位看不到；代管、临时顶岗看不到；乡镇街道人员少，应结合在岗人数和补偿措施判断。"
  en: "It sees the functions recorded for posts only; who stands in for another is not seen; small townships have few staff, so weigh their number and compensating measures."
---*/
MATCH (o:Official)-[h:HOLDS]->(p:Post)
WHERE size(p.functions) > 0
  AND all(x IN [o, h] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
UNWIND p.functions AS one
WITH o, collect(DISTINCT one) AS functions
UNWIND $pairs AS pair
WITH o, functions, pair
WHERE pair[0] IN functions AND pair[1] IN functions
UNWIND pair AS function
WITH DISTINCT o, function
ORDER BY o.uid, function
WITH o, collect(function) AS clash
MATCH (o)-[m:HOLDS]->(post:Post)
WHERE any(f IN post.functions WHERE f IN clash)
  AND all(x IN [m] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                     AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT o, clash, post
ORDER BY o.uid, post.uid
WITH o, clash, collect(post) AS posts
OPTIONAL MATCH (o)-[t:HOLDS]->(q:Post)-[i:IN_DEPARTMENT]->(u:Department)
WHERE all(x IN [t, i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH o, clash, posts, u
ORDER BY o.uid, coalesce(t.valid_from, date('0001-01-01')), q.uid, u.uid
WITH o, clash, posts, head(collect(u)) AS home
OPTIONAL MATCH (home)<-[k:IN_DEPARTMENT]-(:Post)<-[g:HOLDS]-(colleague:Official)
WHERE all(x IN [k, g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH o, clash, posts, home, count(DISTINCT colleague) AS staff
RETURN o.uid AS subject, o.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['Official/' + o.uid] + [x IN posts | 'Post/' + x.uid] AS evidence,
       clash AS functions, [x IN posts | x.name] AS posts, staff
ORDER BY subject, actors
