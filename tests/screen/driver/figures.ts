// What records hold, and how the screens should write it, worked out here by itself.

import type { Row } from '#domain/contract/query.ts';

const centsPerYi = 1_000_000;

/** 元 as 亿元 with two decimals and thousands: what totals are told in. */
export function inYi(yuan: number): string {
  return (Math.round(yuan / centsPerYi) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** 元 as 万元 with thousands: what cells and histories show. */
export function inWan(yuan: number): string {
  return (yuan / 10_000).toLocaleString('en-US', { maximumFractionDigits: 4 });
}

/** A stored text or number as text; nothing is the empty text. */
export function textOf(row: Row | undefined, field: string): string {
  const value = row?.[field] ?? '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A stored amount; nothing is 0. */
export const amountOf = (row: Row | undefined, field: string): number => Number(row?.[field] ?? 0);

export const sumOf = (rows: readonly Row[], field: string): number => rows.reduce((sum, row) => sum + amountOf(row, field), 0);

/** The same where a project that stands in several rows counts once: its total investment is one sum of money. */
export function sumOncePerProject(rows: readonly Row[], field: string): number {
  return sumOf([...new Map(rows.map((row) => [textOf(row, 'project_id'), row])).values()], field);
}
