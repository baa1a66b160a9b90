// 发展规划项目库: fields a project has as an item of a development plan (domain.md §1.2).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, date, integer, list, longText, money, ref, refs, section, text } from '../tables/field-kinds.ts';
import { projectLibrary, projectRules } from './library.ts';

/** Behind schedule or not begun when the plan is half over: somebody must say why. */
const isBehindAtMidterm = (r: RecordValues): boolean =>
  (r['assessment_result'] === '3' || r['assessment_result'] === '4') && (r['assessment_kind'] === '2' || r['assessment_kind'] === '3');

const fields: readonly Field[] = [
  ...section('规划列项', 'plan', [
    text('plan_item_no', '规划项目编号', 40, 'S0', { required: true, searched: true, aliases: ['规划编号', '规划项目序号'], help: '在同一规划内唯一。' }),
    ref('plan_id', '所属规划', 'plan_document', 'S0', { required: true, role: 'dimension', aliases: ['规划名称', '规划文件'], column: 180 }),
    text('plan_section', '规划章节/任务', 200, 'S0', { searched: true, aliases: ['规划章节', '规划任务', '所属章节'] }),
    code('plan_item_grade', '规划项目级别', 'plan_item_grade', 'S0', { required: true, aliases: ['规划级别'], column: 96 }),
    money('plan_investment', '规划投资', 'L13', { required: true, aliases: ['规划总投资', '匡算投资'], help: '大于 0，口径为匡算。', column: 110 }),
    money('in_period_investment', '规划期内投资', 'S0', {
      required: true,
      aliases: ['期内投资', '五年投资', '“十四五”投资', '十四五投资', '规划期投资'],
      help: '不大于规划投资。',
    }),
    integer('plan_start_year', '规划开工年', '年', { min: 1949, max: 2100 }, 'S0', { required: true, role: 'dimension', aliases: ['规划开工年份'] }),
    integer('plan_finish_year', '规划建成年', '年', { min: 1949, max: 2100 }, 'S0', {
      role: 'dimension',
      aliases: ['规划建成年份', '规划竣工年'],
      help: '可晚于规划期末。',
    }),
    list('target_indicators', '规划目标指标', { name: '指标', base: '基期值', target: '目标值', unit: '单位' }, 'S0', { aliases: ['目标指标'] }),
    ref('plan_resp_org_id', '规划责任单位', 'org', 'S0', { required: true, role: 'dimension', aliases: ['规划项目责任单位'] }),
  ]),

  ...section('落位与衔接', 'content', [
    code('spatial_state', '空间落位状态', 'spatial_state', 'domain.md §1.2', {
      required: true,
      aliases: ['落图状态'],
      help: '已落图的项目须有图形。',
      column: 90,
    }),
    code('land_guarantee', '用地保障', 'land_guarantee', 'domain.md §1.2', { aliases: ['用地保障情况'] }),
    longText('coordination_opinion', '规划衔接意见', 1000, 'S0', { group: 'review', aliases: ['衔接意见'] }),
  ]),

  ...section('实施与评估', 'review', [
    code('conversion_state', '实施转化状态', 'conversion_state', 'domain.md §1.2', { derived: '项目生命周期阶段', column: 96 }),
    refs('converted_project_ids', '转化项目', 'project', 'domain.md §1.2', { help: '一个规划项目可转化为多个项目。' }),
    code('assessment_kind', '规划评估类型', 'assessment_kind', 'domain.md §1.2', { aliases: ['评估类型'] }),
    code('assessment_result', '评估结论', 'assessment_result', 'domain.md §1.2', { aliases: ['评估结果'] }),
    date('assessment_date', '评估日期', 'domain.md §1.2', { aliases: ['评估时间'] }),
    longText('not_impl_reason', '未实施原因', 500, 'domain.md §1.2', {
      required: { text: '中期、终期评估结论为滞后或未启动', test: isBehindAtMidterm },
      aliases: ['滞后原因'],
    }),
  ]),
];

const rule = projectRules(fields);

const rules: readonly RecordRule[] = [
  rule.positive('plan_investment', 'domain.md §1.2'),
  rule.within('in_period_investment', 'plan_investment', 'domain.md §1.2'),
  {
    code: 'plan_start_year_before_plan_finish_year',
    severity: 'error',
    fields: ['plan_finish_year', 'plan_start_year'],
    message: '规划建成年早于规划开工年，请核对。',
    source: 'domain.md §1.2',
    holds: (r) => typeof r['plan_start_year'] !== 'number' || typeof r['plan_finish_year'] !== 'number' || r['plan_start_year'] <= r['plan_finish_year'],
  },
];

export const plan = projectLibrary({
  id: 'plan',
  number: 1,
  label: '发展规划项目库',
  short: '规划',
  table: 'ext_plan',
  fields,
  rules,
  systems: ['planning'],
  source: 'domain.md §1.2; S0',
});
