// Code tables of the key-project library 市重点项目库 (domain.md §1.7).

import { itemsOf, type CodeTable } from './code-table.ts';

export const keyLevel = {
  id: 'key_level',
  name: '重点级别',
  source: 'W22; W23',
  items: [
    { code: '1', name: '省级', aliases: ['省重点', '省级重点'] },
    { code: '2', name: '市级', aliases: ['市重点', '市级重点'] },
    { code: '3', name: '区市级', aliases: ['县级', '区市重点', '区级'] },
  ],
} as const satisfies CodeTable;

export const keyClass = {
  id: 'key_class',
  name: '重点类别',
  source: 'W26',
  items: [
    { code: '1', name: '建设类', aliases: ['建设', '实施类', '建设项目'] },
    { code: '2', name: '准备类', aliases: ['前期类', '前期', '预备', '储备', '前期项目', '准备', '谋划类'] },
  ],
} as const satisfies CodeTable;

export const yearNature = {
  id: 'year_nature',
  name: '年度性质',
  source: 'W27; W48 第10条',
  items: [
    { code: '1', name: '新开工', aliases: ['计划新开工', '计划开工', '拟开工', '新建', '新开工项目'] },
    { code: '2', name: '续建', aliases: ['续建项目', '在建', '结转'] },
    { code: '3', name: '竣工投产', aliases: ['竣工', '投产', '计划竣工', '拟竣工', '建成投产'] },
  ],
} as const satisfies CodeTable;

export const keyDomain = {
  id: 'key_domain',
  name: '领域',
  source: 'W23',
  items: [
    { code: '1', name: '产业', aliases: ['产业项目', '产业类'] },
    { code: '2', name: '基础设施', aliases: ['基础设施类', '基础设施项目'] },
    { code: '3', name: '社会民生', aliases: ['社会民生类', '社会事业', '民生', '民生工程'] },
  ],
} as const satisfies CodeTable;

export const industryChain = {
  id: 'industry_chain',
  name: '产业链',
  source: 'W26',
  items: itemsOf({
    '01': '高端装备',
    '02': '新能源新材料',
    '03': '新一代信息技术',
    '04': '智能家电',
    '05': '轨道交通装备',
    '06': '新能源汽车',
    '07': '高端化工',
    '08': '海洋装备',
    '09': '食品饮料',
    10: '纺织服装',
    11: '生物医药及医疗器械',
    12: '集成电路',
    13: '现代物流',
    14: '现代金融',
    15: '现代旅游',
    16: '商务服务',
    17: '文化创意',
    18: '现代商贸',
    99: '其他',
  }),
} as const satisfies CodeTable;

export const promotionState = {
  id: 'promotion_state',
  name: '招商状态',
  source: 'S0',
  items: itemsOf({ 1: '洽谈', 2: '签约', 3: '注册', 4: '落地' }),
} as const satisfies CodeTable;

export const capitalOrigin = {
  id: 'capital_origin',
  name: '内外资属性',
  source: 'G8',
  items: itemsOf({ 1: '内资', 2: '港澳台', 3: '外资' }),
} as const satisfies CodeTable;

export const progressState = {
  id: 'progress_state',
  name: '进度状态',
  source: 'G4',
  items: itemsOf({ 1: '超前', 2: '正常', 3: '滞后', 9: '其他' }),
} as const satisfies CodeTable;

export const listChange = {
  id: 'list_change',
  name: '名单调整类型',
  source: 'W47; W49 第14条',
  items: itemsOf({ 1: '增列', 2: '调出', 3: '降级' }),
} as const satisfies CodeTable;
