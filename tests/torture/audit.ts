// Torture class `audit`: the audit is tampered with in every way the key of the file allows; the verification must find it.

import { createHash } from 'node:crypto';
import { sameBytes } from '#crypto/bytes.ts';
import { suites } from '#crypto/suites.ts';
import { Random } from '#db/demo/random.ts';
import { canonicalRecord, recordsAfter } from '#db/spine/audit-record.ts';
import { linkAfter, noLink } from '#db/spine/audit-seal.ts';
import { auditWritesOf } from '#db/doors/audit.ts';
import type { AuditMark } from '#db/spine/audit-verify.ts';
import { accessOf } from '../builders/access.ts';
import { anAudited, atMinute, auditor, markOf, type Audited } from '../builders/audited.ts';
import { tamperings, type Tampering } from './tamper-audit.ts';
import { controlTrials, type TortureClass } from './torture-class.ts';

const streams = { trial: 1, control: 2 } as const;

export const audit: TortureClass = {
  name: 'audit',
  about: 'Edits, removals, insertions, exchanges, cuts, splices and older copies of the audit, hashes made to fit: every one must be found.',
  usualTrials: 1000,
  async run({ trials, seed, progress }) {
    const details: string[] = [];
    let failures = 0;
    const controls = { trials: controlTrials(trials), failures: 0 };
    for (const isPurged of [false, true]) {
      const audited = filled(isPurged);
      try {
        const mark = markOf(audited.checkpoint(lastMinute + 1, 'lock'));
        if (!audited.verify(mark).ok) throw new Error('the audit to tamper with does not verify');
        const untouched = fingerprint(audited);
        for (let trial = isPurged ? 1 : 0; trial < trials; trial += 2) {
          const { name, found } = attempt(audited, untouched, new Random(seed, streams.trial, trial), () => !audited.verify(mark).ok);
          if (!found) {
            failures += 1;
            if (details.length < 10) details.push(`trial ${trial}: ${name} was not found`);
          }
          progress(trial, trials);
        }
        for (let trial = isPurged ? 1 : 0; trial < controls.trials; trial += 2) {
          if (!attempt(audited, untouched, new Random(seed, streams.control, trial), () => !linksFit(audited, mark)).found) controls.failures += 1;
        }
      } finally {
        audited.close();
      }
    }
    return { failures, control: controls, details };
  },
};

const lastMinute = 30;

/** A month's worth in small: acts with and without changes, checkpoints, an alarm, and perhaps a purge. */
function filled(isPurged: boolean): Audited {
  const audited = anAudited();
  const halfYearAgo = -184 * 24 * 60;
  for (let index = 0; index < 20; index += 1) {
    audited.act(halfYearAgo - 100 + index, index % 3);
    if (index === 7 || index === 15) audited.checkpoint(halfYearAgo - 100 + index);
  }
  if (isPurged)
    auditWritesOf(audited.connection, accessOf('audit_admin')).purgeAudit({ ...audited.asker(0, auditor), before: atMinute(halfYearAgo), reason: '到期' });
  for (let minute = 1; minute <= lastMinute; minute += 1) {
    audited.act(minute, minute % 3);
    if (minute % 10 === 0) audited.checkpoint(minute);
    if (minute === 12 || minute === 24) audited.note(minute, [{ event: 'alarm.raised', detail: { kind: 'REFUSALS', text: `第 ${minute} 分钟` } }]);
  }
  for (const name of audited.db.column<string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) audited.connection.exec(`DROP TRIGGER ${name}`);
  audited.connection.pragma('foreign_keys = OFF');
  return audited;
}

/** Tampers, looks, and takes it back. What happens to change nothing is drawn anew. */
function attempt(audited: Audited, untouched: string, random: Random, look: () => boolean): { name: string; found: boolean } {
  for (;;) {
    const tampering: Tampering = random.pick(tamperings);
    audited.connection.exec('SAVEPOINT trial');
    try {
      tampering.run(audited, random);
      if (fingerprint(audited) !== untouched) return { name: tampering.name, found: look() };
    } finally {
      audited.connection.exec('ROLLBACK TO trial; RELEASE trial');
    }
  }
}

const tables = ['audit', 'audit_checkpoint', 'audit_tombstone', 'alarm', 'operation'];

function fingerprint({ db }: Audited): string {
  const hash = createHash('sha256');
  for (const table of tables) {
    for (const row of db.iterate<(string | number | null | Uint8Array)[]>(`SELECT * FROM ${table} ORDER BY 1`)) {
      for (const value of row) hash.update(value instanceof Uint8Array ? value : String(value)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** The control: a chain of plain hashes and a remembered length, without codes, signatures, and what they tie together. */
function linksFit({ db }: Audited, mark: AuditMark): boolean {
  const tombstone = db.get<{ through: number; head: Uint8Array }>('SELECT through, head FROM audit_tombstone');
  let seq = tombstone?.through ?? 0;
  let link = tombstone?.head ?? noLink;
  for (const [row, stored] of recordsAfter(db, 0)) {
    if (row.audit_seq !== seq + 1 || stored === null) return false;
    link = linkAfter(suites.intl, link, canonicalRecord(row));
    if (!sameBytes(link, stored)) return false;
    seq = row.audit_seq;
  }
  return seq >= mark.size;
}
