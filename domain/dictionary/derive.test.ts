// Derived fields, to the last digit.

import { describe, expect, it } from 'vitest';
import { basisPoints, conversionState, deriveRecord, fundReadyRate, investmentBand, maturityGrade, maturityScore, validityOn } from './derive.ts';
import { libraries, library } from './index.ts';

const derive = (id: string, values: Readonly<Record<string, unknown>>) => deriveRecord(library(id), values);

describe('deriveRecord', () => {
  it('writes only declared fields of the library', () => {
    for (const each of libraries) {
      const ids = each.table.fields.map(({ id }) => id);
      for (const id of Object.keys(deriveRecord(each, {}))) expect(ids).toContain(id);
    }
  });

  it('computes the key project: band and rate, never capped at 100 %', () => {
    expect(derive('key', { total_investment: 5_000_000_000, ytd_done: 12_226_000_000, year_plan: 10_000_000_000 })).toEqual({
      inv_band: '7',
      year_rate: 12_226,
    });
    expect(derive('key', { ytd_done: 1, year_plan: 0 })).toEqual({ inv_band: null, year_rate: null });
  });

  it('computes the payment rate on all that was issued', () => {
    expect(derive('central', { central_paid: 30, central_issued: 60 })).toEqual({ central_pay_rate: 5000 });
    expect(derive('central', { central_paid: 30, central_issued: 60, central_issued_cum: 90 })).toEqual({ central_pay_rate: 3333 });
  });

  it('sums the six parts of a filing when all six are stated', () => {
    const parts = { civil_works: 1, equipment: 2, installation: 3, other_cost: 4, contingency: 5, interest: 6 };
    expect(derive('filing', { ...parts, working_capital: 100 })).toEqual({ fixed_asset_investment: 21 });
    expect(derive('filing', { ...parts, interest: null })).toEqual({ fixed_asset_investment: null });
  });

  it('keeps an expert away from the own organisation', () => {
    expect(derive('expert', { work_org_id: 'a', avoid_org_ids: ['b'] })).toEqual({ avoid_org_ids: ['a', 'b'] });
    expect(derive('expert', { work_org_id: 'a' })).toEqual({ avoid_org_ids: ['a'] });
    expect(derive('expert', { work_org_id: 'a', avoid_org_ids: ['a'] })).toEqual({});
    expect(derive('expert', {})).toEqual({});
  });

  it('hashes the text of a policy', () => {
    // printf 投资 | sha256sum
    expect(derive('policy', { full_text: '投资' })).toEqual({ source_hash: '92f03d6af66b3938afa83b7fd03b0aebb275b69d232bce4d64ec8351912afebf' });
    expect(derive('policy', {})).toEqual({ source_hash: null });
  });

  it('leaves what rests on other tables alone', () => {
    for (const id of ['special', 'fiscal', 'decision']) expect(derive(id, { total_investment: 1 })).toEqual({});
  });
});

describe('investmentBand', () => {
  it.each([
    [4_999_999, '1'],
    [5_000_000, '2'],
    [49_999_999, '2'],
    [50_000_000, '3'],
    [100_000_000, '4'],
    [500_000_000, '5'],
    [1_000_000_000, '6'],
    [4_999_999_999, '6'],
    [5_000_000_000, '7'],
  ])('%i 元 is band %s', (total, band) => {
    expect(investmentBand(total)).toBe(band);
  });
});

describe('maturityScore', () => {
  const ready = { prep_depth: '6', land_ready: '2', eia_ready: '0', energy_ready: '2', fund_ready_rate: 10_000, plan_basis_ids: ['a'] };

  it.each([
    [{}, 100, 'A'],
    [{ plan_basis_ids: [] }, 90, 'A'],
    [{ fund_ready_rate: 5000, plan_basis_ids: [] }, 80, 'A'],
    [{ fund_ready_rate: null, plan_basis_ids: [] }, 70, 'B'],
    [{ prep_depth: '3', fund_ready_rate: null }, 60, 'B'],
    [{ prep_depth: '3', fund_ready_rate: null, energy_ready: '1' }, 55, 'C'],
    [{ prep_depth: '0', land_ready: '1', eia_ready: '1', energy_ready: '1', fund_ready_rate: 0, plan_basis_ids: null }, 0, 'C'],
    // 40 × 4/6 = 26.67, + 15 + 10 + 5 + 20 × 0.333 = 6.66, + 10
    [{ prep_depth: '4', fund_ready_rate: 3333 }, 73, 'B'],
  ])('%j', (change, score, grade) => {
    expect(maturityScore({ ...ready, ...change })).toBe(score);
    expect(maturityGrade(score)).toBe(grade);
    expect(derive('reserve', { ...ready, ...change })).toEqual({ maturity_score: score, maturity_grade: grade });
  });

  it('is unknown until depth and procedures are stated', () => {
    for (const id of ['prep_depth', 'land_ready', 'eia_ready', 'energy_ready']) expect(maturityScore({ ...ready, [id]: null })).toBeNull();
    expect(derive('reserve', {})).toEqual({ maturity_score: null, maturity_grade: null });
  });
});

describe('conversionState', () => {
  it.each([
    [{ lifecycle_stage: '010' }, '10'],
    [{ lifecycle_stage: '030' }, '20'],
    [{ lifecycle_stage: '110' }, '30'],
    [{ lifecycle_stage: '210' }, '30'],
    [{ lifecycle_stage: '310' }, '40'],
    [{ lifecycle_stage: '320' }, '40'],
    [{ lifecycle_stage: '410' }, '50'],
    [{ lifecycle_stage: '510' }, '50'],
    [{ lifecycle_stage: '900' }, '90'],
    [{ lifecycle_stage: '310', project_status: '50' }, '90'],
    [{}, null],
  ])('%j is %s', (values, state) => {
    expect(conversionState(values)).toBe(state);
    expect(derive('plan', values)).toEqual({ conversion_state: state });
  });
});

describe('rates', () => {
  it('have no value without a positive whole', () => {
    expect([basisPoints(1, 3), basisPoints(0, 3), basisPoints(1, 0), basisPoints(undefined, 3), basisPoints(1, undefined)]).toEqual([
      3333,
      0,
      null,
      null,
      null,
    ]);
  });

  it('count the confirmed share of the fund plan', () => {
    expect(
      fundReadyRate([
        { plannedTotal: 30, confirmed: true },
        { plannedTotal: 60, confirmed: false },
        { plannedTotal: 10, confirmed: true },
      ]),
    ).toBe(4000);
    expect(fundReadyRate([])).toBeNull();
  });
});

describe('validityOn', () => {
  it.each([
    [{ effective_date: '2024-01-01' }, '1'],
    [{ effective_date: '2024-10-01' }, '5'],
    [{ effective_date: '2019-01-01', expiry_date: '2024-09-30' }, '4'],
    [{ effective_date: '2019-01-01', expiry_date: '2024-10-01' }, '1'],
    [{ effective_date: '2019-01-01', validity: '2' }, '2'],
    [{ effective_date: '2019-01-01', expiry_date: '2020-01-01', validity: '2' }, '4'],
    [{ effective_date: '2024-10-01', validity: '3' }, '3'],
    [{}, null],
  ])('%j is %s', (values, validity) => {
    expect(validityOn(values, '2024-09-30')).toBe(validity);
  });
});
