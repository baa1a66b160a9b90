// Signs checkpoints of the audit: every 500 records, every ten minutes of work, at lock, at backup; and remembers the newest outside the replica.

import type { AuditMark, AuditState, Asker, ReplicaClient } from '#db/client.ts';
import { checkpointText, type CheckpointCause } from '#domain/audit/checkpoint.ts';
import { replaced, shortened, type Finding } from '#domain/audit/report.ts';
import { signNote, type NoteSigner } from '#crypto/signed-note.ts';

/** Where the station remembers things that do not go back with a copy of the data folder. */
export interface OutsideStore {
  get(name: string): Promise<unknown>;
  put(name: string, value: Readonly<Record<string, string | number>>): Promise<void>;
}

/** Names in the outside store. */
const markName = 'audit';
const findingName = 'audit-finding';

const recordsBetween = 500;
const msBetween = 10 * 60_000;
/** Remembering costs a few small files; signing, a record as well. */
const msBetweenMarks = 60_000;

/** What was last remembered of the audit outside the replica; null when nothing was. */
export async function rememberedMark(outside: OutsideStore): Promise<AuditMark | null> {
  const kept = (await outside.get(markName)) as Partial<AuditMark> | undefined;
  if (typeof kept?.size !== 'number' || typeof kept.head !== 'string') return null;
  return { size: kept.size, head: kept.head, finding: await openFinding(outside) };
}

/** Remembers that the audit contradicts what is remembered of it; null: somebody has dealt with that. */
export const rememberFinding = (outside: OutsideStore, finding: Finding | null): Promise<void> =>
  outside.put(findingName, finding === null ? {} : { code: finding.code, from: finding.range?.from ?? 0, to: finding.range?.to ?? 0, text: finding.text });

async function openFinding(outside: OutsideStore): Promise<Finding | null> {
  const kept = (await outside.get(findingName)) as { code?: unknown; from?: unknown; to?: unknown; text?: unknown } | undefined;
  if (typeof kept?.code !== 'string' || typeof kept.text !== 'string') return null;
  return { code: kept.code, range: { from: Number(kept.from), to: Number(kept.to) }, text: kept.text };
}

/**
 * The quick look at every sign-in: is the audit as long as remembered, and the same up to there? Null when it is. That no
 * record was changed since is what `audit.verify` finds out.
 */
export function lookAtLength({ size }: AuditState, linkAtMark: string | null, mark: AuditMark | null): Finding | null {
  if (mark === null) return null;
  if (size < mark.size) return shortened(size, mark.size);
  return linkAtMark === null || linkAtMark === mark.head ? null : replaced(mark.size);
}

export interface KeeperParts {
  readonly replica: Pick<ReplicaClient, 'read' | 'write'>;
  /** `drc-audit/` and the replica's identifier. */
  readonly origin: string;
  readonly signer: NoteSigner;
  readonly outside: OutsideStore;
  /** Who signs, and when. */
  readonly asker: () => Asker;
  /** A checkpoint that could not be signed; the next act tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Keeps the checkpoints of one signed-in session. */
export class CheckpointKeeper {
  private readonly parts: KeeperParts;
  private writes = 0;
  private lastAt: number;
  private lastMarkAt: number;
  private running: Promise<void> = Promise.resolve();
  private isDue = false;
  /** Set while the audit contradicts what is remembered outside: remembering it anew would hide that. */
  isBroken = false;

  constructor(parts: KeeperParts) {
    this.parts = parts;
    this.lastAt = Date.parse(parts.asker().at);
    this.lastMarkAt = this.lastAt;
  }

  /** To be called after every act; signs and remembers when it is time. Never fails and never waits. */
  wrote(): void {
    this.writes += 1;
    if (this.isDue) return;
    const now = Date.parse(this.parts.asker().at);
    const cause = this.writes >= recordsBetween ? 'count' : now - this.lastAt >= msBetween ? 'time' : null;
    if (cause === null && now - this.lastMarkAt < msBetweenMarks) return;
    this.isDue = true;
    (cause === null ? this.remember() : this.sign(cause)).catch(this.parts.onFailure).finally(() => {
      this.isDue = false;
    });
  }

  /** Remembers outside how far the audit has come, without signing it. */
  remember(): Promise<void> {
    return this.inTurn(async () => this.mark(await this.parts.replica.read.auditState({})));
  }

  /** Signs how the audit stands now and remembers it outside. One at a time. */
  sign(cause: CheckpointCause): Promise<void> {
    return this.inTurn(() => this.signNow(cause));
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.running.then(work);
    this.running = turn.catch(() => undefined);
    return turn;
  }

  private async signNow(cause: CheckpointCause): Promise<void> {
    const { replica, origin, signer, asker } = this.parts;
    const { size, head } = await replica.read.auditState({});
    // Nothing of this chain yet, as in a replica made by an older program that nobody has written to.
    if (head === null || size === 0) return;
    const who = asker();
    const note = signNote(checkpointText({ origin, size, head, at: who.at }), signer);
    const after = await replica.write.checkpoint({ ...who, checkpoint: { note, signer: signer.public, cause } });
    this.writes = 0;
    this.lastAt = Date.parse(who.at);
    await this.mark(after);
  }

  private async mark({ size, head }: AuditState): Promise<void> {
    if (head === null || size === 0 || this.isBroken) return;
    const { at } = this.parts.asker();
    await this.parts.outside.put(markName, { size, head, at });
    this.lastMarkAt = Date.parse(at);
  }
}

/** The same replica; `onWrite` is called after every act that succeeded. */
export function watchingWrites(replica: ReplicaClient, onWrite: () => void): ReplicaClient {
  type Call = (...parameters: readonly unknown[]) => Promise<unknown>;
  const write = new Proxy(replica.write, {
    get: (target, name, receiver) => {
      const call = Reflect.get(target, name, receiver) as Call | undefined;
      if (typeof call !== 'function') return call;
      return async (...parameters: readonly unknown[]) => {
        const answer = await call(...parameters);
        if (name !== 'checkpoint') onWrite();
        return answer;
      };
    },
  });
  return { ...replica, write };
}
