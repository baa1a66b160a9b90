// Public projects of the demonstration data: schools, hospitals, housing, roads, water, parks, government information systems.

import type { ProjectKind } from './project-kinds.ts';

const building = [0.66, 0.08, 0.09, 0.11, 0.05, 0.01, 0] as const;
const lineWorks = [0.72, 0.04, 0.06, 0.12, 0.05, 0.01, 0] as const;

const publicDefaults = {
  owner: 'bureau', mode: 'SP', projectKind: '01', nature: '1', chain: '99', numbers: 1,
} as const;

export const publicKinds: readonly ProjectKind[] = [
  {
    ...publicDefaults, weight: 8, bureau: 'education', sector: '3010', domain: '3', industry: 'P83', ladder: '1', investment: [1_800, 42_000], months: [14, 28],
    composition: building, centralProgram: '100400', unitCost: 5_200, numbers: 16,
    subjects: ['{区}{街道}第{n}小学', '{区}{街道}第{n}初级中学', '{区}{街道}第{n}幼儿园', '{区}{街道}第{n}九年一贯制学校'],
    works: ['建设项目', '改扩建项目', '综合楼建设项目', '校舍提升改造项目'],
    contents: ['总用地面积{用地}亩，总建筑面积{面积}平方米，建设教学楼、综合楼、风雨操场、食堂及地下车库等，办学规模{数量}个班，配套建设运动场地、道路、绿化和管网。'],
    indicator: ['办学规模', '班', 12, 60],
  },
  {
    ...publicDefaults, weight: 4, bureau: 'health', sector: '3020', domain: '3', industry: 'Q84', ladder: '1', investment: [3_000, 160_000], months: [20, 38],
    composition: [0.55, 0.2, 0.1, 0.09, 0.05, 0.01, 0], centralProgram: '100500', unitCost: 7_400, numbers: 6,
    subjects: ['{区}{街道}第{n}社区卫生服务中心', '{区}第{n}人民医院{街道}院区', '{区}中医医院{街道}第{n}分院', '{区}{街道}妇幼保健院第{n}门诊'],
    works: ['建设项目', '门诊综合楼项目', '病房楼扩建项目', '公共卫生能力提升项目'],
    contents: ['总建筑面积{面积}平方米，建设门急诊、医技、住院及后勤保障用房，设置床位{数量}张，购置医疗设备，配套建设停车场、污水处理站和室外工程。'],
    indicator: ['床位', '张', 40, 1_200],
  },
  {
    ...publicDefaults, weight: 3, bureau: 'civil', sector: '3030', domain: '3', industry: 'Q85', ladder: '1', investment: [1_200, 30_000], months: [12, 24],
    composition: building, centralProgram: '100600', unitCost: 4_600, numbers: 8,
    subjects: ['{区}{街道}第{n}养老服务中心', '{区}{街道}第{n}托育服务中心', '{区}{街道}第{n}社会福利服务中心'],
    works: ['建设项目', '改造提升项目', '医养结合楼项目'],
    contents: ['总建筑面积{面积}平方米，建设居住用房、康复用房、公共活动用房和配套设施，设置床位（托位）{数量}个，同步实施室外管网、绿化和无障碍工程。'],
    indicator: ['床位（托位）', '个', 60, 600],
  },
  {
    ...publicDefaults, weight: 3, bureau: 'culture', sector: '3040', domain: '3', industry: 'R88', ladder: '1', investment: [2_000, 60_000], months: [16, 32],
    composition: building, centralProgram: '100700', unitCost: 6_800, numbers: 6,
    subjects: ['{区}{街道}第{n}文化活动中心', '{区}{街道}第{n}全民健身中心', '{区}{街道}第{n}图书馆分馆'],
    works: ['建设项目', '改造提升项目', '配套设施项目'],
    contents: ['总建筑面积{面积}平方米，建设展厅、排练厅、阅览室、运动场馆及附属用房，年接待能力{数量}万人次，配套实施智能化、消防和室外工程。'],
    indicator: ['年接待能力', '万人次', 2, 60],
  },
  {
    ...publicDefaults, weight: 4, owner: 'platform', bureau: 'housing', sector: '3050', domain: '3', industry: 'K70', ladder: '1', investment: [8_000, 420_000], months: [24, 42],
    composition: building, centralProgram: '100100', unitCost: 4_800, numbers: 12,
    subjects: ['{区}{街道}第{n}片区棚户区改造安置房', '{区}{街道}第{n}保障性租赁住房', '{区}{街道}第{n}人才公寓'],
    works: ['项目', '建设工程', '及配套设施项目'],
    contents: ['总用地面积{用地}亩，总建筑面积{面积}平方米，建设住宅{数量}套及社区服务、商业配套用房和地下车库，同步建设道路、供水、供电、供热、燃气等配套设施。'],
    indicator: ['住宅', '套', 120, 3_200],
  },
  {
    ...publicDefaults, weight: 4, bureau: 'housing', sector: '3050', domain: '3', industry: 'E47', ladder: '1', nature: '3', investment: [600, 18_000], months: [8, 16],
    composition: lineWorks, centralProgram: '100100', unitCost: 620, numbers: 20,
    subjects: ['{区}{街道}第{n}批城镇老旧小区', '{区}{街道}第{n}片区老旧楼院'],
    works: ['改造项目', '节能保暖改造项目', '雨污分流改造项目'],
    contents: ['改造老旧小区{数量}个，涉及建筑面积{面积}平方米，实施外墙保温、屋面防水、楼道修缮、雨污分流、强弱电线路整治、停车位和绿化改造。'],
    indicator: ['改造小区', '个', 1, 24],
  },
  {
    ...publicDefaults, weight: 8, bureau: 'transport', sector: '2010', domain: '2', industry: 'G54', ladder: '3', investment: [1_500, 260_000], months: [12, 34],
    composition: lineWorks, unitCost: 26_000, numbers: 24,
    subjects: ['{区}{街道}规划{n}号线道路', '{区}{街道}规划{n}号线与环湾路联络线', '{区}{街道}第{n}未贯通道路'],
    works: ['打通工程', '拓宽改造工程', '新建工程', '桥梁及接线工程'],
    contents: ['道路全长{长度}米，红线宽度{数量}米，城市次干路标准，建设道路、排水、照明、绿化、交通设施及管线综合等工程。'],
    indicator: ['红线宽度', '米', 16, 60],
  },
  {
    ...publicDefaults, weight: 1, owner: 'platform', bureau: 'transport', sector: '2010', domain: '2', industry: 'G54', ladder: '4', investment: [80_000, 2_600_000], months: [36, 58],
    composition: [0.6, 0.12, 0.08, 0.11, 0.06, 0.03, 0], unitCost: 520_000, numbers: 15,
    subjects: ['青岛地铁{n}号线{区}{街道}段'],
    works: ['工程', '轨道及机电安装工程', '车站配套工程', '延伸段工程'],
    contents: ['线路全长{长度}米，设车站{数量}座，建设车站、区间、轨道、供电、通信、信号及环境控制系统，配套实施管线迁改和交通导行。'],
    indicator: ['车站', '座', 1, 12],
  },
  {
    ...publicDefaults, weight: 4, bureau: 'water', sector: '2030', domain: '2', industry: 'N76', ladder: '5', investment: [1_000, 90_000], months: [10, 26],
    composition: lineWorks, centralProgram: '100300', unitCost: 9_000, numbers: 12,
    subjects: ['{区}{街道}{n}号水库', '{区}{街道}{n}号河道', '{区}{街道}第{n}灌区'],
    works: ['除险加固工程', '综合治理工程', '续建配套与节水改造工程', '防洪提升工程'],
    contents: ['治理河（渠）道长度{长度}米，新建及改造闸泵等建筑物{数量}座，实施清淤疏浚、堤防加固、生态护岸和信息化监测设施建设。'],
    indicator: ['建筑物', '座', 1, 40],
  },
  {
    ...publicDefaults, weight: 5, bureau: 'urban', sector: '2040', domain: '2', industry: 'N78', ladder: '5', investment: [800, 70_000], months: [8, 22],
    composition: lineWorks, centralProgram: '100800', unitCost: 6_200, numbers: 16,
    subjects: ['{区}{街道}第{n}片区污水管网', '{区}{街道}第{n}片区燃气管道', '{区}{街道}第{n}片区供热管网', '{区}{街道}第{n}再生水厂'],
    works: ['新建工程', '更新改造工程', '提升改造工程'],
    contents: ['新建及改造管网总长度{长度}米，配套建设泵站（调压站、换热站）{数量}座，同步实施智能监测、路面恢复和附属设施工程。'],
    indicator: ['站点', '座', 1, 30],
  },
  {
    ...publicDefaults, weight: 4, bureau: 'garden', sector: '2050', domain: '2', industry: 'N77', ladder: '7', investment: [700, 52_000], months: [8, 20],
    composition: [0.7, 0.06, 0.05, 0.13, 0.05, 0.01, 0], centralProgram: '100200', unitCost: 4_000, numbers: 12,
    subjects: ['{区}{街道}第{n}山头公园', '{区}{街道}第{n}口袋公园群', '{区}{街道}第{n}段滨水绿道'],
    works: ['整治提升工程', '生态修复工程', '建设工程'],
    contents: ['整治面积{用地}亩，建设绿道{长度}米，栽植乔灌木、恢复山体植被，建设园路、驿站{数量}处及给排水、照明和标识系统。'],
    indicator: ['驿站', '处', 1, 16],
  },
  {
    ...publicDefaults, weight: 3, bureau: 'data', sector: '2060', domain: '2', industry: 'I65', ladder: '6', projectKind: '04', investment: [300, 12_000], months: [6, 16],
    composition: [0.06, 0.42, 0.3, 0.17, 0.05, 0, 0], unitCost: 12_000, numbers: 8,
    subjects: ['{区}{街道}第{n}智慧社区平台', '{区}{街道}城市运行管理系统{n}期', '{区}{街道}第{n}公共视频监控联网应用'],
    works: ['建设项目', '升级改造项目'],
    contents: ['建设业务应用系统{数量}套及数据资源库，购置服务器、存储和安全设备，完成系统集成、等级保护测评和与市级平台的对接共享。'],
    indicator: ['应用系统', '套', 2, 24],
  },
];
