// Development plans and special funds that demonstration projects refer to.

import { iso, workday, dayOfYearMonth, yearOf } from './calendar.ts';
import { orgId, orgNumber } from './parties.ts';
import { districts } from './places.ts';
import type { Life } from './project-life.ts';
import type { Bureau } from './project-kind.ts';
import { at, demoId } from './random.ts';
import type { Values } from './rows.ts';
import { ids } from './streams.ts';
import { wan } from './money.ts';

const periods = [
  { name: '“十三五”', from: 2016, approved: 2016 },
  { name: '“十四五”', from: 2021, approved: 2021 },
  { name: '“十五五”', from: 2026, approved: 2026 },
] as const;

const special: Readonly<Record<Bureau, string>> = {
  education: '教育事业发展规划',
  health: '卫生健康发展规划',
  civil: '养老服务体系规划',
  culture: '文化和旅游发展规划',
  housing: '住房发展规划',
  transport: '综合交通运输发展规划',
  water: '水务发展规划',
  urban: '城市市政基础设施规划',
  garden: '城市绿地系统规划',
  data: '数字青岛发展规划',
  industry: '先进制造业发展规划',
  agriculture: '农业农村现代化规划',
  marine: '海洋经济发展规划',
  commerce: '现代物流业发展规划',
  energy: '能源发展规划',
};
const bureaus = Object.keys(special) as Bureau[];
const plansPerPeriod = 1 + bureaus.length + districts.length;

export const planCount = periods.length * plansPerPeriod;
const planId = (seed: number, plan: number): string => demoId(seed, ids.planDocument, plan);

export function planRow(seed: number, plan: number): Values {
  const period = at(periods, Math.floor(plan / plansPerPeriod));
  const rank = plan % plansPerPeriod;
  const district = rank > bureaus.length ? at(districts, rank - 1 - bureaus.length) : undefined;
  const bureau = rank > 0 && district === undefined ? at(bureaus, rank - 1) : undefined;
  const subject = bureau !== undefined ? `青岛市${period.name}${special[bureau]}` : `青岛市${district?.name ?? ''}国民经济和社会发展${period.name}规划纲要`;
  const compiler = bureau !== undefined ? orgNumber.cityBureau(bureau) : district === undefined ? orgNumber.cityDrc : orgNumber.districtHead(district, 'drc');
  const approver = district === undefined ? orgNumber.cityGovernment : orgNumber.districtHead(district, 'government');
  return {
    plan_id: planId(seed, plan),
    plan_name: subject,
    plan_type: bureau !== undefined ? '2' : district === undefined ? '1' : '3',
    plan_level: district === undefined ? '3' : '4',
    period_start: period.from,
    period_end: period.from + 4,
    compiler_org_id: orgId(seed, compiler),
    approver_org_id: orgId(seed, approver),
    approval_doc_no: `${district === undefined ? '青政发' : `青${district.letter}政发`}〔${period.approved}〕${rank + 3}号`,
    approval_date: iso(workday(dayOfYearMonth(period.approved, 3 + (rank % 4), 1 + (rank % 27)))),
    plan_state: period.from === 2016 ? '60' : '40',
  };
}

export interface PlanEntry {
  readonly id: string;
  readonly from: number;
  readonly itemNo: string;
  readonly entered: string;
  readonly section: string;
}

/** The plan a project stands in: that of its bureau, or that of its district. */
export function planOf(life: Life): PlanEntry {
  const period = [...periods.keys()].findLast((rank) => at(periods, rank).from <= Math.max(2016, yearOf(life.timeline.conceived) + 1)) ?? 0;
  const rank = life.isCity || life.index % 3 !== 0 ? 1 + bureaus.indexOf(life.kind.bureau) : 1 + bureaus.length + districts.indexOf(life.district);
  const { from, approved } = at(periods, period);
  return {
    id: planId(life.seed, period * plansPerPeriod + rank),
    from,
    itemNo: `GH${from}${String(rank).padStart(2, '0')}-${String(life.index + 1).padStart(6, '0')}`,
    entered: iso(workday(dayOfYearMonth(approved, 3 + (rank % 4), 1 + (rank % 27)))),
    section: `第${life.kind.domain === '1' ? '三' : life.kind.domain === '2' ? '五' : '七'}章 重大工程项目`,
  };
}

const funds: readonly (readonly [name: string, bureau: Bureau, mode: string])[] = [
  ['先进制造业发展专项资金', 'industry', '1'],
  ['新一代信息技术产业专项资金', 'industry', '1'],
  ['生物医药产业专项资金', 'industry', '3'],
  ['企业技术改造专项资金', 'industry', '2'],
  ['服务业发展引导资金', 'commerce', '1'],
  ['现代农业发展专项资金', 'agriculture', '1'],
  ['海洋经济发展专项资金', 'marine', '3'],
];

export const fundCount = funds.length;
const fundId = (seed: number, fund: number): string => demoId(seed, ids.fundProgram, fund);

export function fundRow(seed: number, fund: number): Values {
  const [name, bureau, mode] = at(funds, fund);
  return {
    fund_program_id: fundId(seed, fund),
    fund_program_name: `青岛市${name}`,
    fund_level: '3',
    dept_id: orgId(seed, orgNumber.cityBureau(bureau)),
    year_budget: 30_000 * wan,
    project_cap: 2_000 * wan,
    support_mode: mode,
    conditions: '项目单位在青岛市登记注册、具有独立法人资格，项目手续完备、建设资金落实，近三年无重大安全、环保事故和严重失信记录。',
  };
}

/** The fund a project of this kind applies to. */
export function fundOf(life: Life): { id: string; mode: string } {
  const fund = Math.max(
    0,
    funds.findIndex(([name]) => name === life.kind.specialFund),
  );
  return { id: fundId(life.seed, fund), mode: at(funds, fund)[2] };
}
