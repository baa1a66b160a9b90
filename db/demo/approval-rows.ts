// Approvals a project collects on its way to the start of construction.

import { addYears, iso, yearOf, type Day } from './calendar.ts';
import { orgId, orgName, orgNumber } from './parties.ts';
import type { Life } from './project-life.ts';
import { demoId } from './random.ts';
import type { Values } from './rows.ts';
import { ids } from './streams.ts';

type Office = 'drc' | 'planning' | 'environment' | 'housing';

interface Step {
  /** CT_APPROVAL_ITEM. */
  readonly item: string;
  readonly title: string;
  readonly word: string;
  readonly day: Day;
  readonly office: Office;
  readonly money?: true;
  /** Years the paper is good for. */
  readonly years?: number;
}

/** Identifiers leave room for this many approvals of one project. */
const slots = 32;

function stepsOf({ timeline: t, kind }: Life): Step[] {
  const planning: Step = { item: '01', title: '建设项目用地预审与选址意见书', word: '自然资预', day: t.planning, office: 'planning', years: 3 };
  const environment: Step = { item: '03', title: '环境影响报告表的批复', word: '环审', day: t.environment, office: 'environment', years: 5 };
  const permit: Step = { item: '12', title: '建筑工程施工许可证', word: '建施许', day: t.permit, office: 'housing' };
  if (kind.mode === 'SP') {
    return [
      { item: '05', title: '项目建议书的批复', word: '发改审', day: t.proposal, office: 'drc', money: true },
      planning,
      environment,
      { item: '06', title: '可行性研究报告的批复', word: '发改投资审', day: t.decided, office: 'drc', money: true, years: 2 },
      { item: '07', title: '初步设计及概算的批复', word: '发改投资审', day: t.design, office: 'drc', money: true },
      permit,
    ];
  }
  const decision: Step =
    kind.mode === 'HZ'
      ? { item: '08', title: '项目核准的批复', word: '发改核', day: t.decided, office: 'drc', money: true, years: 2 }
      : { item: '09', title: '企业投资项目备案证明', word: '发改备', day: t.decided, office: 'drc', money: true };
  return [decision, { item: '14', title: '建设工程规划许可证', word: '自然资规许', day: t.design, office: 'planning' }, environment, permit];
}

/** The identifier of an approval that has been given by that day. */
export function approvalId(life: Life, item: string, today: Day): string | null {
  const steps = stepsOf(life);
  const place = steps.findIndex((step) => step.item === item && step.day <= today);
  return place === -1 ? null : demoId(life.seed, ids.approval, life.index * slots + place);
}

function officeOf(life: Life, office: Office): number {
  if (office === 'environment') return orgNumber.cityEnvironment;
  if (office === 'housing') return orgNumber.districtBureau(life.district, 'housing');
  if (office === 'planning') return life.isCity ? orgNumber.cityPlanning : orgNumber.districtHead(life.district, 'planning');
  return life.isCity ? orgNumber.cityDrc : orgNumber.districtHead(life.district, 'approval');
}

/** Approvals given by `today`, and the next one while it is under review. */
export function approvalRows(life: Life, today: Day): Values[] {
  const rows: Values[] = [];
  for (const [place, { item, title, word, day, office, money, years }] of stepsOf(life).entries()) {
    const isGiven = day <= today;
    if (!isGiven && !(day - 30 <= today)) continue;
    const approver = officeOf(life, office);
    rows.push({
      approval_id: demoId(life.seed, ids.approval, life.index * slots + place),
      project_id: life.id,
      item_code: item,
      approving_org_id: orgId(life.seed, approver),
      doc_title: `${orgName(life.seed, approver)}关于${life.name}${title}`.slice(0, 200),
      // The decision carries the number of the filing; the others number the projects through.
      doc_number: isGiven
        ? day === life.timeline.decided
          ? life.filingDoc
          : `青${word}〔${yearOf(day)}〕${1 + ((life.index * 7 + place) % 990_000)}号`
        : null,
      approve_date: isGiven ? iso(day) : null,
      valid_until: isGiven && years !== undefined ? iso(addYears(day, years)) : null,
      approved_investment: isGiven && money === true ? life.total : null,
      status: isGiven ? '2' : '1',
    });
  }
  return rows;
}
