// Code tables of the policy and decision-resource libraries and of penalties (domain.md §1.10, §1.11).

import { itemsOf, type CodeTable } from './code-table.ts';

export const lawLevel = {
  id: 'law_level',
  name: '文件类别',
  source: 'domain.md §2.8',
  items: itemsOf({
    1: '法律',
    2: '行政法规',
    3: '部门规章',
    4: '地方性法规',
    5: '地方政府规章|政府规章',
    6: '规范性文件|行政规范性文件',
    7: '政策文件',
    8: '标准',
    9: '解读|政策解读',
  }),
} as const satisfies CodeTable;

export const policyValidity = {
  id: 'policy_validity',
  name: '效力状态',
  source: 'domain.md §1.10',
  items: itemsOf({ 1: '有效|现行有效', 2: '已修改|已被修改', 3: '废止|已废止', 4: '失效|已失效', 5: '未生效|尚未生效' }),
} as const satisfies CodeTable;

export const policySubject = {
  id: 'policy_subject',
  name: '主题分类',
  source: 'domain.md §1.10; J',
  items: itemsOf({
    10: '投资|投资管理',
    20: '规划|发展规划',
    30: '价格',
    40: '能源',
    50: '招投标|招标投标',
    60: '信用|社会信用',
    70: '产业',
    80: '体制改革|改革',
    90: '区域发展',
    91: '社会发展',
    92: '资源环境|节能',
    99: '其他|综合',
  }),
} as const satisfies CodeTable;

export const interpretationType = {
  id: 'interpretation_type',
  name: '解读形式',
  source: 'domain.md §1.10',
  items: itemsOf({ 1: '文字', 2: '图解', 3: '问答', 4: '视频' }),
} as const satisfies CodeTable;

export const policyState = {
  id: 'policy_state',
  name: '发布状态',
  source: 'domain.md §1.10',
  items: itemsOf({ 1: '采编', 2: '审核', 3: '发布', 4: '下架' }),
} as const satisfies CodeTable;

export const resourceCategory = {
  id: 'resource_category',
  name: '资源类别',
  source: 'S0',
  items: itemsOf({ 1: '政策信息', 2: '战略规划', 3: '宏观监测', 4: '区域发展', 5: '体制改革', 6: '专家视点', 7: '研究报告', 8: '课题成果' }),
} as const satisfies CodeTable;

export const resourceFormat = {
  id: 'resource_format',
  name: '载体形式',
  source: 'domain.md §1.11',
  items: itemsOf({ 1: '文|文字|文档', 2: '表|表格', 3: '图|图片', 4: '音视频|视频|音频', 5: '数据集|数据' }),
} as const satisfies CodeTable;

export const qualityGrade = {
  id: 'quality_grade',
  name: '质量等级',
  source: 'domain.md §1.11',
  items: itemsOf({ A: 'A 级|A', B: 'B 级|B', C: 'C 级|C' }),
} as const satisfies CodeTable;

export const resourceState = {
  id: 'resource_state',
  name: '流程状态',
  source: 'S3',
  items: itemsOf({ 1: '采编', 2: '审核', 3: '签发', 4: '发布', 5: '归档' }),
} as const satisfies CodeTable;

export const adoption = {
  id: 'adoption',
  name: '采用层级',
  source: 'S3',
  items: itemsOf({ 0: '未采用', 1: '国办|国务院办公厅', 2: '省', 3: '市' }),
} as const satisfies CodeTable;

export const discretionTier = {
  id: 'discretion_tier',
  name: '裁量阶次',
  source: 'S2; L4 第34条',
  items: itemsOf({ 1: '轻微', 2: '从轻', 3: '一般', 4: '从重' }),
} as const satisfies CodeTable;

/** Kinds of administrative penalty. */
export const penaltyKind = {
  id: 'penalty_kind',
  name: '处罚种类',
  standard: '行政处罚法（2021）第九条',
  source: 'L4 第9条',
  items: itemsOf({
    1: '警告、通报批评|警告|通报批评',
    2: '罚款、没收违法所得、没收非法财物|罚款|没收违法所得|没收非法财物',
    3: '暂扣许可证件、降低资质等级、吊销许可证件|暂扣许可证件|吊销许可证件',
    4: '限制开展生产经营活动、责令停产停业、责令关闭、限制从业|责令停产停业|责令关闭|限制从业',
    5: '行政拘留',
    6: '法律、行政法规规定的其他行政处罚|其他',
  }),
} as const satisfies CodeTable;

export const penaltyUnit = {
  id: 'penalty_unit',
  name: '罚款单位',
  source: 'domain.md §1.10',
  items: itemsOf({ 1: '元', 2: '‰' }),
} as const satisfies CodeTable;

export const indicatorFrequency = {
  id: 'indicator_frequency',
  name: '指标频度',
  source: 'domain.md §1.11',
  items: itemsOf({ M: '月|月度', Q: '季|季度', Y: '年|年度' }),
} as const satisfies CodeTable;

export const indicatorDirection = {
  id: 'indicator_direction',
  name: '指标方向',
  source: 'domain.md §1.11; J',
  items: itemsOf({ 1: '越高越好|正向', 2: '越低越好|逆向', 3: '区间为好|适度' }),
} as const satisfies CodeTable;
