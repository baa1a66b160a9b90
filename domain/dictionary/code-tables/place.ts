// Code tables of places and industries, derived from the data of domain/codes (domain.md §2.2, §2.3).

import { industrySections, type IndustryVersion } from '#domain/codes/industry-data.ts';
import { regions } from '#domain/codes/region-data.ts';
import { zones } from '#domain/codes/zone.ts';
import { itemsOf, type CodeItem, type CodeTable } from './code-table.ts';

export const industryVersion = {
  id: 'industry_version',
  name: '行业分类版本',
  standard: 'GB/T 4754',
  source: 'G6',
  items: itemsOf({ 2002: 'GB/T 4754-2002|2002', 2011: 'GB/T 4754-2011|2011', 2017: 'GB/T 4754-2017|2017' }),
} as const satisfies CodeTable;

/** Sections `A` and divisions `A01` of one edition. */
const industryItems = (version: IndustryVersion): CodeItem[] =>
  industrySections[version].flatMap((section) => [
    { code: section.code, name: section.name },
    ...section.divisions.map((division) => ({ code: section.code + division.code, name: division.name, parent: section.code })),
  ]);

export const industry2017 = {
  id: 'industry_2017',
  name: '国民经济行业（2017）',
  standard: 'GB/T 4754-2017',
  source: 'domain.md §2.3',
  items: industryItems('2017'),
} as const satisfies CodeTable;

export const industry2011 = {
  id: 'industry_2011',
  name: '国民经济行业（2011）',
  standard: 'GB/T 4754-2011',
  source: 'G6',
  items: industryItems('2011'),
} as const satisfies CodeTable;

const cityAndDistricts = regions.filter(({ level }) => level !== 'street');
// 即墨 means the district of today, not the city it was: a former region keeps only the names nobody has taken over.
const namesInForce = new Set(cityAndDistricts.filter(({ validTo }) => validTo === undefined).flatMap(({ name, aliases }) => [name, ...aliases]));

export const region = {
  id: 'region',
  name: '行政区划',
  standard: 'GB/T 2260',
  source: 'G5; J-核（原四方区、胶南市、即墨市）',
  items: cityAndDistricts.map(({ code, name, reportName, aliases, parentCode, validFrom, validTo, mergedInto }): CodeItem => {
    const others = [...new Set([reportName, ...aliases])].filter((alias) => alias !== name && (validTo === undefined || !namesInForce.has(alias)));
    return {
      code,
      name,
      ...(others.length === 0 ? {} : { aliases: others }),
      ...(parentCode === undefined ? {} : { parent: parentCode }),
      ...(validFrom === undefined ? {} : { validFrom }),
      ...(validTo === undefined ? {} : { validTo }),
      ...(mergedInto === undefined ? {} : { note: `并入 ${mergedInto}` }),
    };
  }),
} as const satisfies CodeTable;

export const zone = {
  id: 'zone',
  name: '功能区',
  source: 'W22; W73; G5; J',
  items: zones.map(({ code, name, aliases, hostRegionCode }): CodeItem => ({
    code,
    name,
    parent: hostRegionCode,
    ...(aliases.length === 0 ? {} : { aliases }),
  })),
} as const satisfies CodeTable;
