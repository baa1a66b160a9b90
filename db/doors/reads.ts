// Everything a reader can be asked, lists apart: records, history, overview, search, batches, views, settings.

import { libraries, library } from '#domain/dictionary/index.ts';
import { progressReportTable, projectApprovalTable, projectFundPlanTable } from '#domain/dictionary/tables/project-work.ts';
import type { TableDeclaration } from '#domain/dictionary/field.ts';
import { validateRecord, type RecordFinding } from '#domain/dictionary/validate.ts';
import { deriveRecord } from '#domain/dictionary/derive.ts';
import type { ReadDb } from '../kernel/database.ts';
import { verifyReplica, type VerifyReport } from '../kernel/verify.ts';
import { similarProjects } from '../records/similar.ts';
import { sameNumberFindings } from '../records/protect.ts';
import { childRows, notFound, readRecord, type Row } from '../records/read.ts';
import { search, type Hit } from '../records/search.ts';
import { recordKey, storageOf } from '../records/storage.ts';
import type { Values } from '../records/write.ts';
import { verifyAudit, type AuditMark } from '../spine/audit-verify.ts';
import { listBatches, type BatchRow } from '../spine/batch.ts';
import { readHistory, type HistoryEntry } from '../records/history.ts';
import type { Job } from '../records/import-rows.ts';

/** The read functions over one connection. */
export function readsOf(db: ReadDb) {
  return {
    record(input: { database: string; id: string; today: string }): { record: Row; problems: RecordFinding[] } {
      const target = library(input.database);
      const record = readRecord(db, storageOf(target), input.id);
      return { record, problems: validateRecord(target, record, { today: input.today, complete: true }) };
    },

    /** Also finds removed records: their history stays readable. */
    locate(input: { id: string }): { database: string; id: string } {
      const membership = db.get<{ database: string; id: string }>(
        `SELECT m.library AS database, m.membership_id AS id FROM project_membership m JOIN project p ON p.project_no = m.project_no
         WHERE m.membership_id = ?1 OR p.project_id = ?1 ORDER BY m.is_deleted, m.mgmt_year DESC, m.membership_no DESC LIMIT 1`,
        { 1: input.id },
      );
      if (membership !== undefined) return membership;
      const support = libraries.find(
        (target) => target.kind === 'support' && db.get(`SELECT 1 FROM ${target.table.name} WHERE ${recordKey(target)} = ?`, [input.id]) !== undefined,
      );
      if (support === undefined) throw notFound(input.id);
      return { database: support.id, id: input.id };
    },

    check(input: { database: string; id: string | null; values: Values; today: string }) {
      const target = library(input.database);
      const before = input.id === null ? {} : readRecord(db, storageOf(target), input.id);
      const values = { ...before, ...input.values };
      const name = input.values['project_name'];
      const region = values['region_code'];
      const project = 'project_id' in before && typeof before['project_id'] === 'string' ? before['project_id'] : null;
      const sameNumber = sameNumberFindings(db, target, input.values, input.id);
      return {
        problems: [...validateRecord(target, values, { today: input.today, complete: true }), ...sameNumber.map(({ other: _other, ...problem }) => problem)],
        derived: deriveRecord(target, values),
        similar: [
          ...sameNumber.map(({ other, field }) => ({ ...other, reason: `${target.fields.find(({ id }) => id === field)?.label ?? ''}相同` })),
          ...(target.kind === 'project' && typeof name === 'string' ? similarProjects(db, name, typeof region === 'string' ? region : null, project) : []),
        ],
      };
    },

    history(input: { database: string; id: string; limit: number }): { entries: HistoryEntry[]; total: number } {
      const target = library(input.database);
      if (target.kind === 'support') return readHistory(db, [target], [input.id], input.limit);
      const project = db.column<string>(
        'SELECT p.project_id FROM project_membership m JOIN project p ON p.project_no = m.project_no WHERE m.membership_id = ?',
        [input.id],
      );
      return readHistory(db, [target], [input.id, ...project], input.limit);
    },

    /** A project across its libraries. `id` is the project's, or that of any of its memberships. */
    overview(input: { id: string }) {
      const project = db.get<{ no: number; id: string }>(
        `SELECT project_no AS no, project_id AS id FROM project
         WHERE project_no IN (SELECT project_no FROM project WHERE project_id = ?1 UNION SELECT project_no FROM project_membership WHERE membership_id = ?1)`,
        { 1: input.id },
      );
      if (project === undefined) throw notFound(input.id);
      const memberships = db
        .all<{ id: string; database: string; mgmtYear: number | null }>(
          'SELECT membership_id AS id, library AS database, mgmt_year AS mgmtYear FROM project_membership WHERE project_no = ? AND is_deleted = 0 ORDER BY mgmt_year DESC, membership_no DESC',
          [project.no],
        )
        .map((membership) => {
          const target = library(membership.database);
          return { ...membership, label: target.label, record: readRecord(db, storageOf(target), membership.id) };
        });
      const [newest] = memberships;
      if (newest === undefined) throw notFound(input.id);
      const owners = libraries.filter(({ kind }) => kind === 'project');
      const history = readHistory(db, owners, [project.id, ...memberships.map(({ id }) => id)], 50).entries;
      const rows = (table: TableDeclaration, order: string, limit: number): Row[] => childRows(db, table, project.id, order, limit);
      return {
        project: newest.record,
        memberships,
        reports: rows(progressReportTable, 'period DESC', 120),
        fundPlans: rows(projectFundPlanTable, 'plan_year, source_code', 200),
        approvals: rows(projectApprovalTable, 'item_code, approve_date', 200),
        history,
      };
    },

    search: (input: { text: string; limit: number }): { hits: Hit[]; total: number } => search(db, input.text, input.limit),

    batches: (input: { limit: number }): BatchRow[] => listBatches(db, input.limit),

    views: (input: { database: string }): { id: string; name: string; definition: string }[] =>
      db.all('SELECT view_id AS id, name, definition FROM saved_view WHERE library = ? ORDER BY name', [input.database]),

    setting: (input: { key: string }): string | null => db.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', [input.key])?.value ?? null,

    /** Living records per library. */
    summary(): { database: string; count: number }[] {
      return libraries.map((target) => {
        const { from, alive } = storageOf(target);
        const own = target.kind === 'project' ? 'project_membership m' : from;
        return { database: target.id, count: db.get<{ n: number }>(`SELECT count(*) AS n FROM ${own} WHERE ${alive}`)?.n ?? 0 };
      });
    },

    /** Date-time of the newest accepted change. */
    dataDate: (): string | null =>
      db.get<{ at: string | null }>('SELECT max(at) AS at FROM operation WHERE operation_seq = (SELECT max(operation_seq) FROM operation)')?.at ?? null,

    /** `mark`: what is remembered of the audit outside the replica. */
    verify: (input: { mark?: AuditMark | null }, job: Job): VerifyReport => verifyReplica(db, job, [['审计链', () => auditFaults(db, input.mark ?? null)]]),
  };
}

export type Reads = ReturnType<typeof readsOf>;

const longestList = 3;

/** What is wrong with the audit, in one line; empty when nothing is. */
function auditFaults(db: ReadDb, mark: AuditMark | null): string {
  const { problems } = verifyAudit(db, mark, { progress: () => undefined, cancelled: () => false });
  const shown = problems.slice(0, longestList).map(({ text }) => text);
  return [...shown, ...(problems.length > longestList ? [`等 ${problems.length} 处问题`] : [])].join('；');
}
