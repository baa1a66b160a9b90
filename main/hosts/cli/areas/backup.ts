// Verbs about backups, repair before sign-in, and the retirement of a station.

import { resolve } from 'node:path';
import type { WorkstationContract } from '#domain/contract/index.ts';
import type { OutputOf } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';
import { chosen, type Answer, type Area } from '../area.ts';
import { flag, required, text, type Options } from '../arguments.ts';
import { call, type Caller } from '../call.ts';
import { refuseExisting, writeOutputFile } from '../files.ts';
import { givenPassword, passwordFor } from '../password.ts';
import { confirmation, loginOf } from '../sign-in.ts';
import { UsageError } from '../usage.ts';

type Inspection = OutputOf<WorkstationContract, 'repair.inspect'>;

/** Login and password of somebody who cannot sign in yet; the person who last did, when nobody is named. */
async function credentials(caller: Caller, options: Options): Promise<{ login: string; password: string }> {
  const named = loginOf(options);
  const state = await call(caller, 'session.state', {}).catch((error: unknown) => {
    // The key file cannot be read: that is what is to be repaired.
    if (named !== null && error instanceof AppError && error.code === 'replica_damaged') return null;
    throw error;
  });
  const login = named ?? state?.lastLogin ?? state?.demoUsers[0]?.login;
  if (login === undefined) throw new UsageError('请用 --login 给出登录名。');
  return { login, password: givenPassword() ?? state?.demoPassword ?? (await passwordFor('密码：')) };
}

function newestGood({ backups, detail }: Inspection): string {
  const found = backups.find(({ state }) => state === 'good');
  if (found === undefined) throw new AppError('not_found', `没有可用的备份，没有恢复，原有数据没有改动。${detail}`);
  return found.name;
}

const backupForm = (backup: Answer): string =>
  [backup['name'], states[String(backup['state'])], `${String(backup['records'])} 条记录`, `${Math.ceil(Number(backup['bytes']) / 1024)} KB`, backup['detail']]
    .filter((part) => part !== '' && part !== undefined)
    .map(String)
    .join('  ');

const states: Readonly<Record<string, string>> = { unchecked: '未核验', good: '完好', damaged: '损坏' };

const listForm = (answer: Answer): string[] => (answer['backups'] as readonly Answer[]).map(backupForm);

export const backup: Area = {
  texts: ['name', 'backup', 'confirm', 'reason', 'witness', 'out'],
  flags: ['overwrite'],
  verbs: {
    backup: chosen('backup', {
      make: () => (caller) => call(caller, 'backup.make', {}),
      list: () => (caller) => call(caller, 'backup.list', {}),
      verify: (options) => {
        const [name = text(options, 'name')] = options.positionals;
        if (name === undefined) throw new UsageError('backup verify 需要一个备份的名称。');
        return (caller) => call(caller, 'backup.verify', { name });
      },
    }),

    repair: (options) => ({ withoutSignIn: async (caller) => call(caller, 'repair.inspect', await credentials(caller, options)) }),

    restore: (options) => {
      const [wanted = text(options, 'backup')] = options.positionals;
      return {
        withoutSignIn: async (caller) => {
          const person = await credentials(caller, options);
          const name = wanted ?? newestGood(await call(caller, 'repair.inspect', person));
          return call(caller, 'repair.restore', { ...person, backup: name });
        },
      };
    },

    retire: (options) => {
      const out = resolve(required(options, 'out'));
      const request = { confirm: required(options, 'confirm'), reason: required(options, 'reason'), witness: required(options, 'witness') };
      if (!flag(options, 'overwrite')) refuseExisting(out);
      return async (caller) => {
        const { certificate } = await call(caller, 'station.retire', { ...request, password: await confirmation(caller) });
        writeOutputFile(out, certificate);
        return { retired: true, certificate: out };
      };
    },
  },
  usage: `  backup    make | list | verify 名称              备份（系统管理员）；新备份当场核验
  repair                                        登录之前检查副本、日志与备份
  restore   [备份名称]                            用备份恢复（不写名称时用最近的完好备份），并补回之后的修改
  retire    --confirm 句子 --reason 原因 --witness 监销人 --out 证书.html   退役销毁（系统管理员）`,
  forms: {
    backup: (answer) => ('backups' in answer ? listForm(answer) : [backupForm(answer)]),
    repair: (answer) => [String(answer['detail']), ...listForm(answer)],
    restore: (answer) => [
      `已用“${String(answer['restored'])}”恢复，补回 ${String(answer['replayed'])} 条修改。`,
      ...(typeof answer['quarantined'] === 'string' ? [`原来的文件保留在 quarantine/${answer['quarantined']}。`] : []),
    ],
    retire: (answer) => [`本机数据已销毁，证书在 ${String(answer['certificate'])}。`],
  },
};
