// Code tables of the project master and its memberships (domain.md §2.4, §2.8).

import { itemsOf, type CodeTable } from './code-table.ts';

export const mgmtMode = {
  id: 'mgmt_mode',
  name: '管理方式',
  source: 'L1 第9、14条; L2 第3条',
  items: [
    { code: 'SP', name: '审批', aliases: ['审批制'] },
    { code: 'HZ', name: '核准', aliases: ['核准制'] },
    { code: 'BA', name: '备案', aliases: ['备案制'] },
    { code: 'ZJ', name: '资金申请报告', aliases: ['资金申请'] },
  ],
} as const satisfies CodeTable;

export const projectKind = {
  id: 'project_kind',
  name: '项目类型',
  standard: 'GB/T 40058-2021',
  source: 'W5',
  items: itemsOf({ '01': '基本建设', '02': '技术改造', '03': '单纯购置', '04': '信息化', '05': '其他' }),
} as const satisfies CodeTable;

export const constructionNature = {
  id: 'construction_nature',
  name: '建设性质',
  source: 'G3; L1 第2条',
  items: itemsOf({ 1: '新建', 2: '扩建', 3: '改建|改扩建', 4: '技术改造|技改', 5: '迁建|易地迁建', 6: '恢复|恢复重建', 7: '单纯购置|设备购置' }),
} as const satisfies CodeTable;

export const investmentBasis = {
  id: 'investment_basis',
  name: '总投资依据',
  source: 'L13; L1 第12条',
  items: itemsOf({ 1: '匡算', 2: '估算', 3: '概算', 4: '调整概算', 5: '预算', 6: '决算' }),
} as const satisfies CodeTable;

export const projectStatus = {
  id: 'project_status',
  name: '项目状态',
  source: 'J',
  items: itemsOf({ 10: '正常', 20: '缓建', 30: '停建', 40: '完工', 50: '撤销', 60: '合并/拆分', 90: '销号' }),
} as const satisfies CodeTable;

export const lifecycleStage = {
  id: 'lifecycle_stage',
  name: '生命周期阶段',
  source: 'G3; G2 projectStatus.csv',
  items: [
    { code: '010', name: '谋划', aliases: ['规划列项'], group: '规划' },
    { code: '020', name: '储备申报', group: '储备' },
    { code: '030', name: '储备入库', group: '储备' },
    { code: '110', name: '项目建议书', group: '前期' },
    { code: '120', name: '可研/备案', aliases: ['可行性研究', '项目申请书', '备案'], group: '前期' },
    { code: '130', name: '初步设计及概算', aliases: ['初步设计'], group: '前期' },
    { code: '140', name: '用地规划环评办理', group: '前期' },
    { code: '150', name: '招投标', group: '前期' },
    { code: '160', name: '施工许可/开工报告', group: '前期' },
    { code: '210', name: '已下达未开工', group: '未开工' },
    { code: '310', name: '开工在建', aliases: ['在建'], group: '在建' },
    { code: '320', name: '停缓建', group: '停缓建' },
    { code: '410', name: '完工待验', group: '竣工' },
    { code: '420', name: '竣工验收', group: '竣工' },
    { code: '430', name: '竣工决算/审计', group: '竣工' },
    { code: '440', name: '投产运营', aliases: ['投产'], group: '投产' },
    { code: '510', name: '后评价', group: '后评价' },
    { code: '900', name: '撤销/终止', group: '退出' },
  ],
} as const satisfies CodeTable;

/** DRC's own sectors: three domains and their sub-sectors, as the Qingdao bulletins split them. */
export const mgmtSector = {
  id: 'mgmt_sector',
  name: '所属行业（管理口径）',
  source: 'G3; W23',
  items: [
    { code: '1000', name: '产业', aliases: ['产业项目', '产业类'] },
    { code: '1010', name: '先进制造业', parent: '1000', aliases: ['制造业', '工业', '高端装备', '新兴产业'] },
    { code: '1020', name: '现代服务业', parent: '1000', aliases: ['服务业', '商贸物流', '文化旅游'] },
    { code: '1030', name: '现代农业', parent: '1000', aliases: ['农业', '农业农村'] },
    { code: '1040', name: '海洋产业', parent: '1000', aliases: ['海洋经济'] },
    { code: '1050', name: '数字经济', parent: '1000', aliases: ['信息产业', '新一代信息技术'] },
    { code: '2000', name: '基础设施', aliases: ['基础设施类', '基础设施项目'] },
    { code: '2010', name: '交通', parent: '2000', aliases: ['交通运输', '交通基础设施'] },
    { code: '2020', name: '能源', parent: '2000', aliases: ['能源电力'] },
    { code: '2030', name: '水利', parent: '2000', aliases: ['农林水利', '水务'] },
    { code: '2040', name: '市政公用', parent: '2000', aliases: ['市政', '城市建设', '城建'] },
    { code: '2050', name: '生态环保', parent: '2000', aliases: ['生态环境', '环境保护', '生态环保类'] },
    { code: '2060', name: '信息基础设施', parent: '2000', aliases: ['新型基础设施', '新基建'] },
    { code: '3000', name: '社会民生', aliases: ['社会事业', '民生', '民生工程', '社会民生类'] },
    { code: '3010', name: '教育', parent: '3000' },
    { code: '3020', name: '医疗卫生', parent: '3000', aliases: ['卫生', '医疗', '卫生健康'] },
    { code: '3030', name: '养老托育', parent: '3000', aliases: ['养老', '托育'] },
    { code: '3040', name: '文化体育', parent: '3000', aliases: ['文化', '体育'] },
    { code: '3050', name: '保障性住房', parent: '3000', aliases: ['保障性安居工程', '棚户区改造', '住房保障'] },
    { code: '3060', name: '公共服务', parent: '3000', aliases: ['公共安全', '政务服务'] },
  ],
} as const satisfies CodeTable;

export const secretLevel = {
  id: 'secret_level',
  name: '密级',
  source: 'L17; W19',
  // In ascending order of protection; 敏感 was added last and codes keep their meaning (domain/policy/labels.ts).
  items: [
    { code: '0', name: '公开' },
    { code: '1', name: '内部' },
    { code: '3', name: '敏感' },
    { code: '2', name: '工作秘密' },
  ],
} as const satisfies CodeTable;

export const recordState = {
  id: 'record_state',
  name: '填报状态',
  source: 'W21; G3',
  items: itemsOf({ 10: '填报', 20: '已上报', 30: '已退回', 40: '已锁定', 50: '已封账' }),
} as const satisfies CodeTable;

export const disclosure = {
  id: 'disclosure',
  name: '公开属性',
  source: 'L9 第26条',
  items: itemsOf({ A: '主动公开', B: '依申请公开', C: '不公开' }),
} as const satisfies CodeTable;

export const investmentBand = {
  id: 'investment_band',
  name: '投资规模档',
  source: 'W14; W15; W24; W26',
  items: itemsOf({
    1: '500万元以下',
    2: '500万–5000万元',
    3: '5000万–1亿元',
    4: '1亿–5亿元',
    5: '5亿–10亿元',
    6: '10亿–50亿元',
    7: '50亿元以上',
  }),
} as const satisfies CodeTable;

/** Levels of government that plan, keep or pay. */
export const governmentLevel = {
  id: 'government_level',
  name: '层级',
  source: 'S0; G3',
  items: itemsOf({ 1: '国家|中央|国家级', 2: '省|省级', 3: '市|市级', 4: '区市|区县|县|区市级|县级' }),
} as const satisfies CodeTable;

export const projectLibrary = {
  id: 'project_library',
  name: '项目数据库',
  source: 'S0',
  items: itemsOf({
    central: '中央投资项目库',
    filing: '核准备案项目库',
    fiscal: '市财力项目库',
    key: '市重点项目库',
    plan: '发展规划项目库',
    reserve: '储备项目库',
    special: '专项资金项目库',
  }),
} as const satisfies CodeTable;
