// Integrity of the replica: the file, the change log, and the dictionary against the schema.

import type { ReadDb } from './database.ts';
import { compareSchema } from './schema.ts';

export interface VerifyReport {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

interface Job {
  readonly progress: (done: number, total: number) => void;
  readonly cancelled: () => boolean;
}

export type Check = readonly [name: string, run: (db: ReadDb) => string];

/** Each check answers with what is wrong, or with an empty text. */
const checks: readonly Check[] = [
  [
    '文件完整性',
    (db) =>
      db
        .column<string>('PRAGMA integrity_check')
        .filter((line) => line !== 'ok')
        .join('；'),
  ],
  [
    '引用完整性',
    (db) => {
      const broken = db.all<{ table: string }>('SELECT "table" FROM pragma_foreign_key_check');
      return broken.length === 0 ? '' : `${broken.length} 处引用指向不存在的记录（${[...new Set(broken.map(({ table }) => table))].join('、')}）`;
    },
  ],
  [
    '数据字典与库结构',
    (db) =>
      compareSchema(db)
        .map(({ table, column, problem }) => `${table}.${column}：${problem}`)
        .join('；'),
  ],
  [
    '变更日志连续',
    (db) => {
      const gaps = db.get<{ n: number }>('SELECT max(operation_seq) - min(operation_seq) + 1 - count(*) AS n FROM operation')?.n ?? 0;
      return gaps === 0 ? '' : `变更日志缺少 ${gaps} 条`;
    },
  ],
  ['变更日志与版本一致', (db) => logAgainstVersions(db)],
  [
    '批次计数',
    (db) => {
      const orphans =
        db.get<{ n: number }>(
          "SELECT count(*) AS n FROM batch WHERE kind NOT IN ('load') AND batch_id NOT IN (SELECT batch_id FROM operation WHERE batch_id IS NOT NULL)",
        )?.n ?? 0;
      return orphans === 0 ? '' : `${orphans} 个批次没有任何变更记录`;
    },
  ],
];

/** Runs every check, `more` after its own; a check that cannot run counts as failed and says why. */
export function verifyReplica(db: ReadDb, job: Job, more: readonly Check[] = []): VerifyReport {
  const all = [...checks, ...more];
  const results = all.map(([name, run], index) => {
    job.progress(index, all.length);
    try {
      const detail = run(db);
      return { name, ok: detail === '', detail: detail === '' ? '正常' : detail };
    } catch (error) {
      return { name, ok: false, detail: `无法检查：${error instanceof Error ? error.message : String(error)}` };
    }
  });
  return { ok: results.every(({ ok }) => ok), checks: results };
}

/** The last logged change of a row carries the version it was based on; the row must be exactly one further. */
function logAgainstVersions(db: ReadDb): string {
  const wrong = [
    ['project', 'project_no'],
    ['project_membership', 'membership_no'],
  ].map(([table, key]) => {
    const row = db.get<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT entity_no, max(operation_seq) AS seq FROM operation WHERE entity = '${table}' AND kind <> 'load' GROUP BY entity_no) last
       JOIN operation o ON o.operation_seq = last.seq JOIN ${table} t ON t.${key} = last.entity_no WHERE t.row_version <> o.base_version + 1`,
    );
    return { table, count: row?.n ?? 0 };
  });
  return wrong
    .filter(({ count }) => count > 0)
    .map(({ table, count }) => `${table} 有 ${count} 行与变更日志不符`)
    .join('；');
}
