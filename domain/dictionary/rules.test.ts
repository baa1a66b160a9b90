// Every rule over several fields, with a record it accepts and one it refuses.

import { describe, expect, it } from 'vitest';
import type { RecordValues } from './field.ts';
import { libraries, library, type LibraryId } from './index.ts';
import { projectTable } from './tables/project.ts';

const today = '2024-09-30';
/** 万元 in 元. */
const wan = (amount: number): number => amount * 10_000;

type Example = readonly [keeps: RecordValues, breaks: RecordValues];

/** One day may be both; the day before may not come after. */
const inOrder = (earlier: string, later: string): Example => [
  { [earlier]: '2024-03-01', [later]: '2024-03-01' },
  { [earlier]: '2024-03-02', [later]: '2024-03-01' },
];
/** Equal amounts are within each other; one 元 more is not. */
const within = (small: string, large: string): Example => [
  { [small]: wan(100), [large]: wan(100) },
  { [small]: wan(100) + 1, [large]: wan(100) },
];

/** Rule code → a record that keeps the rule, one that breaks it. Rules of the master stand under `master`. */
type Examples = Readonly<Record<string, Example>>;

const content = '新建一条双向四车道道路，全长三公里，含雨污水管线。';

const examples: Readonly<Record<LibraryId | 'master', Examples>> = {
  master: {
    project_name_single_line: [{ project_name: '胶州湾第二隧道工程' }, { project_name: '胶州湾\n第二隧道工程' }],
    project_name_length: [{ project_name: '隧道工程' }, { project_name: '隧道' }],
    total_investment_positive: [{ total_investment: 1 }, { total_investment: 0 }],
    construction_content_length: [{ construction_content: content }, { construction_content: '新建道路' }],
    planned_start_before_planned_finish: [
      { planned_start: '2024-03', planned_finish: '2024' },
      { planned_start: '2024-03', planned_finish: '2024-02-28' },
    ],
    actual_start_not_future: [{ actual_start: today }, { actual_start: '2024-10-01' }],
    actual_finish_not_future: [{ actual_finish: today }, { actual_finish: '2024-10-01' }],
    actual_start_before_actual_finish: inOrder('actual_start', 'actual_finish'),
    new_land_area_mu_within_land_area_mu: within('new_land_area_mu', 'land_area_mu'),
    approved_budget_within_approved_estimate: [
      { approved_budget: wan(110), approved_estimate: wan(100) },
      { approved_budget: wan(110) + 1, approved_estimate: wan(100) },
    ],
    guidance_forbids_filing: [
      { mgmt_mode: 'BA', industry_guidance_item: '鼓励类 一、农林业' },
      { mgmt_mode: 'BA', industry_guidance_item: '淘汰类 一、落后生产工艺装备' },
    ],
  },

  plan: {
    plan_investment_positive: [{ plan_investment: 1 }, { plan_investment: 0 }],
    in_period_investment_within_plan_investment: within('in_period_investment', 'plan_investment'),
    plan_start_year_before_plan_finish_year: [
      { plan_start_year: 2021, plan_finish_year: 2021 },
      { plan_start_year: 2022, plan_finish_year: 2021 },
    ],
  },

  reserve: {
    reserve_no_shape: [{ reserve_no: 'CB202437021100012' }, { reserve_no: 'CB2024-12' }],
    requested_fund_within_total_investment: within('requested_fund', 'total_investment'),
    roll_years_within_total: [
      { roll_y1: wan(3), roll_y2: wan(3), roll_y3: wan(4), total_investment: wan(10) },
      { roll_y1: wan(6), roll_y3: wan(5), total_investment: wan(10) },
    ],
    first_review_on_before_reserved_at: inOrder('first_review_on', 'reserved_at'),
  },

  central: {
    central_requested_within_total_investment: within('central_requested', 'total_investment'),
    central_issued_within_central_requested: within('central_issued', 'central_requested'),
    // Money of two years may have arrived: the cumulative figure rules when it is known.
    central_arrived_within_issued: [
      { central_arrived: wan(15), central_issued: wan(10), central_issued_cum: wan(20) },
      { central_arrived: wan(15), central_issued: wan(10) },
    ],
    central_appropriated_within_central_arrived: within('central_appropriated', 'central_arrived'),
    central_paid_within_central_appropriated: within('central_paid', 'central_appropriated'),
    central_recovered_within_issued: [
      { central_recovered: wan(1), central_issued: wan(1) },
      { central_recovered: wan(2), central_issued: wan(1) },
    ],
    local_match_in_within_local_match_due: within('local_match_in', 'local_match_due'),
    apply_date_before_issued_on: inOrder('apply_date', 'issued_on'),
    issued_on_before_received_on: inOrder('issued_on', 'received_on'),
    received_on_before_forwarded_on: inOrder('received_on', 'forwarded_on'),
    received_on_before_split_done_on: inOrder('received_on', 'split_done_on'),
    issued_on_before_actual_start: inOrder('issued_on', 'actual_start'),
    actual_finish_before_acceptance_on: inOrder('actual_finish', 'acceptance_on'),
  },

  special: {
    requested_positive: [{ requested: 1 }, { requested: 0 }],
    eligible_investment_within_total_investment: within('eligible_investment', 'total_investment'),
    requested_within_rate: [
      { requested: wan(30), eligible_investment: wan(100), grant_rate: 3000 },
      { requested: wan(31), eligible_investment: wan(100), grant_rate: 3000 },
    ],
    grant_rate_within_whole: [{ grant_rate: 10_000 }, { grant_rate: 10_001 }],
    proposed_within_requested: within('proposed', 'requested'),
    issued_within_proposed: within('issued', 'proposed'),
    payments_within_issued: [
      { first_pay_amt: wan(5), final_pay_amt: wan(5), issued: wan(10) },
      { first_pay_amt: wan(5), final_pay_amt: wan(6), issued: wan(10) },
    ],
    recovered_within_paid: [
      { recovered: wan(5), first_pay_amt: wan(5) },
      { recovered: wan(6), first_pay_amt: wan(5), final_pay_amt: null },
    ],
    publicity_from_before_publicity_to: inOrder('publicity_from', 'publicity_to'),
    publicity_to_before_issued_on: inOrder('publicity_to', 'issued_on'),
    actual_start_before_first_paid_on: inOrder('actual_start', 'first_paid_on'),
    issued_on_before_first_paid_on: inOrder('issued_on', 'first_paid_on'),
    first_paid_on_before_final_paid_on: inOrder('first_paid_on', 'final_paid_on'),
    accept_apply_on_before_accept_on: inOrder('accept_apply_on', 'accept_on'),
    accept_on_before_final_paid_on: inOrder('accept_on', 'final_paid_on'),
  },

  fiscal: {
    fiscal_total_within_approved_budget: within('fiscal_total', 'approved_budget'),
    fiscal_total_within_total_investment: within('fiscal_total', 'total_investment'),
    fiscal_years_within_total: [
      { fiscal_prev: wan(6), fiscal_year_amt: wan(4), fiscal_total: wan(10) },
      { fiscal_prev: wan(6), fiscal_year_amt: wan(5), fiscal_total: wan(10) },
    ],
    fiscal_years_within_budget: [
      { fiscal_prev: wan(6), fiscal_year_amt: wan(4), approved_budget: wan(10) },
      { fiscal_prev: wan(6), fiscal_year_amt: wan(5), approved_budget: wan(10) },
    ],
    fiscal_year_amt_within_year_plan_total: within('fiscal_year_amt', 'year_plan_total'),
    year_plan_total_within_total_investment: within('year_plan_total', 'total_investment'),
    arrived_within_fiscal_total: within('arrived', 'fiscal_total'),
    appropriated_within_arrived: within('appropriated', 'arrived'),
    paid_within_appropriated: within('paid', 'appropriated'),
    contract_amt_within_approved_budget: within('contract_amt', 'approved_budget'),
    engineering_budget_within_approved_budget: [
      { engineering_budget: wan(110), approved_budget: wan(100) },
      { engineering_budget: wan(111), approved_budget: wan(100) },
    ],
    issued_on_before_actual_start: [
      { plan_class: '1', issued_on: '2024-03-02', actual_start: '2024-03-01' },
      { plan_class: '2', issued_on: '2024-03-02', actual_start: '2024-03-01' },
    ],
    actual_finish_before_acceptance_on: inOrder('actual_finish', 'acceptance_on'),
  },

  key: {
    year_plan_positive: [{ year_plan: 1 }, { year_plan: 0 }],
    year_plan_within_total_investment: within('year_plan', 'total_investment'),
    // 100 in all, 60 done of which 20 this year: 60 were left when the year began.
    year_plan_within_remaining: [
      { year_plan: wan(60), total_investment: wan(100), cum_done: wan(60), ytd_done: wan(20) },
      { year_plan: wan(61), total_investment: wan(100), cum_done: wan(60), ytd_done: wan(20) },
    ],
    quarters_sum_to_year: [
      { q1_plan: wan(1), q2_plan: wan(2), q3_plan: wan(3), q4_plan: wan(4), year_plan: wan(11) },
      { q1_plan: wan(1), q2_plan: wan(2), q3_plan: wan(3), q4_plan: wan(4), year_plan: wan(12) },
    ],
    months_cumulative: [
      { m01_plan: wan(1), m03_plan: wan(1), m12_plan: wan(9) },
      { m01_plan: wan(2), m03_plan: wan(1), m12_plan: wan(9) },
    ],
    planned_start_month_before_planned_finish_month: [
      { planned_start_month: '2024-03', planned_finish_month: '2024-03' },
      { planned_start_month: '2024-04', planned_finish_month: '2024-03' },
    ],
    ytd_done_within_cum_done: within('ytd_done', 'cum_done'),
    cum_done_within_total_investment: [
      { cum_done: wan(110), total_investment: wan(100) },
      { cum_done: wan(111), total_investment: wan(100) },
    ],
  },

  filing: {
    composition_sums_to_total: [
      { fixed_asset_investment: wan(90), working_capital: wan(9), total_investment: wan(100) },
      { fixed_asset_investment: wan(90), working_capital: wan(8), total_investment: wan(100) },
    ],
    sources_sum_to_total: [
      { src_fiscal: 0, src_own: wan(30), src_loan: wan(70), src_other: 0, total_investment: wan(100) },
      { src_fiscal: 0, src_own: wan(30), src_loan: wan(60), src_other: 0, total_investment: wan(100) },
    ],
    own_share: [
      { src_own: wan(20), total_investment: wan(100), mgmt_mode: 'BA' },
      { src_own: wan(19), total_investment: wan(100), mgmt_mode: 'BA' },
    ],
    catalogue_item_filed: [
      { mgmt_mode: 'HZ', catalogue_item: '02' },
      { mgmt_mode: 'BA', catalogue_item: '02' },
    ],
    refusal_needs_reason: [
      { decision: '2', remark: '不符合产业政策' },
      { decision: '2', remark: ' ' },
    ],
    received_at_before_accepted_at: [
      { received_at: '2024-03-01T10:00', accepted_at: '2024-03-01' },
      { received_at: '2024-03-02', accepted_at: '2024-03-01T09:00' },
    ],
    received_at_before_supplement_notice_on: [
      { received_at: '2024-03-01T10:00', supplement_notice_on: '2024-03-01' },
      { received_at: '2024-03-02T10:00', supplement_notice_on: '2024-03-01' },
    ],
    accepted_at_before_decided_on: inOrder('accepted_at', 'decided_on'),
    eval_from_before_eval_to: inOrder('eval_from', 'eval_to'),
    consult_from_before_consult_to: inOrder('consult_from', 'consult_to'),
    decided_on_before_delivered_on: inOrder('decided_on', 'delivered_on'),
    decided_on_before_valid_until: inOrder('decided_on', 'valid_until'),
    delay_apply_on_before_valid_until: inOrder('delay_apply_on', 'valid_until'),
    decided_on_before_actual_start: inOrder('decided_on', 'actual_start'),
    decided_on_not_future: [{ decided_on: today }, { decided_on: '2024-10-01' }],
  },

  expert: {
    expert_no_shape: [{ expert_no: 'ZJ20240001' }, { expert_no: 'ZJ240001' }],
    admission_age: [{ birth_ym: '1999-09' }, { birth_ym: '1999-10' }],
    specialty_count: [{ specialty_codes: ['01', '02', '03'] }, { specialty_codes: ['01', '02', '03', '04'] }],
    years_for_admission: [
      { years_of_service: 8, admission_state: '3' },
      { years_of_service: 7, admission_state: '3' },
    ],
    credit_suspends: [
      { credit_score: 59, admission_state: '4' },
      { credit_score: 59, admission_state: '3' },
    ],
    term_in_force: [
      { valid_until: today, admission_state: '3' },
      { valid_until: '2024-09-29', admission_state: '3' },
    ],
    birth_ym_not_future: [{ birth_ym: '1970-01' }, { birth_ym: '2024-10' }],
    admitted_on_before_valid_until: inOrder('admitted_on', 'valid_until'),
  },

  policy: {
    issue_date_not_future: [{ issue_date: today }, { issue_date: '2024-10-01' }],
    issue_date_before_effective_date: inOrder('issue_date', 'effective_date'),
    effective_date_before_expiry_date: inOrder('effective_date', 'expiry_date'),
    validity_fits_dates: [
      { validity: '1', effective_date: '2024-02-01', expiry_date: '2024-10-01' },
      { validity: '1', effective_date: '2020-02-01', expiry_date: today },
    ],
  },

  decision: {
    source_date_not_future: [{ source_date: today }, { source_date: '2024-10-01' }],
    period_from_before_period_to: [
      { period_from: '2024-01', period_to: '2024-06' },
      { period_from: '2024-07', period_to: '2024-06' },
    ],
    topic_from_before_topic_to: inOrder('topic_from', 'topic_to'),
    topic_from_before_concluded_on: inOrder('topic_from', 'concluded_on'),
    abstract_length: [{ abstract: '字'.repeat(50) }, { abstract: '字'.repeat(49) }],
    keyword_count: [{ keywords: ['投资', '规划', '产业'] }, { keywords: ['投资', '规划'] }],
    source_date_before_issued_on: inOrder('source_date', 'issued_on'),
  },
};

describe.each(Object.entries(examples))('rules of %s', (id, cases) => {
  const rules = id === 'master' ? projectTable.rules : library(id).table.rules;

  it('are all shown here', () => {
    expect(Object.keys(cases).sort()).toEqual((rules ?? []).map(({ code }) => code).sort());
  });

  it.each(Object.entries(cases))('%s', (code, [keeps, breaks]) => {
    const rule = rules?.find((candidate) => candidate.code === code);
    expect(rule?.holds(keeps, { today })).toBe(true);
    expect(rule?.holds(breaks, { today })).toBe(false);
  });
});

describe('every rule', () => {
  it('says nothing about an empty record', () => {
    for (const { id, rules } of libraries) {
      for (const rule of rules) expect(rule.holds({}, { today }), `${id} ${rule.code}`).toBe(true);
    }
  });

  it('speaks in a full Chinese sentence', () => {
    for (const { rules } of libraries) for (const { message } of rules) expect(message).toMatch(/^[\p{Script=Han}\d].*。$/u);
  });
});
