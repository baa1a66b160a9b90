// Points of the demonstration data lie inside the district they are said to lie in.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { districts, pointIn } from './places.ts';
import { Random } from './random.ts';

type Ring = readonly (readonly [number, number])[];
interface Feature {
  readonly properties: { readonly code: string };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };
}

const outlines = join(import.meta.dirname, '../../../shared/data/gis/basemap/QINGDAO-DISTRICTS-SHIP.geojson');

/** Ray casting; the outlines have no holes. */
function isInside([x, y]: readonly [number, number], ring: Ring): boolean {
  let inside = false;
  ring.forEach(([x1, y1], index) => {
    const [x2, y2] = ring.at(index - 1) ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

test('there are the ten districts of today, each with streets', () => {
  expect(districts.map(({ name }) => name)).toEqual(['市南区', '市北区', '黄岛区', '崂山区', '李沧区', '城阳区', '即墨区', '胶州市', '平度市', '莱西市']);
  expect(Math.min(...districts.map(({ streets }) => streets.length))).toBeGreaterThan(4);
});

test('the same street and the same random place give the same point', () => {
  const [district] = districts;
  if (district === undefined) throw new Error('no districts');
  expect(pointIn(district, '湛山街道', new Random(1, 1, 1))).toEqual(pointIn(district, '湛山街道', new Random(1, 1, 1)));
});

describe.skipIf(!existsSync(outlines))('against the district outlines (needs ../shared/data)', () => {
  test('every point lies in its district', () => {
    const { features } = JSON.parse(readFileSync(outlines, 'utf8')) as { features: Feature[] };
    for (const district of districts) {
      const geometry = features.find(({ properties }) => properties.code === district.code)?.geometry;
      const rings = geometry === undefined ? [] : geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
      const outside = district.streets.flatMap(({ name }) =>
        Array.from({ length: 60 }, (_, index) => pointIn(district, name, new Random(5, 1, index))).filter(
          ({ longitude, latitude }) => !rings.some((ring) => isInside([longitude / 1e6, latitude / 1e6], ring)),
        ),
      );
      expect(outside, district.name).toEqual([]);
    }
  });
});
