// The two messages between the program and its parser process.

import type { AppErrorShape } from '#domain/result.ts';
import type { ParserTask, ParserTaskKind } from './parser-tasks.ts';

export interface ParserRequest<K extends ParserTaskKind = ParserTaskKind> {
  readonly bytes: Uint8Array;
  /** Appears in messages only. */
  readonly fileName: string;
  readonly task: ParserTask<K>;
}

export type ParserReply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: AppErrorShape };
