// The doors against the decision: over a whole replica, random persons see exactly the rows the policy lets them read.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadAmounts } from '#db/demo/load.ts';
import { Random } from '#db/demo/random.ts';
import { libraries } from '#domain/dictionary/index.ts';
import type { Access } from '#domain/identity/access.ts';
import { mayDo, mayReadRow } from '#domain/policy/decide.ts';
import { factsOf, type Facts } from '#domain/policy/facts.ts';
import { labelCodes } from '#domain/policy/labels.ts';
import { roleIds } from '#domain/policy/roles.ts';
import { unrestricted } from '../builders/access.ts';
import { idOf } from '../builders/records.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../builders/replica.ts';

const persons = 40;
const everything = { filter: [], sort: [], offset: 0, limit: 100_000 };
const today = '2026-03-02';

let replica: TestReplica;
/** Facts of every living record by library and id, as the founder reads them. */
const rows = new Map<string, ReadonlyMap<string, Facts>>();

beforeAll(() => {
  replica = aReplica();
  loadAmounts(replica.connection, anAsker(), 7, { projects: 300, companies: 40, experts: 10, policies: 20, resources: 20 }, '差分', quietJob);
  // Labels, states and gaps the demonstration data do not have.
  replica.connection.exec(`
    UPDATE project SET secret_level = CASE project_no % 6 WHEN 0 THEN '1' WHEN 1 THEN '2' WHEN 2 THEN '3' WHEN 3 THEN NULL ELSE '0' END;
    UPDATE project SET region_code = NULL WHERE project_no % 17 = 0;
    UPDATE project SET zone_code = '3702Z01' WHERE project_no % 13 = 0;
    UPDATE project SET competent_dept_id = NULL WHERE project_no % 11 = 0;
    UPDATE project_membership SET record_state = CASE membership_no % 7 WHEN 0 THEN '20' WHEN 1 THEN '50' WHEN 2 THEN '40' WHEN 3 THEN NULL ELSE record_state END;
    UPDATE project_membership SET lock_level = membership_no % 5 WHERE membership_no % 3 = 0;
    UPDATE policy_document SET secret_level = CASE rowid % 4 WHEN 0 THEN '2' WHEN 1 THEN '3' WHEN 2 THEN NULL ELSE '0' END;`);
  for (const library of libraries) {
    const { rows: found } = replica.lists.page({ database: library.id, ...everything, totals: false });
    rows.set(library.id, new Map(found.map((record) => [idOf(record), factsOf(library.id, record)])));
  }
});
afterAll(() => replica.close());

function drawPerson(index: number): Access {
  const random = new Random(11, 1, index);
  const departments = [...new Set([...(rows.get('reserve')?.values() ?? [])].flatMap(({ competent_dept_id: id }) => id ?? []))];
  return unrestricted({
    roles: [...new Set(Array.from({ length: random.int(1, 3) }, () => random.pick(roleIds)))],
    regions: random.chance(0.15) ? 'all' : Array.from({ length: random.int(0, 2) }, () => random.pick(['370211', '370212', '370203', '370214', '3702Z01'])),
    departments: random.chance(0.15) ? 'all' : Array.from({ length: random.int(0, 2) }, () => random.pick(departments)),
    clearance: random.pick(labelCodes),
  });
}

it('lists, counts and single records hold exactly the rows the policy lets a person read', () => {
  let pairs = 0;
  let seen = 0;
  for (let index = 0; index < persons; index += 1) {
    const access = drawPerson(index);
    const doors = replica.as(access);
    const counts = new Map(doors.read.summary().map(({ database, count }) => [database, count]));
    for (const library of libraries) {
      const all = rows.get(library.id) ?? new Map<string, Facts>();
      const expected = [...all].filter(([, facts]) => mayReadRow(access, facts)).map(([id]) => id);
      pairs += all.size;
      seen += expected.length;
      expect(doors.lists.ids({ database: library.id, ...everything }).toSorted(), JSON.stringify({ access, library: library.id })).toEqual(expected.toSorted());
      expect(counts.get(library.id)).toBe(expected.length);
      for (const [id, facts] of [...all].filter((_row, place) => place % 40 === index)) {
        const rights = ((): unknown => {
          try {
            return doors.read.record({ database: library.id, id, today }).rights.update;
          } catch {
            return 'not_found';
          }
        })();
        expect(rights).toBe(mayReadRow(access, facts) ? mayDo(access, 'update', facts) : 'not_found');
      }
    }
  }
  expect(pairs).toBeGreaterThan(20_000);
  expect(seen / pairs).toBeGreaterThan(0.05);
  expect(seen / pairs).toBeLessThan(0.95);
}, 60_000);
