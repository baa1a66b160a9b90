// How a contract is declared: procedures with their schemas and rules, events, and the types that follow from them.
import type { CallSignal } from './platform.ts';
import { z } from './zod.ts';

/** One thing the window, the browser page or the command line may ask for. */
export interface Procedure {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Shape of one progress report; absent when the procedure reports none. */
  readonly progress?: z.ZodType;
  /** Name of the permission the caller must hold. */
  readonly permission: string;
  /** Audit event written by a successful call; null for calls that leave no record. */
  readonly audit: string | null;
  /** `unlocked` procedures are refused while the replica is locked. */
  readonly access: 'open' | 'unlocked';
  /** Largest input in bytes, counted as JSON plus raw binary; `defaultMaxInputBytes` when absent. */
  readonly maxInputBytes?: number;
  /** The caller should show progress and offer to cancel. */
  readonly longRunning?: true;
}

export interface Contract {
  readonly procedures: Readonly<Record<string, Procedure>>;
  /** What the host tells its callers unasked. */
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export const defaultMaxInputBytes = 1024 * 1024;

/** Declares one procedure and keeps its exact schema types. */
export const procedure = <const P extends Procedure>(spec: P): P => spec;

/** Declares a contract and keeps its exact names and schema types. */
export const defineContract = <const C extends Contract>(contract: C): C => contract;

/**
 * Schema of binary content. A view on part of a larger buffer (every small Node Buffer is one) is copied, because
 * structured clone would carry the whole buffer across, with whatever else lies in it.
 */
export const bytes = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array, '应为二进制内容')
  .overwrite((view) => (Object.getPrototypeOf(view) === Uint8Array.prototype && view.byteLength === view.buffer.byteLength ? view : new Uint8Array(view)));

export type ProcedureName<C extends Contract> = keyof C['procedures'] & string;
export type EventName<C extends Contract> = keyof C['events'] & string;

/** What a caller passes in (defaults may be left out). */
export type InputOf<C extends Contract, K extends ProcedureName<C>> = z.input<C['procedures'][K]['input']>;
/** What a handler receives (defaults filled in). */
export type ParsedInputOf<C extends Contract, K extends ProcedureName<C>> = z.output<C['procedures'][K]['input']>;
/** What a caller gets back. */
export type OutputOf<C extends Contract, K extends ProcedureName<C>> = z.output<C['procedures'][K]['output']>;
/** What a handler returns. */
export type AnswerOf<C extends Contract, K extends ProcedureName<C>> = Unchanging<z.input<C['procedures'][K]['output']>>;

/** The same, where nobody promises to change it: a handler may answer with what it must not modify. */
type Unchanging<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer E)[]
    ? readonly Unchanging<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Unchanging<T[K]> }
      : T;
export type ProgressOf<C extends Contract, K extends ProcedureName<C>> = C['procedures'][K] extends {
  readonly progress: infer P extends z.ZodType;
}
  ? z.output<P>
  : never;
export type EventOf<C extends Contract, K extends EventName<C>> = z.output<C['events'][K]>;

/** What a handler knows beside its input. */
export interface Call<Context, Progress> {
  readonly context: Context;
  /** Fires when the caller cancels or goes away. */
  readonly signal: CallSignal;
  /** Reports progress; at most about twenty a second, which is for the handler to see to. */
  readonly progress: (value: Progress) => void;
}

/** One handler per procedure; foreseen failures are thrown as AppError. */
export type Handlers<C extends Contract, Context> = {
  readonly [K in ProcedureName<C>]: (input: ParsedInputOf<C, K>, call: Call<Context, ProgressOf<C, K>>) => AnswerOf<C, K> | Promise<AnswerOf<C, K>>;
};
