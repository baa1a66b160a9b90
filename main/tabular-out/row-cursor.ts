// Takes the rows of a sheet one by one from batches that are read as they are needed; the place where cancel is heard.

import { AppError } from '#domain/result.ts';
import type { CellValue, RowBatches, WriteOptions } from './sheet-spec.ts';

type Row = readonly CellValue[];

export class RowCursor {
  readonly #sheet: string;
  readonly #options: WriteOptions;
  readonly #batches: AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>;
  #batch: readonly Row[] = [];
  #next = 0;
  #taken = 0;
  #ended = false;

  constructor(source: { readonly spec: { readonly name: string }; readonly rows: RowBatches }, options: WriteOptions) {
    this.#sheet = source.spec.name;
    this.#options = options;
    this.#batches = Symbol.asyncIterator in source.rows ? source.rows[Symbol.asyncIterator]() : source.rows[Symbol.iterator]();
  }

  /**
   * Reads on until there is a row to take; false when there is none any more.
   * @throws AppError `aborted`; whatever the source throws
   */
  async ready(): Promise<boolean> {
    while (this.#next >= this.#batch.length && !this.#ended) {
      if (this.#taken > 0) this.#options.onProgress?.({ sheet: this.#sheet, rows: this.#taken });
      throwIfCancelled(this.#options.signal);
      const step = await this.#batches.next();
      this.#ended = step.done === true;
      this.#batch = step.done === true ? [] : step.value;
      this.#next = 0;
    }
    throwIfCancelled(this.#options.signal);
    return this.#next < this.#batch.length;
  }

  /** The next row of the batch at hand; undefined when it is used up and `ready` has to be asked. */
  next(): Row | undefined {
    if (this.#next >= this.#batch.length) return undefined;
    this.#taken++;
    return this.#batch[this.#next++];
  }

  /** Lets the source release what it holds when it was not read to its end. */
  async close(): Promise<void> {
    if (!this.#ended) await this.#batches.return?.();
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('aborted', '导出已取消，没有生成文件，数据没有任何改动。需要时可重新导出。');
}
