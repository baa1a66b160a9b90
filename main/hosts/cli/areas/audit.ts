// Verbs of the audit 安全审计: verify, list, hand to an auditor, purge, and the alarms.

import { resolve } from 'node:path';
import type { WorkstationContract } from '#domain/contract/index.ts';
import type { OutputOf } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';
import { chosen, type Area, type Verb } from '../area.ts';
import { flag, required, text, whole } from '../arguments.ts';
import { call } from '../call.ts';
import { refuseExisting, writeOutputFile } from '../files.ts';
import { UsageError } from '../usage.ts';

type Report = OutputOf<WorkstationContract, 'audit.verify'>;
type Listed = OutputOf<WorkstationContract, 'audit.list'>;
type Alarms = OutputOf<WorkstationContract, 'alarm.list'>;

const verify: Verb = () => async (caller) => {
  const report = await call(caller, 'audit.verify', {});
  const [problem] = report.problems;
  if (problem === undefined) return report;
  throw new AppError(
    'audit_broken',
    `审计链核验没有通过：${problem.text}。${report.problems.length === 1 ? '' : `共 ${report.problems.length} 处问题。`}请保留现场并查明原因。`,
    {
      ...report,
    },
  );
};

const list: Verb = (options) => {
  const result = text(options, 'result') ?? null;
  if (result !== null && result !== 'done' && result !== 'refused') throw new UsageError('--result 应为 done 或 refused。');
  const query = {
    from: text(options, 'from') ?? null,
    to: text(options, 'to') ?? null,
    events: (text(options, 'event') ?? '').split(',').filter((event) => event !== ''),
    person: text(options, 'person') ?? '',
    text: text(options, 'text') ?? '',
    result,
    offset: whole(options, 'offset') ?? 0,
    limit: whole(options, 'limit') ?? 50,
  } as const;
  return (caller) => call(caller, 'audit.list', query);
};

const exportVerb: Verb = (options) => {
  const out = resolve(required(options, 'out'));
  const range = { from: whole(options, 'first') ?? null, to: whole(options, 'last') ?? null };
  if (!flag(options, 'overwrite')) refuseExisting(out);
  return async (caller) => {
    const { bytes, exportId, records, sha256 } = await call(caller, 'audit.export', range);
    writeOutputFile(out, bytes);
    return { file: out, exportId, records, sha256, size: bytes.byteLength };
  };
};

const purge: Verb = (options) => {
  const input = { before: text(options, 'before') ?? null, reason: required(options, 'reason') };
  return (caller) => call(caller, 'audit.purge', input);
};

const resolveExport: Verb = (options) => {
  const [exportId] = options.positionals;
  if (exportId === undefined) throw new UsageError('audit resolve 需要导出编号。');
  return (caller) => call(caller, 'audit.resolveExport', { exportId });
};

const alarm = chosen('alarm', {
  list: (options) => {
    const onlyOpen = !flag(options, 'all');
    const limit = whole(options, 'limit') ?? 100;
    return (caller) => call(caller, 'alarm.list', { onlyOpen, limit });
  },
  ack: (options) => {
    const ids = options.positionals.map(Number);
    if (ids.length === 0 || ids.some((id) => !Number.isSafeInteger(id) || id < 1)) throw new UsageError('alarm ack 需要告警编号。');
    const note = text(options, 'note') ?? '';
    return (caller) => call(caller, 'alarm.acknowledge', { ids, note });
  },
});

const resultName = { done: '', refused: '（被拒绝）' } as const;

/** The same verb lists, verifies and exports: what a person sees follows from what was answered. */
function auditLines(answer: Readonly<Record<string, unknown>>): string[] {
  if ('checkpoints' in answer) {
    const { size, first, checkpoints, firstAt, lastAt, gaps, signers } = answer as unknown as Report;
    return [
      `审计链完好：第 ${first} 至 ${size} 条，${firstAt ?? '—'} 至 ${lastAt ?? '—'}，签名检查点 ${checkpoints} 个`,
      ...signers.map(({ fingerprint, user, login, checkpoints: signed }) => `  签名人 ${fingerprint}  ${user}（${login ?? ''}）  ${signed} 个`),
      ...gaps.map((gap) => `  空白：${gap.text}`),
    ];
  }
  if ('total' in answer) {
    const { records, total } = answer as unknown as Listed;
    return [
      ...records.map(({ seq, localTime, label, result, user, login, objectId, reason }) =>
        [seq, localTime, `${label}${resultName[result]}`, user === '' ? (login ?? '') : user, objectId ?? '', reason ?? ''].join('  ').trimEnd(),
      ),
      `共 ${total} 条`,
    ];
  }
  if ('file' in answer) return [`已导出 ${String(answer['records'])} 条审计记录到 ${String(answer['file'])}`, `导出编号 ${String(answer['exportId'])}`];
  if ('through' in answer) return [`已清理 ${String(answer['removed'])} 条，现从第 ${Number(answer['through']) + 1} 条开始`];
  return [JSON.stringify(answer, null, 2)];
}

export const audit: Area = {
  texts: ['from', 'to', 'event', 'person', 'text', 'result', 'offset', 'limit', 'first', 'last', 'out', 'before', 'reason', 'note'],
  flags: ['overwrite', 'all'],
  verbs: { audit: chosen('audit', { verify, list, export: exportVerb, purge, resolve: resolveExport }), alarm },
  forms: {
    audit: auditLines,
    alarm: (answer) => {
      if (!('alarms' in answer)) return [`已确认 ${String(answer['acknowledged'])} 条告警`];
      const { alarms, open } = answer as unknown as Alarms;
      return [
        ...alarms.map(
          ({ id, at, label, text: what, acknowledgedBy }) => `${id}  ${at}  ${label}  ${what}${acknowledgedBy === null ? '' : `（${acknowledgedBy} 已确认）`}`,
        ),
        `未确认 ${open} 条`,
      ];
    },
  },
  usage: `  audit     verify                              核验审计链（审计管理员）；发现问题时退出码为 1
  audit     list [--from 时间] [--to 时间] [--event 事件,…] [--person 姓名] [--text 文字] [--result done|refused] [--limit N] [--offset N]
  audit     export --out 文件.jsonl [--first 编号] [--last 编号] [--overwrite]   导出；用 resources/audit-verify.mjs 独立核验
  audit     purge --reason 原因 [--before 日期]  清理三年前（或指定日期前，至少保存 183 天）的记录
  audit     resolve 导出编号                    文件上的导出编号对应的人、时间、内容
  alarm     list [--all] | ack 编号… [--note 说明]   安全告警（安全管理员）`,
};
