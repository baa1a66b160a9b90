// Code tables of money: central, special and municipal funds, their sources and plans (domain.md §1.4–§1.6, §2.5).

import { itemsOf, type CodeItem, type CodeTable } from './code-table.ts';

export const centralProgram = {
  id: 'central_program',
  name: '中央投资专项',
  source: 'domain.md §2.8（年度专项目录由委内提供）',
  items: itemsOf({
    100100: '保障性安居工程配套基础设施|保障性安居工程配套|保障性安居工程',
    100200: '生态保护和修复|生态保护修复',
    100300: '农村饮水/水利|农村饮水|水利',
    100400: '教育强国',
    100500: '卫生|卫生健康',
    100600: '养老托育',
    100700: '文化旅游',
    100800: '城市燃气管网|燃气管网',
    100900: '粮食仓储',
    101000: '高技术产业化|高技术产业',
    999900: '其他专项|其他',
  }),
} as const satisfies CodeTable;

export const arrangeMode = {
  id: 'arrange_mode',
  name: '安排方式',
  source: 'L1 第6条',
  items: itemsOf({ 1: '直接投资', 2: '资本金注入', 3: '投资补助|补助', 4: '贷款贴息|贴息' }),
} as const satisfies CodeTable;

export const issueMode = {
  id: 'issue_mode',
  name: '下达方式',
  source: 'W7 第10条',
  items: itemsOf({ 1: '直接下达到项目|直接下达', 2: '打捆切块|打捆|切块|切块下达' }),
} as const satisfies CodeTable;

export const postEvalState = {
  id: 'post_eval_state',
  name: '后评价状态',
  source: 'L1 第26条; W61',
  items: itemsOf({ 0: '未选', 1: '已选', 2: '自评', 3: '委托', 4: '完成' }),
} as const satisfies CodeTable;

export const supportMode = {
  id: 'support_mode',
  name: '支持方式',
  source: 'W55',
  items: itemsOf({ 1: '补助|定额补助|投资补助', 2: '贴息|贷款贴息', 3: '奖励|以奖代补', 4: '股权|股权投资' }),
} as const satisfies CodeTable;

export const acceptResult = {
  id: 'accept_result',
  name: '验收结论',
  source: 'domain.md §1.5',
  items: itemsOf({ 1: '合格|通过', 2: '整改|限期整改', 3: '不合格|未通过' }),
} as const satisfies CodeTable;

export const planClass = {
  id: 'plan_class',
  name: '计划类别',
  source: 'L14 第13条',
  items: itemsOf({ 1: '续建|续建项目', 2: '新开工|新建|新开工项目', 3: '前期|前期项目', 4: '竣工收尾|收尾', 5: '打捆|打捆项目' }),
} as const satisfies CodeTable;

export const planBatch = {
  id: 'plan_batch',
  name: '计划批次',
  source: 'L13',
  items: itemsOf({ 1: '年初|年初计划', 2: '中期调整|调整计划', 3: '追加|追加计划' }),
} as const satisfies CodeTable;

export const npcState = {
  id: 'npc_state',
  name: '人大审议状态',
  source: 'L13 第16–17条',
  items: itemsOf({ 0: '未报', 1: '已审|已审议' }),
} as const satisfies CodeTable;

export const fiscalNature = {
  id: 'fiscal_nature',
  name: '资金性质',
  source: 'domain.md §1.6',
  items: itemsOf({
    10: '一般公共预算|公共预算',
    20: '政府性基金|政府性基金预算',
    30: '国资预算|国有资本经营预算',
    40: '专项债|专项债券',
    50: '一般债|一般债券',
  }),
} as const satisfies CodeTable;

export const tenderMode = {
  id: 'tender_mode',
  name: '招标方式',
  source: 'G3; domain.md §2.8',
  items: itemsOf({ 1: '公开招标|公开', 2: '邀请招标|邀请', 3: '直接发包/不招标|直接发包|不招标', 4: '政府采购' }),
} as const satisfies CodeTable;

export const finalAuditState = {
  id: 'final_audit_state',
  name: '竣工决算审计',
  source: 'L11 第21条',
  items: itemsOf({ 0: '未提请', 1: '已提请', 2: '审计中', 3: '已完成|已审计', 9: '无需审计|不需审计' }),
} as const satisfies CodeTable;

export const performanceGrade = {
  id: 'performance_grade',
  name: '绩效评价等级',
  source: 'L12',
  items: itemsOf({ 1: '优|优秀', 2: '良|良好', 3: '中|合格', 4: '差|不合格' }),
} as const satisfies CodeTable;

const source = (group: string, pairs: Readonly<Record<string, string>>): CodeItem[] => itemsOf(pairs).map((item) => ({ ...item, group }));

export const fundSource = {
  id: 'fund_source',
  name: '资金来源',
  standard: '国家重大建设项目库资金来源',
  source: 'G3; J-核; J',
  items: [
    ...source('中央财政性', {
      1010: '中央预算内投资|中央预算内|中央投资',
      1020: '超长期特别国债/国债|超长期特别国债|国债',
      1030: '其他中央财政性建设资金|其他中央资金',
      1040: '中央专项建设基金',
      1041: '中央水利建设基金',
      1042: '铁路建设专项基金',
      1043: '民航发展基金',
      1044: '国家重大水利工程建设基金',
      1045: '大中型水库移民后期扶持基金',
      1046: '公路建设专项基金（车购税）|车购税',
    }),
    ...source('地方财政性', {
      2010: '省级预算内/省财政|省级资金|省财政',
      2020: '市财力（市级一般公共预算）|市财力|市级财政|市财政',
      2021: '市级政府性基金（土地出让等）|市级政府性基金',
      2030: '区市财力|区市财政|区级财政',
      2050: '地方预算内投资（未细分）|地方预算内投资|地方财政',
    }),
    ...source('债券', { 2040: '地方政府专项债券|专项债|专项债券', 2041: '地方政府一般债券|一般债券' }),
    ...source('贷款', {
      3010: '国内银行贷款|银行贷款|国内贷款',
      3020: '政策性开发性金融工具',
      3030: '其他融资（债券/信托/租赁）|其他融资',
    }),
    ...source('外资', { 4010: '利用外资（外商直接投资）|利用外资|外商直接投资', 4020: '国际金融组织/外国政府贷款|国外贷款' }),
    ...source('自筹', { 5010: '企业自有资金|自有资金|企业自筹', 5020: '资本金（股东投入）|资本金', 5030: '其他自筹（事业单位、捐赠）|其他自筹' }),
    ...source('社会资本', { 6010: 'PPP 社会资本|PPP社会资本|社会资本' }),
    ...source('其他', { 9010: '其他资金|其他' }),
  ],
} as const satisfies CodeTable;

export const planItemState = {
  id: 'plan_item_state',
  name: '计划项状态',
  source: 'domain.md §1.11b',
  items: itemsOf({ 10: '草案', 20: '上报', 30: '下达', 40: '调整', 50: '完成' }),
} as const satisfies CodeTable;

export const flowKind = {
  id: 'flow_kind',
  name: '资金流水类型',
  source: 'domain.md §1.11b',
  items: itemsOf({ 1: '下达', 2: '到位', 3: '申请', 4: '拨付', 5: '支付', 6: '退回', 7: '收回', 8: '上缴' }),
} as const satisfies CodeTable;
