// Personal values in clear, and exports: what a selection holds, who asked for one, who let it go, and its record.

import type Database from 'better-sqlite3';
import { library, type Library } from '#domain/dictionary/index.ts';
import type { Field } from '#domain/dictionary/field.ts';
import type { Access } from '#domain/identity/access.ts';
import { isSamePerson } from '#domain/identity/account.ts';
import { mayDo } from '#domain/policy/decide.ts';
import { explainRefusal, readOnlySentences, roleRefusal } from '#domain/policy/explain.ts';
import { hiddenOn } from '#domain/policy/fields.ts';
import { permits } from '#domain/policy/permissions.ts';
import { AppError } from '#domain/result.ts';
import { isPublicLabel, type LabelCounts } from '#domain/secrecy/export-rules.ts';
import { refusePurpose } from '#domain/secrecy/purpose.ts';
import { allAccounts } from '../identity/accounts.ts';
import { readSecuritySettings } from '../identity/settings.ts';
import { wrap, type ReadDb } from '../kernel/database.ts';
import { newId } from '../kernel/uuid.ts';
import { forbidden } from '../records/judge.ts';
import { refuseMarkedText } from '../records/protect.ts';
import { rowIdIn } from '../records/read.ts';
import { readSeen } from '../records/seen.ts';
import { fieldSql, storageOf, type Part } from '../records/storage.ts';
import { perform, performNoted, type Writing } from '../spine/act.ts';
import { alarmEntry, hasAlarmSince } from '../spine/alarm.ts';
import type { Asker } from '../spine/asker.ts';
import { columnCipherOf } from '../spine/column-cipher.ts';
import { demand } from './demand.ts';

/** A value in clear disappears from the screen after so many seconds. */
const revealSeconds = 60;

/** More values in clear for one person within an hour raise an alarm. */
const revealsAnHour = 20;
const hourMs = 3_600_000;

/** Rows of a refused public export that are named. */
const mostNamed = 20;

export interface ExportContent {
  readonly labels: LabelCounts;
  /** The first rows that are not 公开. */
  readonly closed: readonly { readonly id: string; readonly title: string; readonly label: string | null }[];
}

export interface ExportRequestRow {
  readonly id: string;
  readonly at: string;
  readonly person: string;
  readonly database: string;
  readonly rows: number;
  readonly label: string;
  readonly reason: string;
  readonly state: 'open' | 'approved' | 'rejected' | 'used';
  readonly decidedBy: string | null;
}

const requestColumns = 'request_id AS id, requested_at AS at, person, library AS database, row_count AS rows, label, reason, state, decided_by AS decidedBy';

export function protectedReadsOf(db: ReadDb, access: Access) {
  return {
    /** Labels of the rows a list has chosen. `numbers` come from the person's own list, which holds only what he sees. */
    exportContent({ database, numbers }: { database: string; numbers: readonly number[] }): ExportContent {
      const target = library(database);
      const { from, no, id } = storageOf(target);
      const label = fieldSql(storageOf(target), 'secret_level')?.sql ?? 'NULL';
      const title = fieldSql(storageOf(target), target.titleField)?.sql ?? 'NULL';
      const chosen = `FROM ${from} WHERE ${no} IN (SELECT value FROM json_each(?))`;
      const list = JSON.stringify(numbers);
      const counts = db.all<{ label: string | null; n: number }>(`SELECT ${label} AS label, count(*) AS n ${chosen} GROUP BY 1`, [list]);
      const labels = Object.fromEntries(counts.map(({ label: code, n }) => [code ?? '', n]));
      if (counts.every(({ label: code }) => isPublicLabel(code))) return { labels, closed: [] };
      const closed = db.all<{ id: string; title: string; label: string | null }>(
        `SELECT ${id} AS id, ${title} AS title, ${label} AS label ${chosen} AND ${label} IS NOT '0' ORDER BY ${no} LIMIT ${mostNamed}`,
        [list],
      );
      return { labels, closed };
    },

    exportApprovalRows: (): number => readSecuritySettings(db).exportApprovalRows,

    /** The approved and unused request of this person for this very question. */
    exportApproval: ({ question }: { question: string }): ExportRequestRow | null =>
      db.get<ExportRequestRow>(
        `SELECT ${requestColumns} FROM export_request WHERE question = ? AND user_id IS ? AND state = 'approved' ORDER BY requested_at DESC LIMIT 1`,
        [question, access.user.id],
      ) ?? null,

    /** Newest first: all of them for those who decide, else the own ones. */
    exportRequests(): ExportRequestRow[] {
      demand(access, 'export.requests');
      const decides = permits(access, 'export.approve');
      return db.all(
        `SELECT ${requestColumns} FROM export_request ${decides ? '' : 'WHERE user_id IS ?'} ORDER BY requested_at DESC LIMIT 500`,
        decides ? [] : [access.user.id],
      );
    },
  };
}
export type ProtectedReads = ReturnType<typeof protectedReadsOf>;

export function protectedWritesOf(connection: Database.Database, access: Access) {
  const db = wrap(connection);
  return {
    /**
     * One personal value in clear. The record is committed before the value is read. Errors: `not_found` for a row the
     * person does not see, `forbidden`, `bad_input` for a field that is not encrypted or a purpose that says nothing.
     */
    revealPersonal(input: Asker & { database: string; id: string; field: string; purpose: string }): { value: string | null; seconds: number } {
      demand(access, 'personal.reveal');
      if (access.readOnly !== null) throw forbidden(readOnlySentences[access.readOnly]);
      const { actor, at, id } = input;
      const target = library(input.database);
      const { part, field } = personalField(target, input.field);
      const purpose = refusePurpose(input.purpose);
      refuseMarkedText('用途', purpose);
      const { raw, facts } = readSeen(db, access, storageOf(target), id);
      if (!mayDo(access, 'reveal', facts)) throw forbidden(explainRefusal(access, 'reveal', facts) ?? roleRefusal(access, 'reveal', target.id), id);
      if (hiddenOn(access, target, facts).includes(field)) throw forbidden(roleRefusal(access, 'reveal', target.id), id);
      performNoted(connection, input, (writing) => {
        writing.note({ event: 'personal.revealed', detail: { database: target.id, id, fields: [field.id], purpose } });
        alarmIfMany(writing, actor.login ?? '', actor.name, actor.userId ?? null, at);
      });
      const sealed = raw[field.id] ?? null;
      const value = sealed === null ? null : columnCipherOf(db).open({ table: part.table, column: field.id, row: rowIdIn(part, raw) }, String(sealed));
      return { value, seconds: revealSeconds };
    },

    /** Asks for an export a second person has to let go. `question` is the canonical text it is bound to. */
    requestExport(input: Asker & { database: string; question: string; rows: number; label: string; reason: string }): ExportRequestRow {
      demand(access, 'record.export');
      refuseMarkedText('申请理由', input.reason);
      const id = newId();
      return perform(
        connection,
        input,
        'export.requested',
        (writing) => {
          writing.db.run(
            `INSERT INTO export_request (request_id, requested_at, user_id, person, library, question, row_count, label, reason, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
            [id, input.at, access.user.id, input.actor.name, library(input.database).id, input.question, input.rows, input.label, input.reason],
          );
          return requestOf(writing.db, id);
        },
        () => ({ database: input.database, id, rows: input.rows, label: input.label, reason: input.reason }),
      );
    },

    /** Lets an export go, once, or refuses it. Errors: `not_found`, `separation_of_duties` for the own request, `bad_input` for one decided before. */
    decideExport(input: Asker & { id: string; approve: boolean; reason: string }): ExportRequestRow {
      demand(access, 'export.approve');
      refuseMarkedText('审批意见', input.reason);
      return perform(
        connection,
        input,
        'export.decided',
        (writing) => {
          const { state, userId } = stateOf(writing.db, input.id);
          if (isOwnRequest(writing.db, access, userId))
            throw new AppError('separation_of_duties', '不能审批自己提出的导出申请，申请没有改变。请由另一位有审批权限的人办理。', { id: input.id });
          if (state !== 'open') throw new AppError('bad_input', '这项申请已经办理过，没有再次改变。请刷新后查看结果。', { id: input.id, state });
          writing.db.run('UPDATE export_request SET state = ?, decided_by_id = ?, decided_by = ?, decided_at = ?, decision_reason = ? WHERE request_id = ?', [
            input.approve ? 'approved' : 'rejected',
            access.user.id,
            input.actor.name,
            input.at,
            input.reason,
            input.id,
          ]);
          return requestOf(writing.db, input.id);
        },
        (request) => ({ database: request.database, id: input.id, approved: input.approve, rows: request.rows, label: request.label, reason: input.reason }),
      );
    },

    /**
     * The record of an export, made before its bytes are handed out; a request it rests on is used up by it. Error
     * `export_needs_approval` when that request is no longer open to use.
     */
    recordExport(input: Asker & { detail: Readonly<Record<string, unknown>> & { readonly exportId: string }; request: string | null }): void {
      demand(access, 'record.export');
      perform(
        connection,
        input,
        'record.exported',
        (writing) => {
          if (input.request === null) return;
          const { changes } = writing.db.run(
            "UPDATE export_request SET state = 'used', export_id = ? WHERE request_id = ? AND user_id IS ? AND state = 'approved'",
            [input.detail.exportId, input.request, access.user.id],
          );
          if (changes === 0)
            throw new AppError('export_needs_approval', '这项导出的批准已经用过或已失效，没有导出任何内容。请重新提出申请。', { request: input.request });
        },
        () => ({ ...input.detail, ...(input.request === null ? {} : { request: input.request }) }),
      );
    },
  };
}
export type ProtectedWrites = ReturnType<typeof protectedWritesOf>;

function personalField(target: Library, identifier: string): { part: Part; field: Field } {
  for (const part of storageOf(target).parts) {
    const field = part.fields.find(({ id, type }) => id === identifier && type.kind === 'secret');
    if (field !== undefined) return { part, field };
  }
  throw new AppError('bad_input', `“${target.label}”没有加密的个人信息字段“${identifier}”，没有显示任何内容。请检查字段名。`, { field: identifier });
}

function alarmIfMany(writing: Writing, login: string, name: string, userId: string | null, at: string): void {
  const since = new Date(Date.parse(at) - hourMs).toISOString();
  const count =
    writing.db.get<{ n: number }>("SELECT count(*) AS n FROM audit WHERE event = 'personal.revealed' AND user_id IS ? AND at >= ?", [userId, since])?.n ?? 0;
  if (count <= revealsAnHour || hasAlarmSince(writing.db, 'REVEALS', login, since)) return;
  writing.note(alarmEntry('REVEALS', `${name}在一小时内查看了 ${count} 项个人信息原文。请核实用途，必要时收回权限。`, { login, count }));
}

function requestOf(db: ReadDb, id: string): ExportRequestRow {
  const request = db.get<ExportRequestRow>(`SELECT ${requestColumns} FROM export_request WHERE request_id = ?`, [id]);
  if (request === undefined) throw new AppError('not_found', '没有这项导出申请，没有改动任何数据。请刷新后再试。', { id });
  return request;
}

/** Whether the person who decides is the one who asked, under whichever of their accounts. */
function isOwnRequest(db: ReadDb, { user }: Access, requesterId: string | null): boolean {
  if (requesterId === null || requesterId === user.id) return requesterId === user.id;
  const requester = allAccounts(db).find(({ id }) => id === requesterId);
  return requester !== undefined && isSamePerson(requester, user);
}

const stateOf = (db: ReadDb, id: string): { state: string; userId: string | null } => {
  const { state } = requestOf(db, id);
  return { state, userId: db.get<{ id: string | null }>('SELECT user_id AS id FROM export_request WHERE request_id = ?', [id])?.id ?? null };
};
