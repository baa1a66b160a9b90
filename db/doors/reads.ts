// Everything a reader can be asked, lists apart: records, history, overview, search, batches, views, settings.

import { libraries, library, type Library } from '#domain/dictionary/index.ts';
import { progressReportTable, projectApprovalTable, projectFundPlanTable } from '#domain/dictionary/tables/project-work.ts';
import type { TableDeclaration } from '#domain/dictionary/field.ts';
import { validateRecord, type RecordFinding } from '#domain/dictionary/validate.ts';
import { deriveRecord } from '#domain/dictionary/derive.ts';
import type { Access } from '#domain/identity/access.ts';
import { mayReadRow } from '#domain/policy/decide.ts';
import type { Facts } from '#domain/policy/facts.ts';
import { hiddenInList, hiddenOn } from '#domain/policy/fields.ts';
import { rightsOnNew, rightsOnRecord, type RecordRights } from '#domain/policy/record-rights.ts';
import type { ReadDb } from '../kernel/database.ts';
import { verifyReplica, type VerifyReport } from '../kernel/verify.ts';
import { similarProjects } from '../records/similar.ts';
import { personalFaults } from '../records/personal-values.ts';
import { sameNumberFindings } from '../records/protect.ts';
import { batchesSeen, sightOf } from '../policy/sight.ts';
import { childRows, decodeRow, notFound, type Row } from '../records/read.ts';
import { search, type Hit } from '../records/search.ts';
import { readFacts, readSeen } from '../records/seen.ts';
import { shown, withoutHidden } from '../records/shown.ts';
import { storageOf } from '../records/storage.ts';
import type { Values } from '../records/write.ts';
import { verifyAudit, type AuditMark } from '../spine/audit-verify.ts';
import { listBatches, type BatchRow } from '../spine/batch.ts';
import { readHistory, type HistoryEntry } from '../records/history.ts';
import type { Job } from '../records/import-rows.ts';
import { authorsOf, settingKey } from './own-things.ts';

/** The read functions over one connection, for one person: rows that are not his are not there. */
export function readsOf(db: ReadDb, access: Access) {
  const sight = sightOf(access);
  /** A living record the person sees, whole. Error `not_found`. */
  const seen = (target: Library, id: string): { readonly record: Row; readonly facts: Facts } => {
    const storage = storageOf(target);
    const { raw, facts } = readSeen(db, access, storage, id);
    return { record: decodeRow(db, storage, raw), facts };
  };
  /** Whether a record, removed ones too, is there for the person. */
  const isSeen = (target: Library, id: string): boolean => {
    const facts = readFacts(db, storageOf(target), 'id', id);
    return facts !== undefined && mayReadRow(access, facts);
  };
  return {
    record(input: { database: string; id: string; today: string }): { record: Row; problems: RecordFinding[]; rights: RecordRights } {
      const target = library(input.database);
      const { record, facts } = seen(target, input.id);
      const hidden = hiddenOn(access, target, facts);
      return {
        record: shown(record, hidden),
        problems: withoutHidden(validateRecord(target, record, { today: input.today, complete: true }), hidden),
        rights: rightsOnRecord(access, target, facts),
      };
    },

    /** Also finds removed records: their history stays readable. */
    locate(input: { id: string }): { database: string; id: string } {
      const { sql, params } = sight.memberships;
      const membership = db.get<{ database: string; id: string }>(
        `SELECT m.library AS database, m.membership_id AS id FROM project_membership m JOIN project p ON p.project_no = m.project_no
         WHERE m.membership_no IN (SELECT membership_no FROM project_membership WHERE membership_id = ?
           UNION SELECT own.membership_no FROM project named JOIN project_membership own ON own.project_no = named.project_no WHERE named.project_id = ?)
           AND ${sql} ORDER BY m.is_deleted, m.mgmt_year DESC, m.membership_no DESC LIMIT 1`,
        [input.id, input.id, ...params],
      );
      if (membership !== undefined) return membership;
      const support = libraries.find((target) => target.kind === 'support' && isSeen(target, input.id));
      if (support === undefined) throw notFound(input.id);
      return { database: support.id, id: input.id };
    },

    check(input: { database: string; id: string | null; values: Values; today: string }) {
      const target = library(input.database);
      const known = input.id === null ? null : seen(target, input.id);
      const before = known?.record ?? {};
      const hidden = known === null ? hiddenInList(access, target) : hiddenOn(access, target, known.facts);
      // What may not be read is not judged either: the answer would tell whether a guess was right.
      const given = shown(input.values, hidden);
      const values = { ...before, ...given };
      const name = given['project_name'];
      const region = values['region_code'];
      const project = 'project_id' in before && typeof before['project_id'] === 'string' ? before['project_id'] : null;
      const sameNumber = sameNumberFindings(db, sight, target, given, input.id);
      return {
        problems: [
          ...withoutHidden(validateRecord(target, values, { today: input.today, complete: true }), hidden),
          ...sameNumber.map(({ other: _other, ...problem }) => problem),
        ],
        derived: shown(deriveRecord(target, values), hidden),
        similar: [
          ...sameNumber.map(({ other, field }) => ({ ...other, reason: `${target.fields.find(({ id }) => id === field)?.label ?? ''}相同` })),
          ...(target.kind === 'project' && typeof name === 'string'
            ? similarProjects(db, sight, name, typeof region === 'string' ? region : null, project)
            : []),
        ],
        rights: known === null ? rightsOnNew(access, target) : rightsOnRecord(access, target, known.facts),
      };
    },

    history(input: { database: string; id: string; limit: number }): { entries: HistoryEntry[]; total: number } {
      const target = library(input.database);
      const facts = readFacts(db, storageOf(target), 'id', input.id);
      if (facts === undefined || !mayReadRow(access, facts)) throw notFound(input.id);
      const hidden = hiddenOn(access, target, facts);
      if (target.kind === 'support') return readHistory(db, [target], [input.id], hidden, input.limit);
      const project = db.column<string>(
        'SELECT p.project_id FROM project_membership m JOIN project p ON p.project_no = m.project_no WHERE m.membership_id = ?',
        [input.id],
      );
      return readHistory(db, [target], [input.id, ...project], hidden, input.limit);
    },

    /** A project across the libraries where the person sees it. `id` is the project's, or that of any of these memberships. */
    overview(input: { id: string }) {
      const { sql, params } = sight.memberships;
      const project = db.get<{ no: number; id: string }>(
        `SELECT p.project_no AS no, p.project_id AS id FROM project p JOIN project_membership m ON m.project_no = p.project_no
         WHERE p.project_no IN (SELECT project_no FROM project WHERE project_id = ?) AND ${sql}
         UNION SELECT p.project_no, p.project_id FROM project_membership m JOIN project p ON p.project_no = m.project_no WHERE m.membership_id = ? AND ${sql} LIMIT 1`,
        [input.id, ...params, input.id, ...params],
      );
      if (project === undefined) throw notFound(input.id);
      const memberships = db
        .all<{ id: string; database: string; mgmtYear: number | null }>(
          `SELECT m.membership_id AS id, m.library AS database, m.mgmt_year AS mgmtYear FROM project_membership m JOIN project p ON p.project_no = m.project_no
           WHERE m.project_no = ? AND m.is_deleted = 0 AND ${sql} ORDER BY m.mgmt_year DESC, m.membership_no DESC`,
          [project.no, ...params],
        )
        .map((membership) => {
          const target = library(membership.database);
          const { record, facts } = seen(target, membership.id);
          const hidden = hiddenOn(access, target, facts);
          return { ...membership, label: target.label, record: shown(record, hidden), hidden };
        });
      const [newest] = memberships;
      if (newest === undefined) throw notFound(input.id);
      const owners = libraries.filter(({ kind }) => kind === 'project');
      const hidden = memberships.flatMap((membership) => membership.hidden);
      const history = readHistory(db, owners, [project.id, ...memberships.map(({ id }) => id)], hidden, 50).entries;
      // Rows hanging from the project have no library of their own: sensitive fields of theirs follow those of the project.
      const rows = (table: TableDeclaration, order: string, limit: number): Row[] => {
        const unread = hidden.length === 0 ? [] : table.fields.filter(({ sensitivity }) => sensitivity !== undefined);
        return childRows(db, table, project.id, order, limit).map((row) => shown(row, unread));
      };
      return {
        project: newest.record,
        memberships: memberships.map(({ hidden: _hidden, ...membership }) => membership),
        reports: rows(progressReportTable, 'period DESC', 120),
        fundPlans: rows(projectFundPlanTable, 'plan_year, source_code', 200),
        approvals: rows(projectApprovalTable, 'item_code, approve_date', 200),
        history,
      };
    },

    search: (input: { text: string; limit: number }): { hits: Hit[]; total: number } => search(db, sight, input.text, input.limit),

    batches: (input: { limit: number }): BatchRow[] => listBatches(db, input.limit, batchesSeen(sight)),

    views: (input: { database: string }): { id: string; name: string; definition: string }[] =>
      // A filter may name rows that others do not see: views are their author's only.
      db.all('SELECT view_id AS id, name, definition FROM saved_view WHERE library = ? AND author IN (?, ?) ORDER BY name', [
        input.database,
        ...authorsOf(access),
      ]),

    setting: (input: { key: string }): string | null =>
      db.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', [settingKey(access, input.key)])?.value ?? null,

    /** Living records per library, of those the person sees. */
    summary(): { database: string; count: number }[] {
      return libraries.map((target) => {
        const { from, alive } = storageOf(target);
        const { sql, params } = sight.ofMany(target);
        const own = target.kind === 'project' ? 'project_membership m' : from;
        return { database: target.id, count: db.get<{ n: number }>(`SELECT count(*) AS n FROM ${own} WHERE ${alive} AND ${sql}`, params)?.n ?? 0 };
      });
    },

    /** Date-time of the newest accepted change. */
    dataDate: (): string | null =>
      db.get<{ at: string | null }>('SELECT max(at) AS at FROM operation WHERE operation_seq = (SELECT max(operation_seq) FROM operation)')?.at ?? null,

    /** `mark`: what is remembered of the audit outside the replica. */
    verify: (input: { mark?: AuditMark | null }, job: Job): VerifyReport =>
      verifyReplica(db, job, [
        ['审计链', () => auditFaults(db, input.mark ?? null)],
        ['个人信息加密', personalFaults],
      ]),
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
