// Computes the derived fields a record itself suffices for; those resting on other tables are written where those change.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { StoredValue } from './field.ts';
import type { Library, LibraryId } from './libraries/library.ts';
import { fixedAssetParts } from './tables/investment-composition.ts';

type Values = Readonly<Record<string, unknown>>;
type Derived = Record<string, StoredValue>;

const numberIn = (values: Values, id: string): number | undefined => {
  const value = values[id];
  return typeof value === 'number' ? value : undefined;
};
const textIn = (values: Values, id: string): string | undefined => {
  const value = values[id];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Upper ends of the investment bands in 元, exclusive (domain.md §2.8 CT_INV_BAND); above the last is band 7. */
const bandEnds = [5_000_000, 50_000_000, 100_000_000, 500_000_000, 1_000_000_000, 5_000_000_000] as const;

/** CT_INV_BAND code of a total investment in 元. */
export function investmentBand(total: number): string {
  const index = bandEnds.findIndex((end) => total < end);
  return String(index === -1 ? bandEnds.length + 1 : index + 1);
}

/** `part` ÷ `whole` in basis points, rounded; null without a positive whole: there is no rate then, not 0 and not 100 %. */
export function basisPoints(part: number | undefined, whole: number | undefined): number | null {
  return part === undefined || whole === undefined || whole <= 0 ? null : Math.round((part / whole) * 10_000);
}

export interface FundPlanRow {
  /** 元. */
  readonly plannedTotal: number;
  readonly confirmed: boolean;
}

/** 资金落实率 in basis points: confirmed sources ÷ all planned sources (domain.md §1.3 第19项). */
export function fundReadyRate(rows: readonly FundPlanRow[]): number | null {
  const sum = (some: readonly FundPlanRow[]): number => some.reduce((total, { plannedTotal }) => total + plannedTotal, 0);
  return basisPoints(sum(rows.filter(({ confirmed }) => confirmed)), sum(rows));
}

/**
 * 成熟度评分 0–100 (domain.md §3.1.4): preparation 40 in proportion to its depth 0–6, land 15, environment 10, energy 5 when
 * done or not needed, confirmed money 20 in proportion, plan basis 10. Null until depth and the three procedures are
 * stated. Money nobody has confirmed counts nothing.
 */
export function maturityScore(values: Values): number | null {
  const depth = textIn(values, 'prep_depth');
  const procedures = [
    [textIn(values, 'land_ready'), 15],
    [textIn(values, 'eia_ready'), 10],
    [textIn(values, 'energy_ready'), 5],
  ] as const;
  if (depth === undefined || procedures.some(([state]) => state === undefined)) return null;
  const done = procedures.reduce((total, [state, points]) => total + (state === '1' ? 0 : points), 0);
  const money = Math.min(numberIn(values, 'fund_ready_rate') ?? 0, 10_000) / 10_000;
  const basis = values['plan_basis_ids'];
  return Math.round((Number(depth) / 6) * 40 + done + money * 20 + (Array.isArray(basis) && basis.length > 0 ? 10 : 0));
}

/** A ≥ 80, B 60–79, C below. */
export const maturityGrade = (score: number): string => (score >= 80 ? 'A' : score >= 60 ? 'B' : 'C');

/** 实施转化状态 of a planned project from where it stands (domain.md §1.2, §2.4); null while that is unknown. */
export function conversionState(values: Values): string | null {
  const stage = textIn(values, 'lifecycle_stage');
  if (stage === '900' || values['project_status'] === '50') return '90';
  if (stage === undefined) return null;
  if (stage < '020') return '10';
  if (stage < '110') return '20';
  if (stage < '310') return '30';
  return stage < '410' ? '40' : '50';
}

/**
 * 效力状态 on an ISO date: 已修改 and 废止 are facts a person states and stand; the rest follows from the dates. Null without
 * an effective date. Not stored by `deriveRecord`, because it changes with the day.
 */
export function validityOn(values: Values, today: string): string | null {
  const stated = textIn(values, 'validity');
  if (stated === '3') return '3';
  const expiry = textIn(values, 'expiry_date');
  if (expiry !== undefined && expiry <= today) return '4';
  const effective = textIn(values, 'effective_date');
  if (effective !== undefined && effective > today) return '5';
  if (stated === '2') return '2';
  return effective === undefined ? null : '1';
}

const derivations: Readonly<Partial<Record<LibraryId, (values: Values) => Derived>>> = {
  plan: (values) => ({ conversion_state: conversionState(values) }),

  reserve: (values) => {
    const score = maturityScore(values);
    return { maturity_score: score, maturity_grade: score === null ? null : maturityGrade(score) };
  },

  central: (values) => ({
    central_pay_rate: basisPoints(numberIn(values, 'central_paid'), numberIn(values, 'central_issued_cum') ?? numberIn(values, 'central_issued')),
  }),

  key: (values) => {
    const total = numberIn(values, 'total_investment');
    return {
      inv_band: total === undefined ? null : investmentBand(total),
      year_rate: basisPoints(numberIn(values, 'ytd_done'), numberIn(values, 'year_plan')),
    };
  },

  filing: (values) => {
    const parts = fixedAssetParts.map((id) => numberIn(values, id));
    return { fixed_asset_investment: parts.every((part) => part !== undefined) ? parts.reduce((sum, part) => sum + part, 0) : null };
  },

  expert: (values) => {
    const own = textIn(values, 'work_org_id');
    const avoided = Array.isArray(values['avoid_org_ids']) ? values['avoid_org_ids'].filter((id) => typeof id === 'string') : [];
    return own === undefined || avoided.includes(own) ? {} : { avoid_org_ids: [own, ...avoided] };
  },

  policy: (values) => {
    const text = textIn(values, 'full_text');
    return { source_hash: text === undefined ? null : bytesToHex(sha256(utf8ToBytes(text))) };
  },
};

/**
 * Derived fields of a record, to be written with it every time: identifier to value, null where the inputs do not
 * suffice. Takes the whole record, not only what changed.
 */
export function deriveRecord(library: Library, values: Values): Record<string, StoredValue> {
  return derivations[library.id]?.(values) ?? {};
}
