// Files handed in by the window: kept in memory under an opaque handle, never under a path, and not for ever.

import { randomUUID } from 'node:crypto';
import { AppError } from '#domain/result.ts';

export interface HeldFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const lifeMs = 60 * 60_000;
const mostFiles = 8;

export class FileStore {
  private readonly files = new Map<string, HeldFile & { readonly until: number }>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Keeps a file for an hour; the oldest gives way when there are too many. */
  put(name: string, bytes: Uint8Array): string {
    this.forgetOld();
    while (this.files.size >= mostFiles) {
      const [oldest] = this.files.keys();
      if (oldest !== undefined) this.files.delete(oldest);
    }
    const handle = randomUUID();
    this.files.set(handle, { name, bytes, until: this.now() + lifeMs });
    return handle;
  }

  /** Error `handle_expired` when the file is gone. */
  get(handle: string): HeldFile {
    this.forgetOld();
    const held = this.files.get(handle);
    if (held === undefined) throw new AppError('handle_expired', '文件已不在内存中（超过一小时或工作站重启过），没有写入任何数据。请重新选择文件。');
    return held;
  }

  forget(handle: string): void {
    this.files.delete(handle);
  }

  /** On lock: nothing a person brought in stays readable. */
  clear(): void {
    this.files.clear();
  }

  private forgetOld(): void {
    for (const [handle, { until }] of this.files) if (until < this.now()) this.files.delete(handle);
  }
}
