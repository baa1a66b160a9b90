// Company projects of the demonstration data: manufacturing, electronics, medicine, logistics, tourism, farming, the sea, energy.

import type { ProjectKind } from './project-kinds.ts';

const plant = [0.34, 0.4, 0.07, 0.07, 0.04, 0.02, 0.06] as const;
const retrofit = [0.06, 0.72, 0.1, 0.04, 0.03, 0.01, 0.04] as const;

const companyDefaults = {
  owner: 'company', mode: 'BA', projectKind: '01', nature: '1', numbers: 1, unitCost: 5_600, composition: plant, ladder: '2',
  works: ['项目', '项目（一期）', '生产基地项目', '智能工厂项目'],
  contents: [
    '总用地面积{用地}亩，新建厂房、研发楼及附属设施，总建筑面积{面积}平方米，购置生产、检测及环保设备，项目建成后年产能达到{数量}{单位}。',
    '租赁并改造厂房，总建筑面积{面积}平方米，购置智能化生产线及配套设备，建设研发与检测中心，达产后形成年产{数量}{单位}的生产能力。',
  ],
} as const;

export const companyKinds: readonly ProjectKind[] = [
  {
    ...companyDefaults, weight: 12, bureau: 'industry', sector: '1010', domain: '1', industry: 'C35', chain: '01', investment: [2_000, 220_000], months: [12, 26], specialFund: '先进制造业发展专项资金',
    trades: ['智能装备', '精密机械', '重工', '数控科技'],
    subjects: ['高端数控机床', '智能轮胎装备', '工业机器人', '空气压缩机', '液压系统总成', '高速动车组部件', '海工装备结构件', '精密轴承'],
    indicator: ['年产能', '台（套）', 200, 50_000],
  },
  {
    ...companyDefaults, weight: 8, bureau: 'industry', sector: '1050', domain: '1', industry: 'C39', chain: '03', investment: [3_000, 600_000], months: [14, 30], specialFund: '新一代信息技术产业专项资金',
    trades: ['电子科技', '微电子', '光电', '智能科技'],
    subjects: ['集成电路封装测试', '新型显示模组', '智能家电控制器', '传感器芯片', '工业互联网终端', '光电模块', '车规级功率器件', '5G射频器件'],
    indicator: ['年产能', '万只', 20, 8_000],
  },
  {
    ...companyDefaults, weight: 5, bureau: 'industry', sector: '1010', domain: '1', industry: 'C36', chain: '06', investment: [4_000, 480_000], months: [14, 28], specialFund: '先进制造业发展专项资金',
    trades: ['汽车部件', '新能源汽车科技', '车桥', '动力系统'],
    subjects: ['新能源汽车电驱系统', '动力电池托盘', '商用车车桥', '汽车线束', '车身冲压件', '氢燃料电池系统'],
    indicator: ['年产能', '万套', 1, 200],
  },
  {
    ...companyDefaults, weight: 4, bureau: 'industry', sector: '1010', domain: '1', industry: 'C27', chain: '11', investment: [2_500, 180_000], months: [16, 32], specialFund: '生物医药产业专项资金',
    trades: ['生物科技', '医药', '医疗器械', '生物制药'],
    subjects: ['海洋生物医药', '体外诊断试剂', '高端医疗器械', '原料药及制剂', '生物疫苗', '医用敷料'],
    indicator: ['年产能', '万盒', 50, 20_000],
  },
  {
    ...companyDefaults, weight: 4, bureau: 'industry', sector: '1010', domain: '1', industry: 'C26', chain: '07', mode: 'HZ', catalogue: '05', investment: [8_000, 900_000], months: [18, 36],
    trades: ['化工', '新材料', '高分子材料', '精细化工'],
    subjects: ['高端聚烯烃新材料', '轮胎用功能助剂', '电子级化学品', '可降解塑料', '特种橡胶'],
    indicator: ['年产能', '万吨', 1, 90],
  },
  {
    ...companyDefaults, weight: 6, bureau: 'industry', sector: '1010', domain: '1', industry: 'C38', chain: '04', projectKind: '02', nature: '4', composition: retrofit, investment: [500, 36_000], months: [6, 16], ladder: '8',
    trades: ['电器', '家电配件', '制造', '工业'],
    specialFund: '企业技术改造专项资金',
    subjects: ['冰箱压缩机产线', '洗衣机内筒产线', '橡胶轮胎硫化产线', '纺织印染生产线', '食品包装生产线', '铸造车间'],
    works: ['智能化技术改造项目', '数字化改造项目', '绿色化技术改造项目', '扩能升级技术改造项目'],
    contents: ['利用现有厂房{面积}平方米，购置自动化生产、检测设备及工业软件，对原有生产线实施技术改造，改造后年产能提升至{数量}{单位}，单位能耗下降。'],
    indicator: ['年产能', '万件', 5, 900],
  },
  {
    ...companyDefaults, weight: 4, bureau: 'commerce', sector: '1020', domain: '1', industry: 'G59', chain: '13', investment: [3_000, 160_000], months: [12, 26], specialFund: '服务业发展引导资金',
    trades: ['供应链', '冷链物流', '国际物流', '仓储'],
    subjects: ['国际冷链物流中心', '智慧仓储分拨中心', '跨境电商产业园', '多式联运枢纽', '城市配送中心'],
    works: ['项目', '项目（一期）', '扩建项目', '配套设施项目'],
    contents: ['总用地面积{用地}亩，建设仓库、分拣中心、冷库及配套用房，总建筑面积{面积}平方米，购置自动化分拣及冷链设备，年吞吐能力{数量}{单位}。'],
    indicator: ['年吞吐能力', '万吨', 2, 300],
  },
  {
    ...companyDefaults, weight: 4, owner: 'platform', bureau: 'industry', sector: '1010', domain: '1', industry: 'K70', chain: '16', investment: [10_000, 480_000], months: [20, 38], ladder: '1', numbers: 8,
    subjects: ['{区}{街道}第{n}智能制造产业园', '{区}{街道}第{n}专精特新产业园', '{区}{街道}第{n}海洋科技产业园', '{区}{街道}第{n}数字经济产业园'],
    works: ['（一期）', '（二期）', '基础设施配套项目'],
    contents: ['总用地面积{用地}亩，总建筑面积{面积}平方米，建设标准厂房、研发办公及配套服务用房，可引进企业{数量}{单位}，同步建设园区道路、管网和公共服务平台。'],
    indicator: ['引进企业', '家', 12, 180],
  },
  {
    ...companyDefaults, weight: 4, bureau: 'culture', sector: '1020', domain: '1', industry: 'R90', chain: '15', investment: [4_000, 360_000], months: [18, 36], ladder: '1', specialFund: '服务业发展引导资金',
    trades: ['文旅发展', '置业', '酒店管理', '文化传媒'],
    subjects: ['滨海度假酒店', '海洋主题乐园', '影视文化基地', '商业综合体', '会展中心', '田园综合体'],
    works: ['项目', '项目（一期）', '改造提升项目', '配套设施项目'],
    contents: ['总用地面积{用地}亩，总建筑面积{面积}平方米，建设主题场馆、酒店、商业及配套设施，年接待能力{数量}{单位}，同步建设停车场、道路和景观工程。'],
    indicator: ['年接待能力', '万人次', 5, 500],
  },
  {
    ...companyDefaults, weight: 3, bureau: 'agriculture', sector: '1030', domain: '1', industry: 'A01', chain: '09', investment: [600, 40_000], months: [8, 20], specialFund: '现代农业发展专项资金',
    trades: ['农业科技', '食品', '农业发展', '种业'],
    subjects: ['现代蔬菜种植基地', '良种繁育中心', '粮食烘干仓储中心', '果品冷藏加工中心', '智慧农场'],
    works: ['项目', '项目（一期）', '扩建项目', '提升项目'],
    contents: ['流转土地{用地}亩，建设智能温室、育苗车间、冷藏库和加工车间，总建筑面积{面积}平方米，购置水肥一体化和加工设备，年产（加工）能力{数量}{单位}。'],
    indicator: ['年产（加工）能力', '吨', 500, 60_000],
  },
  {
    ...companyDefaults, weight: 2, bureau: 'marine', sector: '1040', domain: '1', industry: 'A04', chain: '08', investment: [2_000, 150_000], months: [12, 28], specialFund: '海洋经济发展专项资金',
    trades: ['海洋工程', '海洋科技', '水产', '渔业'],
    subjects: ['深远海养殖平台', '海洋牧场', '水产苗种繁育中心', '海洋装备试验场', '海水淡化装备'],
    works: ['项目', '项目（一期）', '示范项目', '扩建项目'],
    contents: ['建设养殖（试验）设施及陆基配套车间，总建筑面积{面积}平方米，购置养殖、监测及加工设备，达产后年产能{数量}{单位}，配套建设码头靠泊和环保设施。'],
    indicator: ['年产能', '吨', 200, 30_000],
  },
  {
    ...companyDefaults, weight: 3, bureau: 'energy', sector: '2020', domain: '2', industry: 'D44', chain: '02', investment: [1_500, 260_000], months: [8, 22], ladder: '8', composition: [0.14, 0.62, 0.12, 0.06, 0.03, 0.02, 0.01],
    trades: ['新能源', '能源科技', '电力', '光伏科技'],
    subjects: ['屋顶分布式光伏发电', '用户侧储能电站', '燃气分布式能源站', '充换电站', '海上风电送出'],
    works: ['项目', '项目（一期）', '扩建项目', '配套工程'],
    contents: ['利用建筑屋顶及场地{用地}亩，建设发电（储能）设施，总装机容量{数量}{单位}，配套升压站、集电线路、监控及并网设施，建筑面积{面积}平方米。'],
    indicator: ['装机容量', '兆瓦', 2, 300],
  },
];
