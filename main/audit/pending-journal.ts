// What is refused while the replica is locked: kept in files of its own, each line authenticated and tied to the one before, until somebody signs in.

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fromHex, joinBytes, sameBytes, toHex, utf8 } from '#crypto/bytes.ts';
import { international } from '#crypto/international.ts';
import type { AuditEntry } from '#db/client.ts';
import { AppError } from '#domain/result.ts';

export interface PendingJournalParts {
  /** Two copies at different places (data folder, person's profile): one of them may be lost or cut and is then found so. */
  readonly files: readonly string[];
  /** Does not lie in the data folder. 32 bytes. */
  readonly key: Uint8Array;
}

export interface Pending {
  /** Oldest first; where a copy was damaged, the last entry says so. */
  readonly entries: readonly AuditEntry[];
  /** Removes exactly these, after they were recorded. */
  forget(): void;
}

interface Line {
  readonly entry: AuditEntry;
  readonly mac: Uint8Array;
}

interface Copy {
  readonly lines: readonly Line[];
  /** Something follows that is no line of ours. */
  readonly isDamaged: boolean;
}

const label = utf8('drc-pending/1\n');
const beginning: Uint8Array = new Uint8Array(32);

export class PendingJournal {
  private readonly parts: PendingJournalParts;

  constructor(parts: PendingJournalParts) {
    this.parts = parts;
  }

  /** On the disk when it returns. Error `audit_unavailable`: what is to be recorded must then not happen. */
  append(entry: AuditEntry): void {
    try {
      for (const file of this.parts.files) {
        const last = this.read(file).lines.at(-1)?.mac ?? beginning;
        const text = JSON.stringify(entry);
        appendDurably(file, `${toHex(this.mac(last, text))} ${text}\n`);
      }
    } catch (error) {
      throw new AppError(
        'audit_unavailable',
        '审计记录无法写入，本次操作没有执行，数据没有改动。请检查磁盘空间和数据目录的写入权限后重试。',
        { reason: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' },
        error,
      );
    }
  }

  pending(): Pending {
    const copies = this.parts.files.map((file) => this.read(file));
    const longest = copies.toSorted((a, b) => b.lines.length - a.lines.length)[0] ?? { lines: [], isDamaged: false };
    const differ = copies.some(({ lines, isDamaged }) => isDamaged || lines.length !== longest.lines.length || !isSame(lines.at(-1), longest.lines.at(-1)));
    const damage: AuditEntry = {
      event: 'audit.pending_damaged',
      detail: { copies: copies.map(({ lines }) => lines.length) },
    };
    return {
      entries: [...longest.lines.map(({ entry }) => entry), ...(differ ? [damage] : [])],
      forget: () => {
        for (const file of this.parts.files) rmSync(file, { force: true });
      },
    };
  }

  private read(file: string): Copy {
    if (!existsSync(file)) return { lines: [], isDamaged: false };
    const lines: Line[] = [];
    let last: Uint8Array = beginning;
    const texts = readFileSync(file, 'utf8').split('\n');
    // After the last line feed there is nothing, unless a line was cut.
    for (const [index, text] of texts.entries()) {
      if (index === texts.length - 1 && text === '') break;
      const mac = fromHex(text.slice(0, 64));
      const json = text.slice(65);
      if (mac === undefined || !sameBytes(mac, this.mac(last, json))) return { lines, isDamaged: true };
      lines.push({ entry: JSON.parse(json) as AuditEntry, mac });
      last = mac;
    }
    return { lines, isDamaged: false };
  }

  private mac(previous: Uint8Array, text: string): Uint8Array {
    return international.hmac(this.parts.key, joinBytes(label, previous, utf8(text)));
  }
}

const isSame = (a: Line | undefined, b: Line | undefined): boolean => (a === undefined || b === undefined ? a === b : sameBytes(a.mac, b.mac));

function appendDurably(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const opened = openSync(file, 'a', 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
