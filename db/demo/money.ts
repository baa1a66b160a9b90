// Amounts in whole 万元 as officials write them; parts always add up to their whole exactly.

import type { Random } from './random.ts';

/** 元 in one 万元. */
export const wan = 10_000;

/** Rounds 元 to whole 万元, never below zero. */
export const toWan = (yuan: number): number => Math.max(0, Math.round(yuan / wan)) * wan;

/** A share of an amount in whole 万元, rounded down so that a share never exceeds the whole. */
export const share = (amount: number, fraction: number): number => Math.floor((amount * Math.min(1, Math.max(0, fraction))) / wan) * wan;

/** Divides an amount in proportion to the weights, in whole 万元; the heaviest part takes what rounding leaves. */
export function split(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = weights.map((weight) => (sum === 0 ? 0 : share(amount, weight / sum)));
  const heaviest = weights.indexOf(Math.max(...weights));
  const left = amount - parts.reduce((total, part) => total + part, 0);
  return parts.map((part, index) => (index === heaviest ? part + left : part));
}

/** An investment between the bounds (万元), small ones more often than large ones, with as few significant digits as people give. */
export function investment(random: Random, fromWan: number, toWanBound: number): number {
  const span = Math.log(toWanBound / fromWan);
  const exact = fromWan * Math.exp(span * random.next() ** 1.4);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 2);
  const rounded = random.chance(0.6) ? Math.round(exact / unit) * unit : Math.round(exact);
  return Math.min(toWanBound, Math.max(fromWan, rounded)) * wan;
}

/** 元 as the 亿元 or 万元 of running text. */
export const inWords = (yuan: number): string => (yuan >= 100_000_000 ? `${(yuan / 100_000_000).toFixed(2).replace(/\.?0+$/, '')}亿元` : `${yuan / wan}万元`);
