// A station from a data centre's start package, by command line: made, shown, carried out; leases issued and installed.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCode, ws } from '../cli/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-package-'));
const path = (name: string): string => join(folder, name);
const data = path('data');
const profileDir = path('profile');
const password = '区局Tian-bao-2026';

interface Made {
  readonly code: string;
  readonly device_id: string;
  readonly activation: readonly { readonly login: string; readonly code: string }[];
}

let made: Made;

beforeAll(async () => {
  const accounts = [
    { login: 'tianbao', name: '周填报', staff_no: '0501', unit: '西海岸新区发改局', roles: ['district'], regions: ['370211'] },
    { login: 'xitong', name: '王系统', staff_no: '0101', roles: ['system_admin'] },
    { login: 'anquan', name: '李安全', staff_no: '0102', roles: ['security_admin'] },
    { login: 'shenji', name: '赵审计', staff_no: '0103', roles: ['audit_admin'] },
  ];
  writeFileSync(path('station.json'), JSON.stringify({ zone: 'isolated', accounts }));
  const answer = await ws(['start-package', 'make', '--key', path('centre.json'), '--input', path('station.json'), '--out', path('start.pkg')]);
  if (answer.code !== 0) throw new Error(answer.out);
  made = answer.json as Made;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const withCode = (code = made.code) => ({ profileDir, newPassword: password, env: { WS_CODE: code } });

describe('a start package', () => {
  it('tells nothing without its code, and no activation codes with it', async () => {
    const file = readFileSync(path('start.pkg'), 'utf8');
    expect(file).not.toContain('tianbao');
    const shown = await ws(['start-package', 'show', path('start.pkg')], null, withCode());
    expect(shown.json).toMatchObject({ zone: 'isolated', device_id: made.device_id, accounts: [{ login: 'tianbao', roles: ['district'] }, {}, {}, {}] });
    expect(shown.out).not.toContain(made.activation[0]?.code);
  });

  it('with another code, changed, or for somebody not in it makes nothing', async () => {
    const init = (file: string, login: string, code?: string) => ws(['init', '--package', file, '--login', login, '--data', data], null, withCode(code));
    const otherCode = made.code.startsWith('0') ? made.activation[0]?.code : made.code.replace(/^./, '0');
    const changed = path('changed.pkg');
    writeFileSync(
      changed,
      readFileSync(path('start.pkg'), 'utf8').replace(/"text":"(..)/, (_all, two: string) => `"text":"${two === '00' ? '11' : '00'}`),
    );
    for (const [file, login, code] of [
      [path('start.pkg'), 'tianbao', otherCode],
      [changed, 'tianbao', undefined],
      [path('start.pkg'), 'nobody', undefined],
    ] as const) {
      const refused = await init(file, login, code);
      expect([refused.code, errorCode(refused)]).toEqual([1, 'bad_input']);
    }
    expect((await ws(['call', 'session.state', '--data', data], null)).json).toMatchObject({ phase: 'new' });
  });

  it('makes a station whose people, rights and zone the centre chose', async () => {
    const founded = await ws(['init', '--package', path('start.pkg'), '--login', 'tianbao', '--data', data], null, withCode());
    expect(founded.json).toMatchObject({ created: true, zone: 'isolated', activation: [], recovery: [{ role: 'security_admin' }, { role: 'system_admin' }] });
    const lease = await ws(['lease', 'show', '--login', 'tianbao', '--data', data], password, { profileDir });
    expect(lease.json).toMatchObject({ lease: { issuer: 'centre', roles: ['district'], regions: ['370211'], signedBy: ['数据中心'] } });
    const again = await ws(['init', '--package', path('start.pkg'), '--login', 'tianbao', '--data', data], null, withCode());
    expect(errorCode(again)).toBe('already_initialised');
    // Everybody else comes in with the code the centre gave them.
    const code = made.activation.find(({ login }) => login === 'xitong')?.code ?? '';
    const users = await ws(['user', 'list', '--login', 'xitong', '--data', data], code, { profileDir, newPassword: '系统Guan-li-5528' });
    expect((users.json as { users: unknown[] }).users).toHaveLength(4);
  }, 60_000);
});

describe('a lease', () => {
  const issue = async (changes: object, out: string): Promise<string> => {
    const lease = await ws(['lease', 'show', '--login', 'tianbao', '--data', data], password, { profileDir });
    const { serial } = (lease.json as { lease: { serial: number } }).lease;
    const { users } = (await ws(['user', 'list', '--login', 'xitong', '--data', data], '系统Guan-li-5528', { profileDir })).json as {
      users: { login: string; id: string }[];
    };
    const userId = users.find(({ login }) => login === 'tianbao')?.id;
    const request = {
      serial: serial + 1,
      user_id: userId,
      device_id: made.device_id,
      roles: ['district'],
      regions: ['370211', '370281'],
      clearance: '1',
      ...changes,
    };
    writeFileSync(path('request.json'), JSON.stringify(request));
    expect((await ws(['lease', 'issue', '--key', path('centre.json'), '--input', path('request.json'), '--out', path(out)])).code).toBe(0);
    return path(out);
  };
  const install = (file: string) => ws(['lease', 'install', file, '--data', data], null, { profileDir });

  it('brought as a file counts from the next sign-in, before which nobody was asked for a password', async () => {
    const file = await issue({}, 'lease-2.json');
    expect((await install(file)).json).toMatchObject({ person: 'tianbao', serial: 2 });
    const lease = await ws(['lease', 'show', '--login', 'tianbao', '--data', data], password, { profileDir });
    expect(lease.json).toMatchObject({ lease: { serial: 2, regions: ['370211', '370281'] } });
  }, 60_000);

  it('changed by a hand, for another device, or signed by somebody else is refused', async () => {
    const file = await issue({}, 'lease-3.json');
    const document = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(path('widened.json'), JSON.stringify({ ...document, clearance: '2' }));
    expect(errorCode(await install(path('widened.json')))).toBe('policy_tampered');
    writeFileSync(path('elsewhere.json'), JSON.stringify({ ...document, device_id: '0190a000-0000-7000-8000-00000000000f' }));
    expect(errorCode(await install(path('elsewhere.json')))).toBe('bad_input');
    // A key of the same form that the station does not trust.
    writeFileSync(path('other-key.json'), JSON.stringify({ format: 'centre-key/1', suite: 'intl', seed: '11'.repeat(32) }));
    await ws(['lease', 'issue', '--key', path('other-key.json'), '--input', path('request.json'), '--out', path('forged.json')]);
    expect(errorCode(await install(path('forged.json')))).toBe('policy_tampered');
  }, 60_000);
});
