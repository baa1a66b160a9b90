// Figures of a project count once however many years it is listed for; figures of a year count each time.

import { expect, it } from 'vitest';
import { aKeyProject, idOf, projectOf } from '../../tests/builders/records.ts';
import { aReplica } from '../../tests/builders/replica.ts';

it('sums total investment per project and year plans per year', () => {
  const replica = aReplica();
  const first = replica.add('key', aKeyProject({ mgmt_year: 2025, year_plan: 100, total_investment: 5000 }));
  const again = replica.add('key', aKeyProject({ mgmt_year: 2026, year_plan: 200, total_investment: 5000, key_level: '2' }), { projectId: projectOf(first) });
  replica.add('key', aKeyProject({ project_name: '另一项目', mgmt_year: 2026, year_plan: 300, total_investment: 700, region_code: '370202' }));
  const page = replica.lists.page({ database: 'key', filter: [], sort: [], offset: 0, limit: 10, totals: true });
  expect(page.totals).toMatchObject({ count: 3, sums: { total_investment: 5700, year_plan: 600 } });
  expect(replica.lists.totals({ database: 'key', ids: [idOf(first), idOf(again)] })).toMatchObject({
    count: 2,
    sums: { total_investment: 5000, year_plan: 300 },
  });

  const by = (field: string, measure: string) =>
    replica.lists.values({ database: 'key', field, contains: '', limit: 9, filter: [], measure }).map(({ value, count, sum }) => [value, count, sum]);
  expect(by('region_code', 'total_investment')).toEqual([
    ['370211', 2, 5000],
    ['370202', 1, 700],
  ]);
  expect(new Map(by('mgmt_year', 'total_investment').map(([year, ...figures]) => [year, figures]))).toEqual(
    new Map([
      [2025, [1, 5000]],
      [2026, [2, 5700]],
    ]),
  );
  expect(by('region_code', 'year_plan')).toEqual([
    ['370211', 2, 300],
    ['370202', 1, 300],
  ]);
  replica.close();
});
