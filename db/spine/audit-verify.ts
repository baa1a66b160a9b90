// Verifies the whole audit: records, signed checkpoints, alarms, purges, and what the station remembers outside the replica.

import { alarmOf, type Alarm } from '#domain/audit/alarms.ts';
import { replaced, shortened, type AuditReport, type Finding, type Signer } from '#domain/audit/report.ts';
import { AppError } from '#domain/result.ts';
import { sameBytes, toHex } from '#crypto/bytes.ts';
import { keyIdOf } from '#crypto/signed-document.ts';
import { suites } from '#crypto/suites.ts';
import { atOneMoment, type ReadDb } from '../kernel/database.ts';
import { alarmAcknowledged, alarmRows, type AlarmRow } from './alarm.ts';
import { checkpointDetail, checkpointed, checkpointRows, soundCheckpoint, type CheckpointRow } from './audit-checkpoint.ts';
import { recordsAfter, type AuditRow } from './audit-record.ts';
import { purged, purgeFacts, tombstoneOf, type Tombstone } from './audit-purge.ts';
import { auditSealOf, type AuditSeal } from './audit-seal.ts';
import { AuditWalk, detailOf, fromTheBeginning } from './audit-walk.ts';

/** Size and newest link (hexadecimal) as last remembered outside the replica. */
export interface AuditMark {
  readonly size: number;
  readonly head: string;
  /** Found on the way in and not dealt with since: stays the finding, however long the audit has grown meanwhile. */
  readonly finding?: Finding | null;
}

interface Job {
  readonly progress: (done: number, total: number) => void;
  readonly cancelled: () => boolean;
}

/** Records of these events state what other tables must hold. */
interface Stated {
  readonly checkpoints: Map<number, AuditRow>;
  readonly alarms: Map<number, Alarm & { readonly at: string }>;
  readonly acknowledged: Map<number, AuditRow>;
  purge: AuditRow | undefined;
}

/**
 * Reads everything once. `mark` is null where nothing is remembered outside. Whoever can change the file, but does not hold
 * the audit key, leaves at least one problem. Error `aborted` when cancelled.
 */
export const verifyAudit = (db: ReadDb, mark: AuditMark | null, job: Job): AuditReport => atOneMoment(db, () => verify(db, auditSealOf(db), mark, job));

function verify(db: ReadDb, seal: AuditSeal, mark: AuditMark | null, job: Job): AuditReport {
  const tombstone = tombstoneOf(db);
  const rows = checkpointRows(db);
  const walk = new AuditWalk(db, seal, tombstone ?? fromTheBeginning);
  const stated: Stated = { checkpoints: new Map(), alarms: new Map(), acknowledged: new Map(), purge: undefined };
  // Links at the sizes somebody vouched for.
  const links = new Map<number, Uint8Array | undefined>(
    [...rows.map(({ size }) => size), ...(mark === null ? [] : [mark.size])].map((size) => [size, undefined]),
  );
  if (tombstone !== undefined) links.set(tombstone.through, tombstone.head);

  const total = db.get<{ n: number }>('SELECT count(*) AS n FROM audit')?.n ?? 0;
  let done = 0;
  for (const [row, link, mac] of recordsAfter(db, 0)) {
    walk.take(row, link, mac);
    note(stated, row);
    if (link !== null && links.has(row.audit_seq)) links.set(row.audit_seq, link);
    done += 1;
    if (done % 500 === 0) {
      job.progress(done, total);
      if (job.cancelled()) throw new AppError('aborted', '审计核验已取消，数据没有改动。');
    }
  }
  walk.finish();
  const { problems, gaps } = walk;

  const signers = new Map<string, Signer>();
  for (const row of rows) {
    const statement = stated.checkpoints.get(row.size);
    const sound = soundCheckpoint(row);
    const link = links.get(row.size);
    if (sound !== undefined && statement !== undefined && states(statement, sound) && link !== undefined && sameBytes(link, row.head)) {
      const fingerprint = keyIdOf(sound.signed.signer);
      const { actor: user, login } = statement;
      signers.set(fingerprint, { user, login, fingerprint, checkpoints: (signers.get(fingerprint)?.checkpoints ?? 0) + 1 });
    } else if (row.size <= walk.size) problems.addOther('checkpoint_changed', `大小为 ${row.size} 的签名检查点与审计链不符，检查点或记录被改动`, null);
  }
  for (const [size, { audit_seq: seq }] of stated.checkpoints) {
    if (size >= (tombstone?.through ?? 0) && !rows.some((row) => row.size === size)) problems.add('checkpoint_missing', seq);
  }
  verifyAlarms(alarmRows(db), stated, walk);

  verifyPurge(tombstone, stated.purge, walk);

  const listed = problems.list();
  const finding = mark?.finding ?? contradiction(walk.size, rows, tombstone, links, mark);
  if (finding !== null) listed.unshift(finding);
  return {
    ok: listed.length === 0,
    size: walk.size,
    first: walk.first?.audit_seq ?? walk.size + 1,
    head: toHex(walk.head),
    firstAt: walk.first?.at ?? null,
    lastAt: walk.last?.at ?? null,
    checkpoints: [...signers.values()].reduce((sum, signer) => sum + signer.checkpoints, 0),
    signers: [...signers.values()],
    problems: listed,
    gaps: gaps.list(),
  };
}

/** What the audit as a whole contradicts: a signed checkpoint beyond its end, or what is remembered outside. */
function contradiction(
  size: number,
  checkpoints: readonly CheckpointRow[],
  tombstone: Tombstone | undefined,
  links: ReadonlyMap<number, Uint8Array | undefined>,
  mark: AuditMark | null,
): Finding | null {
  const signedSize = Math.max(mark?.size ?? 0, ...checkpoints.map((row) => row.size));
  if (signedSize > size) return shortened(size, signedSize);
  const isKept = mark !== null && mark.size >= (tombstone?.through ?? 0);
  return isKept && !isLinkAt(links, mark) ? replaced(mark.size) : null;
}

function isLinkAt(links: ReadonlyMap<number, Uint8Array | undefined>, { size, head }: AuditMark): boolean {
  const link = links.get(size);
  return size === 0 || (link !== undefined && toHex(link) === head);
}

/** Whether the chain's own record of a checkpoint is about this one. */
const states = ({ detail, suite }: AuditRow, { signed, checkpoint }: NonNullable<ReturnType<typeof soundCheckpoint>>): boolean =>
  detail === JSON.stringify(checkpointDetail(suites[suite === 'gm' ? 'gm' : 'intl'], signed, checkpoint));

function note(stated: Stated, row: AuditRow): void {
  const detail = detailOf(row);
  const alarm = alarmOf({ event: row.event, login: row.login, detail });
  if (alarm !== null) stated.alarms.set(row.audit_seq, { ...alarm, at: row.at });
  else if (row.event === checkpointed) stated.checkpoints.set(Number(detail['size']), row);
  else if (row.event === alarmAcknowledged) for (const id of Array.isArray(detail['ids']) ? detail['ids'] : []) stated.acknowledged.set(Number(id), row);
  else if (row.event === purged) stated.purge = row;
}

/** The working list must hold exactly the alarms of the chain, acknowledged exactly as the chain says. */
function verifyAlarms(rows: readonly AlarmRow[], stated: Stated, { problems }: AuditWalk): void {
  const listed = new Set(rows.map(({ seq }) => seq));
  for (const seq of stated.alarms.keys()) if (!listed.has(seq)) problems.add('alarm_changed', seq);
  for (const row of rows) {
    const raised = stated.alarms.get(row.seq);
    const seen = stated.acknowledged.get(row.id);
    const isSound =
      raised !== undefined &&
      raised.kind === row.kind &&
      raised.at === row.at &&
      raised.text === row.text &&
      JSON.stringify(raised.facts) === row.detail &&
      row.acknowledgedAt === (seen?.at ?? null) &&
      row.acknowledgedBy === (seen?.actor ?? null);
    if (!isSound) problems.addOther('alarm_changed', `第 ${row.id} 号告警与审计记录不符，告警被改动、伪造或擅自确认`, { from: row.seq, to: row.seq });
  }
}

/** The tombstone must say what the newest purge recorded, and no purge may be recorded without one. */
function verifyPurge(tombstone: Tombstone | undefined, purge: AuditRow | undefined, { problems }: AuditWalk): void {
  if (tombstone === undefined) {
    if (purge !== undefined) problems.add('purge_changed', purge.audit_seq);
    return;
  }
  const said = purge === undefined ? {} : detailOf(purge);
  if (Object.entries(purgeFacts(tombstone)).some(([name, value]) => said[name] !== value)) {
    problems.addOther('purge_changed', '清理标记与审计记录不符，标记被改动或伪造');
  }
}
