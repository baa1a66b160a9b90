// Invented policy documents in the style of published ones, with articles as their text.

import { deriveRecord, validityOn } from '#domain/dictionary/derive.ts';
import { library } from '#domain/dictionary/index.ts';
import { addYears, dayOfYearMonth, iso, workday, type Day } from './calendar.ts';
import { numeral } from './names.ts';
import { provisions, topics } from './paragraphs.ts';
import { districts } from './places.ts';
import { Random, at, combination, demoId } from './random.ts';
import type { Values } from './rows.ts';
import { ids, streams } from './streams.ts';

interface Form {
  readonly type: string;
  readonly title: string;
  /** 规范性文件 are valid for five years, 规章 and 政策 longer. */
  readonly years: number;
}

const forms: readonly Form[] = [
  { type: '6', title: '管理办法', years: 5 },
  { type: '6', title: '实施细则', years: 5 },
  { type: '7', title: '若干措施', years: 3 },
  { type: '7', title: '行动方案', years: 3 },
  { type: '7', title: '工作要点', years: 2 },
  { type: '6', title: '工作规程', years: 5 },
  { type: '7', title: '实施意见', years: 5 },
];

const firstYear = 2012;
const years = 14;
const issuers = ['青岛市', ...districts.map(({ name }) => `青岛市${name}`)];
const words = ['青政办发', '青发改规', '青发改投资', '青政字'] as const;
const library9 = library('policy');

export const policyId = (seed: number, index: number): string => demoId(seed, ids.policy, index);

/** The index-th document; title, number and text do not change with the day, its validity does. */
export function policyRow(seed: number, index: number, today: Day): Values {
  const random = new Random(seed, streams.policy, index);
  const [topicNo = 0, formNo = 0, issuerNo = 0, yearNo = 0, lap = 0] = combination(seed, index, [topics.length, forms.length, issuers.length, years]);
  const topic = at(topics, topicNo);
  const form = at(forms, formNo);
  const issuer = at(issuers, issuerNo);
  // Nothing is published after the day the data are looked at.
  const issuedInSeries = workday(dayOfYearMonth(firstYear + yearNo, random.int(1, 12), random.int(1, 26)));
  const issued = issuedInSeries <= today ? issuedInSeries : issuedInSeries - 365 * Math.ceil((issuedInSeries - today) / 365);
  const effective = issued + 30;
  const year = iso(issued).slice(0, 4);
  const body = articles(topic.name, random);
  const values: Values = {
    doc_id: policyId(seed, index),
    title: `${issuer}${topic.name}${form.title}（${year}年${lap === 0 ? '' : `第${lap + 1}号`}）`,
    doc_type: form.type,
    issuing_orgs: [issuerNo === 0 ? (random.chance(0.5) ? '青岛市人民政府办公厅' : '青岛市发展和改革委员会') : `${issuer}人民政府`],
    doc_number: `${issuerNo === 0 ? random.pick(words) : `青${at(districts, issuerNo - 1).letter}政发`}〔${year}〕${1 + (index % 900)}号`,
    level: issuerNo === 0 ? '3' : '4',
    issue_date: iso(issued),
    effective_date: iso(effective),
    expiry_date: iso(addYears(effective, form.years)),
    subject_codes: [topic.subject],
    industry_codes: [topic.industry],
    applicable_modes: topic.subject === '10' ? ['SP', 'BA'] : null,
    keywords: [...topic.keywords],
    abstract: `本文件共${body.length}条，就${topic.name}的适用范围、职责分工、工作程序、资金管理和监督检查作出规定。`,
    full_text: body.join('\n'),
    disclosure: 'A',
    secret_level: '0',
    editor: '演示采编',
    reviewer: '演示审核',
    state: '3',
    read_count: random.int(0, 4_000),
    cite_count: 0,
  };
  values['validity'] = validityOn(values, iso(today)) ?? '1';
  return { ...values, ...deriveRecord(library9, values) };
}

/** 第一条 … in a sensible order: purpose and scope first, the date of effect last. */
function articles(topic: string, random: Random): string[] {
  const last = provisions.length - 1;
  const middle = provisions.slice(2, last).filter(() => random.chance(0.45));
  return [at(provisions, 0), at(provisions, 1), ...middle, at(provisions, last)].map(
    (text, place) => `第${numeral(place + 1)}条　${text.replaceAll('{题}', topic)}`,
  );
}
