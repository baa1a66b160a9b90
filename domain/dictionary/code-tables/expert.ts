// Code tables of the expert library (domain.md §1.9).

import { itemsOf, type CodeItem, type CodeTable } from './code-table.ts';

export const gender = {
  id: 'gender',
  name: '性别',
  standard: 'GB/T 2261.1',
  source: 'domain.md §1.9',
  items: itemsOf({ 1: '男|男性', 2: '女|女性' }),
} as const satisfies CodeTable;

// GB/T 3304 numbers the 56 peoples through from 01 in this order.
const peoples = `
  汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族
  土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族
  柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族
  乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族`;

export const ethnicity = {
  id: 'ethnicity',
  name: '民族',
  standard: 'GB/T 3304',
  source: 'domain.md §1.9',
  items: peoples
    .trim()
    .split(/\s+/)
    .map((name, index): CodeItem => {
      const short = name.slice(0, -1);
      return {
        code: String(index + 1).padStart(2, '0'),
        name,
        ...(short.length > 1 || short === '汉' || short === '回' || short === '满' ? { aliases: [short] } : {}),
      };
    }),
} as const satisfies CodeTable;

export const politicalStatus = {
  id: 'political_status',
  name: '政治面貌',
  standard: 'GB/T 4762',
  source: 'domain.md §1.9',
  items: itemsOf({
    '01': '中共党员|党员|中国共产党党员',
    '02': '中共预备党员|预备党员',
    '03': '共青团员|团员',
    '04': '民革党员|民革',
    '05': '民盟盟员|民盟',
    '06': '民建会员|民建',
    '07': '民进会员|民进',
    '08': '农工党党员|农工党',
    '09': '致公党党员|致公党',
    10: '九三学社社员|九三学社',
    11: '台盟盟员|台盟',
    12: '无党派人士|无党派',
    13: '群众',
  }),
} as const satisfies CodeTable;

export const expertSource = {
  id: 'expert_source',
  name: '来源类别',
  source: 'S0; J',
  items: itemsOf({ 1: '委处室', 2: '研究院', 3: '咨询院', 4: '高校|高等院校', 5: '企业', 6: '退休|离退休', 9: '其他' }),
} as const satisfies CodeTable;

/** Levels, as admission asks for; the series of GB/T 8561 (工程师、研究员…) stands in 职称专业. */
export const titleLevel = {
  id: 'title_level',
  name: '职称',
  standard: 'GB/T 12407-2008; GB/T 8561',
  source: 'domain.md §1.9; J-核',
  items: itemsOf({
    411: '正高级|正高|教授|研究员|正高级工程师|教授级高级工程师|教授级高工|正高级经济师',
    412: '副高级|副高|高级|副教授|副研究员|高级工程师|高工|高级经济师|高级会计师',
    420: '中级|工程师|经济师|会计师|讲师|助理研究员',
    430: '初级|助理级|助理工程师',
  }),
} as const satisfies CodeTable;

export const education = {
  id: 'education',
  name: '学历',
  standard: 'GB/T 4658-2006',
  source: 'domain.md §1.9; J-核',
  items: itemsOf({
    10: '研究生教育|研究生',
    11: '博士研究生毕业|博士研究生|博士',
    14: '硕士研究生毕业|硕士研究生|硕士',
    21: '大学本科毕业|大学本科|本科|大学',
    31: '大学专科毕业|大学专科|大专|专科',
    40: '中等职业教育|中专',
    60: '普通高级中学教育|高中',
    90: '其他',
  }),
} as const satisfies CodeTable;

export const degree = {
  id: 'degree',
  name: '学位',
  standard: 'GB/T 6864-2003',
  source: 'domain.md §1.9; J-核',
  items: itemsOf({ 1: '名誉博士', 2: '博士|博士学位', 3: '硕士|硕士学位', 4: '学士|学士学位' }),
} as const satisfies CodeTable;

/** The 21 specialties of engineering consulting, then what a DRC panel also needs. */
export const specialty = {
  id: 'specialty',
  name: '评审专业',
  standard: '工程咨询行业管理办法（国家发展改革委令2017年第9号）',
  source: 'J-核; J（31 以后）',
  items: itemsOf({
    '01': '农业、林业|农业|林业',
    '02': '水利水电|水利',
    '03': '电力（含火电、水电、核电、新能源）|电力|新能源',
    '04': '煤炭',
    '05': '石油天然气',
    '06': '公路',
    '07': '铁路、城市轨道交通|铁路|城市轨道交通|轨道交通',
    '08': '民航',
    '09': '水运（含港口河海工程）|水运|港口',
    10: '电子、信息工程（含通信、广电、信息化）|电子|信息工程|信息化|通信',
    11: '冶金（含钢铁、有色）|冶金',
    12: '石化、化工、医药|石化|化工|医药',
    13: '核工业',
    14: '机械（含智能制造）|机械|智能制造',
    15: '轻工、纺织|轻工|纺织',
    16: '建材',
    17: '建筑|建筑工程|房屋建筑',
    18: '市政公用工程|市政|市政公用',
    19: '生态建设和环境工程|环境工程|环保|生态环境',
    20: '水文地质、工程测量、岩土工程|岩土工程|工程测量|水文地质',
    21: '其他（工程咨询）|其他',
    31: '规划与区域经济|区域经济|规划',
    32: '投资与财务|技术经济|财务|工程造价',
    33: '产业与科技|产业经济',
    34: '法律与招投标|法律|招投标',
    35: '绩效与后评价|绩效评价|后评价',
  }),
} as const satisfies CodeTable;

export const serviceScope = {
  id: 'service_scope',
  name: '服务范围',
  source: 'S0',
  items: itemsOf({ 1: '项目论证', 2: '规划评估', 3: '课题咨询' }),
} as const satisfies CodeTable;

export const admissionState = {
  id: 'admission_state',
  name: '在库状态',
  source: 'J',
  items: itemsOf({ 1: '申请', 2: '审核', 3: '在库', 4: '暂停', 5: '出库' }),
} as const satisfies CodeTable;

export const reviewTopic = {
  id: 'review_topic',
  name: '论证类型',
  source: 'J',
  items: itemsOf({ 1: '储备论证', 2: '可研', 3: '规划', 4: '课题' }),
} as const satisfies CodeTable;

export const drawMethod = {
  id: 'draw_method',
  name: '抽取方式',
  source: 'J',
  items: itemsOf({ 1: '随机抽取', 2: '指定' }),
} as const satisfies CodeTable;
