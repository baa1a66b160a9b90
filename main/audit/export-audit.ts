// The audit as a file an auditor can check without this program: one JSON document per line, signed by whoever exports it.

import { createHash, randomUUID } from 'node:crypto';
import type { AuditRow, CheckpointRow, ReplicaClient, Tombstone } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { toHex } from '#crypto/bytes.ts';
import type { NoteSigner } from '#crypto/signed-note.ts';

const blockSize = 2000;
/** About 150 MB of text: what one message between processes should carry. */
const mostRecords = 200_000;

export interface ExportedAudit {
  readonly name: string;
  readonly exportId: string;
  readonly records: number;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly first: number;
  readonly last: number;
}

export interface ExportOptions {
  readonly from: number | null;
  readonly to: number | null;
  readonly origin: string;
  readonly signer: NoteSigner;
  readonly at: string;
  readonly by: string;
  readonly signal: { readonly aborted: boolean };
  readonly onProgress: (done: number, total: number) => void;
}

/** First line, then one line per record, then checkpoints, then the signature over the hash of all lines before it. */
export async function exportAudit(read: ReplicaClient['read'], options: ExportOptions): Promise<ExportedAudit> {
  const { origin, signer, at, by, signal, onProgress } = options;
  const { tombstone, checkpoints, state } = await read.auditExportFrame({});
  const oldest = (tombstone?.through ?? 0) + 1;
  const first = Math.max(options.from ?? oldest, oldest);
  const last = Math.min(options.to ?? state.size, state.size);
  const total = last - first + 1;
  if (total < 1)
    throw new AppError('bad_input', `审计记录现有第 ${oldest} 至 ${state.size} 条，所要的范围内没有记录，没有导出。`, { oldest, newest: state.size });
  if (total > mostRecords) {
    throw new AppError('too_large', `一次最多导出 ${mostRecords} 条审计记录，所要的范围有 ${total} 条，没有导出。请用起止编号分几次导出。`, {
      total,
      mostRecords,
    });
  }
  const exportId = randomUUID();
  const before = first === oldest ? (tombstone === null ? null : toHex(tombstone.head)) : await read.auditLink({ seq: first - 1 });
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  const line = (value: object): void => {
    const chunk = Buffer.from(`${JSON.stringify(value)}\n`);
    hash.update(chunk);
    chunks.push(chunk);
  };
  line({
    kind: 'drc-audit-export/1',
    origin,
    exportId,
    at,
    by,
    first,
    last,
    size: state.size,
    before,
    purged: tombstone === null ? null : purgeLine(tombstone),
  });
  for (let after = first - 1; after < last;) {
    const block = await read.auditBlock({ after, to: last, limit: blockSize });
    for (const { record, link } of block) line({ record: inOrder(record), link });
    after = block.at(-1)?.record.audit_seq ?? last;
    onProgress(after - first + 1, total);
    if (signal.aborted) throw new AppError('aborted', '审计导出已取消，没有生成文件。');
  }
  for (const checkpoint of checkpoints) if (checkpoint.size >= first - 1 && checkpoint.size <= last) line(checkpointLine(checkpoint));
  const content = hash.copy().digest('hex');
  const statement = { kind: 'audit-export', exportId, records: total, sha256: content };
  line({ kind: 'signature', statement, name: signer.name, key: signer.public, signature: signer.sign(statement) });
  return {
    name: `审计记录_${at.slice(0, 10)}_${first}-${last}.jsonl`,
    exportId,
    records: total,
    sha256: hash.digest('hex'),
    bytes: new Uint8Array(Buffer.concat(chunks)),
    first,
    last,
  };
}

/** The columns in the order they were hashed in: what crosses a process border keeps it, and this says so. */
const inOrder = (record: AuditRow): object => Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const checkpointLine = ({ size, head, at, cause, algorithm, public_key: key, note }: CheckpointRow): object => ({
  kind: 'checkpoint',
  size,
  head: toHex(head),
  at,
  cause,
  key: { algorithm, key },
  note,
});

const purgeLine = ({ head, ...tombstone }: Tombstone): object => ({ ...tombstone, head: toHex(head) });
