// 市重点项目库: fields a project has as a key project of one management year (domain.md §1.7).

import type { Field, RecordRule } from '../field.ts';
import { code, date, decimal, documentNumber, files, flag, list, longText, money, month, percent, ref, section, text } from '../tables/field-kinds.ts';
import { months, quarters } from '../tables/periods.ts';
import { projectLibrary, projectRules } from './library.ts';

const fields: readonly Field[] = [
  ...section('重点属性', 'plan', [
    code('key_level', '重点级别', 'key_level', 'W22; W23', { required: true, aliases: ['级别', '项目级别'], column: 76 }),
    code('key_class', '重点类别', 'key_class', 'W26', { required: true }),
    code('year_nature', '年度性质', 'year_nature', 'W27; W48 第10条', { required: true, aliases: ['建设状态', '建设批次', '建设阶段'], column: 84 }),
    code('domain', '领域', 'key_domain', 'W23', { required: true, aliases: ['项目大类'], column: 84 }),
    code('industry_chain', '产业链', 'industry_chain', 'W26', { aliases: ['产业', '所属产业链'] }),
    flag('is_major', '是否重大项目', 'W27', { required: true, aliases: ['重大项目'] }),
    code('inv_band', '投资规模档', 'investment_band', 'W14; W24; W26', { derived: '总投资' }),
    documentNumber('list_doc_no', '名单批次文号', 'W27', { required: true, aliases: ['名单文号'] }),
    ref('nominating_org_id', '推荐单位', 'org', 'S0', { required: true, aliases: ['推荐申报单位'] }),
  ]),

  ...section('策划招商', 'content', [
    longText('concept_note', '策划阶段说明', 1000, 'S0'),
    code('investment_promo_state', '招商状态', 'promotion_state', 'S0'),
    text('investor', '投资方', 120, 'S0', { searched: true, aliases: ['投资单位', '投资主体'] }),
    code('capital_origin', '内外资属性', 'capital_origin', 'G8'),
    text('investor_country', '投资方国别', 40, 'S0'),
    date('signed_on', '签约日期', 'S0', { aliases: ['签约时间'] }),
  ]),

  ...section('年度计划', 'plan', [
    money('year_plan', '年度计划投资', 'W22; G4', {
      required: true,
      aliases: [
        '年度投资',
        '本年度计划投资',
        '年计划投资',
        '计划投资',
        '预计投资',
        '投资计划',
        '计划完成投资',
        '年度投资计划',
        '当年计划投资',
        '本年计划投资',
        '今年计划投资',
        '年度计划完成投资',
      ],
      help: '大于 0，且不超过总投资减以前年度累计完成。',
      column: 110,
    }),
    longText('year_goal', '年度建设目标', 500, 'G4', {
      required: true,
      aliases: [
        '年度目标',
        '年度工作目标',
        '当年工作目标',
        '进度目标或新增效益',
        '年主要建设任务',
        '年工作计划',
        '工程形象进度',
        '计划形象进度',
        '年度建设内容',
        '年度形象进度目标',
        '形象进度目标',
        '本年度建设内容',
        '主要建设任务',
      ],
    }),
    ...quarters.map(({ n, name }) =>
      money(`q${n}_plan`, `${name}计划投资`, 'G4 seasonPlanInvest', { aliases: [`${name}计划`], help: '四个季度之和等于年度计划投资。' }),
    ),
    month('planned_start_month', '计划开工月', 'W27', {
      required: { text: '新开工项目', test: (r) => r['year_nature'] === '1' },
      help: '决定“应开工未开工”（R05）。',
    }),
    month('planned_finish_month', '计划竣工月', 'W27', { required: { text: '竣工投产项目', test: (r) => r['year_nature'] === '3' } }),
    list('milestones', '关键节点', { name: '节点', due: '计划完成', met: '实际完成' }, 'W69', {
      help: '如基础完工、结构封顶、土建水电完工、设备安装完成、试运行、竣工投产。',
    }),
  ]),

  ...section(
    '月度计划',
    'plan',
    // A bare 「1月计划」 is the plan of that month alone, so it is not among the spellings.
    months.map(({ id, name }) =>
      money(`m${id}_plan`, `${name}累计计划投资`, 'G4 accmPlanInvest', { aliases: [`${name}累计计划`, `截至${name}累计计划`], help: '按月累计，逐月不减。' }),
    ),
  ),

  ...section('进展', 'progress', [
    money('ytd_done', '本年累计完成投资', 'W22', { derived: '最近一期月报', column: 120 }),
    money('cum_done', '开工以来累计完成投资', 'W22', { derived: '最近一期月报' }),
    percent('year_rate', '年度完成率', 'W27', { derived: '本年累计完成 ÷ 年度计划', help: '可超过 100 %，不封顶。', column: 84 }),
    code('progress_state', '进度状态', 'progress_state', 'G4', { derived: '完成率与序时进度之差' }),
    flag('in_statistics', '是否入统', 'W31', {
      required: { text: '建设类项目', test: (r) => r['key_class'] === '1' },
      aliases: ['入统'],
      help: '开工后 1 个月未入库黄灯，2 个月红灯（R26）。',
    }),
    text('nbs_code', '统计项目编码', 20, 'W31'),
  ]),

  ...section('服务保障', 'content', [
    list('factor_needs', '要素需求', { kind: '要素', need: '需求', due: '时限' }, 'G4', { help: '用地、能耗、资金、审批等。' }),
    text('task_force', '工作专班', 200, 'W41', { aliases: ['专班'], help: '一项目一专班。' }),
    ref('service_officer_id', '服务专员', 'person', 'W41', { sensitivity: 'internal' }),
    flag('green_channel', '绿色通道', 'W49 第15条', { help: '承诺时限的三分之一。' }),
  ]),

  ...section('名单调整', 'plan', [
    code('list_change', '调整类型', 'list_change', 'W47; W49 第14条'),
    longText('list_change_reason', '调整原因', 500, 'W47', { required: { text: '名单有调整', test: (r) => typeof r['list_change'] === 'string' } }),
    documentNumber('list_change_doc_no', '调整文号', 'W47'),
    decimal('assess_points', '考核加减分', '分', { scale: 2 }, 'W70', { group: 'inspection', role: 'measure' }),
  ]),

  ...section('形象展示', 'progress', [files('photo_assets', '实景图', 'S0', { help: '在建项目每月至少一张实景照片。' }), files('video_assets', '视频', 'S0')]),
];

const rule = projectRules(fields);

const rules: readonly RecordRule[] = [
  rule.positive('year_plan', 'W22'),
  rule.within('year_plan', 'total_investment', 'W22', { remedy: '请核对单位是否为万元。' }),
  {
    code: 'year_plan_within_remaining',
    severity: 'warning',
    fields: ['year_plan', 'total_investment', 'cum_done', 'ytd_done'],
    message: '年度计划投资大于总投资减以前年度累计完成投资，请核对。',
    source: 'domain.md §1.7 第15项',
    holds: (r) => {
      const { year_plan: plan, total_investment: total, cum_done: done, ytd_done: ytd = 0 } = r;
      return typeof plan !== 'number' || typeof total !== 'number' || typeof done !== 'number' || typeof ytd !== 'number' || plan <= total - (done - ytd);
    },
  },
  rule.sumsTo(
    'quarters_sum_to_year',
    quarters.map(({ n }) => `q${n}_plan`),
    'year_plan',
    'G4 seasonPlanInvest',
  ),
  {
    code: 'months_cumulative',
    severity: 'warning',
    fields: ['m12_plan'],
    message: '月度累计计划出现减少，请核对。',
    source: 'G4 accmPlanInvest',
    holds: (r) => {
      const filled = months.map(({ id }) => r[`m${id}_plan`]).filter((value) => typeof value === 'number');
      return filled.every((value, index) => index === 0 || value >= (filled[index - 1] ?? 0));
    },
  },
  rule.inOrder('planned_start_month', 'planned_finish_month', 'W27'),
  rule.within('ytd_done', 'cum_done', 'R30'),
  rule.within('cum_done', 'total_investment', 'L1 第23条; R53', { severity: 'warning', percent: 110 }),
];

export const key = projectLibrary({
  id: 'key',
  number: 6,
  label: '市重点项目库',
  short: '重点',
  table: 'ext_key',
  fields,
  rules,
  systems: ['key-projects'],
  source: 'domain.md §1.7; S0',
});
