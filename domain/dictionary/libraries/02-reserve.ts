// 储备项目库: fields a project has while it is declared, reviewed and kept in reserve (domain.md §1.3, §3.1).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, codes, date, decimal, integer, longText, money, percent, ref, section, text, year } from '../tables/field-kinds.ts';
import { projectLibrary, projectRules } from './library.ts';

const stateOf = (r: RecordValues): string => (typeof r['reserve_state'] === 'string' ? r['reserve_state'] : '');
/** In reserve, in the rolling plan, in an annual plan, or out again after that. */
const isAdmitted = { text: '已入库', test: (r: RecordValues) => ['D70', 'D71', 'D72', 'D75'].includes(stateOf(r)) };
const isPastFirstReview = { text: '初审之后', test: (r: RecordValues) => stateOf(r) >= 'D40' && stateOf(r) <= 'D75' };
const asksForMoney = {
  text: '争取中央投资、市财力或专项债的项目',
  test: (r: RecordValues) => r['reserve_stream'] === '1' || r['reserve_stream'] === '2' || r['reserve_stream'] === '4',
};
const hasExpertReview = { text: '已作专家评估论证', test: (r: RecordValues) => typeof r['expert_session_id'] === 'string' };

const fields: readonly Field[] = [
  ...section('储备申报', 'plan', [
    text('reserve_no', '储备流水号', 20, 'G3; J', {
      required: true,
      searched: true,
      aliases: ['储备编号', '储备项目编号'],
      help: '形如 CB2024370211 加 5 位序号；离线暂编 CB-T- 开头的号。',
    }),
    code('reserve_stream', '储备类别', 'reserve_stream', 'S0', { required: true, aliases: ['储备类型'], column: 120 }),
    code('reserve_level', '储备级别', 'government_level', 'G3', { required: true }),
    ref('reserve_org_id', '储备部门', 'org', 'G3', { required: true, role: 'dimension' }),
    ref('source_org_id', '来源单位', 'org', 'G3', { required: true, role: 'dimension', aliases: ['上报单位', '报送单位', '填报单位'] }),
    date('reserved_at', '储备时间', 'G3', { required: isAdmitted, aliases: ['储备日期'] }),
    year('apply_year', '申报年度', 'S0', { required: true, aliases: ['申报年份'] }),
    text('apply_batch', '申报批次', 10, 'S0', { role: 'dimension' }),
  ]),

  ...section('资金需求', 'content', [
    code('target_fund_channel', '拟申请资金渠道', 'central_program', 'S0', {
      required: { text: '争取中央投资的项目', test: (r) => r['reserve_stream'] === '1' },
      aliases: ['拟申请专项', '申请资金渠道'],
    }),
    money('requested_fund', '拟申请资金额', 'S0', {
      required: asksForMoney,
      aliases: ['拟申请资金', '申请资金', '资金需求'],
      help: '不大于总投资和专项上限。',
      column: 110,
    }),
    money('roll_y1', '三年滚动第1年需求', 'W21; G3', { aliases: ['第一年资金需求', '第1年需求'], help: '三年之和不大于剩余投资。' }),
    money('roll_y2', '三年滚动第2年需求', 'W21; G3', { aliases: ['第二年资金需求', '第2年需求'] }),
    money('roll_y3', '三年滚动第3年需求', 'W21; G3', { aliases: ['第三年资金需求', '第3年需求'] }),
  ]),

  ...section('前期成熟度', 'content', [
    code('prep_depth', '前期工作深度', 'prep_depth', 'domain.md §1.3', { required: true, aliases: ['前期工作进展', '前期进展', '前期工作情况'], column: 100 }),
    code('land_ready', '用地预审与选址', 'procedure_ready', 'domain.md §1.3', { required: true, aliases: ['用地预审', '用地手续'] }),
    code('eia_ready', '环评', 'procedure_ready', 'domain.md §1.3', { required: true, aliases: ['环评手续', '环境影响评价'] }),
    code('energy_ready', '节能审查', 'procedure_ready', 'domain.md §1.3', { required: true, aliases: ['能评', '节能手续'] }),
    percent('fund_ready_rate', '资金落实率', 'domain.md §1.3', { derived: '资金来源计划中已落实的比例' }),
    integer('maturity_score', '成熟度评分', '分', { min: 0, max: 100 }, 'domain.md §3.1.4', {
      derived: '前期深度 40 + 用地 15 + 环评 10 + 能评 5 + 资金落实率×20 + 规划依据 10',
      role: 'measure',
    }),
    code('maturity_grade', '成熟度等级', 'maturity_grade', 'domain.md §3.1.4', { derived: '成熟度评分：80 以上 A，60–79 B，60 以下 C', column: 84 }),
  ]),

  ...section('预期效益', 'content', [
    longText('impact_statement', '带动效应说明', 1000, 'S0', {
      required: { text: '重大（重点）建设项目', test: (r) => r['reserve_stream'] === '3' },
      aliases: ['带动效应', '项目效益'],
    }),
    money('exp_output', '预计新增产值', 'domain.md §1.3', { aliases: ['新增产值', '预计产值'] }),
    money('exp_tax', '预计新增税收', 'domain.md §1.3', { aliases: ['新增税收', '预计税收'] }),
    integer('exp_jobs', '预计就业', '人', { min: 0 }, 'domain.md §1.3', { role: 'measure', aliases: ['新增就业', '预计就业人数'] }),
    decimal('energy_intensity', '单位能耗', '吨标准煤/万元', { scale: 4, min: 0 }, 'domain.md §1.3', { aliases: ['单位能耗/碳排', '能耗强度'] }),
  ]),

  ...section('审查论证', 'review', [
    ref('first_review_org_id', '初审单位', 'org', 'domain.md §1.3', { required: isPastFirstReview }),
    longText('first_review_opinion', '初审意见', 1000, 'domain.md §1.3', { required: isPastFirstReview }),
    date('first_review_on', '初审日期', 'domain.md §1.3', { required: isPastFirstReview, aliases: ['初审时间'] }),
    ref('expert_session_id', '专家评估批次', 'review_session', 'domain.md §1.9', { aliases: ['评估批次'] }),
    decimal('expert_avg', '专家评分均值', '分', { scale: 2, min: 0, max: 100 }, 'J', {
      derived: '评审意见；专家 5 人以上时去掉最高、最低分',
      role: 'measure',
    }),
    code('expert_conclusion', '专家结论', 'expert_conclusion', 'domain.md §1.3', { required: hasExpertReview, aliases: ['专家意见'] }),
    codes('recommend_to', '推荐去向', 'recommend_target', 'domain.md §1.3', {
      required: { text: '推荐之后', test: (r) => stateOf(r) >= 'D60' && stateOf(r) <= 'D75' },
    }),
  ]),

  ...section('入库状态', 'system', [
    code('reserve_state', '入库状态', 'reserve_state', 'G3; W21', { required: true, aliases: ['储备状态'], column: 110 }),
    code('exit_reason', '出库原因', 'exit_reason', 'domain.md §1.3', {
      required: { text: '已出库', test: (r) => stateOf(r) === 'D75' },
      group: 'plan',
    }),
    date('last_updated_on', '最近更新日', 'W21', { required: true, group: 'progress', aliases: ['更新日期', '更新时间'], help: '超过 90 天未更新触发 R24。' }),
  ]),
];

const rule = projectRules(fields);

const rules: readonly RecordRule[] = [
  {
    code: 'reserve_no_shape',
    severity: 'warning',
    fields: ['reserve_no'],
    message: '储备流水号应为 CB 加年份、区划代码和 5 位序号，请核对。',
    source: 'domain.md §1.3',
    holds: (r) => typeof r['reserve_no'] !== 'string' || /^CB(?:(?:19|20)\d{2}\d{6}\d{5}|-T-.+)$/.test(r['reserve_no']),
  },
  rule.within('requested_fund', 'total_investment', 'domain.md §1.3'),
  rule.sumWithin('roll_years_within_total', ['roll_y1', 'roll_y2', 'roll_y3'], 'total_investment', 'W21; G3'),
  rule.inOrder('first_review_on', 'reserved_at', 'domain.md §3.1'),
];

export const reserve = projectLibrary({
  id: 'reserve',
  number: 2,
  label: '储备项目库',
  short: '储备',
  table: 'ext_reserve',
  fields,
  rules,
  systems: ['reserve'],
  source: 'domain.md §1.3; S0; L1 第6条',
});
