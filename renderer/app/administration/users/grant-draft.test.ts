// A proposed authorisation: what excludes what, and which roles have to be told their districts or departments.

import { describe, expect, it } from 'vitest';
import { roles } from '#domain/policy/roles.ts';
import { districtsOn, exclusionOf, grantDraftOf, grantFault, isBoundBy, signedScope } from './grant-draft.ts';

const roleOf = (id: string) => roles.find((role) => role.id === id) ?? expect.fail(id);
const nobody = { roles: [], regions: [], departments: [], clearance: '0', authorised: false } as const;

describe('exclusions', () => {
  it('an administrator takes no business role, and the other way round', () => {
    expect(exclusionOf(roleOf('investment'), ['audit_admin'])).toBe('与审计管理员不能由同一人担任');
    expect(exclusionOf(roleOf('audit_admin'), ['investment'])).toBe('与投资处不能由同一人担任');
  });
  it('business roles go together, and a chosen role can always be taken off', () => {
    expect(exclusionOf(roleOf('office'), ['investment'])).toBeNull();
    expect(exclusionOf(roleOf('audit_admin'), ['audit_admin', 'investment'])).toBeNull();
  });
});

describe('scopes', () => {
  it('districts and finance are bound by districts, departments by departments', () => {
    expect([isBoundBy('region', ['district']), isBoundBy('region', ['finance']), isBoundBy('region', ['investment'])]).toEqual([true, true, false]);
    expect([isBoundBy('department', ['department']), isBoundBy('department', ['district'])]).toEqual([true, false]);
  });
  it('a district without districts cannot be proposed', () => {
    const draft = grantDraftOf(nobody);
    draft.roles = ['district'];
    expect(grantFault(draft)).toBe('请选择可以看到哪些区市。');
    draft.regions = ['370214'];
    expect(grantFault(draft)).toBeNull();
  });
  it('roles without a scope see everything, administrators nothing', () => {
    const draft = grantDraftOf(nobody);
    draft.roles = ['investment'];
    expect(signedScope(false, draft, [])).toBe('all');
    draft.roles = ['system_admin'];
    expect(signedScope(false, draft, 'all')).toEqual([]);
    draft.roles = ['district'];
    expect(signedScope(true, draft, ['370214'])).toEqual(['370214']);
  });
});

it('the ten districts of today, with the zones they host', () => {
  const districts = districtsOn('2026-11-21');
  expect(districts.map(({ name }) => name)).toEqual(['市南区', '市北区', '黄岛区', '崂山区', '李沧区', '城阳区', '即墨区', '胶州市', '平度市', '莱西市']);
  expect(districts.find(({ code }) => code === '370214')?.zones.map(({ code }) => code)).toContain('3702Z01');
});
