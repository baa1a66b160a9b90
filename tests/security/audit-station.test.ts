// The audit of a whole station: what each administrator sees, an auditor's file, and abuse case 29.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WorkstationContract } from '#domain/contract/index.ts';
import type { OutputOf } from '#domain/rpc/define.ts';
import { openStationDatabase } from '../builders/station.ts';
import { ws } from '../cli/run-command.ts';
import { openTestWorkstation, testPassword, type TestWorkstation } from '../cli/test-workstation.ts';

const folder = mkdtempSync(join(tmpdir(), 'audit-station-'));
const data = join(folder, 'data');
let station: TestWorkstation;

const roles = ['system_admin', 'security_admin', 'audit_admin'] as const;
type Role = (typeof roles)[number];
const own = (role: Role): string => `Guanli-${role}-2026`;

/** Signs another person in. */
async function become(role: Role | 'user'): Promise<void> {
  await station.ask('session.lock', {});
  await station.ask('session.unlock', role === 'user' ? { password: testPassword } : { login: role, password: own(role) });
}

/** Three administrators who have signed in once, and some work by the first user, who then stays at work. */
beforeAll(async () => {
  station = await openTestWorkstation({ dataDir: data });
  const { activation } = await station.ask('session.create', { user: '张三', unit: '投资处', login: 'zhang', password: testPassword });
  for (const role of roles) {
    const code = activation.find((issued) => issued.role === role)?.code ?? '';
    await station.ask('session.lock', {});
    await station.ask('session.unlock', { login: role, password: code, newPassword: own(role) });
  }
  await become('user');
  const values = { project_name: '审计核验用的项目', mgmt_year: 2026, total_investment: 80_000_000, region_code: '370211', address: 'CANARY-7f31' };
  await station.ask('record.create', { database: 'key', values, reason: '新开工' });
}, 120_000);
afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

const everything = { limit: 500 };

describe('the records', () => {
  it('are shown to nobody but two administrators, and who asked is on record', async () => {
    expect((await station.refusal('audit.list', everything)).code).toBe('forbidden');
    expect((await station.refusal('alarm.list', {})).code).toBe('forbidden');
    await become('system_admin');
    expect((await station.refusal('audit.list', everything)).code).toBe('forbidden');
    await become('security_admin');
    expect((await station.refusal('audit.verify', {})).code).toBe('forbidden');
    expect((await station.refusal('audit.export', {})).code).toBe('forbidden');
    await become('audit_admin');
    expect((await station.refusal('alarm.acknowledge', { ids: [1] })).code).toBe('forbidden');
    const { records } = await station.ask('audit.list', { result: 'refused' });
    expect(records.map(({ event, user, facts }) => [event, user, facts[0]?.text])).toEqual([
      ['access.refused', '审计管理员', 'alarm.acknowledge'],
      ['access.refused', '安全管理员', 'audit.export'],
      ['access.refused', '安全管理员', 'audit.verify'],
      ['access.refused', '系统管理员', 'audit.list'],
      ['access.refused', '张三', 'alarm.list'],
      ['access.refused', '张三', 'audit.list'],
    ]);
  }, 120_000);

  it('are all shown to the audit administrator', async () => {
    const { records, total } = await station.ask('audit.list', everything);
    expect(total).toBe(records.length);
    expect(new Set(records.map(({ user }) => user))).toEqual(new Set(['张三', '系统管理员', '安全管理员', '审计管理员']));
    const made = records.find(({ event }) => event === 'record.created');
    expect(made).toMatchObject({ label: '新增记录', user: '张三', login: 'zhang', database: 'key', result: 'done' });
    expect(made?.changes).toBeGreaterThan(1);
  });

  it('of administrators are not shown to the security administrator', async () => {
    await become('security_admin');
    const { records } = await station.ask('audit.list', everything);
    expect(records.length).toBeGreaterThan(2);
    expect(new Set(records.map(({ user }) => user))).toEqual(new Set(['张三']));
  }, 60_000);
});

describe('an auditor', () => {
  let file: OutputOf<WorkstationContract, 'audit.export'>;

  it('verifies the chain, and the file with a program of their own', async () => {
    await become('audit_admin');
    expect(await station.ask('audit.verify', {})).toMatchObject({ ok: true, problems: [], gaps: [], first: 1 });
    file = await station.ask('audit.export', {});
    const path = join(folder, file.name);
    writeFileSync(path, file.bytes);
    const verifier = join(import.meta.dirname, '../../resources/audit-verify.mjs');
    const verdict = JSON.parse(execFileSync(process.execPath, [verifier, path, '--json'], { encoding: 'utf8' })) as {
      files: { records: number; problems: string[]; checkpoints: number; exportId: string }[];
    };
    expect(verdict.files[0]).toMatchObject({ records: file.records, exportId: file.exportId, problems: [] });
    // Every locking signed one.
    expect(verdict.files[0]?.checkpoints).toBeGreaterThan(6);
  });

  it('finds what an export was by the number on it', async () => {
    const { exportId, records, sha256 } = file;
    expect(await station.ask('audit.resolveExport', { exportId })).toMatchObject({
      rows: records,
      hash: sha256,
      record: { event: 'audit.exported', user: '审计管理员' },
    });
    expect((await station.refusal('audit.resolveExport', { exportId: 'no-such-export' })).code).toBe('not_found');
  });

  it('finds no values of business data and no passwords', async () => {
    const listed = JSON.stringify(await station.ask('audit.list', everything)) + Buffer.from(file.bytes).toString();
    for (const canary of ['CANARY-7f31', '审计核验用的项目', '80000000', testPassword, own('audit_admin')]) expect(listed).not.toContain(canary);
  });

  it('cannot purge what is younger than six months', async () => {
    const refusal = await station.refusal('audit.purge', { before: new Date().toISOString().slice(0, 10), reason: '清理' });
    expect(refusal).toMatchObject({ code: 'audit_too_young', message: expect.stringContaining('审计记录至少保存六个月') as string });
    expect(await station.ask('audit.purge', { reason: '清理' })).toEqual({ removed: 0, through: 0 });
  });
});

describe('an alarm of a host', () => {
  const alarm = { kind: 'LOOPBACK_REFUSALS', text: '本机接口在一分钟内拒绝了 20 次以上的访问。', facts: { counts: { foreign_origin: 21 } } } as const;
  const open = async (): Promise<unknown[]> => (await station.ask('alarm.list', {})).alarms.map(({ kind, text }) => [kind, text]);

  it('is on the list at once, or after the next sign-in when nobody was there', async () => {
    station.host.alarm?.(alarm);
    await vi.waitFor(async () => expect(await open()).toEqual([[alarm.kind, alarm.text]]));
    await station.ask('session.lock', {});
    station.host.alarm?.({ ...alarm, text: '夜里又有 20 次以上。' });
    await vi.waitFor(() => expect(readFileSync(join(data, 'state', 'pending.log'), 'utf8')).toContain('夜里'));
    await become('security_admin');
    expect(await open()).toEqual([
      [alarm.kind, '夜里又有 20 次以上。'],
      [alarm.kind, alarm.text],
    ]);
    const { alarms } = await station.ask('alarm.list', {});
    await station.ask('alarm.acknowledge', { ids: alarms.map(({ id }) => id) });
    expect(await open()).toEqual([]);
  }, 120_000);
});

describe('case 29: an older copy of the data folder put back', () => {
  const sentence = /审计链长度小于已签检查点\(\d+ < \d+\)/;

  it('is told to whoever signs in, turns every verification red, and raises an alarm until somebody deals with it', async () => {
    await station.ask('session.lock', {});
    const copy = join(folder, 'copy');
    cpSync(data, copy, { recursive: true });
    await become('user');
    await station.ask('session.lock', {});
    rmSync(data, { recursive: true });
    cpSync(copy, data, { recursive: true });

    const state = await station.ask('session.unlock', { password: testPassword });
    expect(state.notices.find(({ code }) => code === 'audit_broken')?.text).toMatch(/^审计链长度小于已签检查点\(\d+ < \d+\)。已告警，请告知审计管理员。$/);
    const { ok, checks } = await station.ask('replica.verify', {});
    expect([ok, checks.find(({ name }) => name === '审计链')?.detail]).toEqual([false, expect.stringMatching(sentence)]);

    await become('audit_admin');
    const report = await station.ask('audit.verify', {});
    expect([report.ok, report.problems[0]?.text]).toEqual([false, expect.stringMatching(sentence)]);
    expect(await station.refusal('audit.purge', { reason: '清理' })).toMatchObject({
      code: 'audit_broken',
      message: expect.stringMatching(sentence) as string,
    });

    await become('security_admin');
    const { alarms } = await station.ask('alarm.list', {});
    expect(alarms.find(({ kind }) => kind === 'AUDIT_BROKEN')).toMatchObject({
      label: '审计链异常',
      text: expect.stringMatching(sentence) as string,
      acknowledgedBy: null,
    });
    const ids = alarms.map(({ id }) => id);
    expect(await station.ask('alarm.acknowledge', { ids, note: '磁盘更换后恢复' })).toEqual({ acknowledged: ids.length });
    await become('audit_admin');
    expect(await station.ask('audit.verify', {})).toMatchObject({ ok: true, problems: [] });
  }, 120_000);

  it('as records cut off with a database tool, ends the verification of the command line with 1', async () => {
    await station.ask('session.lock', {});
    const connection = await openStationDatabase(data, { password: testPassword }, 'write');
    try {
      connection.exec('DROP TRIGGER audit_stays; DELETE FROM audit WHERE audit_seq > (SELECT max(audit_seq) - 4 FROM audit)');
    } finally {
      connection.close();
    }
    const verified = await ws(['audit', 'verify', '--login', 'audit_admin', '--data', data], own('audit_admin'));
    expect(verified).toMatchObject({ code: 1, json: { error: { code: 'audit_broken', message: expect.stringMatching(sentence) as string } } });
    expect(readFileSync(join(data, 'keys.json'), 'utf8')).not.toContain(own('audit_admin'));
  }, 120_000);
});
