// What the source tags of declarations stand for, in words a reader of the data dictionary understands.

/** Tag → the document or system a field, code or rule is taken from. Dates and numbers are those of the documents themselves. */
const titles: Readonly<Record<string, string>> = {
  S0: '青岛市发改委项目信息化管理公共平台建设研究（2014）',
  S2: '“四统一分”整合发展模式（青岛）',
  S3: '青岛市政府办公厅政务信息工作',
  L1: '政府投资条例（国务院令第712号）',
  L2: '企业投资项目核准和备案管理条例（国务院令第673号）',
  L3: '行政许可法（2019）',
  L4: '行政处罚法（2021）',
  L5: '预算法（2018）',
  L9: '政府信息公开条例（2019）',
  L11: '青岛市审计监督条例（2017）',
  L12: '青岛市预算绩效管理条例（2014）',
  L13: '郑州市政府投资项目管理条例（2018）',
  L14: '洛阳市政府投资项目管理条例（2014）',
  L17: '保守国家秘密法（2024）',
  W1: '国家发展改革委就 GB/T 40058 答记者问',
  W2: '项目代码改造上线通知（湖北）',
  W3: '固定资产投资项目代码管理规范（发改投资〔2020〕1439号）',
  W4: 'GB/T 40058-2021 全国固定资产投资项目代码编码规范',
  W5: 'GB/T 40058 术语',
  W7: '中央预算内投资项目监督管理办法（国家发展改革委令第10号）',
  W8: '中央预算内投资项目监督管理办法（国家发展改革委令第10号）',
  W9: '中央预算内投资项目监督管理办法解读（三到现场）',
  W11: '保障性安居工程中央预算内投资专项管理办法',
  W14: '固定资产投资统计报表通知（2018）',
  W15: '固定资产投资统计报表制度',
  W18: '企业投资项目抽查事项清单（2025）',
  W19: '全国投资项目在线审批监管平台运行管理暂行办法（国家发展改革委令第3号）',
  W21: '国家重大建设项目库操作指引（2016）',
  W22: '青岛市重点项目通报（2024-11）',
  W23: '青岛市重点项目通报（2025-04）',
  W24: '青岛市重点项目通报（2014-05）',
  W26: '青岛市重点项目通报（2021-08）',
  W27: '青岛市重点项目通报（2020-10）',
  W31: '重点项目红黄绿灯管理（银川，2025）',
  W41: '重点项目“六个一”机制（泉州）',
  W47: '重点项目管理办法解读（成都）',
  W48: '市重点项目申报程序',
  W49: '重大项目动态管理办法',
  W55: '山东省服务业发展引导资金细则（2025）',
  W56: '服务业发展资金管理办法',
  W57: '政府核准的投资项目目录（2016年本）',
  W59: '项目监测督促通知（青海，2024）',
  W61: '中央政府投资项目后评价管理办法（试行）',
  W64: '企业投资项目核准备案办法（陕西）',
  W66: '政府文件编号样例',
  W69: '项目建设节点通报（监利，2017）',
  W70: '重点项目考核办法（延安）',
  W73: '西海岸新区功能区名录',
  G2: 'OC4IDS 基础设施信息标准',
  G3: '国家重大建设项目库填报表单',
  G4: '城市领导联系项目系统接口（南宁）',
  G5: '国家统计局区划代码（2024）',
  G6: 'GB/T 4754-2011 分类树',
  G7: 'GB 32100 校验算法的公开实现',
  G8: '企业投资项目备案（赋码）信息表（浙江）',
  'J-核': '通行做法（待业主核定）',
  J: '本系统设计（待业主核定）',
};

const tag = /J-核|\b(?:[SLWG]\d+|J)\b/g;

/**
 * A declaration's source in words: `L1 第12条; G3` → `政府投资条例（国务院令第712号）第12条；国家重大建设项目库填报表单`.
 * Sections of the requirements dossier (`domain.md §1.3`) read 需求卷宗§1.3; standards stand for themselves.
 */
export function sourceText(source: string): string {
  const spanned = source.replace(/\bW1–W4\b/g, 'W1; W3; W4');
  const parts = spanned.split(/;\s*/).map((part) =>
    part
      .replace(tag, (found) => titles[found] ?? found)
      .replace(/domain\.md /g, '需求卷宗')
      .replace(/([）)]) (?=第|§)/g, '$1'),
  );
  return [...new Set(parts)].join('；');
}

/** Tags a source names that have no title: the dictionary's test wants none. */
export const unknownTags = (source: string): string[] => (source.match(/\b[SLWG]\d+b?\b/g) ?? []).filter((found) => titles[found] === undefined);
