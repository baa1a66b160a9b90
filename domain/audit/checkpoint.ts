// The text of an audit checkpoint (after C2SP tlog-checkpoint): how long the chain is, and its newest link.

export interface Checkpoint {
  /** Whose audit: `drc-audit/` and the replica. */
  readonly origin: string;
  /** Number of the newest record. */
  readonly size: number;
  /** Its link, 64 hexadecimal digits. */
  readonly head: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** Why a checkpoint was signed: enough records, enough time, locking, a backup, an export of the audit, a purge. */
export const checkpointCauses = ['count', 'time', 'lock', 'backup', 'export', 'purge'] as const;
export type CheckpointCause = (typeof checkpointCauses)[number];

export const checkpointText = ({ origin, size, head, at }: Checkpoint): string => `${origin}\n${size}\n${head}\ntime ${at}\n`;

const form = /^(drc-audit\/[0-9A-Za-z-]{1,64})\n([1-9]\d{0,14})\n([0-9a-f]{64})\ntime (\S{1,40})\n$/;

/** The checkpoint a text states; undefined when it is no such text. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [, origin = '', size = '', head = '', at = ''] = form.exec(text) ?? [];
  return origin === '' ? undefined : { origin, size: Number(size), head, at };
}
