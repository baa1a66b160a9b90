// What somebody with the key of the file, but not that of the audit, may try: each way of tampering changes something in the open transaction.

import { suites } from '#crypto/suites.ts';
import type { Random } from '#db/demo/random.ts';
import { auditColumns, canonicalRecord, recordsAfter, type AuditRow } from '#db/spine/audit-record.ts';
import { linkAfter, noLink } from '#db/spine/audit-seal.ts';
import { aSigner, atMinute, replicaOrigin, type Audited } from '../builders/audited.ts';
import { checkpointText } from '#domain/audit/checkpoint.ts';
import { signNote } from '#crypto/signed-note.ts';
import { toHex } from '#crypto/bytes.ts';

export interface Tampering {
  readonly name: string;
  run(audited: Audited, random: Random): void;
}

const sizeOf = ({ db }: Audited): number => db.get<{ n: number }>('SELECT max(audit_seq) AS n FROM audit')?.n ?? 0;
const firstOf = ({ db }: Audited): number => db.get<{ n: number }>('SELECT min(audit_seq) AS n FROM audit')?.n ?? 1;
const anySeq = (audited: Audited, random: Random): number => random.int(firstOf(audited), sizeOf(audited));

/** Makes the plain hashes fit from record `from` on, as anybody can who knows how they are made. */
function relink({ db }: Audited, from: number): void {
  const before = db.get<{ link: Uint8Array }>('SELECT link FROM audit WHERE audit_seq = ?', [from - 1])?.link;
  const tombstone = db.get<{ head: Uint8Array }>('SELECT head FROM audit_tombstone')?.head;
  let link = before ?? tombstone ?? noLink;
  for (const [row] of Array.from(recordsAfter(db, from - 1))) {
    link = linkAfter(suites.intl, link, canonicalRecord(row));
    db.run('UPDATE audit SET link = ? WHERE audit_seq = ?', [link, row.audit_seq]);
  }
}

/** Moves the records from `from` on by `by` numbers. */
function shift({ db }: Audited, from: number, by: number): void {
  db.run('UPDATE audit SET audit_seq = -audit_seq WHERE audit_seq >= ?', [from]);
  db.run('UPDATE audit SET audit_seq = ? - audit_seq WHERE audit_seq < 0', [by]);
}

const texts = ['李四', '', '{}', '2026-01-01T00:00:00.000Z', 'record.created', '["audit_admin"]', '0190a000-0000-7000-8000-00000000ffff'];

/** Another value for a column, of a kind the table takes. */
function otherValue(column: keyof AuditRow, random: Random): string | number {
  if (column === 'result') return random.pick(['done', 'refused']);
  if (column === 'operations' || column === 'utc_offset') return random.int(0, 9);
  if (column === 'suite') return random.pick(['intl', 'gm', 'none']);
  return random.pick(texts);
}

function editRecord(audited: Audited, random: Random): number {
  const seq = anySeq(audited, random);
  const column = random.pick(auditColumns.filter((each) => each !== 'audit_seq'));
  audited.db.run(`UPDATE audit SET ${column} = ? WHERE audit_seq = ?`, [otherValue(column, random), seq]);
  return seq;
}

function removeRecords(audited: Audited, random: Random): number {
  const from = anySeq(audited, random);
  const count = Math.min(random.int(1, 5), sizeOf(audited) - from + 1);
  audited.db.run('DELETE FROM audit WHERE audit_seq BETWEEN ? AND ?', [from, from + count - 1]);
  return from + count;
}

function insertRecord(audited: Audited, random: Random): number {
  const at = anySeq(audited, random);
  const row = audited.db.get<Record<string, string | number | null>>('SELECT * FROM audit WHERE audit_seq = ?', [random.pick([at, anySeq(audited, random)])]);
  if (row === undefined) throw new Error('no record to copy');
  shift(audited, at, 1);
  const forged = { ...row, audit_seq: at, actor: '李四', operations: 0, operations_hash: null };
  const columns = Object.keys(forged);
  audited.db.run(`INSERT INTO audit (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`, forged);
  return at;
}

function exchange(audited: Audited, random: Random): number {
  const one = anySeq(audited, random);
  const other = anySeq(audited, random);
  for (const [from, to] of [
    [one, -1],
    [other, one],
    [-1, other],
  ] as const)
    audited.db.run('UPDATE audit SET audit_seq = ? WHERE audit_seq = ?', [to, from]);
  return Math.min(one, other);
}

/** Cuts the end off everything, so that what is left is a copy as it once was. */
function cut({ db }: Audited, keep: number): void {
  const at = db.get<{ at: string }>('SELECT at FROM audit WHERE audit_seq = ?', [keep])?.at ?? '';
  db.run('DELETE FROM audit WHERE audit_seq > ?', [keep]);
  db.run('DELETE FROM audit_checkpoint WHERE size >= ?', [keep]);
  db.run('DELETE FROM alarm WHERE audit_seq > ?', [keep]);
  db.run('DELETE FROM operation WHERE at > ?', [at]);
}

const bytes = (random: Random): Uint8Array => Uint8Array.from({ length: 32 }, () => random.int(0, 255));

/** Takes a range out of another audit and puts it over this one's. */
function splice(audited: Audited, random: Random): number {
  const from = anySeq(audited, random);
  const to = Math.min(from + random.int(0, 8), sizeOf(audited));
  const distance = random.int(1, 6);
  for (let seq = from; seq <= to; seq += 1) {
    const source = firstOf(audited) + ((seq + distance - firstOf(audited)) % (sizeOf(audited) - firstOf(audited) + 1));
    audited.db.run(
      `UPDATE audit SET (act_id, event, actor, at, detail, link, mac) = (SELECT act_id, event, actor, at, detail, link, mac FROM audit WHERE audit_seq = ?) WHERE audit_seq = ?`,
      [source, seq],
    );
  }
  return from;
}

const withRelinking = (name: string, change: (audited: Audited, random: Random) => number): Tampering[] => [
  { name, run: (audited, random) => void change(audited, random) },
  { name: `${name}, hashes made to fit`, run: (audited, random) => relink(audited, change(audited, random)) },
];

/** Removes records and closes the gap in the numbers. */
function removeAndClose(audited: Audited, random: Random): number {
  const before = sizeOf(audited);
  const count = audited.db.get<{ n: number }>('SELECT count(*) AS n FROM audit')?.n ?? 0;
  const next = removeRecords(audited, random);
  const removed = count - (audited.db.get<{ n: number }>('SELECT count(*) AS n FROM audit')?.n ?? 0);
  if (next <= before) shift(audited, next, -removed);
  return next - removed;
}

export const tamperings: readonly Tampering[] = [
  ...withRelinking('edit', editRecord),
  ...withRelinking('removal', removeRecords),
  ...withRelinking('removal with numbers closed', removeAndClose),
  ...withRelinking('insertion', insertRecord),
  ...withRelinking('exchange', exchange),
  ...withRelinking('splice', splice),
  { name: 'a link', run: (audited, random) => void audited.db.run('UPDATE audit SET link = ? WHERE audit_seq = ?', [bytes(random), anySeq(audited, random)]) },
  { name: 'a code', run: (audited, random) => void audited.db.run('UPDATE audit SET mac = ? WHERE audit_seq = ?', [bytes(random), anySeq(audited, random)]) },
  {
    name: 'unchained beginning',
    run: (audited, random) => void audited.db.run('UPDATE audit SET link = NULL, mac = NULL, suite = NULL WHERE audit_seq <= ?', [anySeq(audited, random)]),
  },
  {
    name: 'truncation',
    run: (audited, random) => void audited.db.run('DELETE FROM audit WHERE audit_seq > ?', [random.int(firstOf(audited) - 1, sizeOf(audited) - 1)]),
  },
  { name: 'rollback', run: (audited, random) => cut(audited, random.int(firstOf(audited), sizeOf(audited) - 1)) },
  {
    name: 'change log',
    run: (audited, random) => {
      const seq = random.pick(audited.db.column<number>('SELECT operation_seq FROM operation'));
      const column = random.pick(['deltas', 'author', 'at', 'kind', 'entity_id', 'reason', 'device', 'act_id']);
      if (random.chance(0.3)) audited.db.run('DELETE FROM operation WHERE operation_seq = ?', [seq]);
      else
        audited.db.run(`UPDATE operation SET ${column} = ? WHERE operation_seq = ?`, [
          column === 'kind' ? random.pick(['create', 'delete']) : random.pick(texts),
          seq,
        ]);
    },
  },
  {
    name: 'checkpoint removed',
    run: (audited, random) =>
      void audited.db.run('DELETE FROM audit_checkpoint WHERE size = ?', [random.pick(audited.db.column<number>('SELECT size FROM audit_checkpoint'))]),
  },
  {
    name: 'checkpoint signed by another',
    run: (audited, random) => {
      const size = random.pick(audited.db.column<number>('SELECT size FROM audit_checkpoint'));
      const signer = aSigner(suites.intl, 99);
      const head = audited.db.get<{ head: Uint8Array }>('SELECT head FROM audit_checkpoint WHERE size = ?', [size])?.head ?? noLink;
      const note = signNote(checkpointText({ origin: replicaOrigin, size, head: toHex(head), at: atMinute(random.int(0, 999)) }), signer);
      audited.db.run('UPDATE audit_checkpoint SET note = ?, public_key = ? WHERE size = ?', [note, signer.public.key, size]);
    },
  },
  {
    name: 'alarm',
    run: (audited, random) => {
      const id = random.pick(audited.db.column<number>('SELECT alarm_no FROM alarm'));
      const sql = random.pick([
        'DELETE FROM alarm',
        "UPDATE alarm SET text = '无事'",
        "UPDATE alarm SET acknowledged_by = '李四', acknowledged_at = '2026-03-02'",
      ]);
      audited.db.run(`${sql} WHERE alarm_no = ?`, [id]);
    },
  },
  {
    name: 'forged purge',
    run: (audited, random) => {
      const through = random.int(firstOf(audited), sizeOf(audited) - 2);
      const head = audited.db.get<{ link: Uint8Array }>('SELECT link FROM audit WHERE audit_seq = ?', [through])?.link ?? noLink;
      audited.db.run('DELETE FROM audit_tombstone');
      audited.db.run("INSERT INTO audit_tombstone (through, head, first_at, last_at, operation_through, operations_hash) VALUES (?, ?, '', '', 0, NULL)", [
        through,
        head,
      ]);
      for (const [table, column] of [
        ['audit', 'audit_seq'],
        ['audit_checkpoint', 'size'],
        ['alarm', 'audit_seq'],
      ] as const) {
        audited.db.run(`DELETE FROM ${table} WHERE ${column} <= ?`, [through]);
      }
    },
  },
];
