// Every procedure of the contract answers the same through the command line, the loopback server and the Electron window.

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#domain/contract/index.ts';
import { checkContract } from '#domain/rpc/carriable.ts';
import type { Procedure } from '#domain/rpc/define.ts';
import { respond } from '#main/keys/recovery.ts';
import { openStationDatabase } from '../builders/station.ts';
import { newFolder, openTestWorkstation, testPassword, textIn } from '../cli/test-workstation.ts';
import { listFile, parityCases, people, sessionCases, type ParityCase, type Seed } from './cases.ts';
import { commandHost, electronHost, loopbackHost, type Host } from './hosts.ts';
import { marksIn, masked } from './mask.ts';

const procedures: Readonly<Record<string, Procedure>> = contract.procedures;
const casesOf: Readonly<Record<string, readonly ParityCase[] | undefined>> = parityCases;

const unlockedNames = Object.keys(parityCases).filter((name) => procedures[name]?.access === 'unlocked');

let folder: string;
let seed: Seed;
let known: ReadonlySet<string>;
let hosts: Host[];
/** Audit events of the loopback host's replica, oldest first. */
let auditEvents: () => string[];
let closeAudit: () => void;

const dataOf = (name: string): string => join(folder, name);
const profileOf = (name: string): string => join(folder, `${name}-profile`);

/** One replica with records, a batch and a view, closed and copied for each host, so that all identifiers are equal. */
async function makeReplicas(): Promise<void> {
  const workstation = await openTestWorkstation({ dataDir: dataOf('original'), profileDir: profileOf('original') });
  const { ask } = workstation;
  const { recovery } = await ask('session.create', { ...people.first, administrators: [...people.administrators] });
  const create = async (name: string) =>
    (await ask('record.create', { database: 'key', values: { project_name: name, mgmt_year: 2026, total_investment: 80_000_000, region_code: '370211' } }))
      .record;
  const record = await create('种子项目甲一期工程');
  const spare = await create('种子项目乙改造工程');
  const { record: expert } = await ask('record.create', { database: 'expert', values: { expert_no: 'ZJ20260001', name: '王德清', mobile: '13800138000' } });
  const { batch } = await workstation.importFile({ name: listFile.name, bytes: listFile.bytes }, { database: 'special', year: 2026, commit: true });
  await ask('session.lock', {});
  await ask('session.unlock', people.system);
  const { name: backup } = await ask('backup.make', {});
  const { user: newcomer, code } = await ask('identity.createUser', { ...people.newcomer, password: people.system.password });
  await ask('session.lock', {});
  await ask('session.unlock', { login: newcomer.login, password: code, newPassword: people.newcomerPassword });
  await ask('session.lock', {});
  await ask('session.unlock', people.security);
  const proposal = await ask('identity.propose', { ...people.wanted, userId: newcomer.id, password: people.security.password });
  const { challenge } = await ask('recovery.challenge', { login: newcomer.login });
  const sheetOf = (role: string): string => recovery.find((each) => each.role === role)?.code ?? '';
  seed = {
    backup,
    newcomer: newcomer.id,
    proposal: proposal.id,
    challenge,
    sheet: sheetOf('security_admin'),
    answers: { security: respond(sheetOf('security_admin'), challenge, newcomer.login), system: respond(sheetOf('system_admin'), challenge, newcomer.login) },
    record: textIn(record, 'id'),
    spare: textIn(spare, 'id'),
    project: textIn(record, 'project_id'),
    expert: textIn(expert, 'id'),
    batch: String(batch),
    view: '0190a8b0-0000-7000-8000-00000000000a',
  };
  await ask('session.lock', {});
  await ask('session.unlock', { password: testPassword });
  const everything = [
    await ask('batch.list', {}),
    await ask('record.list', { database: 'key' }),
    await ask('record.list', { database: 'special' }),
    await ask('record.history', { database: 'key', id: seed.record }),
  ];
  known = new Set([...Object.values(seed).flatMap((value) => (typeof value === 'string' ? [value] : [])), ...everything.flatMap(marksIn)]);
  await ask('session.lock', {});
  for (const name of ['ws', 'loopback', 'electron']) {
    cpSync(workstation.dataDir, dataOf(name), { recursive: true });
    cpSync(profileOf('original'), profileOf(name), { recursive: true });
  }
  await workstation.close();
}

async function watchAudit(): Promise<void> {
  const connection = await openStationDatabase(dataOf('loopback'), { password: testPassword, profileDir: profileOf('loopback') }, 'read');
  const statement = connection.prepare('SELECT event FROM audit ORDER BY audit_seq').pluck();
  auditEvents = () => statement.all() as string[];
  closeAudit = () => void connection.close();
}

beforeAll(async () => {
  folder = newFolder();
  await makeReplicas();
  mkdirSync(dataOf('pages'));
  mkdirSync(dataOf('files'));
  hosts = [
    commandHost(dataOf('ws'), dataOf('files'), profileOf('ws')),
    await loopbackHost(dataOf('loopback'), dataOf('pages'), profileOf('loopback')),
    await electronHost(dataOf('electron'), profileOf('electron')),
  ];
  await watchAudit();
}, 120_000);
afterAll(async () => {
  closeAudit();
  for (const host of hosts) await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Who the hosts work for now; undefined while nobody was changed to. */
let current: string | undefined;

async function become(login: string | undefined): Promise<void> {
  if (login === current) return;
  current = login;
  const person = login === undefined ? { login: people.first.user, password: testPassword } : { login, password: passwordOf(login) };
  for (const host of hosts) await host.become(person);
}

const passwordOf = (login: string): string => people.administrators.find((each) => each.login === login)?.password ?? people.newcomerPassword;

async function expectParity(name: string, { input, file, code, writes, login, records }: ParityCase, among: readonly Host[]): Promise<void> {
  if (login !== undefined || current !== undefined) await become(login);
  const before = auditEvents();
  const answers = [];
  for (const host of among) answers.push({ host: host.name, answer: masked(await host.call(name, input(seed), file), known, dataOf(host.name)) });
  const [first, ...others] = answers;
  expect(first?.answer).toMatchObject(code === undefined ? { ok: true } : { ok: false, error: { code } });
  for (const other of others) expect(other).toEqual({ host: other.host, answer: first?.answer });
  expect(auditEvents().slice(before.length), 'audit records of the call').toEqual(records ?? (writes === true ? [procedures[name]?.audit] : []));
}

describe('the contract', () => {
  it('can be carried alike by every transport', () => {
    expect(checkContract(contract)).toEqual([]);
  });

  it('has a parity case for every procedure, and one that succeeds', () => {
    const cases = new Map<string, readonly ParityCase[]>(Object.entries(parityCases));
    for (const each of sessionCases) cases.set(each.name, [...(cases.get(each.name) ?? []), each]);
    expect([...cases.keys()].toSorted()).toEqual(Object.keys(procedures).toSorted());
    const neverSucceed = [...cases].filter(([, each]) => each.every(({ code }) => code !== undefined)).map(([name]) => name);
    // These make a replica and fill one with demonstration data, `new-replica.test.ts`, or change what the cases after them need, tests/identity, tests/protected and tests/backup.
    expect(neverSucceed.toSorted()).toEqual([
      'audit.resolveExport',
      'demo.load',
      'export.decide',
      'identity.propose',
      'keys.rotate',
      'lease.install',
      'repair.restore',
      'session.changePassword',
      'session.create',
      'session.createFromPackage',
      'station.retire',
    ]);
  });

  it('names a permission for every procedure, and an audit event of its own where one is left', () => {
    const events = Object.values(procedures).flatMap(({ audit }) => (audit === null ? [] : [audit]));
    for (const [name, { permission }] of Object.entries(procedures)) expect([name, permission]).toEqual([name, expect.stringMatching(/^[a-z]+\.[a-z]+$/)]);
    // Both ways of first set-up leave the same event.
    const own = events.filter((event) => event !== 'session.created');
    expect(own).toEqual([...new Set(own)]);
    for (const event of events) expect(event).toMatch(/^[a-z]+\.[a-z_]+$/);
  });
});

describe('locked', () => {
  it.each(sessionCases.slice(0, 1))('$name', (each) => expectParity(each.name, each, hosts));

  it.each(unlockedNames)('%s is refused', async (name) => {
    const [, ...windows] = hosts;
    const [first] = casesOf[name] ?? [];
    const handle = first?.file === undefined ? {} : { handle: 'any' };
    await expectParity(name, { input: (ids) => ({ ...first?.input(ids), ...handle }), code: 'locked' }, windows);
  });

  it.each(sessionCases.slice(1, -1).map((each, index) => [`${index + 1}. ${each.name}`, each] as const))(
    '%s',
    (_title, each) => expectParity(each.name, each, hosts),
    120_000,
  );
});

describe.each(Object.entries(parityCases))('%s', (name, cases) => {
  it.each(cases.map((each, index) => [each.code ?? `answers (${index + 1})`, each] as const))('%s', (_title, each) => expectParity(name, each, hosts), 120_000);
});

describe('unknown and finally locked', () => {
  it('has no procedure of another name', () => expectParity('record.drop', { input: () => ({}), code: 'not_found' }, hosts));

  it('session.lock', async () => {
    await become(undefined);
    await hosts[1]?.call('session.state', {});
    await hosts[0]?.call('library.summary', {});
    await expectParity('session.lock', { input: () => ({}), records: ['session.locked', 'audit.checkpointed'] }, hosts);
    await expectParity('session.state', { input: () => ({}) }, hosts);
  });
});
