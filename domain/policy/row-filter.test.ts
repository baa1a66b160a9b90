// The compiled predicate says what the policy decides, for any person, library, action and row; and how it reads in PostgreSQL.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../identity/access.ts';
import { libraryIds } from '../dictionary/libraries/library.ts';
import { mayDo } from './decide.ts';
import { actionIds, type Facts } from './facts.ts';
import { labelCodes } from './labels.ts';
import { postgresCondition } from './postgres.ts';
import { all, always, any, never, satisfies } from './predicate.ts';
import { roleIds } from './roles.ts';
import { rowFilter } from './row-filter.ts';

const region = fc.constantFrom('370200', '370202', '370203', '370205', '370211', '370212', '370214', '3702Z01', '370214400');
const department = fc.constantFrom('org-1', 'org-2', 'org-3');
const scope = (one: fc.Arbitrary<string>): fc.Arbitrary<Access['regions']> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant('all' as const) }, { weight: 4, arbitrary: fc.array(one, { maxLength: 3 }) });

const access: fc.Arbitrary<Access> = fc.record({
  user: fc.constant({ id: '1', login: 'a', name: '甲', staffNo: '1', unit: '' }),
  roles: fc.uniqueArray(fc.constantFrom(...roleIds), { maxLength: 4 }),
  regions: scope(region),
  departments: scope(department),
  clearance: fc.constantFrom(...labelCodes),
  readOnly: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom('clock' as const, 'lease' as const) }),
});

const orMissing = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 5 });
const facts: fc.Arbitrary<Facts> = fc.record({
  library: fc.constantFrom(...libraryIds),
  region_code: orMissing(region),
  zone_code: orMissing(region),
  competent_dept_id: orMissing(department),
  label: orMissing(fc.constantFrom(...labelCodes, '7')),
  record_state: orMissing(fc.constantFrom('10', '20', '30', '40', '50', '60')),
  lock_level: orMissing(fc.integer({ min: 0, max: 11 })),
});

describe('rowFilter', () => {
  it('keeps exactly the rows the policy allows', () => {
    fc.assert(
      fc.property(access, fc.array(facts, { minLength: 10, maxLength: 10 }), fc.constantFrom(...actionIds), (who, rows, action) => {
        for (const row of rows) if (satisfies(row, rowFilter(who, row.library, action)) !== mayDo(who, action, row)) return false;
        return true;
      }),
      { numRuns: 1500, seed: 3 },
    );
  });

  it('costs nothing for somebody who sees every row, and shows nothing to somebody without a role', () => {
    const founder: Access = {
      user: { id: '1', login: 'a', name: '甲', staffNo: '1', unit: '' },
      roles: ['investment'],
      regions: [],
      departments: [],
      clearance: '2',
      readOnly: null,
    };
    expect(rowFilter(founder, 'reserve', 'read')).toBe(always);
    expect(rowFilter({ ...founder, roles: [] }, 'reserve', 'read')).toBe(never);
    expect(rowFilter({ ...founder, roles: ['security_admin'] }, 'reserve', 'read')).toBe(never);
    expect(rowFilter({ ...founder, roles: ['district'] }, 'reserve', 'read')).toBe(never);
  });
});

describe('postgresCondition', () => {
  it('is never unknown and quotes what it compares with', () => {
    const predicate = all([
      any([
        { kind: 'one-of', fact: 'region_code', values: ["37'02", '370203'], orMissing: false },
        { kind: 'one-of', fact: 'label', values: ['0', '1'], orMissing: true },
      ]),
      { kind: 'one-of', fact: 'lock_level', values: [0, 3], orMissing: true },
    ]);
    expect(postgresCondition(predicate, { region_code: 'p.region_code', label: 'p.secret_level', lock_level: 'm.lock_level' })).toBe(
      "((coalesce(p.region_code IN ('37''02', '370203'), FALSE) OR coalesce(p.secret_level IN ('0', '1'), TRUE)) AND coalesce(m.lock_level IN (0, 3), TRUE))",
    );
    expect(postgresCondition(predicate, {})).toBe('((FALSE OR TRUE) AND TRUE)');
    expect(postgresCondition(always, {})).toBe('TRUE');
    expect(postgresCondition(never, {})).toBe('FALSE');
  });
});
