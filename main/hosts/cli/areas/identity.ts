// Verbs of the unified identity 统一用户: accounts, roles and authorisations by two persons, leases.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '#domain/result.ts';
import { centreKeyFrom, issueLease } from '../../../identity/centre-desk.ts';
import { chosen, type Answer, type Area, type Verb } from '../area.ts';
import { flag, required, text, whole, type Options } from '../arguments.ts';
import { call, type Caller } from '../call.ts';
import { refuseExisting, writeOutputFile } from '../files.ts';
import { confirmation } from '../sign-in.ts';
import { UsageError } from '../usage.ts';

/** The first word after the verb. */
function word(options: Options, what: string): string {
  const [given] = options.positionals;
  if (given === undefined || given === '') throw new UsageError(`缺少${what}。`);
  return given;
}

const listOf = (given: string | undefined): string[] =>
  (given ?? '')
    .split(/[,，\s]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** `all`, or codes separated by commas. */
const scopeOf = (given: string | undefined): 'all' | string[] => (given === undefined || given === 'all' ? 'all' : listOf(given));

/** The account of a login. Error `not_found`. */
async function userIdOf(caller: Caller, login: string): Promise<string> {
  const { users } = await call(caller, 'identity.users', {});
  const found = users.find((user) => user.login === login || user.id === login);
  if (found === undefined) throw new AppError('not_found', `没有登录名为“${login}”的账号，没有改动任何数据。请用 user list 查看。`, { login });
  return found.id;
}

const setState =
  (state: 'active' | 'disabled'): Verb =>
  (options) => {
    const login = word(options, '登录名');
    const reason = required(options, 'reason');
    return async (caller) => call(caller, 'identity.setState', { userId: await userIdOf(caller, login), state, reason, password: await confirmation(caller) });
  };

const user = chosen('user', {
  list: () => (caller) => call(caller, 'identity.users', {}),
  create: (options) => {
    const person = {
      login: word(options, '登录名'),
      name: required(options, 'name'),
      staffNo: text(options, 'staff-no') ?? '',
      unit: text(options, 'unit') ?? '',
    };
    return async (caller) => call(caller, 'identity.createUser', { ...person, password: await confirmation(caller) });
  },
  disable: setState('disabled'),
  enable: setState('active'),
});

const decide =
  (confirm: boolean): Verb =>
  (options) => {
    const id = word(options, '申请编号');
    const reason = text(options, 'reason') ?? '';
    return async (caller) => call(caller, 'identity.decide', { id, confirm, reason, password: await confirmation(caller) });
  };

const role = chosen('role', {
  list: () => ({ withoutSignIn: (caller) => call(caller, 'identity.roles', {}) }),
  grant: (options) => {
    const login = word(options, '登录名');
    const wanted = {
      roles: listOf(required(options, 'roles')).filter((each) => each !== 'none'),
      regions: scopeOf(text(options, 'regions')),
      departments: scopeOf(text(options, 'departments')),
      clearance: text(options, 'clearance') ?? '1',
      days: whole(options, 'days') ?? 90,
      reason: required(options, 'reason'),
    };
    return async (caller) => call(caller, 'identity.propose', { ...wanted, userId: await userIdOf(caller, login), password: await confirmation(caller) });
  },
  proposals: (options) => {
    const all = flag(options, 'all');
    return (caller) => call(caller, 'identity.proposals', { open: !all });
  },
  confirm: decide(true),
  reject: decide(false),
});

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AppError('bad_input', `文件“${path}”无法打开，没有改动任何数据。请检查路径和权限。`, { file: path }, error);
  }
}

const lease = chosen('lease', {
  show: () => (caller) => call(caller, 'lease.current', {}),
  install: (options) => {
    const given = readText(word(options, '授权文件'));
    return { withoutSignIn: (caller) => call(caller, 'lease.install', { text: given }) };
  },
  /** At the data centre's desk: needs the centre's key and no station. */
  issue: (options) => {
    const key = centreKeyFrom(readText(required(options, 'key')));
    const description = readText(required(options, 'input'));
    const out = text(options, 'out');
    if (out !== undefined && !flag(options, 'overwrite')) refuseExisting(resolve(out));
    return {
      withoutSignIn: () => {
        const issued = issueLease(description, key, new Date());
        if (out === undefined) return Promise.resolve(issued);
        writeOutputFile(resolve(out), new TextEncoder().encode(`${JSON.stringify(issued)}\n`));
        return Promise.resolve({ file: resolve(out), user_id: issued.user_id, serial: issued.serial, expires: issued.expires });
      },
    };
  },
});

interface ShownUser {
  readonly login: string;
  readonly name: string;
  readonly state: 'invited' | 'active' | 'disabled';
  readonly roles: readonly string[];
}

const stateNames = { invited: '待激活', active: '正常', disabled: '已停用' } as const;

const forms: Area['forms'] = {
  user: (answer: Answer) => {
    if (Array.isArray(answer['users'])) {
      return (answer['users'] as readonly ShownUser[]).map(
        ({ login, name, state, roles }) => `${login}  ${name}  ${stateNames[state]}  ${roles.join('、') || '未授权'}`,
      );
    }
    const { login, state } = answer['user'] as ShownUser;
    return [
      `账号 ${login}：${stateNames[state]}`,
      ...(typeof answer['code'] === 'string' ? [`激活码（只显示这一次，请当面交给本人）：${answer['code']}`] : []),
    ];
  },
};

export const identity: Area = {
  texts: ['name', 'staff-no', 'unit', 'reason', 'roles', 'regions', 'departments', 'clearance', 'days', 'key', 'input', 'out'],
  flags: ['all', 'overwrite'],
  verbs: { user, role, lease },
  forms,
  usage: `  user      list | create 登录名 --name 姓名 [--staff-no 工号] [--unit 单位] | disable 登录名 --reason 原因 | enable 登录名 --reason 原因
                                                账号（系统管理员）；新建和启用给出一次性激活码
  role      list                                全部角色
  role      grant 登录名 --roles 角色,角色 [--regions all|代码,…] [--departments all|标识,…] [--clearance 0|1|3|2] [--days 天] --reason 原因
                                                提出授权（安全管理员）；--roles none 为撤销
  role      proposals [--all] | confirm 编号 | reject 编号 [--reason 原因]   复核授权（系统管理员）
  lease     show | install 文件 | issue --key 密钥文件 --input 说明.json [--out 文件]   授权；issue 供数据中心签发`,
};
