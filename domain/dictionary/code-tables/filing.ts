// Code tables of approval, verification and filing (domain.md §1.8, §2.8).

import { itemsOf, type CodeTable } from './code-table.ts';

export const filingType = {
  id: 'filing_type',
  name: '办理类型',
  source: 'domain.md §2.8',
  items: itemsOf({
    10: '项目建议书审批',
    11: '可研审批|可行性研究报告审批',
    12: '初步设计及概算审批|初步设计审批',
    13: '概算调整',
    14: '开工报告',
    20: '核准|项目核准',
    21: '核准变更',
    22: '核准延期开工',
    23: '核准撤销',
    30: '备案|项目备案|企业投资项目备案',
    31: '备案变更',
    32: '备案撤回',
    40: '资金申请报告审批|资金申请报告',
    50: '节能审查',
    60: '招标方案核准',
  }),
} as const satisfies CodeTable;

export const handlingLevel = {
  id: 'handling_level',
  name: '办理层级',
  source: 'S0',
  items: itemsOf({ 1: '市级|市', 2: '区市|区市级|区县', 3: '功能区' }),
} as const satisfies CodeTable;

export const delegationMode = {
  id: 'delegation_mode',
  name: '下放方式',
  source: 'S0',
  items: itemsOf({ 1: '直接实施', 2: '委托', 3: '授权（下放）|授权|下放|授权下放' }),
} as const satisfies CodeTable;

export const filingDecision = {
  id: 'filing_decision',
  name: '决定结果',
  source: 'domain.md §1.8',
  items: itemsOf({ 1: '准予|同意|通过', 2: '不予|不予核准|不予备案', 3: '撤回', 4: '终止' }),
} as const satisfies CodeTable;

export const legalType = {
  id: 'legal_type',
  name: '法人类型',
  source: 'G8',
  items: itemsOf({
    10: '企业法人|企业',
    20: '事业单位法人|事业单位|事业',
    30: '社会团体法人|社会团体|社团',
    40: '机关法人|机关',
    90: '其他',
  }),
} as const satisfies CodeTable;

export const licenseType = {
  id: 'license_type',
  name: '证照类型',
  source: 'G8',
  items: itemsOf({
    1: '统一社会信用代码证|统一社会信用代码|营业执照',
    2: '组织机构代码证',
    3: '事业单位法人证书',
    4: '社会团体法人登记证书',
    5: '身份证',
    9: '其他',
  }),
} as const satisfies CodeTable;

/** Currencies a registered capital is stated in. */
export const currency = {
  id: 'currency',
  name: '币种',
  standard: 'GB/T 12406',
  source: 'G8',
  items: itemsOf({
    CNY: '人民币|人民币元',
    EUR: '欧元',
    GBP: '英镑',
    HKD: '港元|港币',
    JPY: '日元',
    KRW: '韩元',
    SGD: '新加坡元|新元',
    TWD: '新台币',
    USD: '美元',
  }),
} as const satisfies CodeTable;

export const verificationCatalogue = {
  id: 'verification_catalogue',
  name: '核准目录条目',
  standard: '政府核准的投资项目目录（2016年本）',
  source: 'W57',
  items: itemsOf({
    '01': '农业水利',
    '02': '能源',
    '03': '交通运输|交通',
    '04': '信息产业|信息',
    '05': '原材料',
    '06': '机械制造|机械',
    '07': '轻工',
    '08': '高新技术|高新',
    '09': '城建',
    10: '社会事业',
    11: '外商投资|外资',
    12: '境外投资|境外',
  }),
} as const satisfies CodeTable;

export const publicityState = {
  id: 'publicity_state',
  name: '公示状态',
  source: 'S0',
  items: itemsOf({ 0: '未公示', 1: '窗口受理', 2: '业务审核', 3: '专家评审', 4: '领导审批', 5: '发文' }),
} as const satisfies CodeTable;

export const approvalItem = {
  id: 'approval_item',
  name: '前期手续事项',
  source: 'G3; J',
  items: itemsOf({
    '01': '建设项目用地预审|用地预审',
    '02': '选址意见书|规划选址',
    '03': '环评批复|环境影响评价批复|环评',
    '04': '节能评估审查|节能评估和审查|节能审查',
    '05': '项目建议书批复|项目建议书',
    '06': '可行性研究报告批复|可研批复|可行性研究报告',
    '07': '初步设计及概算批复|初步设计批复|初步设计及概算',
    '08': '项目核准|核准',
    '09': '项目备案|备案',
    10: '资金申请报告',
    11: '开工许可/开工报告|开工许可证|开工报告',
    12: '施工许可证|施工许可',
    13: '用地规划许可',
    14: '建设工程规划许可',
    15: '水土保持',
    16: '社会稳定风险评估|稳评',
    17: '林地',
    18: '海域使用',
    19: '文物',
    20: '防洪',
    21: '施工图审查',
    22: '质量监督',
  }),
} as const satisfies CodeTable;

export const approvalStatus = {
  id: 'approval_status',
  name: '批复状态',
  source: 'G3',
  items: itemsOf({ 1: '评审', 2: '批准|已批复|批复' }),
} as const satisfies CodeTable;
