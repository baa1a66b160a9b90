// What a demonstration project is called, whose it is, where it lies and what is built: everything that does not change with time.

import { streetList, pointIn, type Coordinates, type District } from './places.ts';
import { companyShort, orgNumber } from './parties.ts';
import type { ProjectKind } from './project-kind.ts';
import { kindOf, tradeGroups } from './project-kinds.ts';
import { investment, share, split, wan } from './money.ts';
import { numeral, roadName } from './names.ts';
import { at, combination, type Random } from './random.ts';

export interface Identity {
  readonly kind: ProjectKind;
  readonly name: string;
  readonly district: District;
  readonly street: string;
  readonly zone: string | null;
  readonly address: string;
  readonly point: Coordinates;
  /** Organisation numbers, see parties.ts. */
  readonly owner: number;
  readonly department: number;
  readonly responsible: number;
  /** Decided by the city rather than by the district. */
  readonly isCity: boolean;
  /** 元, whole 万元. */
  readonly total: number;
  readonly content: string;
  readonly scale: string;
  readonly quantity: number;
  /** Hundredths of a 亩. */
  readonly land: number;
  readonly newLand: number;
  /** ㎡, null for lines and software. */
  readonly floor: number | null;
}

/** From here on a project is decided by the city. */
const cityThreshold = 50_000 * wan;

export interface IdentityWorld {
  readonly seed: number;
  readonly companies: number;
}

/** The project with this number. Names are unique by the way they are put together. */
export function identityOf(world: IdentityWorld, index: number, random: Random): Identity {
  const { kind, ordinal } = kindOf(index);
  const isNamedByPlace = kind.subjects.some((subject) => subject.includes('{街道}'));
  const groupSize = Math.floor(world.companies / tradeGroups.length);
  const company = tradeGroups.indexOf(kind.trades ?? []) + tradeGroups.length * (ordinal % groupSize);
  const owned = { place: random.int(0, streetList.length - 1), turn: Math.floor(ordinal / groupSize) };
  const [street = 0, subject = 0, work = 0, number = 0, lap = 0] = isNamedByPlace
    ? combination(world.seed, ordinal, [streetList.length, kind.subjects.length, kind.works.length, kind.numbers])
    : [owned.place, ...combination(company, owned.turn, [kind.subjects.length, kind.works.length]).toSpliced(2, 0, 0)];
  const place = at(streetList, street);
  const { district } = place;
  const total = investment(random, ...kind.investment);
  const isCity = total >= cityThreshold || kind.ladder === '4';
  const owner =
    kind.owner === 'company'
      ? orgNumber.company(company)
      : kind.owner === 'platform'
        ? orgNumber.districtHead(district, kind.bureau === 'industry' ? 'parkPlatform' : 'urbanPlatform')
        : isCity
          ? orgNumber.cityBureau(kind.bureau)
          : orgNumber.districtBureau(district, kind.bureau);
  const filled = fill(at(kind.subjects, subject), { 街道: shortStreet(place.name), 区: district.reportName, n: String(number + 1) });
  const prefix = isNamedByPlace ? '' : companyShort(world.seed, owner);
  const size = sizeOf(kind, total, random);
  return {
    kind,
    name: `${prefix}${filled}${at(kind.works, work)}${lap === 0 ? '' : `（${numeral(lap + 1)}期）`}`,
    district,
    street: place.name,
    zone: district.zones.length > 0 && random.chance(0.15) ? random.pick(district.zones) : null,
    address: `青岛市${district.name}${place.name}${roadName(random)}${random.int(1, 399)}号`,
    point: pointIn(district, place.name, random),
    owner,
    department: isCity ? orgNumber.cityBureau(kind.bureau) : orgNumber.districtBureau(district, kind.bureau),
    responsible: isCity ? orgNumber.cityBureau(kind.bureau) : orgNumber.districtHead(district, kind.owner === 'company' ? 'government' : 'drc'),
    isCity,
    total,
    ...size,
  };
}

/** 四方街道 → 四方: names of projects leave the word out. */
const shortStreet = (name: string): string => name.replace(/(?:路)?街道$/, '').replace(/镇$/, '');

const fill = (text: string, values: Readonly<Record<string, string>>): string => text.replace(/\{(.+?)\}/g, (_, key: string) => values[key] ?? '');

function sizeOf(kind: ProjectKind, total: number, random: Random): Pick<Identity, 'content' | 'scale' | 'quantity' | 'land' | 'newLand' | 'floor'> {
  const [label, unit, from, to] = kind.indicator;
  const measure = Math.max(60, Math.round(total / (kind.unitCost * random.real(0.85, 1.3))));
  const isLine = kind.contents.some((content) => content.includes('{长度}'));
  const isSoftware = kind.ladder === '6';
  // Bigger money, bigger capacity; the square root keeps small projects from vanishing.
  const [least, most] = kind.investment;
  const relative = Math.sqrt((total / wan - least) / (most - least));
  const quantity = Math.max(from, Math.round((from + (to - from) * relative) * random.real(0.8, 1)));
  const perMu = 666.67;
  const land = isSoftware ? 0 : Math.round(((isLine ? measure * 30 : measure / random.real(1, 2.2)) / perMu) * 100);
  const content = fill(random.pick(kind.contents), {
    面积: String(measure),
    长度: String(measure),
    用地: (land / 100).toFixed(1),
    数量: String(quantity),
    单位: unit,
  });
  return {
    content,
    scale: isLine
      ? `全长${measure}米，${label}${quantity}${unit}`
      : isSoftware
        ? `${label}${quantity}${unit}`
        : `总建筑面积${measure}平方米，${label}${quantity}${unit}`,
    quantity,
    land,
    newLand: kind.nature === '1' ? Math.floor(land * random.real(0.4, 1)) : 0,
    floor: isLine || isSoftware ? null : measure,
  };
}

export interface SourcePart {
  readonly code: string;
  /** Level of government that pays; null for money that is not public. */
  readonly level: string | null;
  readonly amount: number;
}

export type Funding = 'central' | 'special' | 'fiscal' | null;

/** Who pays: the grant first, then what usually goes with such an owner. The parts add up to the total. */
export function sourcesOf(identity: Identity, funding: Funding, grant: number, random: Random): SourcePart[] {
  const rest = identity.total - grant;
  const granted: SourcePart[] = grant === 0 ? [] : [{ code: funding === 'central' ? '1010' : '2020', level: funding === 'central' ? '1' : '3', amount: grant }];
  const others = (parts: readonly (readonly [code: string, level: string | null, weight: number])[]): SourcePart[] =>
    split(
      rest,
      parts.map(([, , weight]) => weight),
    ).map((amount, index) => ({ code: parts[index]?.[0] ?? '9010', level: parts[index]?.[1] ?? null, amount }));
  const mixed =
    identity.kind.owner === 'company'
      ? others([
          ['5010', null, random.real(0.4, 0.8)],
          ['3010', null, random.real(0.15, 0.4)],
        ])
      : identity.kind.owner === 'platform'
        ? others([
            ['5020', null, random.real(0.25, 0.4)],
            ['2040', '4', random.chance(0.5) ? 0.25 : 0],
            ['3010', null, random.real(0.2, 0.4)],
          ])
        : others([
            ['2030', '4', random.real(0.4, 1)],
            ['2040', '4', random.chance(0.3) ? 0.4 : 0],
            ['2010', '2', random.chance(0.2) ? 0.1 : 0],
          ]);
  return [...granted, ...mixed].filter(({ amount }) => amount > 0);
}

/** How the project is helped, and with how much. */
export function fundingOf(identity: Identity, random: Random): { funding: Funding; grant: number } {
  const { kind, total } = identity;
  const dice = random.next();
  // Municipal and central money build what the government approves; companies apply for special funds.
  if (kind.mode !== 'SP' && kind.owner !== 'company') return { funding: null, grant: 0 };
  if (kind.owner === 'company') {
    if (kind.specialFund === undefined || dice > 0.3) return { funding: null, grant: 0 };
    return { funding: 'special', grant: Math.min(2_000 * wan, share(total, random.real(0.05, 0.15))) };
  }
  if (kind.centralProgram !== undefined && dice < 0.32) return { funding: 'central', grant: share(total, random.real(0.15, 0.5)) };
  if (dice < 0.75) return { funding: 'fiscal', grant: share(total, random.real(0.25, 0.7)) };
  return { funding: null, grant: 0 };
}
