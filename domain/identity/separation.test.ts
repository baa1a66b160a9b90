// Who may come to hold what: over one account and over all accounts of one person.

import { describe, expect, it } from 'vitest';
import { isSamePerson } from './account.ts';
import { refuseAssignment, refuseEditing, refuseLastAuditor, type Holder } from './separation.ts';

const holder = (changes: Partial<Holder>): Holder => ({
  id: 'a',
  login: 'a',
  name: '张三',
  staffNo: '0001',
  unit: '投资处',
  state: 'active',
  roles: [],
  ...changes,
});

describe('one person', () => {
  it.each<[string, Partial<Holder>, boolean]>([
    ['has one staff number', { name: '章三', staffNo: '０００１', unit: '办公室' }, true],
    ['has no second staff number', { staffNo: '0002' }, false],
    ['of that name in that unit is the same where numbers do not tell', { staffNo: '' }, true],
    ['of that name elsewhere is another', { staffNo: '', unit: '办公室' }, false],
  ])('%s', (_what, other, expected) => expect(isSamePerson(holder({}), holder(other))).toBe(expected));
});

describe('roles', () => {
  const twin = holder({ id: 'b', login: 'b', roles: ['audit_admin'] });

  it('may not exclude each other in one account', () => {
    expect(refuseAssignment(holder({}), ['audit_admin', 'security_admin'], [])).toContain('不能由同一人担任');
    expect(refuseAssignment(holder({}), ['system_admin', 'security_admin'], [])).toContain('不能由同一人担任');
    expect(refuseAssignment(holder({}), ['system_admin', 'office'], [])).toContain('不能由同一人担任');
    expect(refuseAssignment(holder({}), ['office', 'leader'], [])).toBeNull();
  });

  it('may not exclude each other across two accounts of one person', () => {
    expect(refuseAssignment(holder({}), ['office'], [twin])).toMatch(/办公室与审计管理员.*账号“b”为同一人/s);
    expect(refuseAssignment(holder({}), ['office'], [{ ...twin, state: 'disabled' }])).toBeNull();
    expect(refuseAssignment(holder({}), ['office'], [{ ...twin, staffNo: '0009' }])).toBeNull();
  });
});

describe('accounts of administrators', () => {
  const auditor = holder({ roles: ['audit_admin'] });

  it('keep the last auditor', () => {
    expect(refuseLastAuditor(auditor, [], [auditor])).toContain('最后一位审计管理员');
    expect(refuseLastAuditor(auditor, [], [auditor, holder({ id: 'b', roles: ['audit_admin'], state: 'invited' })])).toContain('最后一位');
    expect(refuseLastAuditor(auditor, [], [auditor, holder({ id: 'b', roles: ['audit_admin'] })])).toBeNull();
    expect(refuseLastAuditor(auditor, ['audit_admin'], [auditor])).toBeNull();
  });

  it('are edited neither by themselves nor by each other', () => {
    expect(refuseEditing({ id: 'a' }, holder({}))).toContain('不能修改自己');
    expect(refuseEditing({ id: 'x' }, auditor)).toContain('审计管理员的账号不能由其他管理员');
    expect(refuseEditing({ id: 'x' }, holder({ roles: ['office'] }))).toBeNull();
  });
});
