// Simulates the life of one project from idea to final account: one timeline from which all its rows are taken.

import { regionOn } from '#domain/codes/region.ts';
import { afterWorkdays, dayOfYearMonth, firstDay, iso, monthNumber, workday, yearOf, type Day } from './calendar.ts';
import { share, split } from './money.ts';
import { fundingOf, identityOf, sourcesOf, type Funding, type Identity, type SourcePart } from './project-identity.ts';
import { Random, demoId } from './random.ts';
import { ids, streams } from './streams.ts';
import type { Serials } from './serials.ts';

/** Days on which things happen, whether or not today has come so far. Infinity: it never happens. */
export interface Timeline {
  readonly conceived: Day;
  readonly declared: Day;
  readonly reserved: Day;
  readonly coded: Day;
  readonly proposal: Day;
  readonly planning: Day;
  readonly environment: Day;
  readonly received: Day;
  readonly accepted: Day;
  /** Feasibility study approved, project verified or filed. */
  readonly decided: Day;
  readonly design: Day;
  readonly permit: Day;
  readonly applied: Day;
  readonly issued: Day;
  readonly start: Day;
  readonly finish: Day;
  readonly acceptance: Day;
  readonly audit: Day;
  readonly cancelled: Day;
  readonly paused: Day;
}

export interface Life extends Identity {
  readonly index: number;
  readonly seed: number;
  readonly id: string;
  readonly nationalCode: string;
  readonly timeline: Timeline;
  readonly funding: Funding;
  /** Money of the funding library over all years. */
  readonly grant: number;
  /** The grant by year of issue, first year first. */
  readonly grants: readonly { readonly year: number; readonly amount: number; readonly issuedOn: Day; readonly docNo: string }[];
  readonly sources: readonly SourcePart[];
  /** Civil works, equipment, installation, other cost, contingency, interest, working capital. */
  readonly composition: readonly number[];
  /** First month of construction (counted months) and what is done in each month of it. */
  readonly firstMonth: number;
  readonly done: readonly number[];
  /** Sum of the months before: `before[k]` is done before month k. */
  readonly before: readonly number[];
  /** Share of completed work that gets paid for in time. */
  readonly payment: number;
  readonly isKey: boolean;
  readonly hasPlan: boolean;
  readonly inReserve: boolean;
  readonly filingDoc: string;
  readonly caseNo: string;
  readonly reserveNo: string;
}

/** Ideas of the years: more of them every year. */
const conceptionYears: readonly (readonly [year: number, weight: number])[] = [
  [2015, 2],
  [2016, 2],
  [2017, 3],
  [2018, 4],
  [2019, 5],
  [2020, 7],
  [2021, 10],
  [2022, 13],
  [2023, 16],
  [2024, 15],
  [2025, 12],
  [2026, 5],
];

const never = Number.POSITIVE_INFINITY;
/** Months are uneven: nothing moves around the spring festival, much is finished in autumn. */
const season = [0.7, 0.4, 0.9, 1.1, 1.15, 1.1, 0.95, 0.95, 1.15, 1.2, 1.2, 1.1] as const;

export interface LifeWorld {
  readonly seed: number;
  readonly companies: number;
  readonly serials: Serials;
}

/** The whole life of a project. Must be called in the order of the numbers, because document numbers are counted. */
export function lifeOf(world: LifeWorld, index: number): Life {
  const random = new Random(world.seed, streams.project, index);
  const identity = identityOf(world, index, random);
  const { funding, grant } = fundingOf(identity, random);
  const inReserve = funding !== null || random.chance(0.45);
  const timeline = timelineOf(identity, inReserve, funding, random);
  const works = worksOf(identity, timeline, random);
  const { serials } = world;
  const decidedYear = yearOf(timeline.decided === never ? timeline.conceived : timeline.decided);
  const issuer = documentIssuer(identity);
  return {
    ...identity,
    index,
    seed: world.seed,
    id: demoId(world.seed, ids.project, index),
    nationalCode: nationalCode(identity, timeline, index, world.seed),
    timeline,
    funding,
    grant,
    grants: grantsOf(timeline, funding, grant, serials, random),
    sources: sourcesOf(identity, funding, grant, random),
    composition: split(identity.total, identity.kind.composition),
    ...works,
    payment: random.real(0.75, 0.97),
    isKey: random.chance(identity.total >= 1_000_000_000 ? 0.6 : identity.total >= 100_000_000 ? 0.3 : identity.total >= 50_000_000 ? 0.05 : 0),
    hasPlan: random.chance(identity.isCity ? 0.7 : 0.35),
    inReserve,
    filingDoc: serials.document(`${issuer}${filingWord(identity)}`, decidedYear),
    caseNo: `QD${serials.padded(`case ${decidedYear}`, 6, String(decidedYear))}`,
    reserveNo: `CB${serials.padded(`reserve ${yearOf(timeline.declared)} ${identity.district.code}`, 5, `${yearOf(timeline.declared)}${identity.district.code}`)}`,
  };
}

function timelineOf({ kind }: Identity, inReserve: boolean, funding: Funding, random: Random): Timeline {
  const fate = random.weighted([
    ['normal', 90],
    ['stalled', 6],
    ['cancelled', 2],
    ['paused', 2],
  ] as const);
  const isApproved = kind.mode === 'SP';
  const after = (day: Day, from: number, to: number): Day => workday(day + random.int(from, to));
  const conceived = workday(dayOfYearMonth(random.weighted(conceptionYears), random.int(1, 12), random.int(1, 28)));
  const declared = after(conceived, 20, 120);
  const reserved = after(declared, 30, 120);
  const coded = after(inReserve ? reserved : conceived, 10, isApproved ? 160 : 90);
  const proposal = isApproved ? after(coded, 15, 60) : never;
  const planning = after(isApproved ? proposal : coded, 20, 60);
  const environment = after(planning, 5, 40);
  const received = isApproved ? after(environment, 10, 90) : workday(coded + 1);
  const accepted = afterWorkdays(received, random.int(1, 5));
  const decided = afterWorkdays(accepted, isApproved ? random.int(5, 20) : kind.mode === 'HZ' ? random.int(6, 20) : random.int(0, 2));
  const design = isApproved ? after(decided, 40, 140) : after(decided, 20, 60);
  const permit = after(Math.max(design, environment), 40, 120);
  const applied = after(isApproved ? decided : design, 5, 40);
  const issued = funding === null ? never : after(applied, 60, 140);
  const start = after(Math.max(permit, funding === null ? 0 : issued), 8, 50);
  const months = random.int(...kind.months);
  const finish = workday(firstDay(monthNumber(start) + months) + random.int(0, 20));
  const acceptance = after(finish, 30, 110);
  const audit = after(acceptance, 60, 170);
  const whole: Timeline = {
    conceived,
    declared,
    reserved,
    coded,
    proposal,
    planning,
    environment,
    received,
    accepted,
    decided,
    design,
    permit,
    applied,
    issued,
    start,
    finish,
    acceptance,
    audit,
    cancelled: never,
    paused: never,
  };
  if (fate === 'normal') return whole;
  const over = { finish: never, acceptance: never, audit: never };
  if (fate === 'paused') return { ...whole, ...over, paused: start + random.int(90, 240) };
  const unbuilt = { ...over, start: never, issued: never, applied: never, permit: never, design: never };
  if (fate === 'cancelled') return { ...whole, ...unbuilt, cancelled: after(decided, 60, 400) };
  return { ...whole, ...unbuilt, coded: never, proposal: never, planning: never, environment: never, received: never, accepted: never, decided: never };
}

/** Work by months: slow, fast, slow, uneven over the year; together a little less than the total investment. */
function worksOf(identity: Identity, { start, finish, paused }: Timeline, random: Random): Pick<Life, 'firstMonth' | 'done' | 'before'> {
  if (start === never) return { firstMonth: 0, done: [], before: [] };
  const firstMonth = monthNumber(start);
  const months = Math.max(2, (finish === never ? firstMonth + random.int(...identity.kind.months) : monthNumber(finish)) - firstMonth + 1);
  const weights = Array.from({ length: months }, (_, month) => {
    const middle = (month + 0.5) / months;
    return (middle * (1 - middle) + 0.06) * (season[(firstMonth + month) % 12] ?? 1) * random.real(0.75, 1.25);
  });
  const whole = split(share(identity.total, random.real(0.93, 1)), weights);
  const done = paused === never ? whole : whole.slice(0, Math.max(1, monthNumber(paused) - firstMonth));
  let sum = 0;
  const before = done.map((amount) => {
    const earlier = sum;
    sum += amount;
    return earlier;
  });
  return { firstMonth, done, before };
}

/** Central and special money comes at once, municipal money in up to three yearly parts. */
function grantsOf({ issued, finish, start }: Timeline, funding: Funding, grant: number, serials: Serials, random: Random): Life['grants'] {
  if (funding === null || issued === never) return [];
  const first = yearOf(issued);
  const last = funding === 'fiscal' ? Math.min(first + 2, yearOf(finish === never ? start : finish)) : first;
  const years = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  const word = funding === 'special' ? '青财建' : '青发改投资';
  return split(
    grant,
    years.map((_, offset) => 3 - offset),
  ).map((amount, offset) => {
    const year = first + offset;
    const issuedOn = offset === 0 ? issued : workday(dayOfYearMonth(year, 2, 10) + random.int(0, 40));
    return { year, amount, issuedOn, docNo: serials.document(word, year) };
  });
}

const documentIssuer = ({ isCity, district }: Identity): string => (isCity ? '青发改' : `青${district.letter}发改`);
const filingWord = ({ kind, isCity }: Identity): string => (kind.mode === 'SP' ? (isCity ? '投资审' : '审') : kind.mode === 'HZ' ? '核' : '备');

/**
 * National project code in the scheme of its day: 年份-地区-行业-类型-流水 until October 2020, then 年月-地区-部门-类型-随机码.
 * The last six digits run through all numbers below a million before any comes again, so no two projects share a code.
 */
function nationalCode({ kind, district }: Identity, { coded }: Timeline, index: number, seed: number): string {
  if (coded === never) return '';
  const date = iso(coded);
  const there = regionOn(district.code, date)?.code ?? district.code;
  const serial = String((index * 617_363 + (seed % 1_000_000) + 100_003) % 1_000_000).padStart(6, '0');
  if (date < '2020-11-01')
    return `${date.slice(0, 4)}-${there}-${kind.industry.slice(1, 3)}-${kind.mode === 'SP' ? '01' : kind.mode === 'HZ' ? '02' : '03'}-${serial}`;
  return `${date.slice(2, 4)}${date.slice(5, 7)}-${there}-${kind.projectKind === '02' ? '07' : '04'}-${kind.projectKind}-${serial}`;
}

/** What is done by the end of the last month that is over on this day. */
export function doneBy(life: Life, day: Day): number {
  const over = monthNumber(day + 1) - life.firstMonth;
  if (life.done.length === 0 || over <= 0) return 0;
  const last = Math.min(over, life.done.length) - 1;
  return (life.before[last] ?? 0) + (life.done[last] ?? 0);
}

/** What all construction months together come to. */
export const finalCost = (life: Life): number => doneBy(life, firstDay(life.firstMonth + life.done.length));

/** 元 done in a calendar year up to and including a day. */
export const doneInYear = (life: Life, year: number, day: Day): number =>
  doneBy(life, Math.min(day, dayOfYearMonth(year, 12, 31))) - doneBy(life, dayOfYearMonth(year - 1, 12, 31));

/** Money of the funding library on a day: paid ≤ appropriated ≤ arrived ≤ issued, each growing with the works. */
export function moneyOn(life: Life, day: Day): { issued: number; arrived: number; appropriated: number; paid: number } {
  const issued = life.grants.reduce((sum, { issuedOn, amount }) => sum + (issuedOn <= day ? amount : 0), 0);
  const progress = life.done.length === 0 ? 0 : doneBy(life, day) / life.total;
  return {
    issued,
    arrived: share(issued, 0.4 + progress * 0.8),
    appropriated: progress === 0 ? 0 : share(issued, 0.15 + progress),
    paid: share(issued, progress * life.payment),
  };
}
