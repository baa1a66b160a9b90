// Rows of one life as they stand on a day: the master project and its entries in the planning, reserve and filing libraries.

import { convertDivision } from '#domain/codes/industry.ts';
import type { LibraryId } from '#domain/dictionary/index.ts';
import { fundReadyRate } from '#domain/dictionary/derive.ts';
import { addYears, iso, momentOf, monthOf, yearOf, type Day } from './calendar.ts';
import { wan, share, toWan, inWords } from './money.ts';
import { clerkOf, demoMobile, demoUscc, headOf, orgId, orgNumber, personId, personNameOf } from './parties.ts';
import { planOf } from './plans-and-funds.ts';
import { doneBy, type Life } from './project-life.ts';
import { Random } from './random.ts';
import type { Values } from './rows.ts';
import { streams } from './streams.ts';

/** One record of a project library: values of its membership and extension. */
export interface Entry {
  readonly library: LibraryId;
  readonly values: Values;
}

/** Texts and amounts that vary without a meaning of their own; the same for every day. */
const varietyOf = (life: Life): Random => new Random(life.seed, streams.text, life.index);

/** Where the project stands: code of 生命周期阶段. */
function stageOn({ timeline: t }: Life, today: Day): string {
  if (t.cancelled <= today) return '900';
  if (t.paused <= today) return '320';
  if (t.audit + 365 <= today) return '440';
  if (t.audit <= today) return '430';
  if (t.acceptance <= today) return '420';
  if (t.finish <= today) return '410';
  if (t.start <= today) return '310';
  if (t.issued <= today) return '210';
  if (t.permit <= today) return '160';
  if (t.design <= today) return '130';
  if (t.decided <= today) return '120';
  if (t.coded <= today) return '110';
  if (t.reserved <= today) return '030';
  return t.declared <= today ? '020' : '010';
}

const statusOf = (stage: string): string => (stage === '900' ? '50' : stage === '320' ? '20' : stage >= '410' ? '40' : '10');

/** ISO date when the day has come, else null. */
export const when = (day: Day, today: Day): string | null => (day <= today ? iso(day) : null);

/** What the owner planned: a month or two before what happens, because most begin late. */
export function plannedMonths(life: Life, today: Day): { start: string; finish: string } {
  const { timeline: t, kind } = life;
  const early = (life.index % 4) * 20;
  const start = Number.isFinite(t.start) ? t.start : Math.max(t.conceived + 500, Number.isFinite(t.cancelled) ? 0 : today);
  const finish = Number.isFinite(t.finish) ? t.finish : start + kind.months[1] * 30;
  const isEarly = Number.isFinite(t.start);
  return { start: monthOf(start - (isEarly ? early : 0)), finish: monthOf(finish - (isEarly ? early : 0)) };
}

export function projectRow(life: Life, today: Day): Values {
  const { timeline: t, kind, seed, owner } = life;
  const random = varietyOf(life);
  const stage = stageOn(life, today);
  const isPublic = kind.mode === 'SP';
  const planned = plannedMonths(life, today);
  const edition2011 = Number.isFinite(t.coded) && iso(t.coded) < '2017-10-01' ? convertDivision(kind.industry.slice(1), '2017', '2011') : undefined;
  const oldCode = edition2011?.outcome === 'converted' ? kind.industry.charAt(0) + edition2011.division : undefined;
  return {
    project_id: life.id,
    national_code: t.coded <= today ? life.nationalCode : null,
    project_name: life.name,
    short_name: life.name.length > 24 ? life.name.replace(/（.*?）/g, '').slice(0, 20) : null,
    mgmt_mode: kind.mode,
    project_kind: kind.projectKind,
    construction_nature: kind.nature,
    industry_code: oldCode ?? kind.industry,
    industry_std_version: oldCode === undefined ? '2017' : '2011',
    mgmt_sector: kind.sector,
    industry_guidance_item: kind.owner === 'company' ? '鼓励类' : null,
    plan_basis_ids: life.hasPlan ? [planOf(life).id] : null,
    tags: random.chance(0.12) ? [random.pick(['新旧动能转换', '城市更新', '民生实事', '强链补链', '双招双引'])] : null,
    owner_org_id: orgId(seed, owner),
    owner_uscc: demoUscc(seed, owner),
    competent_dept_id: orgId(seed, life.department),
    responsible_org_id: orgId(seed, life.responsible),
    supervisor_org_id: life.funding === 'central' ? orgId(seed, life.department) : null,
    supervisor_person_id: life.funding === 'central' ? personId(seed, headOf(life.department)) : null,
    owner_resp_person_id: personId(seed, headOf(owner)),
    contact_person_id: personId(seed, clerkOf(owner)),
    lead_official_id: life.isKey ? personId(seed, headOf(orgNumber.districtHead(life.district, 'government'))) : null,
    region_code: life.district.code,
    is_cross_region: false,
    zone_code: life.zone,
    address: life.address,
    longitude: life.point.longitude,
    latitude: life.point.latitude,
    construction_content: life.content,
    construction_scale: life.scale,
    scale_items: [{ indicator: kind.indicator[0], qty: life.quantity, unit: kind.indicator[1] }],
    land_area_mu: life.land === 0 ? null : life.land,
    new_land_area_mu: life.land === 0 ? null : life.newLand,
    floor_area: life.floor,
    total_investment: life.total,
    total_inv_basis: t.audit <= today ? '6' : isPublic && t.design <= today ? '3' : t.decided <= today ? '2' : '1',
    approved_estimate: isPublic && t.decided <= today ? toWan(life.total * random.real(0.96, 1.06)) : null,
    approved_budget: isPublic && t.design <= today ? life.total : null,
    planned_start: planned.start,
    planned_finish: planned.finish,
    actual_start: when(t.start, today),
    actual_finish: when(t.finish, today),
    lifecycle_stage: stage,
    project_status: statusOf(stage),
    policy_declaration: kind.mode === 'BA' ? true : null,
    secret_level: '0',
    disclosure: 'A',
  };
}

/** Money the owner has already secured when the project asks for more. */
export const confirmedSource = (life: Life, rank: number, today: Day): boolean => rank > 0 || life.timeline.issued <= today || life.timeline.start <= today;

export function planEntry(life: Life): Entry {
  const plan = planOf(life);
  const { conceived, finish } = life.timeline;
  const startYear = Math.max(plan.from, yearOf(Number.isFinite(life.timeline.start) ? life.timeline.start : conceived + 700));
  return {
    library: 'plan',
    values: {
      mgmt_year: plan.from,
      entered_on: plan.entered,
      plan_item_no: plan.itemNo,
      plan_id: plan.id,
      plan_section: plan.section,
      plan_item_grade: life.isCity ? '1' : life.isKey ? '2' : '3',
      plan_investment: life.total,
      in_period_investment: share(life.total, startYear > plan.from + 2 ? 0.6 : 0.9),
      plan_start_year: startYear,
      plan_finish_year: Number.isFinite(finish) ? Math.max(startYear, yearOf(finish)) : startYear + 3,
      plan_resp_org_id: orgId(life.seed, life.responsible),
      spatial_state: '1',
      land_guarantee: Number.isFinite(life.timeline.planning) ? '1' : '2',
      coordination_opinion: '与国土空间规划、相关专项规划衔接一致，原则同意列入。',
    },
  };
}

const fundChannel = (life: Life): string => (life.funding === 'central' ? '1' : life.funding === 'fiscal' ? '2' : '3');

export function reserveEntry(life: Life, today: Day): Entry {
  const { timeline: t, seed, total } = life;
  const random = varietyOf(life);
  random.next();
  const stream = fundChannel(life);
  const isIn = t.reserved <= today;
  const isReviewed = t.declared + 15 <= today;
  const isOut = Number.isFinite(t.start) ? t.start <= today : t.cancelled <= today;
  const state = !isReviewed ? 'D20' : !isIn ? 'D40' : isOut ? 'D75' : t.issued <= today ? 'D72' : 'D70';
  const depth = t.permit <= today ? '6' : t.design <= today ? '4' : t.decided <= today ? '3' : t.proposal <= today ? '2' : t.coded <= today ? '1' : '0';
  const ready = (day: Day): string => (day <= today ? '2' : '1');
  const drc = orgNumber.districtHead(life.district, 'drc');
  return {
    library: 'reserve',
    values: {
      mgmt_year: yearOf(t.declared),
      entered_on: when(t.reserved, today),
      // What is declared waits for its review; what is in reserve is locked by the city.
      record_state: isIn ? '40' : isReviewed ? '20' : '10',
      lock_level: isIn ? 3 : 0,
      left_on: isOut ? iso(Number.isFinite(t.start) ? t.start : t.cancelled) : null,
      reserve_no: life.reserveNo,
      reserve_stream: stream,
      reserve_level: life.isCity ? '3' : '4',
      reserve_org_id: orgId(seed, life.isCity ? orgNumber.cityDrc : drc),
      source_org_id: orgId(seed, drc),
      reserved_at: when(t.reserved, today),
      apply_year: yearOf(t.declared),
      apply_batch: `第${random.pick(['一', '二', '三', '四'])}批`,
      target_fund_channel: stream === '1' ? (life.kind.centralProgram ?? '999900') : null,
      requested_fund: stream === '3' ? null : life.grant,
      roll_y1: share(total, 0.3),
      roll_y2: share(total, 0.4),
      roll_y3: share(total, 0.2),
      prep_depth: depth,
      land_ready: ready(t.planning),
      eia_ready: ready(t.environment),
      energy_ready: life.kind.ladder === '6' ? '0' : ready(t.design),
      fund_ready_rate: fundReadyRate(life.sources.map(({ amount }, rank) => ({ plannedTotal: amount, confirmed: confirmedSource(life, rank, today) }))),
      impact_statement:
        stream === '3' ? `项目建成后将完善${life.district.reportName}相关产业链条，带动上下游配套企业集聚，对区域经济发展具有带动和促进作用。` : null,
      exp_output: life.kind.domain === '1' ? toWan(total * random.real(0.6, 1.6)) : null,
      exp_tax: life.kind.domain === '1' ? toWan(total * random.real(0.02, 0.08)) : null,
      exp_jobs: Math.max(6, Math.round(total / wan / random.int(120, 400))),
      energy_intensity: life.kind.domain === '1' ? random.int(60, 4_200) : null,
      first_review_org_id: isReviewed ? orgId(seed, drc) : null,
      first_review_opinion: isReviewed ? '材料齐全，符合储备入库条件，建议报市级复核。' : null,
      first_review_on: isReviewed ? iso(t.declared + 15) : null,
      recommend_to: isIn ? [stream === '1' ? '1' : stream === '2' ? '3' : '4'] : null,
      reserve_state: state,
      exit_reason: state === 'D75' ? (Number.isFinite(t.start) ? '20' : '60') : null,
      last_updated_on: iso(
        Math.min(
          today,
          Math.max(t.declared, Math.min(isOut ? Math.max(t.declared, Number.isFinite(t.start) ? t.start : t.cancelled) : today - (life.index % 120), today)),
        ),
      ),
    },
  };
}

const filingTypes = { SP: '11', HZ: '20', BA: '30', ZJ: '40' } as const;

export function filingEntry(life: Life, today: Day): Entry {
  const { timeline: t, seed, owner, kind } = life;
  const random = varietyOf(life);
  const isDecided = t.decided <= today;
  const isCompany = kind.owner !== 'bureau';
  const [civil = 0, equipment = 0, installation = 0, other = 0, contingency = 0, interest = 0, working = 0] = life.composition;
  const sum = (test: (code: string) => boolean): number => life.sources.reduce((total, { code, amount }) => total + (test(code) ? amount : 0), 0);
  const fiscal = sum((code) => /^[12]/.test(code));
  const own = sum((code) => code.startsWith('5'));
  const loan = sum((code) => code.startsWith('3'));
  const started = t.start <= today;
  const reported = doneBy(life, today) > 0 ? Math.min(today, Math.min(Number.isFinite(t.finish) ? t.finish : today, today)) : t.start;
  return {
    library: 'filing',
    values: {
      mgmt_year: yearOf(t.received),
      entered_on: iso(t.coded),
      filing_type: filingTypes[kind.mode],
      handling_level: life.isCity ? '1' : life.zone === null ? '2' : '3',
      delegation_mode: life.isCity ? '1' : '3',
      case_no: life.caseNo,
      coded_on: iso(t.coded),
      received_at: momentOf(t.received, 1 + (life.index % 8), (life.index * 7) % 60),
      accepted_at: t.accepted <= today ? momentOf(t.accepted, 9, (life.index * 11) % 60) : null,
      decided_on: when(t.decided, today),
      decision: isDecided ? '1' : null,
      doc_no: isDecided ? life.filingDoc : null,
      delivered_on: isDecided && t.decided + 3 <= today ? iso(t.decided + 3) : isDecided ? iso(t.decided) : null,
      valid_until: kind.mode === 'HZ' && isDecided ? iso(addYears(t.decided, 2)) : null,
      publicity_state: isDecided ? '5' : t.accepted <= today ? '2' : '1',
      legal_type: isCompany ? '10' : '40',
      license_type: '1',
      license_no: demoUscc(seed, owner),
      org_address: `青岛市${life.district.name}${life.street}${1 + (owner % 280)}号`,
      org_founded_on: isCompany ? iso(t.conceived - 900 - (owner % 2_000)) : null,
      reg_capital: isCompany ? (1_000 + (owner % 90) * 100) * wan : null,
      currency: isCompany ? 'CNY' : null,
      business_scope: isCompany
        ? '一般项目：技术服务、技术开发；货物进出口；非居住房地产租赁。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）'
        : null,
      legal_rep: personNameOf(seed, headOf(owner)),
      mobile: demoMobile(headOf(owner)),
      capital_origin: isCompany && random.chance(0.06) ? random.pick(['2', '3']) : '1',
      civil_works: civil,
      equipment,
      installation,
      other_cost: other,
      contingency,
      interest,
      working_capital: working,
      src_fiscal: fiscal,
      src_own: own,
      src_loan: loan,
      src_other: life.total - fiscal - own - loan,
      catalogue_item: kind.mode === 'HZ' ? (kind.catalogue ?? null) : null,
      start_report_on: started ? iso(Math.min(today, t.start + 5)) : null,
      last_progress_on: started ? iso(Math.max(t.start, reported)) : null,
      finish_report_on: t.finish <= today ? iso(Math.min(today, t.finish + 10)) : null,
      remark: life.index % 40 === 0 ? `本项目总投资${inWords(life.total)}，建设单位承诺按期开工。` : null,
    },
  };
}
