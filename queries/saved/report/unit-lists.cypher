/*---
id: unit-lists
kind: question
title: {zh: 权力清单申报与载入, en: Declared and loaded power lists}
question:
  zh: 某单位各份权力清单申报多少项、实际载入多少项，报送、审核、审定和公布在哪一天？
  en: How many powers did each list of a unit declare, how many are loaded, and when was it submitted, reviewed, approved and published?
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Department (uid)}}
columns:
  power_list: {zh: 清单编号, en: List}
  power_list_name: {zh: 权力清单, en: List}
  year: {zh: 年份, en: Year}
  declared: {zh: 申报项数, en: Declared}
  loaded: {zh: 载入项数, en: Loaded}
  submitted_on: {zh: 报送, en: Submitted}
  reviewed_on: {zh: 派驻审核, en: Reviewed}
  approved_on: {zh: 审定, en: Approved}
  published_on: {zh: 公布, en: Published}
needs: [Department, PowerList, Power, LIST_OF, LISTED_IN]
---*/
MATCH (:Department {uid: $unit})<-[x:LIST_OF]-(l:PowerList)
WHERE all(r IN [x, l] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
WITH DISTINCT l
RETURN l.uid AS power_list, l.name AS power_list_name, l.year AS year, l.declared_count AS declared,
       COUNT { MATCH (l)<-[y:LISTED_IN]-(w:Power)
               WHERE all(r IN [y, w] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                                       AND (r.valid_to IS NULL OR r.valid_to > $as_of)) } AS loaded,
       l.submitted_on AS submitted_on, l.reviewed_on AS reviewed_on, l.approved_on AS approved_on,
       l.published_on AS published_on
ORDER BY year, power_list
