// Where demonstration projects lie: districts with boxes surely on their land, streets, functional zones.

import { regions, type Region } from '#domain/codes/region-data.ts';
import { zones } from '#domain/codes/zone.ts';
import { at, Random } from './random.ts';

/** West, south, east, north in degrees (CGCS2000). */
type Box = readonly [west: number, south: number, east: number, north: number];

/** Boxes inside each district, clear of its borders, the coast and large reservoirs. */
const boxes: Readonly<Record<string, readonly Box[]>> = {
  '370202': [
    [120.38, 36.068, 120.408, 36.084],
    [120.344, 36.056, 120.356, 36.064],
  ],
  '370203': [
    [120.352, 36.096, 120.392, 36.144],
    [120.324, 36.076, 120.356, 36.084],
    [120.404, 36.096, 120.412, 36.112],
  ],
  '370211': [
    [119.76, 35.82, 120, 35.98],
    [119.64, 35.68, 119.88, 35.72],
    [120.06, 35.94, 120.14, 36.04],
    [119.56, 35.62, 119.58, 35.68],
  ],
  '370212': [
    [120.54, 36.16, 120.64, 36.22],
    [120.6, 36.28, 120.62, 36.3],
  ],
  '370213': [
    [120.372, 36.16, 120.468, 36.196],
    [120.368, 36.208, 120.4, 36.224],
    [120.48, 36.184, 120.492, 36.208],
  ],
  '370214': [
    [120.4, 36.26, 120.48, 36.3],
    [120.22, 36.26, 120.24, 36.32],
  ],
  '370215': [
    [120.2, 36.5, 120.86, 36.54],
    [120.44, 36.38, 120.66, 36.42],
    [120.28, 36.38, 120.36, 36.44],
  ],
  '370281': [
    [119.86, 36.12, 119.98, 36.26],
    [119.96, 36.32, 120.12, 36.38],
    [119.68, 36.08, 119.8, 36.12],
  ],
  '370283': [
    [119.68, 36.64, 120.1, 36.96],
    [120.18, 36.66, 120.22, 36.92],
    [119.94, 36.54, 120.12, 36.58],
  ],
  '370285': [
    [120.32, 36.66, 120.5, 36.9],
    [120.5, 36.96, 120.54, 37.02],
    [120.34, 37.02, 120.4, 37.06],
  ],
};

export interface District {
  readonly code: string;
  /** 黄岛区, the name of the administrative region. */
  readonly name: string;
  /** 西海岸新区, as bulletins say; the same as `name` for the others. */
  readonly reportName: string;
  /** The letter of its documents: 青黄发改, 青即发改. */
  readonly letter: string;
  readonly streets: readonly Region[];
  readonly zones: readonly string[];
}

const isSettled = ({ code }: Region): boolean => code.charAt(6) !== '4';

/** The ten districts of today in reporting order. */
export const districts: readonly District[] = regions
  .filter(({ level, validTo }) => level === 'district' && validTo === undefined)
  .map(({ code, name, reportName }) => ({
    code,
    name,
    reportName,
    // 市南区 and 市北区 are told apart by the second character.
    letter: name.charAt(name.startsWith('市') ? 1 : 0),
    streets: regions.filter((region) => region.level === 'street' && region.parentCode === code && isSettled(region)),
    // Local codes only: the statistics bureau's codes mean the same zones again.
    zones: zones.filter((zone) => zone.hostRegionCode === code && zone.code.startsWith('3702Z')).map((zone) => zone.code),
  }));

/** All streets and towns with their district. */
export const streetList: readonly { readonly name: string; readonly district: District }[] = districts.flatMap((district) =>
  district.streets.map((street) => ({ name: street.name, district })),
);

export interface Coordinates {
  /** Degrees × 10^6, as stored. */
  readonly longitude: number;
  readonly latitude: number;
}

/** A point on land in the district. The street decides the neighbourhood, so that its projects lie together on the map. */
export function pointIn(district: District, streetName: string, random: Random): Coordinates {
  const places = boxes[district.code];
  if (places === undefined) throw new Error(`no land is known in ${district.code}`);
  const street = new Random(Number(district.code), streetName.charCodeAt(0), streetName.charCodeAt(1));
  const [west, south, east, north] = at(places, Math.floor(street.next() ** 2 * places.length));
  const spread = 0.35;
  const across = (1 - spread) * street.next() + spread * random.next();
  const up = (1 - spread) * street.next() + spread * random.next();
  const million = 1_000_000;
  return { longitude: Math.round((west + across * (east - west)) * million), latitude: Math.round((south + up * (north - south)) * million) };
}
