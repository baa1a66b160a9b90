// 决策资源库: information, studies and results that decisions rest on (domain.md §1.11).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, codes, date, files, integer, list, longText, money, month, ref, refs, section, text, texts } from '../tables/field-kinds.ts';
import { rulesOver } from '../tables/rule-kinds.ts';
import { supportLibrary } from './library.ts';

const isTopicResult = { text: '课题成果', test: (r: RecordValues) => r['category'] === '8' };
const isSigned = { text: '签发之后', test: (r: RecordValues) => typeof r['state'] === 'string' && r['state'] >= '3' };
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const fields: readonly Field[] = [
  ...section('资源', 'library', [
    text('title', '标题', 200, 'S0', { required: true, searched: true, aliases: ['名称', '题目', '成果名称', '课题名称', '报告名称'], column: 360 }),
    code('category', '一级类别', 'resource_category', 'S0', { required: true, aliases: ['类别', '资源类别', '分类'], column: 90 }),
    text('sub_category', '二级类别', 40, 'S0', { role: 'dimension', aliases: ['子类别'] }),
    texts('authors', '作者', 'S3', { required: true, searched: true, aliases: ['撰稿人', '执笔人', '课题组成员'], column: 140 }),
    ref('author_org_id', '作者单位', 'org', 'S0', { role: 'dimension', aliases: ['编写单位', '承担单位', '完成单位'], column: 170 }),
    text('source_name', '来源', 100, 'S3', { required: true, role: 'dimension', aliases: ['信息来源', '出处', '刊物'] }),
    date('source_date', '来源日期', 'S3', { required: true, aliases: ['日期', '发布日期', '成文日期', '完成日期'], column: 96 }),
    code('resource_format', '载体形式', 'resource_format', 'domain.md §1.11', { required: true, aliases: ['形式'] }),
  ]),

  ...section('主题', 'library', [
    month('period_from', '期间起', 'domain.md §1.11', { aliases: ['起始月份'] }),
    month('period_to', '期间止', 'domain.md §1.11', { aliases: ['截止月份'] }),
    codes('region_codes', '涉及区域', 'region', 'domain.md §1.11', { aliases: ['涉及区市'] }),
    codes('industry_codes', '涉及行业', 'industry_2017', 'GB/T 4754'),
    texts('keywords', '关键词', 'domain.md §1.11', { required: true, searched: true, aliases: ['主题词'], help: '3–8 个。', column: 160 }),
  ]),

  ...section('内容', 'library', [
    longText('abstract', '摘要', 1000, 'domain.md §1.11', { required: true, searched: true, aliases: ['内容摘要', '主要内容'], help: '不少于 50 字。' }),
    longText('body', '正文', 1_000_000, 'domain.md §1.11', {
      required: { text: '没有附件', test: (r) => isEmpty(r['file_assets']) },
      searched: true,
      aliases: ['全文', '内容'],
    }),
    files('file_assets', '附件', 'domain.md §1.11', { required: { text: '没有正文', test: (r) => isEmpty(r['body']) } }),
    list('data_tables', '数据表', { indicator: '指标', period: '期间', value: '数值', yoy: '同比' }, 'domain.md §1.11'),
  ]),

  ...section('课题', 'library', [
    text('topic_no', '课题编号', 30, 'S0', { required: isTopicResult, searched: true, aliases: ['项目编号', '立项编号'] }),
    date('topic_from', '课题开始', 'S0', { required: isTopicResult, aliases: ['课题起', '立项日期'] }),
    date('topic_to', '课题截止', 'S0', { required: isTopicResult, aliases: ['课题止', '计划结题日期'] }),
    date('concluded_on', '结题日期', 'S0', { required: isTopicResult, aliases: ['结题时间'] }),
    money('topic_fund', '课题经费', 'S0', { aliases: ['经费'] }),
  ]),

  ...section('采编签发', 'library', [
    code('secret_level', '密级', 'secret_level', 'L17; W19', { required: true, help: '涉密资料不得录入本系统。' }),
    code('disclosure', '公开属性', 'disclosure', 'L9', { required: true }),
    code('quality_grade', '质量等级', 'quality_grade', 'domain.md §1.11', { group: 'review' }),
    code('state', '流程状态', 'resource_state', 'S3', { required: true, aliases: ['状态'], column: 84 }),
    text('editor', '采编人', 40, 'S3', { required: true, aliases: ['编辑'] }),
    text('reviewer', '审核人', 40, 'S3', { required: { text: '审核之后', test: (r) => typeof r['state'] === 'string' && r['state'] >= '3' } }),
    text('issuer', '签发人', 40, 'S3', { required: isSigned }),
    date('issued_on', '签发日期', 'S3', { required: isSigned, aliases: ['签发时间'] }),
    list('leader_comments', '领导批示', { leader: '领导', text: '批示内容', on: '日期' }, 'S3'),
    code('adoption', '采用层级', 'adoption', 'S3', { aliases: ['采用情况'], column: 84 }),
  ]),

  ...section('关联与使用', 'library', [
    refs('related_project_ids', '关联项目', 'project', 'domain.md §1.11'),
    refs('related_plan_ids', '关联规划', 'plan_document', 'domain.md §1.11'),
    refs('related_doc_ids', '关联政策', 'policy_document', 'domain.md §1.11'),
    integer('read_count', '阅读次数', '次', { min: 0 }, 'S3', { derived: '阅读记录', role: 'measure', column: 76 }),
    integer('fav_count', '收藏次数', '次', { min: 0 }, 'S3', { derived: '收藏记录', role: 'measure' }),
  ]),
];

const rule = rulesOver(fields);

const rules: readonly RecordRule[] = [
  rule.notFuture('source_date', 'domain.md §1.11'),
  rule.inOrder('period_from', 'period_to', 'domain.md §1.11', 'error'),
  rule.inOrder('topic_from', 'topic_to', 'domain.md §1.11', 'error'),
  rule.inOrder('topic_from', 'concluded_on', 'domain.md §1.11'),
  rule.minLength('abstract', 50, 'domain.md §1.11'),
  {
    code: 'keyword_count',
    severity: 'warning',
    fields: ['keywords'],
    message: '关键词宜为 3–8 个。',
    source: 'domain.md §1.11',
    holds: ({ keywords }) => !Array.isArray(keywords) || (keywords.length >= 3 && keywords.length <= 8),
  },
  rule.inOrder('source_date', 'issued_on', 'domain.md §1.11'),
];

export const decision = supportLibrary({
  id: 'decision',
  number: 10,
  label: '决策资源库',
  short: '决策',
  table: 'decision_resource',
  key: 'resource_id',
  fields,
  rules,
  titleField: 'title',
  naturalKey: [['title', 'source_date']],
  systems: ['planning'],
  source: 'domain.md §1.11; S0',
});
