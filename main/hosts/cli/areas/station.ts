// Verbs about the station itself: set-up, own password, change of keys, recovery, start packages.

import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { AppError } from '#domain/result.ts';
import { centreKeyFrom, makeStartPackage, newCentreKey } from '../../../identity/centre-desk.ts';
import { openStartPackage } from '../../../identity/start-package.ts';
import { demoPassword } from '../../../session/founding.ts';
import { chosen, type Area, type Verb } from '../area.ts';
import { flag, required, text, whole, type Options } from '../arguments.ts';
import { call, type Caller } from '../call.ts';
import { refuseExisting, writeOutputFile } from '../files.ts';
import { codeFor, givenPassword, newPasswordFor, passwordFor } from '../password.ts';
import { confirmation, loginOf } from '../sign-in.ts';
import { UsageError } from '../usage.ts';

function oneOf<T extends string>(options: Options, name: string, choices: readonly T[]): T | undefined {
  const given = text(options, name);
  if (given === undefined) return undefined;
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw new UsageError(`--${name} 应为 ${choices.join('、')} 之一。`);
  return found;
}

const suites = ['intl', 'gm'] as const;

async function requireNew(caller: Caller): Promise<void> {
  const { phase } = await call(caller, 'session.state', {});
  if (phase !== 'new') throw new AppError('already_initialised', '数据目录中已有副本，没有新建，也没有改动任何数据。请换一个数据目录。');
}

const init: Verb = (options) => {
  const size = oneOf(options, 'demo', ['S', 'M', 'L']);
  const seed = whole(options, 'seed') ?? randomInt(1, 1_000_000);
  const unit = text(options, 'unit') ?? '青岛市发展和改革委员会';
  const user = text(options, 'user') ?? (size === undefined ? userInfo().username : '演示用户');
  const isolated = flag(options, 'isolated');
  const from = text(options, 'package');
  if (from !== undefined) return { withoutSignIn: initFromPackage(options, resolve(from)) };
  const setUp = {
    user,
    unit,
    login: loginOf(options),
    staffNo: text(options, 'staff-no') ?? '',
    roles: (text(options, 'roles') ?? '').split(/[,，]/).filter((role) => role !== ''),
    administrators: administratorsOf(text(options, 'administrators')),
    isolated,
    passwordProfile: oneOf(options, 'profile', ['mlps3', 'asvs5']) ?? 'mlps3',
    suite: oneOf(options, 'suite', suites) ?? 'intl',
  } as const;
  return {
    withoutSignIn: async (caller) => {
      await requireNew(caller);
      if (size !== undefined) {
        await call(caller, 'session.create', { user, unit, password: givenPassword() ?? demoPassword, demo: true });
        return { created: true, zone: 'demo', ...(await call(caller, 'demo.load', { size, seed })) };
      }
      const { state, activation, recovery } = await call(caller, 'session.create', { ...setUp, password: await passwordFor('设置密码：') });
      return { created: true, zone: state.zone, activation, recovery };
    },
  };
};

/** `[{"role","login","name","staffNo"}]`; the contract checks the rest. */
function administratorsOf(given: string | undefined): never[] {
  if (given === undefined) return [];
  try {
    const list: unknown = JSON.parse(given);
    if (Array.isArray(list) && list.every((each) => typeof each === 'object' && each !== null && !('password' in each))) return list as never[];
  } catch {
    // Falls through to the same sentence.
  }
  throw new UsageError('--administrators 应为 JSON 数组，每项有 role、login、name、staffNo；密码不能写在参数中，三员用激活码设置自己的密码。');
}

const initFromPackage =
  (options: Options, path: string) =>
  async (caller: Caller): Promise<unknown> => {
    await requireNew(caller);
    const login = loginOf(options);
    if (login === null) throw new UsageError('用启动包建立工作站时要给出 --login。');
    const code = await codeFor('WS_CODE', '启动包代码：');
    const { state, activation, recovery } = await call(caller, 'session.createFromPackage', {
      package: readBytes(path),
      code,
      login,
      newPassword: await newPasswordFor('设置密码：'),
    });
    return { created: true, zone: state.zone, activation, recovery };
  };

function readBytes(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new AppError('bad_input', `文件“${path}”无法打开，没有改动任何数据。请检查路径和权限。`, { file: path }, error);
  }
}

const readText = (path: string): string => new TextDecoder().decode(readBytes(path));

const rekey: Verb = (options) => {
  const suite = oneOf(options, 'suite', suites) ?? null;
  const reason = required(options, 'reason');
  return async (caller) => call(caller, 'keys.rotate', { suite, reason, password: await confirmation(caller) });
};

const password: Verb = () => async (caller) => {
  await call(caller, 'session.changePassword', { password: await confirmation(caller), newPassword: await newPasswordFor('新密码：') });
  return { changed: true };
};

const recover = chosen('recover', {
  challenge: (options) => {
    const login = loginOf(options);
    if (login === null) throw new UsageError('缺少 --login。');
    return { withoutSignIn: (caller) => call(caller, 'recovery.challenge', { login }) };
  },
  /** On any machine; the sheet is a secret and comes from the environment or the terminal. */
  respond: (options) => {
    const challenge = required(options, 'challenge');
    const login = loginOf(options);
    if (login === null) throw new UsageError('缺少 --login（申请恢复的人的登录名）。');
    return { withoutSignIn: async (caller) => call(caller, 'recovery.respond', { sheet: await codeFor('WS_SHEET', '恢复单：'), challenge, login }) };
  },
  complete: (options) => {
    const login = loginOf(options);
    if (login === null) throw new UsageError('缺少 --login。');
    const answers = { security: required(options, 'security'), system: required(options, 'system') };
    return {
      withoutSignIn: async (caller) => call(caller, 'recovery.complete', { login, ...answers, newPassword: await newPasswordFor('设置新密码：') }),
    };
  },
});

const startPackage = chosen('start-package', {
  make: (options) => {
    const keyPath = resolve(required(options, 'key'));
    const description = readText(required(options, 'input'));
    const out = resolve(required(options, 'out'));
    if (!flag(options, 'overwrite')) refuseExisting(out);
    return {
      withoutSignIn: ({ say }) => {
        const isNew = !existsSync(keyPath);
        if (isNew) {
          writeFileSync(keyPath, newCentreKey(oneOf(options, 'suite', suites) ?? 'intl'), { mode: 0o600, flag: 'wx' });
          say(`新建了数据中心密钥 ${keyPath}，请妥善保管，不要放到工作站上。`);
        }
        const { file, code, deviceId, activation } = makeStartPackage(description, centreKeyFrom(readText(keyPath)), new Date());
        writeOutputFile(out, new TextEncoder().encode(`${JSON.stringify(file)}\n`));
        return Promise.resolve({ file: out, code, device_id: deviceId, activation, new_key: isNew });
      },
    };
  },
  show: (options) => {
    const [path] = options.positionals;
    if (path === undefined) throw new UsageError('start-package show 需要一个文件。');
    const bytes = readBytes(resolve(path));
    return {
      withoutSignIn: async () => {
        const { accounts, grants, signatures: _signatures, ...rest } = openStartPackage(bytes, await codeFor('WS_CODE', '启动包代码：'));
        const rolesOf = (id: string): readonly string[] => grants.find(({ user_id: holder }) => holder === id)?.roles ?? [];
        // Activation codes are for their persons only.
        return { ...rest, accounts: accounts.map(({ activation_code: _code, ...account }) => ({ ...account, roles: rolesOf(account.user_id) })) };
      },
    };
  },
});

interface Issued {
  readonly login: string;
  readonly name: string;
  readonly code: string;
}

const handedOut = (title: string, issued: unknown): string[] => {
  const list = (issued ?? []) as readonly Issued[];
  return list.length === 0 ? [] : [title, ...list.map(({ login, name, code }) => `  ${name}（${login}）  ${code}`)];
};

export const station: Area = {
  texts: [
    'demo',
    'seed',
    'user',
    'unit',
    'staff-no',
    'roles',
    'administrators',
    'profile',
    'suite',
    'package',
    'reason',
    'challenge',
    'security',
    'system',
    'key',
    'input',
    'out',
  ],
  flags: ['isolated', 'overwrite'],
  verbs: { init, password, rekey, recover, 'start-package': startPackage },
  forms: {
    init: (answer) => [
      '副本已建立。',
      ...Object.entries((answer['counts'] ?? {}) as Record<string, number>).map(([name, count]) => `  ${name} ${count}`),
      ...handedOut('激活码（只显示这一次，请分别交给本人）：', answer['activation']),
      ...handedOut('恢复单（只显示这一次，请抄录后由两位管理员分别密封保管）：', answer['recovery']),
    ],
    rekey: (answer) => [`密钥已更换，现为第 ${String(answer['generation'])} 代。`, ...handedOut('新的恢复单（旧的已作废）：', answer['recovery'])],
    password: () => ['密码已修改。'],
  },
  usage: `  init      [--demo S|M|L] [--seed N] [--user 姓名] [--unit 单位]   新建副本（--demo 装入演示数据）
            [--login 登录名] [--staff-no 工号] [--roles 角色,…] [--administrators JSON] [--isolated] [--profile mlps3|asvs5] [--suite intl|gm]
                                                给出三员的一次性激活码和两张恢复单，只显示这一次
  init      --package 文件 --login 登录名       用数据中心的启动包新建；代码取自 WS_CODE 或在终端中输入
  password                                      修改自己的密码（WS_NEW_PASSWORD）
  rekey     --reason 原因 [--suite intl|gm]     更换数据密钥（系统管理员）
  recover   challenge --login 登录名 | respond --challenge 代码 --login 登录名 | complete --login 登录名 --security 应答 --system 应答
                                                忘记密码或本机密钥丢失：恢复单取自 WS_SHEET 或在终端中输入
  start-package make --key 密钥文件 --input 说明.json --out 文件 | show 文件   启动包（供数据中心制作）`,
};
