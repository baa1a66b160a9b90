// Code tables of the development-planning and reserve libraries (domain.md §1.2, §1.3, §3.1).

import { itemsOf, type CodeTable } from './code-table.ts';

export const planType = {
  id: 'plan_type',
  name: '规划类型',
  source: 'S0',
  items: itemsOf({ 1: '总体规划|总体', 2: '专项规划|专项', 3: '区域规划|区域', 4: '国土空间规划（参考）|国土空间规划' }),
} as const satisfies CodeTable;

export const planState = {
  id: 'plan_state',
  name: '规划状态',
  source: 'S0',
  items: itemsOf({ 10: '编制', 20: '衔接', 30: '报批', 40: '实施', 50: '中期评估', 60: '终期评估', 90: '废止' }),
} as const satisfies CodeTable;

export const planItemGrade = {
  id: 'plan_item_grade',
  name: '规划项目级别',
  source: 'S0',
  items: itemsOf({ 1: '重大工程|重大项目', 2: '重点项目|重点', 3: '一般|一般项目' }),
} as const satisfies CodeTable;

export const spatialState = {
  id: 'spatial_state',
  name: '空间落位状态',
  source: 'domain.md §1.2',
  items: itemsOf({ 1: '已落图|已落位', 2: '待落图|未落图', 3: '不适用' }),
} as const satisfies CodeTable;

export const landGuarantee = {
  id: 'land_guarantee',
  name: '用地保障',
  source: 'domain.md §1.2',
  items: itemsOf({ 1: '已保障', 2: '待保障', 3: '冲突' }),
} as const satisfies CodeTable;

export const conversionState = {
  id: 'conversion_state',
  name: '实施转化状态',
  source: 'domain.md §1.2',
  items: itemsOf({ 10: '未启动', 20: '已入储备', 30: '已立项', 40: '在建', 50: '建成', 90: '取消' }),
} as const satisfies CodeTable;

export const assessmentKind = {
  id: 'assessment_kind',
  name: '规划评估类型',
  source: 'domain.md §1.2',
  items: itemsOf({ 1: '年度评估|年度', 2: '中期评估|中期', 3: '终期评估|终期|总结评估' }),
} as const satisfies CodeTable;

export const assessmentResult = {
  id: 'assessment_result',
  name: '评估结论',
  source: 'domain.md §1.2',
  items: itemsOf({ 1: '超前', 2: '正常|按期', 3: '滞后', 4: '未启动' }),
} as const satisfies CodeTable;

export const reserveStream = {
  id: 'reserve_stream',
  name: '储备类别',
  source: 'S0; J（专项债）',
  items: itemsOf({
    1: '争取中央投资|中央投资|中央预算内投资',
    2: '市财力支持|市财力',
    3: '重大（重点）建设项目|重大项目|新增重大项目|重点项目',
    4: '专项债|专项债券|地方政府专项债券',
  }),
} as const satisfies CodeTable;

export const prepDepth = {
  id: 'prep_depth',
  name: '前期工作深度',
  source: 'domain.md §2.8',
  items: itemsOf({
    0: '谋划|策划',
    1: '项目建议书|建议书|立项',
    2: '可研编制|编制可研',
    3: '可研批复|可研已批',
    4: '初设批复|初步设计批复|概算批复',
    5: '施工图/招标|施工图|招标|招投标',
    6: '施工许可|取得施工许可|具备开工条件',
  }),
} as const satisfies CodeTable;

export const procedureReady = {
  id: 'procedure_ready',
  name: '手续办理状态',
  source: 'domain.md §1.3',
  items: itemsOf({ 0: '无需|不需要|不涉及', 1: '办理中|正在办理|未完成', 2: '已完成|已办理|已批复|完成' }),
} as const satisfies CodeTable;

export const maturityGrade = {
  id: 'maturity_grade',
  name: '成熟度等级',
  source: 'domain.md §1.3',
  items: itemsOf({ A: '可开工', B: '1 年内可开工', C: '谋划' }),
} as const satisfies CodeTable;

export const expertConclusion = {
  id: 'expert_conclusion',
  name: '专家结论',
  source: 'domain.md §1.3',
  items: itemsOf({ 1: '推荐', 2: '修改后推荐', 3: '不推荐' }),
} as const satisfies CodeTable;

export const recommendTarget = {
  id: 'recommend_target',
  name: '推荐去向',
  source: 'domain.md §1.3',
  items: itemsOf({ 1: '中央|中央投资', 2: '省', 3: '市财力', 4: '重点|市重点' }),
} as const satisfies CodeTable;

export const reserveState = {
  id: 'reserve_state',
  name: '入库状态',
  source: 'G3; W21; domain.md §3.1',
  items: itemsOf({
    D10: '草稿|待上报|填报',
    D11: '被退回|退回',
    D20: '已上报待初审|已上报',
    D30: '初审',
    D40: '市级处室复核|待审核',
    D50: '专家评估论证',
    D51: '修改后复议',
    D60: '推荐',
    D61: '缓议',
    D70: '入库|已入库|储备',
    D71: '列入三年滚动计划',
    D72: '列入年度计划/已下达|列入年度计划|已下达',
    D75: '出库|已出库',
    D80: '不予入库',
    D90: '撤回/作废|撤回|作废|取消储备',
  }),
} as const satisfies CodeTable;

export const exitReason = {
  id: 'exit_reason',
  name: '出库原因',
  source: 'domain.md §1.3',
  items: itemsOf({ 10: '已下达', 20: '实施|已实施', 30: '超期未推进', 40: '不符合', 50: '重复', 60: '单位撤回' }),
} as const satisfies CodeTable;
