/*---
id: recorded-changes
kind: question
title: {zh: 某段时间内导入带来的变更, en: What imports changed in a period}
question:
  zh: 某段时间内，各次导入把哪些对象的哪些内容由什么改成了什么，依据哪个文件？
  en: Which values did imports change in a period, from what to what, and after which file?
params:
  from: {type: date, doc: {zh: 起始日（含）, en: First day}}
  to: {type: date, doc: {zh: 截止日（含）, en: Last day}}
  about: {type: text, default: null, doc: {zh: 只看这个对象，如 Post/P1, en: 'Only this node or relationship, such as Post/P1'}}
columns:
  day: {zh: 数据日期, en: Day of the data}
  about: {zh: 对象（标签或关系类型/编号）, en: 'Node or relationship (label or type, and uid)'}
  name: {zh: 对象名称（关系为两端）, en: Name (of a relationship both ends)}
  from_node: {zh: 关系起点, en: Relationship from}
  to_node: {zh: 关系终点, en: Relationship to}
  property: {zh: 变更属性（valid_to 为失效日，即关闭或恢复）, en: 'Property (valid_to: closed, or open again)'}
  before: {zh: 变更前（空为没有）, en: Before (empty for none)}
  after: {zh: 变更后（空为没有）, en: After (empty for none)}
  file: {zh: 来源文件, en: File}
  sheet: {zh: 工作表, en: Sheet}
  row: {zh: 行（空为整个文件不再载明）, en: 'Row (empty: the file as a whole states it no more)'}
  import_id: {zh: 导入批次, en: Import}
needs: [Change, Source]
---*/
// Where a value was read is kept with each change, but is none. Values stand as JSON, days in an object.
MATCH (c:Change)
WHERE c.day >= $from AND c.day <= $to
  AND ($about IS NULL OR c.about = $about)
  AND NOT c.property IN ['source_uid', 'source_sheet', 'source_row', 'stated_by', 'closed_by']
OPTIONAL MATCH (s:Source {uid: c.source_uid})
WITH c, s,
     CASE WHEN c.before = 'null' THEN null WHEN c.before STARTS WITH '{' THEN split(c.before, '"')[3]
          WHEN c.before STARTS WITH '"' THEN substring(c.before, 1, size(c.before) - 2) ELSE c.before END AS before,
     CASE WHEN c.after = 'null' THEN null WHEN c.after STARTS WITH '{' THEN split(c.after, '"')[3]
          WHEN c.after STARTS WITH '"' THEN substring(c.after, 1, size(c.after) - 2) ELSE c.after END AS after
RETURN c.day AS day, c.about AS about, c.about_name AS name, c.from_node AS from_node, c.to_node AS to_node,
       c.property AS property, before, after, s.file AS file, c.source_sheet AS sheet, c.source_row AS row,
       c.import_id AS import_id
ORDER BY day, about, import_id, c.seq
