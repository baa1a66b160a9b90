// The audit of one signed-in session: looked at on the way in, checkpointed while people work, remembered outside.

import type { AuditMark, Asker, ReplicaClient } from '#db/client.ts';
import type { CheckpointCause } from '#domain/audit/checkpoint.ts';
import type { Finding } from '#domain/audit/report.ts';
import type { NoteSigner } from '#crypto/signed-note.ts';
import { CheckpointKeeper, lookAtLength, rememberedMark, rememberFinding, watchingWrites, type OutsideStore } from './checkpoint-keeper.ts';

export interface SessionAuditParts {
  /** Open and admitted. */
  readonly replica: ReplicaClient;
  readonly replicaId: string;
  readonly signer: NoteSigner;
  readonly outside: OutsideStore;
  /** Who is signed in, and what time it is. */
  readonly asker: () => Asker;
  /** A checkpoint that could not be signed; the next act tries again. */
  readonly onFailure: (error: unknown) => void;
}

export class SessionAudit {
  /** To be used instead of the replica given: every act through it counts towards the next checkpoint. */
  readonly replica: ReplicaClient;
  readonly signer: NoteSigner;
  /** Names the replica in checkpoints and exported files. */
  readonly origin: string;
  private readonly parts: SessionAuditParts;
  private readonly keeper: CheckpointKeeper;

  constructor(parts: SessionAuditParts) {
    this.parts = parts;
    this.signer = parts.signer;
    this.origin = `drc-audit/${parts.replicaId}`;
    this.keeper = new CheckpointKeeper({ ...parts, origin: this.origin });
    this.replica = watchingWrites(parts.replica, () => this.keeper.wrote());
  }

  /** What this machine remembers of the audit outside the replica; null when nothing. */
  mark(): Promise<AuditMark | null> {
    return rememberedMark(this.parts.outside);
  }

  /**
   * Once, right after sign-in: an audit that is shorter than remembered, or another one, raises an alarm. Answers with
   * what to tell the person; null when all is well. What is remembered stays until somebody has dealt with it.
   */
  async begin(): Promise<Finding | null> {
    const { replica, outside, asker } = this.parts;
    const mark = await this.mark();
    const known = mark?.finding ?? null;
    const linkAtMark = mark === null ? null : await replica.read.auditLink({ seq: mark.size });
    const finding = known ?? lookAtLength(await replica.read.auditState({}), linkAtMark, mark);
    this.keeper.isBroken = finding !== null;
    if (finding === null) return null;
    if (known === null) await rememberFinding(outside, finding);
    await replica.write.raiseAlarm({ ...asker(), kind: 'AUDIT_BROKEN', text: `${finding.text}。请审计管理员核验审计链，并查明谁动过数据目录。` });
    return finding;
  }

  /** The security administrator acknowledged the alarm: the audit as it is now is what is remembered from here on. */
  async settle(): Promise<void> {
    if (!this.keeper.isBroken) return;
    this.keeper.isBroken = false;
    await rememberFinding(this.parts.outside, null);
    await this.checkpoint('time');
  }

  /** Signs how the audit stands now: at lock, before a backup, before an export, after a purge. */
  checkpoint(cause: CheckpointCause): Promise<void> {
    return this.keeper.sign(cause);
  }

  /** Remembers outside how far the audit has come, without a checkpoint: when the program ends without locking. */
  remember(): Promise<void> {
    return this.keeper.remember();
  }
}
