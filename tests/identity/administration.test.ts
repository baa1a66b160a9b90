// What administrators do with the command line: an account from its creation to its end, keys changed, a forgotten password.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorCode, ws, type CommandResult } from '../cli/run-command.ts';
import { testPassword } from '../cli/test-workstation.ts';

const folder = mkdtempSync(join(tmpdir(), 'administration-'));
const data = join(folder, 'data');
const profileDir = join(folder, 'profile');

interface Issued {
  readonly role: string;
  readonly login: string;
  readonly code: string;
}
let issued: { readonly activation: readonly Issued[]; readonly recovery: readonly Issued[] };
const own = { system_admin: '系统Guan-li-5528', security_admin: '安全Guan-li-6639', audit_admin: '审计Guan-li-7740' } as const;
type Role = keyof typeof own;

const as = (role: Role, ...args: readonly string[]): Promise<CommandResult> => ws([...args, '--login', role, '--data', data], own[role], { profileDir });
const asUser = (login: string, password: string, args: readonly string[], newPassword?: string): Promise<CommandResult> =>
  ws([...args, '--login', login, '--data', data], password, { profileDir, newPassword: newPassword ?? null });

beforeAll(async () => {
  const made = await ws(['init', '--data', data, '--user', '测试员', '--unit', '测试单位'], testPassword, { profileDir });
  issued = made.json as typeof issued;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('gives each administrator a code that works once, for a password of the own', async () => {
  expect(issued.activation.map(({ role }) => role)).toEqual(['system_admin', 'security_admin', 'audit_admin']);
  for (const { login, role, code } of issued.activation) {
    expect(errorCode(await asUser(login, code, ['lease', 'show']))).toBe('password_change_required');
    expect(errorCode(await asUser(login, code, ['lease', 'show'], '太短'))).toBe('weak_password');
    expect((await asUser(login, code, ['lease', 'show'], own[role as Role])).json).toMatchObject({
      lease: { roles: [role], signedBy: ['安全管理员', '系统管理员'] },
    });
    expect(errorCode(await asUser(login, code, ['lease', 'show'], '另一个Mi-ma-9')) ?? 'ok').toBe('wrong_password');
  }
  // The first user's rights, signed with keys that the activation replaced, still count.
  expect((await asUser('测试员', testPassword, ['list', '--database', 'key'])).json).toMatchObject({ total: 0 });
}, 120_000);

let proposal: string;

it('takes an account from its creation by one to its rights by two', async () => {
  const created = await as('system_admin', 'user', 'create', 'zhou', '--name', '周调度', '--staff-no', '0601', '--unit', '重点办');
  const { code } = created.json as { code: string };
  expect(created.json).toMatchObject({ user: { login: 'zhou', state: 'invited', authorised: false } });
  const first = await asUser('zhou', code, ['list', '--database', 'key'], '周调度De-mi-ma-6');
  expect([first.code, errorCode(first)]).toEqual([1, 'forbidden']);
  const wanted = await as(
    'security_admin',
    'role',
    'grant',
    'zhou',
    '--roles',
    'key_projects,office',
    '--clearance',
    '1',
    '--days',
    '30',
    '--reason',
    '负责调度',
  );
  expect(wanted.json).toMatchObject({ state: 'open', person: '周调度', roles: ['key_projects', 'office'], days: 30 });
  proposal = (wanted.json as { id: string }).id;
  expect(errorCode(await as('security_admin', 'role', 'confirm', proposal))).toBe('forbidden');
  expect((await as('system_admin', 'role', 'proposals')).json).toMatchObject({ proposals: [{ id: proposal, proposer: '安全管理员' }] });
  expect((await as('system_admin', 'role', 'confirm', proposal)).json).toMatchObject({ state: 'confirmed', decidedBy: '系统管理员' });
  expect((await asUser('zhou', '周调度De-mi-ma-6', ['list', '--database', 'key'])).json).toMatchObject({ total: 0 });
  expect(errorCode(await as('system_admin', 'user', 'disable', 'audit_admin', '--reason', '试试'))).toBe('separation_of_duties');
}, 120_000);

it('ends an account at once', async () => {
  expect((await as('system_admin', 'user', 'disable', 'zhou', '--reason', '调离')).json).toMatchObject({ user: { state: 'disabled' } });
  expect(errorCode(await asUser('zhou', '周调度De-mi-ma-6', ['list', '--database', 'key']))).toBe('wrong_password');
}, 60_000);

it('changes the keys; everybody keeps the own password, and nothing of the old file stays', async () => {
  await asUser('测试员', testPassword, [
    'call',
    'record.create',
    '--input',
    '{"database":"key","values":{"project_name":"换钥匙之前的项目","region_code":"370211","mgmt_year":2026}}',
  ]);
  const changed = await as('system_admin', 'rekey', '--reason', '年度更换');
  expect(changed.json).toMatchObject({ generation: 2, suite: 'intl', recovery: [{ role: 'security_admin' }, { role: 'system_admin' }] });
  issued = { ...issued, recovery: (changed.json as typeof issued).recovery };
  expect((await asUser('测试员', testPassword, ['list', '--database', 'key'])).json).toMatchObject({ total: 1 });
  expect((await asUser('测试员', testPassword, ['verify'])).json).toMatchObject({ ok: true });
  expect(readdirSync(data).filter((name) => name.endsWith('.db'))).toEqual(['replica-2.db']);
}, 120_000);

it('lets a person with a forgotten password in again, by both administrators and nobody less', async () => {
  const at = { login: '测试员', newPassword: '想起来De-mi-ma-3' };
  const { challenge } = (await ws(['recover', 'challenge', '--login', at.login, '--data', data], null, { profileDir })).json as { challenge: string };
  const answer = async (role: string): Promise<string> => {
    const sheet = issued.recovery.find((each) => each.role === role)?.code ?? '';
    return (
      (await ws(['recover', 'respond', '--login', at.login, '--challenge', challenge, '--data', join(folder, 'elsewhere')], null, { env: { WS_SHEET: sheet } }))
        .json as { response: string }
    ).response;
  };
  const [security, system] = [await answer('security_admin'), await answer('system_admin')];
  const complete = (one: string, other: string): Promise<CommandResult> =>
    ws(['recover', 'complete', '--login', at.login, '--security', one, '--system', other, '--data', data], null, { profileDir, newPassword: at.newPassword });
  expect((await complete(security, security)).code).toBe(1);
  expect((await complete(security, system)).json).toMatchObject({ phase: 'unlocked', user: '测试员' });
  expect((await asUser('测试员', at.newPassword, ['list', '--database', 'key'])).json).toMatchObject({ total: 1 });
  expect(errorCode(await asUser('测试员', testPassword, ['list', '--database', 'key']))).toBe('wrong_password');
}, 120_000);

it('changes the own password, but not back to one of the last', async () => {
  const first = '想起来De-mi-ma-3';
  expect((await asUser('测试员', first, ['password'], '新的一个Mi-ma-4')).json).toEqual({ changed: true });
  const back = await asUser('测试员', '新的一个Mi-ma-4', ['password'], first);
  expect(back.json).toMatchObject({ error: { code: 'weak_password', message: expect.stringContaining('最近用过') as string } });
}, 60_000);
