// 市财力项目库: fields a project has while municipal fiscal money pays for it (domain.md §1.6).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, date, documentNumber, integer, list, longText, money, ref, section, year } from '../tables/field-kinds.ts';
import { projectLibrary, projectRules } from './library.ts';

/** 新开工 of CT plan_class. */
const newStart = '2';
const isIssued = { text: '计划下达之后', test: (r: RecordValues) => typeof r['issued_on'] === 'string' };
const isAccepted = { text: '竣工验收之后', test: (r: RecordValues) => typeof r['acceptance_on'] === 'string' };
/** L1 第17条: a project enters the annual plan with an approved feasibility study or budget, unless only its preparation is paid. */
const isPlanned = { text: '列入年度计划的审批类项目（前期类除外）', test: (r: RecordValues) => r['mgmt_mode'] === 'SP' && r['plan_class'] !== '3' };

const fields: readonly Field[] = [
  ...section('年度计划', 'plan', [
    year('plan_year', '计划年度', 'domain.md §1.6', { required: true, aliases: ['计划年份'] }),
    code('plan_class', '计划类别', 'plan_class', 'L14 第13条', { required: true, aliases: ['计划分类'], help: '续建项目优先安排。', column: 84 }),
    code('plan_batch', '计划批次', 'plan_batch', 'L13', { aliases: ['批次'] }),
    code('npc_state', '人大审议状态', 'npc_state', 'L13 第16–17条', { help: '总额变化超过 10 % 须重新报批。' }),
    longText('year_content', '年度建设内容', 500, 'L1 第16条', { required: true, aliases: ['本年度建设内容', '年度主要建设内容', '年度建设任务', '年度目标'] }),
    money('year_plan_total', '年度投资计划', 'L1 第16条', {
      required: true,
      aliases: ['年度投资计划(全口径)', '年度计划投资', '年度投资', '本年度计划投资', '当年计划投资', '年度总投资计划'],
      help: '全口径，不小于本年度市财力安排。',
      column: 110,
    }),
    integer('duration_m', '建设工期(月)', '月', { min: 0, max: 600 }, 'L1 第16、24条', { required: true, role: 'measure', aliases: ['建设工期'] }),
  ]),

  ...section('审批依据', 'plan', [
    ref('proposal_doc', '项目建议书批复', 'project_approval', 'L1 第11条', { aliases: ['建议书批复'] }),
    ref('fs_doc', '可研批复', 'project_approval', 'L1 第17条(一)', {
      required: { text: isPlanned.text, test: (r) => isPlanned.test(r) && typeof r['pd_doc'] !== 'string' },
      aliases: ['可行性研究报告批复'],
      help: '列入年度计划前须有可研批复或概算批复（R04）。',
    }),
    ref('pd_doc', '初设概算批复', 'project_approval', 'L1 第17条(一)', { aliases: ['初步设计批复', '概算批复'] }),
  ]),

  ...section('市财力安排', 'plan', [
    money('fiscal_total', '市财力安排总额', 'L13 第18条', {
      required: true,
      aliases: ['市财力总额', '市财力投资', '市财力'],
      help: '累计安排不得超过概算（R02）。',
    }),
    money('fiscal_prev', '以前年度累计安排', 'domain.md §1.6', { required: true, aliases: ['以前年度安排', '累计已安排'] }),
    money('fiscal_year_amt', '本年度安排', 'domain.md §1.6', {
      required: true,
      aliases: ['本年度市财力', '年度安排', '本年安排', '市财力年度安排'],
      help: '与以前年度之和不大于安排总额。',
      column: 110,
    }),
    code('fiscal_nature', '资金性质', 'fiscal_nature', 'domain.md §1.6', { required: true, aliases: ['资金类别'] }),
    documentNumber('budget_doc_no', '预算指标文号', 'domain.md §1.6', { aliases: ['指标文号'] }),
    documentNumber('issue_doc_no', '计划下达文号', 'domain.md §1.6', {
      required: isIssued,
      aliases: ['下达文号', '计划文号'],
      help: '形如 青发改投资〔2024〕12号。',
    }),
    date('issued_on', '下达日期', 'domain.md §1.6', { aliases: ['下达时间', '计划下达日期'] }),
  ]),

  ...section('资金执行', 'payment', [
    money('arrived', '资金到位', 'domain.md §1.6', { required: isIssued, aliases: ['到位资金', '资金到位额'], help: '不大于下达。', column: 100 }),
    money('pay_requested', '申请拨款', 'domain.md §1.6', { aliases: ['拨款申请', '申请拨付'] }),
    money('appropriated', '财政拨付', 'L13 第23条', { required: isIssued, aliases: ['拨付资金', '已拨付'], help: '按工程建设进度拨付，不大于到位。' }),
    money('paid', '项目支付', 'domain.md §1.6', {
      required: isIssued,
      aliases: ['已支付', '支付资金'],
      help: '支付比例不超前于工程进度（R12）。',
      column: 100,
    }),
  ]),

  ...section('招标与概算', 'content', [
    code('tender_mode', '招标方式', 'tender_mode', 'G3', { aliases: ['招投标方式', '采购方式'] }),
    money('contract_amt', '中标/合同价', 'domain.md §1.6', { aliases: ['中标价', '合同价', '合同金额', '中标金额'], help: '不大于相应概算。' }),
    money('engineering_budget', '工程预算', 'L14 第15条', {
      aliases: ['工程预算(财政评审)', '财政评审预算', '评审预算'],
      help: '超过概算 10 % 须重新报批（R03）。',
    }),
    integer('adj_count', '概算调整次数', '次', { min: 0, max: 99 }, 'L1 第23条', { role: 'measure', help: '每次都须核定。' }),
    money('adj_amt', '概算调整金额', 'L1 第23条', { help: '累计调增为正，调减为负。' }),
    ref('agent_org_id', '代建单位', 'org', 'L14 第21条', { role: 'dimension' }),
  ]),

  ...section('竣工与绩效', 'progress', [
    date('acceptance_on', '竣工验收日期', 'domain.md §1.6', { aliases: ['竣工验收时间', '验收日期', '验收时间'] }),
    code('final_audit_state', '竣工决算审计', 'final_audit_state', 'L11 第21条', {
      required: isAccepted,
      aliases: ['决算审计'],
      help: '验收后 90 日内提请，审计 90 日内完成（R22、R23）。',
    }),
    money('surplus_returned', '结余上缴', 'L1 第25条; L5 第42条', {
      required: isAccepted,
      group: 'payment',
      aliases: ['结余资金上缴'],
      help: '连续两年未用完的结转资金作结余（R21）。',
    }),
    list('performance_targets', '绩效目标', { indicator: '指标', target: '目标值', actual: '实际值' }, 'L12 第11条', { required: true, group: 'plan' }),
    code('perf_grade', '绩效评价等级', 'performance_grade', 'L12', { group: 'review', aliases: ['绩效等级', '评价等级'] }),
  ]),
];

const rule = projectRules(fields);

/** A continuing project's plan of a later year is of course issued after its start. */
const issuedBeforeStart = rule.inOrder('issued_on', 'actual_start', 'domain.md §1.13');
const rules: readonly RecordRule[] = [
  rule.within('fiscal_total', 'approved_budget', 'L13 第18条; R02'),
  rule.within('fiscal_total', 'total_investment', 'domain.md §1.13'),
  rule.sumWithin('fiscal_years_within_total', ['fiscal_prev', 'fiscal_year_amt'], 'fiscal_total', 'domain.md §1.6'),
  rule.sumWithin('fiscal_years_within_budget', ['fiscal_prev', 'fiscal_year_amt'], 'approved_budget', 'L13 第18条; L1 第23条; R02'),
  rule.within('fiscal_year_amt', 'year_plan_total', 'domain.md §1.6'),
  rule.within('year_plan_total', 'total_investment', 'domain.md §1.13', { remedy: '请核对单位是否为万元。' }),
  rule.within('arrived', 'fiscal_total', 'domain.md §1.13; R30'),
  rule.within('appropriated', 'arrived', 'domain.md §1.13; R30'),
  rule.within('paid', 'appropriated', 'domain.md §1.13; R30'),
  rule.within('contract_amt', 'approved_budget', 'domain.md §1.6', { severity: 'warning' }),
  rule.within('engineering_budget', 'approved_budget', 'L14 第15条; R03', { severity: 'warning', percent: 110, remedy: '须重新报批（R03）。' }),
  { ...issuedBeforeStart, holds: (record, context) => record['plan_class'] !== newStart || issuedBeforeStart.holds(record, context) },
  rule.inOrder('actual_finish', 'acceptance_on', 'domain.md §1.13'),
];

export const fiscal = projectLibrary({
  id: 'fiscal',
  number: 5,
  label: '市财力项目库',
  short: '市财力',
  table: 'ext_fiscal',
  fields,
  rules,
  systems: ['supervision'],
  source: 'domain.md §1.6; S0; L1; L13',
});
