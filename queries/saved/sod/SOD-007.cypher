/*---
id: SOD-007
kind: rule
title:
  zh: 记账与审批、经办、保管未分离
  en: Bookkeeping not separated from approval, handling or custody
question:
  zh: 谁在同一单位内既记账，又审批、经办或者保管财物？
  en: Who keeps the books and approves, handles or keeps property in one and the same unit?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  pairs:
    type: pairs
    default: [[BOOKKEEPING, APPROVAL], [BOOKKEEPING, HANDLING], [BOOKKEEPING, CUSTODY]]
    doc:
      zh: 不相容职能对，同一人兼有一对中的两项即列出。其他常见不相容职务对（默认不查，可按需加入）：申请/审批、经办/审核、审批/付款、记账/出纳、记账/保管、采购/验收、采购/合同审核、招标编制/评标、调查/法制审核、调查/听证主持、决定/收缴、监督/被监督
      en: "Pairs of functions that one person must not join. Further pairs, off by default: APPLICATION/APPROVAL, HANDLING/REVIEW, APPROVAL/PAYMENT, BOOKKEEPING/CASHIER, BOOKKEEPING/CUSTODY, PROCUREMENT/ACCEPTANCE, PROCUREMENT/CONTRACT_REVIEW, TENDER_DRAFT/BID_EVALUATION, INVESTIGATION/LEGAL_REVIEW, INVESTIGATION/HEARING_HOST, FINE_DECISION/FINE_COLLECTION, SUPERVISION and what it supervises"
    source: 会计法（2024）第二十五条
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
  departments: {zh: 所在单位, en: Departments where they are joined}
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
  - {law: 会计法, article: 第二十五条, version: 2024, certain: true, covers: partial}
message:
  zh: "疑似：{actor_names} 在{departments}既记账又审批、经办或保管（所涉岗位：{posts}），需核实。"
  en: "Suspected: {actor_names} keeps the books of {departments} and also approves, handles or keeps property there (posts: {posts}); to be verified."
verify:
  zh:
    document: "调取会计岗位分工表、审批权限文件和财物保管清册，核对记账人员与审批、经办、保管人员。"
    interview: "分别询问记账人员、财务负责人和经办科室：报销事项由谁审批、谁经办，财物由谁保管。"
    site: "抽查近三个月报销凭证和实物台账，比对审批、经办、保管、记账的签名。"
  en:
    document: "Obtain the division of accounting posts, the approval rights and the inventories: who keeps the books, who approves, handles and keeps property."
    interview: "Ask the bookkeeper, the head of finance and the handling section, apart from one another, who approves and handles expenses and who keeps property."
    site: "Check expense vouchers and inventories of the last three months: compare the signatures of approver, handler, keeper and bookkeeper."
blind:
  zh: "只看岗位登记的职能标签，未填写职能的岗位看不到；分属不同单位的岗位不合并；代管、临时顶岗看不到；乡镇街道人员少，应结合在岗人数和补偿措施判断。"
  en: "It sees the functions recorded for posts only; posts in different departments are not joined; who stands in for another is not seen; small townships have few staff, so weigh their number and compensating measures."
---*/
MATCH (o:Official)-[h:HOLDS]->(p:Post)-[j:IN_DEPARTMENT]->(d:Department)
WHERE size(p.functions) > 0
  AND all(x IN [o, h, j] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                           AND (x.valid_to IS NULL OR x.valid_to > $as_of))
UNWIND p.functions AS one
WITH o, d, collect(DISTINCT one) AS functions
UNWIND $pairs AS pair
WITH o, d, functions, pair
WHERE pair[0] IN functions AND pair[1] IN functions
UNWIND pair AS function
WITH DISTINCT o, d, function
ORDER BY o.uid, d.uid, function
WITH o, d, collect(function) AS clash
MATCH (o)-[m:HOLDS]->(post:Post)-[n:IN_DEPARTMENT]->(there:Department)
WHERE there.uid = d.uid AND any(f IN post.functions WHERE f IN clash)
  AND all(x IN [m, n] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH DISTINCT o, d, clash, post
ORDER BY o.uid, d.uid, post.uid
WITH o, d, clash, collect(post) AS held
WITH o, collect(d) AS places, collect(clash) AS clashes, collect(held) AS helds
WITH o, places, reduce(a = [], l IN clashes | a + l) AS every, reduce(a = [], l IN helds | a + l) AS posts
UNWIND every AS each
WITH DISTINCT o, places, posts, each
ORDER BY o.uid, each
WITH o, places, posts, collect(each) AS joined
OPTIONAL MATCH (o)-[t:HOLDS]->(q:Post)-[i:IN_DEPARTMENT]->(u:Department)
WHERE all(x IN [t, i] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH o, places, posts, joined, u
ORDER BY o.uid, coalesce(t.valid_from, date('0001-01-01')), q.uid, u.uid
WITH o, places, posts, joined, head(collect(u)) AS home
OPTIONAL MATCH (home)<-[k:IN_DEPARTMENT]-(:Post)<-[g:HOLDS]-(colleague:Official)
WHERE all(x IN [k, g] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                        AND (x.valid_to IS NULL OR x.valid_to > $as_of))
WITH o, places, posts, joined, home, count(DISTINCT colleague) AS staff
RETURN o.uid AS subject, o.name AS subject_name, home.uid AS unit, home.name AS unit_name,
       [o.uid] AS actors, [o.name] AS actor_names,
       ['Official/' + o.uid] + [x IN posts | 'Post/' + x.uid]
         + [x IN places | 'Department/' + x.uid] AS evidence,
       joined AS functions, [x IN posts | x.name] AS posts, [x IN places | x.name] AS departments, staff
ORDER BY subject, actors
