// What group and total rows declare, beside what was read under them; differences are reported, never repaired.

import { readAmount, unitLabel, unitPower, type MoneyUnit } from './amounts.ts';
import type { MappedColumn } from './header-map.ts';
import type { Grid } from './grid.ts';
import type { BuiltProject } from './projects.ts';
import type { ProblemLog } from './problem-log.ts';
import type { RowVerdict } from './row-kind.ts';
import type { DeclaredTotal } from './types.ts';

type MoneyColumn = MappedColumn & { readonly unit: MoneyUnit | null };

/** Printed totals are rounded: half a per mille, or one 万元, is agreement. */
const agrees = (declared: number, found: number): boolean => Math.abs(declared - found) <= Math.max(10_000, Math.abs(declared) * 0.0005);

export function compareDeclared(
  grid: Grid,
  columns: readonly MoneyColumn[],
  firstRow: number,
  verdicts: readonly RowVerdict[],
  projects: readonly BuiltProject[],
  log: ProblemLog,
): DeclaredTotal[] {
  const under = new Map<number, BuiltProject[]>();
  for (const project of projects) {
    for (const row of project.under) {
      const list = under.get(row);
      if (list === undefined) under.set(row, [project]);
      else list.push(project);
    }
  }
  const money = columns.filter((column) => column.target?.kind === 'money');
  const declared: DeclaredTotal[] = [];
  verdicts.forEach((verdict, i) => {
    if (verdict.label === undefined) return;
    const row = firstRow + i;
    const found = under.get(row) ?? [];
    const amounts = money.flatMap((column, position) => {
      const field = column.target?.id ?? '';
      const reading = readAmount(grid.cell(row, column.index), column.unit);
      const printed = reading.kind === 'amount' ? reading.yuan : position === 0 ? verdict.label?.amount : null;
      if (printed === null || printed === undefined) return [];
      return [{ field, declared: printed, found: sumOf(found, field) }];
    });
    const count = verdict.count ?? null;
    if (count === null && amounts.length === 0) return;
    const title = verdict.label.label;
    declared.push({ row: row + 1, label: title, count, found: found.length, amounts });
    if (count !== null && count !== found.length) {
      log.add('info', 'declared_count_differs', `“${title}”写明 ${count} 个，实际读到 ${found.length} 个；已按实际的行读取，请核对原表。`, { row });
    }
    for (const amount of amounts) {
      if (agrees(amount.declared, amount.found)) continue;
      const label = money.find((column) => column.target?.id === amount.field)?.target?.label ?? '';
      log.add(
        'info',
        'declared_amount_differs',
        `“${title}”写明${label} ${inWan(amount.declared)} 万元，所列项目合计 ${inWan(amount.found)} 万元；已按各行读取，请核对原表。`,
        { row },
      );
    }
  });
  return declared;
}

const sumOf = (projects: readonly BuiltProject[], field: string): number =>
  projects.reduce((sum, project) => {
    const value = project.values[field];
    return typeof value === 'number' ? sum + value : sum;
  }, 0);

const inWan = (yuan: number): string => String(Number((yuan / 10_000).toFixed(2)));

/**
 * The unit under which the listed amounts add up to the totals written into group titles (「投资额 12.5 亿元」).
 * `projects` were read as if in 万元. Null when no title declares an amount or no unit fits.
 */
export function unitFromDeclared(
  verdicts: readonly RowVerdict[],
  firstRow: number,
  projects: readonly BuiltProject[],
  field: string,
): { unit: MoneyUnit; text: string } | null {
  for (const [i, verdict] of verdicts.entries()) {
    const declared = verdict.label?.amount;
    if (declared === null || declared === undefined || declared === 0) continue;
    const asWan = sumOf(
      projects.filter((project) => project.under.includes(firstRow + i)),
      field,
    );
    for (const unit of ['wan', 'yi', 'yuan'] as const) {
      const found = asWan * 10 ** (unitPower[unit] - unitPower.wan);
      if (asWan > 0 && Math.abs(found - declared) <= declared * 0.02)
        return { unit, text: `“${verdict.label?.label ?? ''}”的合计数与各行相符时单位是${unitLabel[unit]}` };
    }
  }
  return null;
}
