// Every personal field says what it is kept for, and the page in docs says the same.

import { describe, expect, it } from 'vitest';
import { personalDataPage, personalInventory, undeclaredPersonal } from './inventory.ts';

describe('the inventory of personal information', () => {
  it('misses no field that holds some', () => {
    expect(undeclaredPersonal().map(({ table, field }) => `${table}.${field.id}`)).toEqual([]);
  });

  it('names purpose, legal basis and retention of each', () => {
    const entries = personalInventory();
    expect(entries.length).toBeGreaterThan(15);
    for (const { table, field } of entries) {
      const { purpose = '', basis = '', retention = '' } = field.personal ?? {};
      expect([purpose.length > 5, /第\d+条/.test(basis), retention.length > 5], `${table}.${field.id}`).toEqual([true, true, true]);
    }
  });

  it('counts identity number and bank account as sensitive, and encrypts them', () => {
    const sensitive = personalInventory().filter(({ field }) => field.personal?.isSensitive === true);
    expect(sensitive.map(({ field }) => field.id)).toEqual(expect.arrayContaining(['id_no', 'bank_account']));
    for (const id of ['id_no', 'bank_account', 'mobile', 'contact']) {
      expect(personalInventory().filter(({ field }) => field.id === id && field.type.kind !== 'secret')).toEqual([]);
    }
  });

  it('is the page in docs', async () => {
    await expect(personalDataPage()).toMatchFileSnapshot('../../docs/personal-data.md');
  });
});
