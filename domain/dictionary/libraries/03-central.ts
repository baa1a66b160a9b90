// 中央投资项目库: fields a project has while it receives central budget investment (domain.md §1.4, §3.2).
// The owner, the supervising unit and its person stand in the master: the plan must name them (W7 第11条).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, date, documentNumber, flag, integer, list, money, percent, section, year } from '../tables/field-kinds.ts';
import { projectLibrary, projectRules } from './library.ts';

const isIssued = { text: '投资计划下达之后', test: (r: RecordValues) => typeof r['issued_on'] === 'string' };
const isStarted = { text: '开工之后', test: (r: RecordValues) => typeof r['actual_start'] === 'string' };
const isFinished = { text: '竣工之后', test: (r: RecordValues) => typeof r['actual_finish'] === 'string' };
const isAccepted = { text: '竣工验收之后', test: (r: RecordValues) => typeof r['acceptance_on'] === 'string' };
const isSubsidy = { text: '投资补助、贷款贴息项目', test: (r: RecordValues) => r['arrange_mode'] === '3' || r['arrange_mode'] === '4' };
/** 3 000 万元 in 元: from here on a single project is watched by video where conditions allow. */
const videoThreshold = 30_000_000;

const fields: readonly Field[] = [
  ...section('申报', 'plan', [
    code('program_code', '专项名称', 'central_program', 'domain.md §1.4', { required: true, aliases: ['中央投资专项', '专项', '所属专项'], column: 150 }),
    code('arrange_mode', '安排方式', 'arrange_mode', 'L1 第6条', { required: true, aliases: ['资金安排方式'] }),
    code('issue_mode', '下达方式', 'issue_mode', 'W7 第10条', { required: true }),
    documentNumber('apply_doc_no', '申报文号', 'domain.md §1.4', { required: true, aliases: ['申请文号', '上报文号'] }),
    date('apply_date', '申报日期', 'domain.md §1.4', { required: true, aliases: ['申报时间'] }),
    money('central_requested', '申请中央投资', 'domain.md §1.4', { required: true, aliases: ['申请中央预算内投资', '中央投资申请额'], help: '不大于总投资。' }),
    documentNumber('far_doc_no', '资金申请报告批复文号', 'L1 第14条', { required: isSubsidy, aliases: ['资金申请报告文号'] }),
  ]),

  ...section('计划下达', 'plan', [
    documentNumber('plan_doc_no', '投资计划文号', 'domain.md §1.4', {
      required: isIssued,
      aliases: ['计划文号', '下达文号', '投资计划下达文号', '计划下达文号'],
    }),
    year('plan_year', '计划年度', 'domain.md §1.4', { required: isIssued, aliases: ['计划年份', '投资计划年度'] }),
    date('issued_on', '国家下达日期', 'domain.md §1.4', { aliases: ['下达日期', '下达时间', '计划下达日期'], help: '从这一天起计算各项时限。' }),
    date('received_on', '收文日期', 'domain.md §1.4', { required: isIssued, aliases: ['收文时间'] }),
    date('forwarded_on', '转发下达日期', 'W7 第11条', { required: isIssued, aliases: ['转发日期'], help: '收文后 10 个工作日内（R08）。' }),
    date('split_done_on', '切块分解完成日', 'W7 第12条', {
      required: { text: '打捆切块下达', test: (r) => r['issue_mode'] === '2' && typeof r['received_on'] === 'string' },
      aliases: ['分解完成日期'],
      help: '收文后 20 个工作日内（R09）。',
    }),
    money('central_issued', '本次下达中央投资', 'domain.md §1.4', {
      required: isIssued,
      aliases: ['下达中央投资', '中央预算内投资', '中央投资', '下达中央预算内投资'],
      column: 120,
    }),
    money('central_issued_cum', '累计下达中央投资', 'domain.md §1.4', { derived: '资金流水中的下达' }),
    money('local_match_due', '地方配套应到', 'L5 第16条', { aliases: ['地方配套资金', '地方配套', '应配套资金'] }),
    money('local_match_in', '地方配套实到', 'L5 第16条', { group: 'payment', aliases: ['地方配套到位'], help: '不大于应到。' }),
    list('plan_adjustments', '调整记录', { on: '日期', kind: '情形', from: '调整前', to: '调整后', doc_no: '文号', reason: '原因' }, 'W11 第15条', {
      help: '未按时开工、严重滞后资金闲置、规模标准内容较大变化、无法实施的应调整。',
    }),
  ]),

  ...section('资金执行', 'payment', [
    money('central_arrived', '中央投资到位', 'domain.md §1.4', {
      required: isIssued,
      aliases: ['中央投资到位(指标)', '中央投资到位资金', '到位中央投资'],
      help: '不大于下达。',
    }),
    money('central_appropriated', '中央投资拨付', 'domain.md §1.4', { required: isIssued, aliases: ['拨付中央投资'], help: '不大于到位。' }),
    money('central_paid', '中央投资支付', 'domain.md §1.4', {
      required: isIssued,
      aliases: ['支付中央投资', '已支付中央投资'],
      help: '不大于拨付。',
      column: 110,
    }),
    money('central_completed', '中央投资完成', 'domain.md §1.4', {
      required: isStarted,
      group: 'progress',
      aliases: ['完成中央投资', '中央投资完成额'],
      help: '按实物工程量计的完成额。',
    }),
    percent('central_pay_rate', '中央投资支付率', 'W8', { derived: '支付 ÷ 下达', column: 84 }),
    money('central_recovered', '收回资金', 'W59', { group: 'plan', aliases: ['收回中央投资'], help: '不大于下达。' }),
  ]),

  ...section('实施监管', 'inspection', [
    date('site_start_visit', '开工到现场日', 'W9', { required: isStarted, aliases: ['开工到现场'], help: '附照片和定位。' }),
    date('site_build_visit', '建设到现场日', 'W9', { required: isStarted, aliases: ['建设到现场'], help: '最近一次；历次记录在稽察中。' }),
    date('site_finish_visit', '竣工到现场日', 'W9', { required: isFinished, aliases: ['竣工到现场'] }),
    flag('video_flag', '视频监管', 'W8 第21条', {
      required: {
        text: '单体项目中央投资 3000 万元以上',
        test: (r) => typeof r['central_issued'] === 'number' && r['central_issued'] >= videoThreshold,
      },
    }),
    list('performance_targets', '绩效目标', { indicator: '指标', target: '目标值', actual: '实际值' }, 'domain.md §1.4', { required: true, group: 'plan' }),
    integer('open_findings', '监管问题数（未销号）', '个', { min: 0 }, 'domain.md §1.4', { derived: '稽察整改台账', role: 'measure', column: 90 }),
  ]),

  ...section('竣工与后评价', 'progress', [
    date('acceptance_on', '竣工验收日期', 'domain.md §1.4', { aliases: ['竣工验收时间', '验收日期', '验收时间'] }),
    money('final_account', '竣工财务决算', 'L1 第25条', { required: isAccepted, aliases: ['竣工决算', '决算金额'] }),
    money('surplus_returned', '结余资金上缴', 'L1 第25条', { required: isAccepted, group: 'payment', aliases: ['结余上缴'], help: '按国家有关规定缴回国库。' }),
    code('post_eval_state', '后评价状态', 'post_eval_state', 'L1 第26条', { required: isAccepted, group: 'review', aliases: ['后评价'] }),
  ]),
];

const rule = projectRules(fields);
const amount = (r: RecordValues, id: string): number | undefined => {
  const value = r[id];
  return typeof value === 'number' ? value : undefined;
};

/** What has been issued over the years when the flows say so, else this year's plan. */
const issued = (r: RecordValues): number | undefined => amount(r, 'central_issued_cum') ?? amount(r, 'central_issued');

const withinIssued = (id: string, message: string, source: string): RecordRule => ({
  code: `${id}_within_issued`,
  severity: 'error',
  fields: [id, 'central_issued', 'central_issued_cum'],
  message,
  source,
  holds: (r) => {
    const part = amount(r, id);
    const whole = issued(r);
    return part === undefined || whole === undefined || part <= whole;
  },
});

const rules: readonly RecordRule[] = [
  rule.within('central_requested', 'total_investment', 'domain.md §1.4'),
  rule.within('central_issued', 'central_requested', 'domain.md §1.4', { severity: 'warning' }),
  withinIssued('central_arrived', '中央投资到位大于下达，请核对。', 'domain.md §1.13; R30'),
  rule.within('central_appropriated', 'central_arrived', 'domain.md §1.13; R30'),
  rule.within('central_paid', 'central_appropriated', 'domain.md §1.13; R30'),
  withinIssued('central_recovered', '收回资金大于下达的中央投资，请核对。', 'domain.md §1.4'),
  rule.within('local_match_in', 'local_match_due', 'domain.md §1.4'),
  rule.inOrder('apply_date', 'issued_on', 'domain.md §1.13'),
  rule.inOrder('issued_on', 'received_on', 'domain.md §1.13'),
  rule.inOrder('received_on', 'forwarded_on', 'W7 第11条'),
  rule.inOrder('received_on', 'split_done_on', 'W7 第12条'),
  rule.inOrder('issued_on', 'actual_start', 'domain.md §1.13'),
  rule.inOrder('actual_finish', 'acceptance_on', 'domain.md §1.13'),
];

export const central = projectLibrary({
  id: 'central',
  number: 3,
  label: '中央投资项目库',
  short: '中央',
  table: 'ext_central',
  fields,
  rules,
  systems: ['supervision'],
  source: 'domain.md §1.4; S0; W7',
});
