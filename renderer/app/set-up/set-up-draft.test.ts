// The wizard's draft: three administrators are three persons, and none of them is the user.

import { describe, expect, it } from 'vitest';
import {
  administratorFaults,
  areAdministratorsComplete,
  isPersonComplete,
  loginOf,
  newDraft,
  personFaults,
  setUpRequest,
  type SetUpDraft,
} from './set-up-draft.ts';

function draftOf(names: readonly [string, string, string], staff: readonly [string, string, string] = ['', '', '']): SetUpDraft {
  const draft = newDraft();
  Object.assign(draft.person, { name: '王敏', staffNo: '370201', password: '浮山湾的早潮Tide2026', isPasswordReady: true });
  draft.administrators.forEach((administrator, index) => Object.assign(administrator, { name: names[index], staffNo: staff[index] }));
  return draft;
}

describe('administrators', () => {
  it('three names are enough', () => {
    const draft = draftOf(['宋立', '安宁', '沈济']);
    expect(administratorFaults(draft)).toEqual([]);
    expect(areAdministratorsComplete(draft)).toBe(true);
  });

  it.each([['王敏'], [' 王敏 '], ['王敏　']])('%j is the user', (name) => {
    const draft = draftOf([name, '安宁', '沈济']);
    expect(administratorFaults(draft)).toMatchObject([{ role: 'system_admin', field: 'name' }]);
    expect(areAdministratorsComplete(draft)).toBe(false);
  });

  it('two of one name are both told, once each', () => {
    expect(administratorFaults(draftOf(['宋立', '沈济', '沈济'])).map(({ role, field }) => [role, field])).toEqual([
      ['security_admin', 'name'],
      ['audit_admin', 'name'],
    ]);
  });

  it('different numbers tell two of one name apart, who then need different logins', () => {
    const draft = draftOf(['王敏', '安宁', '沈济'], ['A01', '', '']);
    expect(administratorFaults(draft).map(({ field }) => field)).toEqual(['login']);
    const [first] = draft.administrators;
    if (first !== undefined) first.login = '王敏二';
    expect(administratorFaults(draft)).toEqual([]);
  });

  it('one number is one person', () => {
    expect(administratorFaults(draftOf(['宋立', '安宁', '沈济'], ['370201', '', ''])).map(({ role, field }) => [role, field])).toEqual([
      ['system_admin', 'staffNo'],
    ]);
  });

  it('an own password now has to be ready', () => {
    const draft = draftOf(['宋立', '安宁', '沈济']);
    const [first] = draft.administrators;
    if (first !== undefined) first.isHere = true;
    expect(areAdministratorsComplete(draft)).toBe(false);
    if (first !== undefined) first.isPasswordReady = true;
    expect(areAdministratorsComplete(draft)).toBe(true);
  });
});

it('the user needs a name of two characters and a password that is ready', () => {
  const draft = draftOf(['宋立', '安宁', '沈济']);
  expect(isPersonComplete(draft)).toBe(true);
  draft.person.name = '王';
  expect(Object.keys(personFaults(draft))).toEqual(['name']);
  expect(isPersonComplete(draft)).toBe(false);
});

it('who types no login signs in by name', () => {
  expect(loginOf({ login: ' ', name: ' 王敏 ' })).toBe('王敏');
  expect(loginOf({ login: 'wangmin', name: '王敏' })).toBe('wangmin');
});

it('a password typed before the choice of a code is not sent', () => {
  const draft = draftOf(['宋立', '安宁', '沈济']);
  const [first, second] = draft.administrators;
  Object.assign(first ?? {}, { password: '留下的密码', isHere: false });
  Object.assign(second ?? {}, { password: '安宁的密码', isHere: true });
  expect(setUpRequest(draft).administrators?.map(({ login, password }) => [login, password])).toEqual([
    ['宋立', null],
    ['安宁', '安宁的密码'],
    ['沈济', null],
  ]);
});
