// Regions by code and by every kind of name, through the mergers of 2012 and the renaming of 2017.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { regions } from '#domain/codes/region-data.ts';
import { currentRegionOf, existsBetween, findRegion, regionOn, resolveRegion } from '#domain/codes/region.ts';
import { resolveZone, zones } from '#domain/codes/zone.ts';

const codeOf = (text: string, on?: string): string | undefined => resolveRegion(text, on)?.region.code;

describe('region table', () => {
  it('holds the city, ten districts, three former ones and 141 streets, each code once', () => {
    const count = (level: string): number => regions.filter((region) => region.level === level).length;
    expect([count('city'), count('district'), count('street')]).toEqual([1, 13, 141]);
    expect(new Set(regions.map((region) => region.code)).size).toBe(155);
  });

  it('puts every street into the district its code begins with, and every merger into a district of today', () => {
    const strayStreets = regions.filter(({ level, code, parentCode }) => level === 'street' && code.slice(0, 6) !== parentCode);
    const lostMergers = regions.filter(
      ({ mergedInto }) => mergedInto !== undefined && (findRegion(mergedInto) === undefined || findRegion(mergedInto)?.validTo !== undefined),
    );
    expect([strayStreets, lostMergers]).toEqual([[], []]);
  });

  const published = new URL('../../../shared/data/regions/qingdao_divisions.csv', import.meta.url);
  it.skipIf(!existsSync(published))('equals the published list of 151 districts and streets (needs ../shared/data)', () => {
    const rows = readFileSync(published, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',').slice(0, 2).join(' '));
    const ours = regions.filter((region) => region.level !== 'city' && region.validTo === undefined);
    expect(rows).toHaveLength(151);
    expect(ours.map((region) => `${region.code} ${region.name}`).sort()).toEqual(rows.sort());
  });
});

describe('resolveRegion', () => {
  it.each([
    ['370211', '370211'],
    ['３７０２１１', '370211'],
    ['370202001', '370202001'],
    ['370202001000', '370202001'],
    ['370202000000', '370202'],
    ['3702', '370200'],
    ['370205', '370205'],
    ['青岛市', '370200'],
    ['山东省青岛市', '370200'],
    ['市本级', '370200'],
    ['黄岛区', '370211'],
    ['青岛市黄岛区', '370211'],
    ['山东省青岛市黄岛区', '370211'],
    ['山东 青岛 黄岛', '370211'],
    ['黄岛', '370211'],
    ['西海岸', '370211'],
    ['西海岸新区', '370211'],
    ['青岛西海岸新区', '370211'],
    ['黄岛区（西海岸新区）', '370211'],
    ['西海岸新区(黄岛区)', '370211'],
    ['市北区', '370203'],
    ['青岛市北区', '370203'],
    ['青岛市市北区', '370203'],
    ['青岛市南区', '370202'],
    ['即墨', '370215'],
    ['即墨市', '370282'],
    ['四方区', '370205'],
    ['胶南', '370284'],
    ['即墨路街道', '370203020'],
    ['四方街道', '370203028'],
    ['市北区浮山新区街道', '370203025'],
    ['青岛市莱西市日庄镇', '370285105'],
    ['胶州市九龙街道办事处', '370281006'],
    ['胶南市泊里镇', '370211103'],
    ['西海岸新区泊里镇', '370211103'],
    ['城阳区青岛高新技术产业开发区', '370214400'],
  ])('%s → %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each(['', '青岛市XX区', '济南市', '370299', '市南区、市北区', '市北区四方区', '即墨区日庄镇', '黄岛区（胶州市）', '街道'])(
    'does not resolve %j',
    (text) => {
      expect(resolveRegion(text)).toBeUndefined();
    },
  );

  it('takes the bearer of a shared name on the day asked for', () => {
    expect(codeOf('即墨', '2017-10-29')).toBe('370282');
    expect(codeOf('即墨', '2017-10-30')).toBe('370215');
  });

  it('tells whether the region exists on the day', () => {
    expect(resolveRegion('四方区')?.inForce).toBe(false);
    expect(resolveRegion('四方区', '2012-11-30')?.inForce).toBe(true);
    expect(resolveRegion('四方区', '2012-12-01')?.inForce).toBe(false);
    expect(resolveRegion('即墨区', '2016-01-01')?.inForce).toBe(false);
    expect(resolveRegion('黄岛区', '2010-01-01')?.inForce).toBe(true);
  });

  it('gives the district of a street and the zone with its host', () => {
    expect(resolveRegion('莱西市日庄镇')?.district.code).toBe('370285');
    expect(resolveRegion('市本级')?.district.code).toBe('370200');
    for (const text of ['高新区', '青岛高新区', '青岛市高新区', '城阳区高新区', '城阳区（高新区）', '3702Z01']) {
      expect(resolveRegion(text)).toMatchObject({ region: { code: '370214' }, zone: { code: '3702Z01' } });
    }
    expect(resolveRegion('西海岸新区董家口经济区')).toMatchObject({ district: { code: '370211' }, zone: { code: '3702Z08' } });
    expect(resolveRegion('370214400')).toMatchObject({ district: { code: '370214' }, zone: { code: '370214400' } });
    expect(resolveRegion('黄岛区')?.zone).toBeUndefined();
  });

  it('finds every region by its own code and by the full name of its district and itself', () => {
    for (const region of regions) {
      expect(codeOf(region.code)).toBe(region.code);
      const parent = region.level === 'street' ? (findRegion(region.parentCode ?? '')?.name ?? '') : '';
      expect(codeOf(`青岛市${parent}${region.level === 'city' ? '' : region.name}`)).toBe(region.code);
    }
  });

  it('reports 黄岛区 as 西海岸新区 and the others under their own name', () => {
    expect(findRegion('370211')?.reportName).toBe('西海岸新区');
    expect(findRegion('370212')?.reportName).toBe('崂山区');
  });
});

describe('history', () => {
  it.each([
    ['370205', '370203'],
    ['370284', '370211'],
    ['370282', '370215'],
    ['370211', '370211'],
    ['370211103', '370211103'],
  ])('today %s is %s', (code, current) => {
    expect(currentRegionOf(code)?.code).toBe(current);
  });

  it.each([
    ['370205', '2012-11-30', '370205'],
    ['370205', '2012-12-01', '370203'],
    ['370284', '2020-01-01', '370211'],
    ['370282', '2017-10-29', '370282'],
    ['370282', '2017-10-30', '370215'],
    ['370215', '2015-06-30', '370282'],
    ['370215', '2017-10-30', '370215'],
    ['370211', '2009-01-01', '370211'],
    ['370215001', '2015-06-30', '370282'],
    ['370215001', '2018-06-30', '370215001'],
    ['370211103', '2009-01-01', '370211103'],
  ])('%s stood on %s as %s', (code, date, expected) => {
    expect(regionOn(code, date)?.code).toBe(expected);
  });

  it('knows nothing of codes outside the table', () => {
    expect(currentRegionOf('370299')).toBeUndefined();
    expect(regionOn('370299', '2020-01-01')).toBeUndefined();
  });

  it('counts twelve districts in 2010, ten from December 2012', () => {
    const districts = regions.filter((region) => region.level === 'district');
    const on = (date: string): number => districts.filter((region) => existsBetween(region, date, date)).length;
    expect([on('2010-06-30'), on('2012-12-01'), on('2017-10-30'), on('2026-01-01')]).toEqual([12, 10, 10, 10]);
  });
});

describe('zones', () => {
  it('hold ten local codes and the seven of the statistics bureau, each in a district of today', () => {
    expect(zones.filter((zone) => /^3702Z\d{2}$/.test(zone.code))).toHaveLength(10);
    const bureau = zones.filter((zone) => /^\d{9}$/.test(zone.code));
    expect(bureau.map((zone) => findRegion(zone.code)?.name)).toEqual(bureau.map((zone) => zone.name));
    expect(bureau).toHaveLength(7);
    for (const zone of zones) expect(findRegion(zone.hostRegionCode)).toMatchObject({ level: 'district', validTo: undefined });
  });

  it('give no name to two zones', () => {
    for (const zone of zones) {
      for (const name of [zone.code, zone.name, ...zone.aliases]) expect(resolveZone(name)).toBe(zone);
    }
  });

  it('know which two are the same zone', () => {
    expect(resolveZone('高新区')?.bureauCode).toBe('370214400');
    expect(resolveZone('中国（山东）自由贸易试验区青岛片区')?.code).toBe('3702Z05');
    expect(resolveZone('开发区')).toBeUndefined();
  });
});
