// Finds a division of Qingdao from a code or any of its names, and follows it through mergers and renamings.
import { normaliseCode } from '#domain/codes/normalise-text.ts';
import { cityCode, regions, type Region } from '#domain/codes/region-data.ts';
import { resolveZone, type Zone } from '#domain/codes/zone.ts';

export interface RegionMatch {
  /** What the text names: city, district, street, or the host district when it names a zone. */
  readonly region: Region;
  /** The district the region lies in; the city itself for the city. This is what `project.region_code` holds. */
  readonly district: Region;
  /** The functional zone the text names, when it names one. */
  readonly zone: Zone | undefined;
  /** Whether the region exists on the day asked for (today when none was asked for). */
  readonly inForce: boolean;
}

const regionByCode: ReadonlyMap<string, Region> = new Map(regions.map((region) => [region.code, region]));
const cityAndDistrictsByName = groupByName(regions.filter((region) => region.level !== 'street'));
const streetsByName = groupByName(regions.filter((region) => region.level === 'street'));

function groupByName(list: readonly Region[]): ReadonlyMap<string, readonly Region[]> {
  const byName = new Map<string, Region[]>();
  for (const region of list) {
    for (const name of new Set([region.name, region.reportName, ...region.aliases])) {
      byName.set(name, [...(byName.get(name) ?? []), region]);
    }
  }
  return byName;
}

/** The region with exactly this code, past or present. */
export function findRegion(code: string): Region | undefined {
  return regionByCode.get(code);
}

/** Whether the region exists on some day of the period, both ends included (ISO dates). */
export function existsBetween(region: Region, from: string, to: string): boolean {
  return (region.validFrom === undefined || region.validFrom <= to) && (region.validTo === undefined || from < region.validTo);
}

/** The region in force today that took over this one: 按现行区划. Itself when it still exists. */
export function currentRegionOf(code: string): Region | undefined {
  const region = regionByCode.get(code);
  return region?.mergedInto === undefined ? region : currentRegionOf(region.mergedInto);
}

/**
 * The region that stood for this code on the day (ISO date): 按当时区划. Follows mergers forward and renamings back, so
 * 370215 即墨区 is 370282 即墨市 in 2015. A region that only grew by a merger stays itself. The past of streets is not
 * recorded: on a day before their district existed, the answer is the district of that day.
 */
export function regionOn(code: string, date: string): Region | undefined {
  const region = regionByCode.get(code);
  if (region === undefined) return undefined;
  if (region.level === 'street') {
    const district = regionOn(districtOf(region).code, date);
    return district?.code === region.parentCode ? region : district;
  }
  if (existsBetween(region, date, date)) return region;
  if (region.validTo !== undefined && region.validTo <= date) {
    return region.mergedInto === undefined ? undefined : regionOn(region.mergedInto, date);
  }
  const predecessor = regions.find((other) => other.mergedInto === region.code && other.validTo === region.validFrom);
  return predecessor === undefined ? undefined : regionOn(predecessor.code, date);
}

/**
 * Understands codes (4, 6, 9 or 12 digits, zone codes), full and short names, report names, former names, zones, and a
 * district followed by a street or zone, with or without 山东省 and 青岛市 in front and 街道办事处 behind. Where one name was
 * borne by two regions (即墨), `on` (ISO date) decides, else the one that exists today. A text that names anything else
 * as well, such as two districts, is not resolved.
 */
export function resolveRegion(textOrCode: string, on?: string): RegionMatch | undefined {
  const text = normaliseCode(textOrCode);
  if (/^\d+$/.test(text)) {
    const region = regionByCode.get(regionCodeOf(text));
    return region && matchOf(region, resolveZone(region.code), on);
  }
  const withoutOffice = text.replace(/街道办(?:事处)?$/, '街道');
  for (const name of withoutPlaceInFront(withoutOffice)) {
    const match = matchName(name, on) ?? matchDistrictWithPart(name, on);
    if (match !== undefined) return match;
  }
  return matchNameInParentheses(withoutOffice, on);
}

/** `370202001000` and `370202000` are padded forms of the statistics bureau; `3702` is the city. */
function regionCodeOf(digits: string): string {
  if (digits === '3702') return cityCode;
  const nine = digits.length === 12 && digits.endsWith('000') ? digits.slice(0, 9) : digits;
  return nine.length === 9 && nine.endsWith('000') ? nine.slice(0, 6) : nine;
}

/** The text itself, then without the province, the city. 青岛市北区 needs 青岛 and 青岛市 both tried. */
function withoutPlaceInFront(text: string): readonly string[] {
  const inProvince = text.replace(/^山东省?(?=.)/, '');
  const shorter = ['青岛市', '青岛'].filter((city) => inProvince.startsWith(city)).map((city) => inProvince.slice(city.length));
  return [text, inProvince, ...shorter];
}

function matchName(name: string, on: string | undefined): RegionMatch | undefined {
  const region = pick(cityAndDistrictsByName.get(name), on) ?? pick(streetsByName.get(name), on);
  if (region !== undefined) return matchOf(region, resolveZone(region.code), on);
  const zone = resolveZone(name);
  const host = zone && regionByCode.get(zone.hostRegionCode);
  return host && matchOf(host, zone, on);
}

/** 莱西市日庄镇, 西海岸新区董家口经济区: the part must lie in the district as it is today. */
function matchDistrictWithPart(text: string, on: string | undefined): RegionMatch | undefined {
  for (const [name, bearers] of cityAndDistrictsByName) {
    if (!text.startsWith(name)) continue;
    const district = pick(bearers, on);
    const part = matchName(text.slice(name.length).replace(/^[-/·]/, ''), on);
    const namesPart = part !== undefined && (part.region.level === 'street' || part.zone !== undefined);
    if (district?.level !== 'district' || !namesPart) continue;
    if (currentRegionOf(district.code) === currentRegionOf(part.district.code)) return part;
  }
  return undefined;
}

/** 黄岛区（西海岸新区）, 城阳区（高新区）: both names must mean the same region. */
function matchNameInParentheses(text: string, on: string | undefined): RegionMatch | undefined {
  const [, outer, inner] = /^([^()]+)\(([^()]+)\)$/.exec(text) ?? [];
  if (outer === undefined || inner === undefined) return undefined;
  const match = resolveRegion(outer, on);
  const again = resolveRegion(inner, on);
  if (match === undefined || again?.region !== match.region) return undefined;
  return again.zone === undefined ? match : again;
}

function pick(bearers: readonly Region[] | undefined, on: string | undefined): Region | undefined {
  return bearers?.find((region) => isInForce(region, on)) ?? bearers?.[0];
}

function matchOf(region: Region, zone: Zone | undefined, on: string | undefined): RegionMatch {
  return { region, district: districtOf(region), zone, inForce: isInForce(region, on) };
}

function isInForce(region: Region, on: string | undefined): boolean {
  return on === undefined ? region.validTo === undefined : existsBetween(region, on, on);
}

function districtOf(region: Region): Region {
  const parent = region.level === 'street' && region.parentCode !== undefined ? regionByCode.get(region.parentCode) : undefined;
  return parent ?? region;
}
