// The project master 项目主表, second part: what is built, for how much, when, and how far it is (domain.md §1.1).

import type { Field } from '../field.ts';
import { code, date, decimal, flag, integer, list, longText, money, partialDate, section } from './field-kinds.ts';

export const contentFields: readonly Field[] = [
  ...section('建设内容', 'content', [
    longText('construction_content', '主要建设内容', 2000, 'G3; L1 第21条', {
      required: true,
      searched: true,
      aliases: [
        '建设内容',
        '建设规模和内容',
        '建设规模及内容',
        '建设规模及主要内容',
        '建设内容及规模',
        '主要建设内容及规模',
        '建设规模与内容',
        '项目内容',
        '项目简介',
        '主要建设规模及内容',
      ],
      help: '不少于 20 字。',
    }),
    longText('construction_scale', '主要建设规模', 500, 'G3', { required: true, aliases: ['建设规模', '拟建设规模'] }),
    list('scale_items', '量化建设规模', { indicator: '指标', qty: '数量', unit: '单位' }, 'G3'),
    decimal('land_area_mu', '总用地面积', '亩', { scale: 2, min: 0 }, 'G8', { role: 'measure', aliases: ['用地面积', '占地面积', '总占地面积'] }),
    decimal('new_land_area_mu', '新增建设用地', '亩', { scale: 2, min: 0 }, 'G8', { role: 'measure', aliases: ['新增用地'], help: '不大于总用地面积。' }),
    integer('floor_area', '总建筑面积', '㎡', { min: 0 }, 'G8', { role: 'measure', aliases: ['建筑面积'] }),
  ]),

  ...section('投资', 'content', [
    money('total_investment', '总投资', 'G3; L1 第16条; L2 第13条', {
      required: true,
      aliases: ['项目总投资', '总投资额', '投资总额', '投资额', '计划总投资', '估算总投资', '概算总投资', '投资规模'],
      help: '大于 0；等于各项资金来源之和（±1 万元）。',
      column: 110,
    }),
    code('total_inv_basis', '总投资依据', 'investment_basis', 'L13; L1 第12条', { required: true, help: '随阶段推进由匡算、估算到概算、决算。' }),
    money('approved_estimate', '批复投资估算', 'L1 第12条', { aliases: ['投资估算'], help: '来自可研批复。' }),
    money('approved_budget', '核定投资概算', 'L1 第12条', {
      aliases: ['投资概算', '批复概算', '概算'],
      help: '来自初步设计批复；超过估算 10 % 触发预警 R01。',
    }),
  ]),

  ...section('工期', 'content', [
    partialDate('planned_start', '拟开工日期', 'G3', {
      required: true,
      role: 'dimension',
      aliases: ['计划开工时间', '拟开工时间', '开工时间', '开工年份', '开工年度', '计划开工', '计划开工日期', '开工日期', '拟开工年份', '建设起始年限'],
      help: '可只填年或年月。',
    }),
    partialDate('planned_finish', '拟建成日期', 'G3', {
      required: true,
      role: 'dimension',
      aliases: [
        '计划竣工时间',
        '拟建成时间',
        '竣工时间',
        '竣工年份',
        '完工年份',
        '计划竣工',
        '建成时间',
        '竣工日期',
        '计划竣工日期',
        '拟竣工时间',
        '完工时间',
        '计划建成时间',
      ],
      help: '不早于拟开工日期。',
    }),
    date('actual_start', '实际开工日期', 'G3; L1 第27条', { group: 'progress', aliases: ['实际开工时间'], help: '不晚于今天。' }),
    date('actual_finish', '实际竣工日期', 'G3; L1 第27条', { group: 'progress', aliases: ['实际竣工时间'], help: '不早于实际开工日期。' }),
  ]),

  ...section('状态', 'system', [
    code('lifecycle_stage', '生命周期阶段', 'lifecycle_stage', 'G3; J', { required: true, aliases: ['项目阶段', '所处阶段'] }),
    code('project_status', '项目状态', 'project_status', 'J', { required: true }),
    flag('policy_declaration', '符合产业政策声明', 'L2 第13条(四)', {
      required: { text: '备案项目', test: (r) => r['mgmt_mode'] === 'BA' },
      group: 'content',
      aliases: ['产业政策声明'],
    }),
    code('secret_level', '密级', 'secret_level', 'L17; W19', { required: true, group: 'identity', help: '涉密项目及信息不得录入本系统。' }),
    code('disclosure', '公开属性', 'disclosure', 'L9 第26条', { required: true, group: 'identity', help: '重大建设项目批准和实施情况应主动公开。' }),
  ]),
];
