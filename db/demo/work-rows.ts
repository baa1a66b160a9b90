// Money rows of one life: sources, composition, annual plan items and the flows of the funding library.

import { dayOfYearMonth, iso, yearOf, workday, type Day } from './calendar.ts';
import { orgId } from './parties.ts';
import { moneyOn, type Life } from './project-life.ts';
import { confirmedSource, type Entry } from './project-rows.ts';
import { demoId } from './random.ts';
import type { Values } from './rows.ts';
import { ids } from './streams.ts';

/** Identifiers leave room for this many rows of one project and table. */
const slots = 64;

export function fundPlanRows(life: Life, today: Day): Values[] {
  return life.sources.map(({ code, level, amount }, place) => {
    const confirmed = confirmedSource(life, place, today);
    return {
      fund_plan_id: demoId(life.seed, ids.fundPlan, life.index * slots + place),
      project_id: life.id,
      source_code: code,
      level,
      planned_total: amount,
      plan_year: yearOf(life.timeline.declared),
      confirmed,
      evidence_doc: confirmed ? (code.startsWith('3') ? '银行贷款意向书' : code.startsWith('5') ? '资金证明' : '财政资金安排文件') : null,
    };
  });
}

export function compositionRow(life: Life): Values {
  const [civil = 0, equipment = 0, installation = 0, other = 0, contingency = 0, interest = 0, working = 0] = life.composition;
  return {
    project_investment_composition_id: demoId(life.seed, ids.composition, life.index),
    project_id: life.id,
    civil_works: civil,
    equipment,
    installation,
    other_cost: other,
    contingency,
    interest,
    fixed_asset_investment: life.total - working,
    working_capital: working,
  };
}

/** What each library calls the plan of its year, the document and the work. */
const planColumns = {
  central: { total: 'central_issued', doc: 'plan_doc_no', on: 'issued_on', content: null },
  special: { total: 'issued', doc: 'issue_doc_no', on: 'issued_on', content: null },
  fiscal: { total: 'year_plan_total', doc: 'issue_doc_no', on: 'issued_on', content: 'year_content' },
  key: { total: 'year_plan', doc: 'list_doc_no', on: 'entered_on', content: 'year_goal' },
} as const;

/** One annual plan item for every entry of a funding or key library whose plan is out; the item repeats the entry's figures. */
export function planItemRows(life: Life, entries: readonly Entry[]): Values[] {
  return entries.flatMap(({ library, values }, place) => {
    if (library !== 'central' && library !== 'special' && library !== 'fiscal' && library !== 'key') return [];
    const { total, doc, on, content } = planColumns[library];
    const amount = values[total];
    if (typeof amount !== 'number' || amount === 0) return [];
    const year = values['mgmt_year'];
    const text = content === null ? undefined : values[content];
    return [
      {
        plan_item_id: demoId(life.seed, ids.planItem, life.index * slots + place),
        project_id: life.id,
        library,
        mgmt_year: typeof year === 'number' ? year : null,
        plan_class:
          typeof values['plan_class'] === 'string' ? values['plan_class'] : values['year_nature'] === '2' ? '1' : values['year_nature'] === '3' ? '4' : '2',
        content: typeof text === 'string' ? text : `实施${life.name}。`.slice(0, 500),
        year_plan_total: amount,
        sources: library === 'fiscal' ? [{ source_code: '2020', amount: numberOf(values['fiscal_year_amt']) }] : null,
        doc_no: values[doc] ?? null,
        issued_on: values[on] ?? null,
        state: '30',
        version: 1,
      },
    ];
  });
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** CT_FLOW_KIND of each figure of the chain. */
const flowKinds = [
  ['issued', '1'],
  ['arrived', '2'],
  ['appropriated', '4'],
  ['paid', '5'],
] as const;

/**
 * Flows of the central and municipal money: year by year what was added, so that their sums are the figures of the
 * entries. Special funds are paid in two parts, which their entry states itself.
 */
export function flowRows(life: Life, today: Day): Values[] {
  const [first] = life.grants;
  if (first === undefined || life.funding === 'special' || life.funding === null) return [];
  const rows: Values[] = [];
  let before = { issued: 0, arrived: 0, appropriated: 0, paid: 0 };
  for (let year = first.year; year <= yearOf(today); year += 1) {
    const end = Math.min(today, dayOfYearMonth(year, 12, 31));
    const now = moneyOn(life, end);
    const grant = life.grants.find((part) => part.year === year);
    for (const [figure, kind] of flowKinds) {
      const amount = now[figure] - before[figure];
      if (amount === 0) continue;
      const day = figure === 'issued' && grant !== undefined ? grant.issuedOn : Math.min(end, Math.max(grant?.issuedOn ?? 0, workday(end - 12)));
      rows.push({
        flow_id: demoId(life.seed, ids.flow, life.index * slots + rows.length),
        project_id: life.id,
        source_code: life.funding === 'central' ? '1010' : '2020',
        kind,
        amount,
        date: iso(day),
        doc_no: figure === 'issued' ? (grant?.docNo ?? null) : null,
        voucher: figure === 'paid' ? `ZF${year}${String(life.index).padStart(7, '0')}` : null,
        payee_org_id: figure === 'paid' ? orgId(life.seed, life.owner) : null,
      });
    }
    before = now;
  }
  return rows;
}
