// Tables behind the support libraries: reviews by experts, articles and penalties of the law, macro figures (domain.md §1.9–§1.11).

import type { TableDeclaration } from '../field.ts';
import { code, codes, date, decimal, file, flag, integer, list, longText, money, percent, ref, refs, section, text, texts } from './field-kinds.ts';
import { expertPortrait } from './personal-uses.ts';

export const reviewSessionTable: TableDeclaration = {
  name: 'review_session',
  label: '评估论证会',
  key: 'session_id',
  title: 'session_name',
  fields: section('评估论证会', 'review', [
    text('session_name', '会议名称', 120, 'domain.md §1.9', { required: true, searched: true }),
    code('topic_type', '论证类型', 'review_topic', 'domain.md §1.9', { required: true }),
    refs('project_ids', '论证项目', 'project', 'domain.md §1.9'),
    date('date', '日期', 'domain.md §1.9', { required: true }),
    text('place', '地点', 120, 'domain.md §1.9'),
    code('draw_method', '抽取方式', 'draw_method', 'domain.md §1.9', { required: true }),
    text('draw_seed', '抽取种子', 64, 'domain.md §1.9', { help: '凭种子可以重现抽取结果。' }),
    text('candidate_snapshot_hash', '候选名单指纹', 64, 'domain.md §1.9'),
    integer('required_count', '应到人数', '人', { min: 1, max: 99 }, 'domain.md §1.9', { help: '单数；小型不少于 3 人，一般 5 人，重大 7 人。' }),
    codes('specialties_required', '所需专业', 'specialty', 'domain.md §1.9'),
    list('conflict_check_log', '回避审查记录', { expert: '专家', organisation: '单位', result: '结果' }, 'domain.md §1.9'),
    money('fee_standard', '劳务费标准', 'domain.md §1.9'),
    file('minutes_asset', '会议纪要', 'domain.md §1.9'),
  ]),
  source: 'domain.md §1.9',
};

/** Scores are integers of points: 必要性 20, 可行性 20, 成熟度 20, 资金 15, 效益 15, 合规 10. */
export const reviewOpinionTable: TableDeclaration = {
  name: 'review_opinion',
  label: '评审意见',
  key: 'opinion_id',
  belongsTo: 'session_id',
  fields: section('评审意见', 'review', [
    ref('session_id', '评估论证会', 'review_session', 'domain.md §1.9', { required: true }),
    ref('project_id', '项目', 'project', 'domain.md §1.9', { required: true }),
    ref('expert_id', '专家', 'expert', 'domain.md §1.9', { required: true }),
    list('scores', '评分', { criterion: '指标', points: '得分' }, 'domain.md §1.9'),
    longText('opinion', '意见', 2000, 'domain.md §1.9'),
    code('conclusion', '结论', 'expert_conclusion', 'domain.md §1.9', { required: true }),
    date('signed_at', '签字日期', 'domain.md §1.9'),
    file('signature_asset', '签名', 'domain.md §1.9', { personal: expertPortrait }),
  ]),
  source: 'domain.md §1.9',
};

export const policyArticleTable: TableDeclaration = {
  name: 'policy_article',
  label: '法规条款',
  key: 'article_id',
  title: 'article_no',
  belongsTo: 'doc_id',
  fields: section('条款', 'library', [
    ref('doc_id', '文件', 'policy_document', 'domain.md §1.10', { required: true }),
    text('article_no', '条', 20, 'domain.md §1.10', { required: true }),
    text('para_no', '款', 20, 'domain.md §1.10'),
    text('item_no', '项', 20, 'domain.md §1.10'),
    longText('text', '条文', 5000, 'domain.md §1.10', { required: true, searched: true }),
    date('valid_from', '生效日期', 'domain.md §1.10'),
    date('valid_to', '失效日期', 'domain.md §1.10', { help: '引用的条款须在行为发生时有效，或其后更轻。' }),
  ]),
  source: 'domain.md §1.10; L4 第37条',
};

export const penaltyItemTable: TableDeclaration = {
  name: 'penalty_item',
  label: '处罚事项',
  key: 'penalty_item_id',
  title: 'conduct',
  fields: section('处罚事项', 'library', [
    text('item_code', '事项编码', 40, 'S2', { required: true, searched: true }),
    ref('dept_id', '执法部门', 'org', 'S2', { required: true }),
    longText('conduct', '违法行为', 1000, 'S2', { required: true, searched: true }),
    refs('basis_article_ids', '处罚依据', 'policy_article', 'S2', { required: true }),
    codes('penalty_kinds', '处罚种类', 'penalty_kind', 'L4 第9条', { required: true }),
    decimal('min_value', '下限', '', { scale: 2, min: 0 }, 'S2'),
    decimal('max_value', '上限', '', { scale: 2, min: 0 }, 'S2'),
    code('value_unit', '罚款单位', 'penalty_unit', 'domain.md §1.10'),
  ]),
  source: 'domain.md §1.10; S2',
};

export const discretionStandardTable: TableDeclaration = {
  name: 'discretion_standard',
  label: '裁量基准',
  key: 'standard_id',
  belongsTo: 'penalty_item_id',
  fields: section('裁量基准', 'library', [
    ref('penalty_item_id', '处罚事项', 'penalty_item', 'S2', { required: true }),
    code('tier', '裁量阶次', 'discretion_tier', 'S2', { required: true }),
    longText('circumstance', '适用情形', 1000, 'S2', { required: true }),
    decimal('min_value', '下限', '', { scale: 2, min: 0 }, 'S2'),
    decimal('max_value', '上限', '', { scale: 2, min: 0 }, 'S2'),
    code('value_unit', '罚款单位', 'penalty_unit', 'domain.md §1.10', { required: true }),
  ]),
  source: 'domain.md §1.10; S2; L4 第34条',
};

export const macroIndicatorTable: TableDeclaration = {
  name: 'macro_indicator',
  label: '宏观指标',
  key: 'indicator_id',
  title: 'indicator_name',
  fields: section('宏观指标', 'library', [
    text('code', '指标代码', 40, 'domain.md §1.11', { required: true }),
    text('indicator_name', '指标名称', 80, 'domain.md §1.11', { required: true, searched: true }),
    text('unit', '单位', 20, 'domain.md §1.11', { required: true }),
    code('freq', '频度', 'indicator_frequency', 'domain.md §1.11', { required: true }),
    text('source_name', '来源', 100, 'domain.md §1.11'),
    code('direction', '方向', 'indicator_direction', 'domain.md §1.11'),
    texts('alias', '别名', 'domain.md §1.11'),
  ]),
  source: 'domain.md §1.11',
};

export const macroValueTable: TableDeclaration = {
  name: 'macro_value',
  label: '宏观数据',
  key: 'value_id',
  belongsTo: 'indicator_id',
  fields: section('宏观数据', 'library', [
    ref('indicator_id', '指标', 'macro_indicator', 'domain.md §1.11', { required: true }),
    code('region_code', '区域', 'region', 'domain.md §1.11', { required: true }),
    text('period', '期间', 7, 'domain.md §1.11', { required: true, help: 'YYYY、YYYY-Qn 或 YYYY-MM。' }),
    decimal('value', '数值', '', { scale: 4 }, 'domain.md §1.11', { required: true }),
    percent('yoy', '同比', 'domain.md §1.11'),
    flag('is_cumulative', '累计值', 'domain.md §1.11', { required: true }),
    integer('revision_no', '修订次数', '次', { min: 0 }, 'domain.md §1.11'),
    date('source_date', '发布日期', 'domain.md §1.11'),
  ]),
  source: 'domain.md §1.11; R49',
};
