// Rows of one life as they stand on a day: the central, special, fiscal and key libraries, one entry per management year.

import { afterWorkdays, dayOfYearMonth, firstDay, iso, monthNumber, monthOf, workday, yearOf, type Day } from './calendar.ts';
import { share, split, toWan, wan } from './money.ts';
import { orgId, orgNumber, personId, headOf } from './parties.ts';
import { fundOf } from './plans-and-funds.ts';
import { doneBy, doneInYear, finalCost, moneyOn, type Life } from './project-life.ts';
import { plannedMonths, when, type Entry } from './project-rows.ts';
import { Random } from './random.ts';
import { streams } from './streams.ts';
import { approvalId } from './approval-rows.ts';
import { nodeAt } from './progress-rows.ts';
import type { Values } from './rows.ts';

const target = (indicator: string, wanted: string, actual: string | null): Readonly<Record<string, string | null>> => ({ indicator, target: wanted, actual });

const performance = (life: Life, today: Day) => [
  target(
    life.kind.indicator[0],
    `${life.quantity}${life.kind.indicator[1]}`,
    life.timeline.acceptance <= today ? `${life.quantity}${life.kind.indicator[1]}` : null,
  ),
  target('按期完工率', '100%', life.timeline.finish <= today ? '100%' : null),
];

/** Amounts as they stood at the end of a management year, or today while the year runs. */
const endOf = (year: number, today: Day): Day => Math.min(today, dayOfYearMonth(year, 12, 31));

export function centralEntry(life: Life, today: Day): Entry | undefined {
  const { timeline: t, seed } = life;
  const [grant] = life.grants;
  if (life.funding !== 'central' || grant === undefined || t.applied > today) return undefined;
  const random = new Random(seed, streams.progress, life.index);
  const requested = Math.min(life.total, toWan(grant.amount * random.pick([1, 1, 1.1, 1.25])));
  const isIssued = t.issued <= today;
  const received = afterWorkdays(t.issued, 2);
  const forwarded = afterWorkdays(received, random.int(2, 9));
  const isForwarded = forwarded <= today;
  const money = moneyOn(life, today);
  const matched = share(life.total - grant.amount, 0.4);
  const progress = doneBy(life, today) / life.total;
  const isStarted = t.start <= today;
  const isAccepted = t.acceptance <= today;
  const isSubsidy = life.kind.owner !== 'bureau';
  return {
    library: 'central',
    values: {
      mgmt_year: grant.year,
      entered_on: when(isIssued ? t.issued : t.applied, today),
      program_code: life.kind.centralProgram ?? '999900',
      arrange_mode: isSubsidy ? '3' : '1',
      issue_mode: life.index % 5 === 0 ? '2' : '1',
      apply_doc_no: `青发改投资〔${yearOf(t.applied)}〕${1 + (life.index % 380)}号`,
      apply_date: iso(t.applied),
      central_requested: requested,
      far_doc_no: isSubsidy ? `鲁发改投资〔${yearOf(t.applied)}〕${1 + (life.index % 620)}号` : null,
      plan_doc_no: isIssued ? `发改投资〔${grant.year}〕${100 + (life.index % 1_800)}号` : null,
      plan_year: isIssued ? grant.year : null,
      issued_on: when(t.issued, today),
      received_on: isIssued ? iso(Math.min(received, today)) : null,
      forwarded_on: isIssued && isForwarded ? iso(forwarded) : null,
      split_done_on: isIssued && isForwarded && life.index % 5 === 0 ? iso(forwarded) : null,
      central_issued: isIssued ? grant.amount : null,
      central_issued_cum: isIssued ? grant.amount : null,
      local_match_due: matched,
      local_match_in: share(matched, progress * 1.05),
      central_arrived: isIssued ? money.arrived : null,
      central_appropriated: isIssued ? money.appropriated : null,
      central_paid: isIssued ? money.paid : null,
      central_completed: isStarted ? share(grant.amount, progress) : null,
      site_start_visit: isStarted ? iso(Math.min(today, t.start + 6)) : null,
      site_build_visit: isStarted ? iso(Math.min(today, t.start + 120)) : null,
      site_finish_visit: t.finish <= today ? iso(Math.min(today, t.finish + 8)) : null,
      video_flag: grant.amount >= 3_000 * wan ? random.chance(0.8) : false,
      performance_targets: performance(life, today),
      acceptance_on: when(t.acceptance, today),
      final_account: isAccepted ? finalCost(life) : null,
      surplus_returned: isAccepted ? 0 : null,
      post_eval_state: isAccepted
        ? random.weighted([
            ['0', 8],
            ['1', 1],
            ['4', 1],
          ] as const)
        : null,
      open_findings: 0,
    },
  };
}

export function specialEntry(life: Life, today: Day): Entry | undefined {
  const { timeline: t } = life;
  const [grant] = life.grants;
  if (life.funding !== 'special' || grant === undefined || t.applied > today) return undefined;
  const random = new Random(life.seed, streams.progress, life.index);
  const fund = fundOf(life);
  const eligible = share(life.total, 0.9);
  const publicFrom = workday(t.issued - 30);
  const isProposed = publicFrom <= today;
  const isIssued = t.issued <= today;
  const firstPaid = workday(Math.max(t.start, t.issued) + 20);
  const finalPaid = workday(t.acceptance + 25);
  const isFirstPaid = firstPaid <= today && t.start <= today;
  const isAccepted = t.acceptance <= today;
  const first = share(grant.amount, 0.5);
  const doneShare = doneBy(life, today) / Math.max(1, finalCost(life));
  return {
    library: 'special',
    values: {
      mgmt_year: grant.year,
      entered_on: when(isIssued ? t.issued : t.applied, today),
      fund_program_id: fund.id,
      fund_level: '3',
      apply_year: yearOf(t.applied),
      call_doc_no: `青财建指〔${yearOf(t.applied)}〕${1 + (life.index % 60)}号`,
      support_direction: random.pick(['强链补链', '绿色低碳', '数字化转型', '成果转化', '公共服务平台']),
      support_mode: fund.mode,
      requested: grant.amount,
      eligible_investment: isProposed ? eligible : null,
      // Rounded up to whole percent so that the request stays within rate × base.
      grant_rate: isProposed ? Math.ceil((grant.amount / eligible) * 100) * 100 : null,
      review_score: isProposed ? random.int(7_000, 9_600) : null,
      proposed: isProposed ? grant.amount : null,
      publicity_from: isProposed ? iso(publicFrom) : null,
      publicity_to: isProposed ? iso(afterWorkdays(publicFrom, 6)) : null,
      issue_doc_no: isIssued ? grant.docNo : null,
      issued_on: when(t.issued, today),
      issued: isIssued ? grant.amount : null,
      first_pay_rate: isFirstPaid ? 5_000 : null,
      first_pay_amt: isFirstPaid ? first : null,
      first_paid_on: isFirstPaid ? iso(firstPaid) : null,
      final_pay_amt: finalPaid <= today ? grant.amount - first : isAccepted ? 0 : null,
      final_paid_on: finalPaid <= today ? iso(finalPaid) : null,
      separate_account: true,
      prep_progress: t.permit <= today ? '6' : t.design <= today ? '4' : '3',
      physical_stage: t.start <= today ? nodeAt(life.kind.ladder, t.finish <= today ? 1 : doneShare) : null,
      accept_apply_on: isAccepted ? iso(t.acceptance - 12) : null,
      accept_on: when(t.acceptance, today),
      accept_result: isAccepted ? '1' : null,
    },
  };
}

export function fiscalEntries(life: Life, today: Day): Entry[] {
  const { timeline: t } = life;
  if (life.funding !== 'fiscal') return [];
  const random = new Random(life.seed, streams.progress, life.index);
  const contract = share(life.composition[0] ?? 0, random.real(0.85, 0.97));
  let previous = 0;
  return life.grants.flatMap(({ year, amount, issuedOn, docNo }, rank) => {
    const before = previous;
    previous += amount;
    if (issuedOn > today) return [];
    const end = endOf(year, today);
    const money = moneyOn(life, end);
    const isAccepted = t.acceptance <= end;
    const planned = yearPlanOf(life, year);
    const isFinishing = yearOf(Number.isFinite(t.finish) ? t.finish : today) === year;
    const values: Values = {
      mgmt_year: year,
      entered_on: iso(issuedOn),
      plan_year: year,
      plan_class: rank === 0 ? '2' : isFinishing ? '4' : '1',
      plan_batch: '1',
      npc_state: '1',
      year_content: yearGoal(life, year),
      year_plan_total: Math.min(life.total, Math.max(amount, planned)),
      duration_m: life.done.length,
      fs_doc: approvalId(life, '06', end),
      pd_doc: approvalId(life, '07', end),
      fiscal_total: life.grant,
      fiscal_prev: before,
      fiscal_year_amt: amount,
      fiscal_nature: life.index % 6 === 0 ? '20' : '10',
      budget_doc_no: `青财预指〔${year}〕${1 + (life.index % 480)}号`,
      issue_doc_no: docNo,
      issued_on: iso(issuedOn),
      arrived: money.arrived,
      pay_requested: money.appropriated,
      appropriated: money.appropriated,
      paid: money.paid,
      tender_mode: t.permit <= end ? '1' : null,
      contract_amt: t.permit <= end ? contract : null,
      engineering_budget: t.permit <= end ? share(life.composition[0] ?? 0, 0.99) : null,
      adj_count: 0,
      adj_amt: 0,
      acceptance_on: isAccepted ? iso(t.acceptance) : null,
      final_audit_state: isAccepted ? (t.audit <= end ? '3' : '1') : null,
      surplus_returned: isAccepted ? 0 : null,
      performance_targets: performance(life, end),
      perf_grade:
        t.audit + 90 <= today
          ? random.weighted([
              ['1', 5],
              ['2', 4],
              ['3', 1],
            ] as const)
          : null,
    };
    return [{ library: 'fiscal' as const, values }];
  });
}

/** What the owner planned to build in a year: what it came to in the end, guessed a little too high or too low. */
function yearPlanOf(life: Life, year: number): number {
  const random = new Random(life.seed, streams.progress, life.index * 31 + (year % 31));
  const actual = doneInYear(life, year, dayOfYearMonth(year, 12, 31));
  const remaining = life.total - doneBy(life, dayOfYearMonth(year - 1, 12, 31));
  const guessed = actual / Math.max(0.65, random.normal(0.99, 0.11));
  return Math.min(remaining, Math.max(20 * wan, toWan(guessed)));
}

const yearGoal = (life: Life, year: number): string => {
  const end = dayOfYearMonth(year, 12, 31);
  if (life.timeline.finish <= end) return '全面竣工并投入使用。';
  const part = doneBy(life, end) / Math.max(1, finalCost(life));
  return part === 0
    ? '完成前期手续，具备开工条件。'
    : `完成总工程量的${Math.round(part * 100)}%，${life.timeline.start > dayOfYearMonth(year - 1, 12, 31) ? '年内开工建设' : '继续推进主体施工'}。`;
};

/** Years in which a key project stands on the list: sometimes one of preparation, then all of construction. */
export function keyYears(life: Life, today: Day): number[] {
  const { start } = life.timeline;
  if (!life.isKey || !Number.isFinite(start)) return [];
  const first = yearOf(start) - (life.index % 5 < 2 ? 1 : 0);
  const last = Math.min(yearOf(today), yearOf(firstDay(life.firstMonth + life.done.length - 1)));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
}

export function keyEntry(life: Life, year: number, today: Day): Entry {
  const { timeline: t, kind, seed } = life;
  const random = new Random(seed, streams.progress, life.index);
  const isPreparing = yearOf(t.start) > year;
  const plan = isPreparing ? share(life.total, 0.01) || 10 * wan : yearPlanOf(life, year);
  const weights = Array.from({ length: 12 }, (_, month) => plannedWeight(life, year * 12 + month, isPreparing));
  const monthly = split(plan, weights.some((weight) => weight > 0) ? weights : weights.map(() => 1));
  const quarterly = [0, 3, 6, 9].map((from) => monthly.slice(from, from + 3).reduce((sum, amount) => sum + amount, 0));
  let sum = 0;
  const cumulative = monthly.map((amount) => (sum += amount));
  const end = endOf(year, today);
  const months = plannedMonths(life, today);
  const isLast = yearOf(Number.isFinite(t.finish) ? t.finish : dayOfYearMonth(year + 1, 1)) === year;
  const hasReport = !isPreparing && monthNumber(end + 1) > Math.max(life.firstMonth, year * 12);
  const nature = isPreparing || yearOf(t.start) === year ? '1' : isLast ? '3' : '2';
  const isProduction = kind.domain === '1';
  return {
    library: 'key',
    values: {
      mgmt_year: year,
      entered_on: iso(workday(dayOfYearMonth(year, 1, 20))),
      serial_no: String((life.index % 1_999) + 1),
      list_section: kind.domain === '1' ? '一、产业项目' : kind.domain === '2' ? '二、基础设施项目' : '三、社会民生项目',
      key_level: life.total >= 1_000_000_000 && life.index % 3 === 0 ? '1' : life.isCity ? '2' : '3',
      key_class: isPreparing ? '2' : '1',
      year_nature: nature,
      domain: kind.domain,
      industry_chain: kind.chain,
      is_major: life.total >= 2_000_000_000,
      list_doc_no: `青发改重大〔${year}〕${yearOf(t.start) === year ? 12 : 8}号`,
      nominating_org_id: orgId(seed, orgNumber.districtHead(life.district, 'drc')),
      investment_promo_state: isProduction ? '4' : null,
      investor: isProduction && kind.owner === 'company' ? '社会资本' : null,
      capital_origin: isProduction ? '1' : null,
      year_plan: plan,
      year_goal: yearGoal(life, year),
      ...Object.fromEntries(quarterly.map((amount, index) => [`q${index + 1}_plan`, amount])),
      planned_start_month: nature === '1' ? months.start : null,
      planned_finish_month: isLast ? (months.finish < months.start ? months.start : months.finish) : null,
      milestones: [
        { name: '开工', due: months.start, met: t.start <= end ? monthOf(t.start) : null },
        { name: '竣工', due: months.finish, met: t.finish <= end ? monthOf(t.finish) : null },
      ],
      ...Object.fromEntries(cumulative.map((amount, index) => [`m${String(index + 1).padStart(2, '0')}_plan`, amount])),
      ytd_done: hasReport ? doneInYear(life, year, end) : null,
      cum_done: hasReport ? doneBy(life, end) : null,
      in_statistics: isPreparing ? null : t.start + 30 <= end,
      nbs_code: t.start + 30 <= end ? `37${String(life.index).padStart(8, '0')}` : null,
      task_force: life.isCity ? `${life.district.reportName}重点项目专班` : null,
      service_officer_id: personId(seed, headOf(orgNumber.districtHead(life.district, 'drc'))),
      green_channel: random.chance(0.4),
      assess_points: null,
    },
  };
}

/** Planned work of a month: what the season allows while the site is open. */
function plannedWeight(life: Life, month: number, isPreparing: boolean): number {
  if (isPreparing) return 1;
  const place = month - life.firstMonth;
  if (place < 0 || place >= life.done.length) return 0;
  const middle = (place + 0.5) / life.done.length;
  return middle * (1 - middle) + 0.06;
}
