// 专项资金项目库: fields a project has while it receives a special fund (domain.md §1.5).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, date, decimal, documentNumber, file, flag, longText, money, percent, ref, section, text, year } from '../tables/field-kinds.ts';
import { projectLibrary, projectRules } from './library.ts';

const isIssued = { text: '计划下达之后', test: (r: RecordValues) => typeof r['issued_on'] === 'string' };
const isReviewed = { text: '拟安排之后', test: (r: RecordValues) => typeof r['proposed'] === 'number' };
const isStarted = { text: '开工之后', test: (r: RecordValues) => typeof r['actual_start'] === 'string' };
const isFirstPaid = { text: '首拨之后', test: (r: RecordValues) => typeof r['first_paid_on'] === 'string' };
const isAccepted = { text: '验收之后', test: (r: RecordValues) => typeof r['accept_on'] === 'string' };

const fields: readonly Field[] = [
  ...section('申报', 'plan', [
    ref('fund_program_id', '专项资金名称', 'fund_program', 'W55', { required: true, role: 'dimension', aliases: ['专项资金', '资金名称'], column: 180 }),
    code('fund_level', '资金级次', 'government_level', 'domain.md §1.5', { required: true, aliases: ['资金级别'] }),
    year('apply_year', '申报年度', 'domain.md §1.5', { required: true, aliases: ['申报年份'] }),
    documentNumber('call_doc_no', '申报通知文号', 'domain.md §1.5', { required: true, aliases: ['申报通知'] }),
    text('support_direction', '支持方向', 60, 'domain.md §1.5', { required: true, role: 'dimension', aliases: ['扶持方向'] }),
    code('support_mode', '支持方式', 'support_mode', 'W55', { required: true, aliases: ['扶持方式', '补助方式'], column: 84 }),
    money('requested', '申请额', 'domain.md §1.5', {
      required: true,
      aliases: ['申请资金', '申请金额', '申请专项资金'],
      help: '不大于单个项目上限和补助比例 × 补助基数。',
    }),
    money('eligible_investment', '核定投资额（补助基数）', 'domain.md §1.5', {
      required: isReviewed,
      group: 'review',
      aliases: ['核定投资额', '补助基数'],
      help: '不大于总投资。',
    }),
    percent('grant_rate', '补助比例', 'domain.md §1.5', { required: isReviewed, group: 'review', aliases: ['支持比例'], help: '0–100 %。' }),
    decimal('review_score', '专家评审分', '分', { scale: 2, min: 0, max: 100 }, 'domain.md §1.5', {
      group: 'review',
      role: 'measure',
      aliases: ['评审得分', '评审分数'],
    }),
  ]),

  ...section('安排与公示', 'plan', [
    money('proposed', '拟安排额', 'domain.md §1.5', { aliases: ['拟安排资金', '拟安排金额', '拟支持金额'], help: '各项目之和不大于专项年度总额。' }),
    date('publicity_from', '公示起', 'J', { required: isReviewed, aliases: ['公示开始日期'] }),
    date('publicity_to', '公示止', 'J', { required: isReviewed, aliases: ['公示截止日期', '公示结束日期'], help: '公示不少于 5 个工作日。' }),
    longText('objections', '公示异议', 500, 'domain.md §1.5', { help: '下达前须处理完毕。' }),
  ]),

  ...section('计划下达', 'plan', [
    documentNumber('issue_doc_no', '计划下达文号', 'domain.md §1.5', { required: isIssued, aliases: ['下达文号', '资金文号'] }),
    date('issued_on', '下达日期', 'domain.md §1.5', { aliases: ['下达时间', '计划下达日期'] }),
    money('issued', '下达金额', 'domain.md §1.5', { required: isIssued, aliases: ['下达资金', '安排资金', '安排金额'], help: '不大于拟安排额。', column: 110 }),
  ]),

  ...section('资金拨付', 'payment', [
    percent('first_pay_rate', '首拨比例', 'W56', { required: isFirstPaid, help: '如开工后拨付 50 %。' }),
    money('first_pay_amt', '首拨金额', 'W56', { required: isFirstPaid, column: 100 }),
    date('first_paid_on', '首拨日期', 'W56', { help: '不早于实际开工。' }),
    money('final_pay_amt', '尾款金额', 'W56', { required: isAccepted, help: '验收后拨付。' }),
    date('final_paid_on', '尾款日期', 'W56', { required: isAccepted }),
    flag('separate_account', '资金专账', 'domain.md §1.5', { required: true, aliases: ['专账管理', '资金专账/专户', '专户管理'], help: '专款专用。' }),
    money('recovered', '资金追回', 'domain.md §1.5', { aliases: ['追回资金'], help: '不大于已拨付。' }),
  ]),

  ...section('前期与施工', 'progress', [
    code('prep_progress', '项目前期进度', 'prep_depth', 'S0', { required: true, aliases: ['前期进度', '前期进展'] }),
    code('physical_stage', '施工形象进度', 'physical_node', 'S0; W69', { required: isStarted, aliases: ['形象进度', '施工进度'], column: 100 }),
  ]),

  ...section('验收与绩效', 'progress', [
    date('accept_apply_on', '验收申请日', 'domain.md §1.5', { required: isAccepted, aliases: ['验收申请日期'] }),
    date('accept_on', '验收日', 'domain.md §1.5', { aliases: ['验收日期', '验收时间'] }),
    code('accept_result', '验收结论', 'accept_result', 'domain.md §1.5', { required: isAccepted, group: 'review' }),
    file('perf_report_asset', '绩效自评报告', 'W56', { required: isFirstPaid, help: '次年 3 月 31 日前报送（R31）。' }),
  ]),
];

const rule = projectRules(fields);

const rules: readonly RecordRule[] = [
  rule.positive('requested', 'domain.md §1.5'),
  rule.within('eligible_investment', 'total_investment', 'domain.md §1.5'),
  {
    code: 'requested_within_rate',
    severity: 'warning',
    fields: ['requested', 'grant_rate', 'eligible_investment'],
    message: '申请额大于补助基数 × 补助比例，请核对。',
    source: 'domain.md §1.5',
    // Basis points: 10 000 are the whole.
    holds: ({ requested, grant_rate: rate, eligible_investment: base }) =>
      typeof requested !== 'number' || typeof rate !== 'number' || typeof base !== 'number' || requested * 10_000 <= base * rate,
  },
  {
    code: 'grant_rate_within_whole',
    severity: 'error',
    fields: ['grant_rate'],
    message: '补助比例应在 0–100 % 之间，请核对。',
    source: 'domain.md §1.5',
    holds: ({ grant_rate: rate }) => typeof rate !== 'number' || (rate >= 0 && rate <= 10_000),
  },
  rule.within('proposed', 'requested', 'domain.md §1.13', { severity: 'warning' }),
  rule.within('issued', 'proposed', 'domain.md §1.5'),
  rule.sumWithin('payments_within_issued', ['first_pay_amt', 'final_pay_amt'], 'issued', 'domain.md §1.13; R30'),
  {
    code: 'recovered_within_paid',
    severity: 'error',
    fields: ['recovered', 'first_pay_amt', 'final_pay_amt'],
    message: '资金追回大于已拨付的首拨与尾款之和，请核对。',
    source: 'domain.md §1.5',
    holds: ({ recovered, first_pay_amt: first = null, final_pay_amt: final = null }) =>
      typeof recovered !== 'number' ||
      (typeof first !== 'number' && typeof final !== 'number') ||
      recovered <= (typeof first === 'number' ? first : 0) + (typeof final === 'number' ? final : 0),
  },
  rule.inOrder('publicity_from', 'publicity_to', 'domain.md §1.5', 'error'),
  rule.inOrder('publicity_to', 'issued_on', 'domain.md §1.5'),
  rule.inOrder('actual_start', 'first_paid_on', 'W56'),
  rule.inOrder('issued_on', 'first_paid_on', 'domain.md §1.13'),
  rule.inOrder('first_paid_on', 'final_paid_on', 'W56'),
  rule.inOrder('accept_apply_on', 'accept_on', 'domain.md §1.5'),
  rule.inOrder('accept_on', 'final_paid_on', 'W56'),
];

export const special = projectLibrary({
  id: 'special',
  number: 4,
  label: '专项资金项目库',
  short: '专项',
  table: 'ext_special',
  fields,
  rules,
  systems: ['supervision'],
  source: 'domain.md §1.5; S0',
});
