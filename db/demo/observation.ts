// One life as the platform sees it on a day: every row of the project in every table.

import { deriveRecord } from '#domain/dictionary/derive.ts';
import { library, type LibraryId } from '#domain/dictionary/index.ts';
import type { Day } from './calendar.ts';
import { approvalRows } from './approval-rows.ts';
import type { EdgeCase } from './edge-cases.ts';
import { centralEntry, fiscalEntries, keyEntry, keyYears, specialEntry } from './funded-rows.ts';
import { wan } from './money.ts';
import type { Life } from './project-life.ts';
import { reportRows } from './progress-rows.ts';
import { filingEntry, planEntry, projectRow, reserveEntry, type Entry } from './project-rows.ts';
import type { Values } from './rows.ts';
import { compositionRow, flowRows, fundPlanRows, planItemRows } from './work-rows.ts';

export interface Observation {
  readonly project: Values;
  readonly entries: readonly Entry[];
  /** Rows of the tables that hang from the project, by table. */
  readonly related: Readonly<Record<string, readonly Values[]>>;
}

/** `edge` is the oddity this project is to show, if any. */
export function observe(life: Life, today: Day, edge?: EdgeCase): Observation {
  const project = projectRow(life, today);
  const years = keyYears(life, today);
  const entries = entriesOf(life, years, today);
  if (edge !== undefined) {
    project['tags'] = [edge.tag];
    edge.spoil(life, project, entries);
  }
  const related = {
    project_approval: approvalRows(life, today),
    project_fund_plan: fundPlanRows(life, today),
    project_investment_composition: [compositionRow(life)],
    annual_plan_item: planItemRows(life, entries),
    fund_disbursement: flowRows(life, today),
    progress_report: reportsMonthly(life, years) ? reportRows(life, today, reportedUnder(life, years)) : [],
  };
  for (const { library: id, values } of entries) Object.assign(values, deriveRecord(library(id), { ...project, ...values }));
  return { project, entries, related };
}

/** The libraries a project has reached, in the order it reaches them: plan, reserve, filing, the money, the key lists. */
function entriesOf(life: Life, years: readonly number[], today: Day): Entry[] {
  const { timeline: t } = life;
  const isDeclared = life.inReserve && t.declared <= today;
  const isFiled = t.received <= today;
  const entries: Entry[] = [];
  // Nothing stays without a library: what has not come further is an item of its plan.
  if (life.hasPlan || (!isDeclared && !isFiled)) entries.push(planEntry(life));
  if (isDeclared) entries.push(reserveEntry(life, today));
  if (isFiled) entries.push(filingEntry(life, today));
  const funded = [centralEntry(life, today), specialEntry(life, today)].filter((entry) => entry !== undefined);
  return [...entries, ...funded, ...fiscalEntries(life, today), ...years.map((year) => keyEntry(life, year, today))];
}

/** Projects below this only report when public money or the key list asks for it: the threshold of monthly statistics (W14). */
const monthlyThreshold = 5_000 * wan;

const reportsMonthly = (life: Life, keys: readonly number[]): boolean => life.funding !== null || keys.length > 0 || life.total >= monthlyThreshold;

/** Key projects report as such; the others under the money that pays for them, or as filed projects. */
const reportedUnder =
  (life: Life, keys: readonly number[]) =>
  (year: number): LibraryId =>
    keys.includes(year) ? 'key' : (life.funding ?? 'filing');
