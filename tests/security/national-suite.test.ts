// A station with the 国密 suite: everything made is made with it, and both ways of changing the suite lose nothing.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SuiteId } from '#crypto/suite.ts';
import { wrap } from '#db/kernel/database.ts';
import { administrators, people } from '../abuse/abused-station.ts';
import { anExpert } from '../builders/records.ts';
import { openStationDatabase } from '../builders/station.ts';
import { openTestWorkstation, testPassword, textIn, type TestWorkstation } from '../cli/test-workstation.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'national-'));
const dataDir = join(folder, 'data');
const profileDir = join(folder, 'profile');
const mobile = '13800138000';
let station: TestWorkstation;
let expert: string;

const signIn = async (person: { readonly login: string; readonly password: string }): Promise<void> => {
  await station.ask('session.lock', {});
  await station.ask('session.unlock', person);
};

/** What lies in the file: suites of the newest audit record and of the personal columns, and how the mobile number is sealed. */
async function inTheFile(): Promise<{ audit: SuiteId; columns: SuiteId; mobile: string }> {
  await station.ask('session.lock', {});
  const connection = await openStationDatabase(dataDir, { ...people.user, profileDir }, 'read');
  try {
    const db = wrap(connection);
    return {
      audit: db.column<SuiteId>('SELECT suite FROM audit ORDER BY audit_seq DESC LIMIT 1')[0] ?? 'intl',
      columns: db.column<SuiteId>('SELECT suite FROM field_key')[0] ?? 'intl',
      mobile: (db.column<string>('SELECT mobile FROM expert')[0] ?? '').split(':').slice(0, 2).join(':'),
    };
  } finally {
    connection.close();
  }
}

beforeAll(async () => {
  station = await openTestWorkstation({ dataDir, profileDir });
  await station.ask('session.create', {
    user: '张三',
    unit: '投资处',
    staffNo: '0001',
    password: testPassword,
    suite: 'gm',
    administrators: [...administrators],
  });
  expert = textIn((await station.ask('record.create', { database: 'expert', values: anExpert({ mobile }) })).record, 'id');
});
afterAll(async () => {
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('links its audit with SM3 and seals personal columns with SM4', async () => {
  expect((await station.ask('session.state', {})).suite).toBe('gm');
  expect(await inTheFile()).toEqual({ audit: 'gm', columns: 'gm', mobile: 'sealed:sm4-gcm' });
});

it('is moved to the international suite by a rotation, and back: the value, the audit and everybody stay', async () => {
  const expected = { gm: 'sealed:sm4-gcm', intl: 'sealed:aes-256-gcm' } as const;
  for (const suite of ['intl', 'gm'] as const) {
    await signIn(people.system);
    expect(await station.ask('keys.rotate', { password: people.system.password, suite, reason: '更换算法' })).toMatchObject({ suite });
    await signIn(people.user);
    expect(await inTheFile()).toEqual({ audit: suite, columns: suite, mobile: expected[suite] });
    await signIn(people.auditor);
    expect(await station.ask('audit.verify', {})).toMatchObject({ ok: true, problems: [] });
    await signIn(people.user);
    const { value } = await station.ask('personal.reveal', { database: 'expert', id: expert, field: 'mobile', purpose: '核对联系电话' });
    expect(value).toBe(mobile);
  }
});
