// Walks the audit from its first record to its newest: links, codes, numbers, the change log beside it, and its gaps.

import { suiteIds } from '#crypto/suite.ts';
import { suites } from '#crypto/suites.ts';
import { sameBytes } from '#crypto/bytes.ts';
import type { ReadDb } from '../kernel/database.ts';
import { chainOpened } from './audit-chain.ts';
import { Findings } from './audit-findings.ts';
import { canonicalRecord, operationsAfter, type AuditRow, type LoggedOperation } from './audit-record.ts';
import { ListHash, linkAfter, macOf, noLink, type AuditSeal } from './audit-seal.ts';

/** Where the kept part of the audit begins. */
export interface WalkStart {
  /** Records up to this number were purged. */
  readonly through: number;
  /** Link of the last purged record. */
  readonly head: Uint8Array;
  /** Operations of the change log up to this number belong to purged records, and have this hash. */
  readonly operationThrough: number;
  readonly operationsHash: string | null;
}

export const fromTheBeginning: WalkStart = { through: 0, head: noLink, operationThrough: 0, operationsHash: null };

/** The event by which a damaged journal of the locked station is recorded. */
const pendingDamaged = 'audit.pending_damaged';

const silentDays = 7;
const dayMs = 86_400_000;
/** An act is dated when it was asked for and recorded when it is done: what ran beside it may stand before it. */
const overlapMs = 4 * 60_000;

export class AuditWalk {
  readonly problems = new Findings();
  readonly gaps = new Findings();
  /** Number of the newest record so far. */
  size: number;
  head: Uint8Array;
  first: AuditRow | undefined;
  last: AuditRow | undefined;

  private readonly seal: AuditSeal;
  private readonly earlier: ListHash;
  private readonly operations: Generator<LoggedOperation>;
  private isChained: boolean;
  private isLogSound = true;

  constructor(db: ReadDb, seal: AuditSeal, start: WalkStart) {
    this.seal = seal;
    this.size = start.through;
    this.head = start.head;
    this.isChained = start.through > 0;
    this.earlier = new ListHash(seal.suite);
    this.operations = operationsAfter(db, start.operationThrough);
    if (start.operationThrough > 0) this.checkPurgedOperations(db, start);
  }

  /** The next record; they must come by ascending number. */
  take(row: AuditRow, link: Uint8Array | null, mac: Uint8Array | null): void {
    const seq = row.audit_seq;
    if (seq <= this.size) {
      this.problems.add('inserted', seq);
      return;
    }
    const isNext = seq === this.size + 1;
    if (!isNext) {
      this.problems.add('missing', this.size + 1, seq - 1);
      this.gaps.add('missing', this.size + 1, seq - 1);
    }
    if (link !== null) this.linked(row, link, mac, isNext);
    else if (this.isChained) this.problems.add('unchained', seq);
    else this.earlier.add(canonicalRecord(row));
    this.noteGaps(row);
    this.size = seq;
    this.first ??= row;
    this.last = row;
  }

  /** After the last record: is there anything in the change log that no record covers? */
  finish(): void {
    if (!this.isChained && this.earlier.count === 0 && this.isLogSound && this.operations.next().done === false) {
      this.problems.addOther('log_unaudited', '变更日志中有变更，审计中却没有任何记录');
    } else if (this.isChained && this.isLogSound) {
      const left = this.operations.next();
      if (left.done === false) this.problems.addOther('log_unaudited', `变更日志自第 ${left.value.seq} 条起没有审计记录`);
    }
    this.operations.return(undefined);
  }

  /** The change log keeps what purged records covered; the tombstone now vouches for it. */
  private checkPurgedOperations(db: ReadDb, { operationThrough, operationsHash }: WalkStart): void {
    const isSame = suiteIds.some((id) => {
      const hash = new ListHash(suites[id]);
      for (const { seq, canonical } of operationsAfter(db, 0)) {
        if (seq > operationThrough) break;
        hash.add(canonical);
      }
      return hash.value === operationsHash;
    });
    if (!isSame) this.problems.addOther('log_changed', '已清理记录所对应的变更日志被改动');
  }

  private linked(row: AuditRow, link: Uint8Array, mac: Uint8Array | null, isNext: boolean): void {
    const suite = suiteIds.find((id) => id === row.suite);
    if (!this.isChained) this.beginChain(row);
    // After a missing record there is nothing the link could be checked against; its code is checked all the same.
    if (suite === undefined || (isNext && !sameBytes(linkAfter(suites[suite], this.head, canonicalRecord(row)), link))) {
      this.problems.add('changed', row.audit_seq);
    }
    if (suite === undefined || mac === null || !sameBytes(macOf({ suite: suites[suite], key: this.seal.key }, link), mac))
      this.problems.add('forged', row.audit_seq);
    if (suite !== undefined && this.isLogSound && !this.coversItsOperations(row, new ListHash(suites[suite]))) {
      this.isLogSound = false;
      this.problems.add('log_changed', row.audit_seq);
    }
    this.head = link;
  }

  /** The first record of the chain vouches for the records before it. */
  private beginChain(row: AuditRow): void {
    this.isChained = true;
    const { count, value } = this.earlier;
    const states = row.event === chainOpened ? detailOf(row) : { records: 0, hash: null };
    if (states['records'] === count && states['hash'] === value) return;
    this.problems.addOther('earlier_changed', '启用审计链之前的记录与启用时所记的数目或散列不符，旧记录被改动', {
      from: 1,
      to: Math.max(1, row.audit_seq - 1),
    });
  }

  private coversItsOperations(row: AuditRow, hash: ListHash): boolean {
    while (hash.count < row.operations) {
      const next = this.operations.next();
      if (next.done === true) return false;
      if (next.value.actId !== row.act_id && row.event !== chainOpened) return false;
      hash.add(next.value.canonical);
    }
    return hash.value === row.operations_hash;
  }

  private noteGaps(row: AuditRow): void {
    if (row.event === pendingDamaged) {
      this.gaps.addOther(pendingDamaged, '锁定期间的记录不完整：保存它们的文件被改动、截短或删除', { from: row.audit_seq, to: row.audit_seq });
    }
    const before = this.last;
    if (before === undefined) return;
    const range = { from: before.audit_seq, to: row.audit_seq };
    const passed = Date.parse(row.at) - Date.parse(before.at);
    if (passed < -overlapMs) this.gaps.addOther('backwards', `时间倒退：第 ${range.from} 条为 ${before.at}，第 ${range.to} 条为 ${row.at}`, range);
    else if (passed > silentDays * dayMs) {
      this.gaps.addOther('silent', `${before.at.slice(0, 10)} 至 ${row.at.slice(0, 10)} 之间 ${Math.floor(passed / dayMs)} 天没有任何记录`, range);
    }
  }
}

/** The detail of a record as an object; empty when it is none. */
export function detailOf({ detail }: AuditRow): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
