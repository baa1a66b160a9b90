// The page people read about roles says what the policy says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rolesPage } from '../../scripts/roles-page.ts';

it('docs/roles.md is what the policy generates; node scripts/roles-page.ts writes it anew', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/roles.md'), 'utf8')).toBe(rolesPage());
});
