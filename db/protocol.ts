// Messages between the host, the database process and its threads.

import type { Access } from '#domain/identity/access.ts';
import { AppError, type AppErrorShape } from '#domain/result.ts';
import type { ReplicaFile, ReplicaSecrets } from './kernel/open.ts';

/** The threads: one writer, one reader, one keeper of lists. */
export const roles = ['write', 'read', 'lists'] as const;
export type Role = (typeof roles)[number];

/** What the threads are told when a replica is opened for one person. */
export interface ReplicaStart {
  readonly location: ReplicaFile;
  readonly secrets: ReplicaSecrets;
  /** What the signed-in person may do; handed to every door. */
  readonly access: Access | null;
  readonly create: boolean;
  /** Otherwise a replica of an older program is refused with `migration_needed`. */
  readonly migrates: boolean;
  readonly now: string;
}

export interface WorkerStart extends ReplicaStart {
  readonly role: Role;
  /** One Int32: the id of the call that is to stop. */
  readonly cancelFlag: SharedArrayBuffer;
}

export interface WorkerCall {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export interface CarriedError {
  readonly app: AppErrorShape | null;
  readonly text: string;
}

/** What a thread says about a call. */
export type WorkerAnswer =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: CarriedError }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number };

export type WorkerMessage = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly error: CarriedError } | WorkerAnswer;

/** From the host to the database process. */
export type ProcessOrder =
  | { readonly kind: 'start'; readonly entry: string; readonly start: ReplicaStart }
  | { readonly kind: 'call'; readonly role: Role; readonly call: WorkerCall }
  | { readonly kind: 'stop'; readonly role: Role; readonly id: number };

/** From the database process to the host. */
export type ProcessReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: CarriedError }
  | { readonly kind: 'answer'; readonly role: Role; readonly answer: WorkerAnswer };

/** AppErrors keep their code across the border of a thread or process; anything else keeps its stack for the log. */
export function carry(error: unknown): CarriedError {
  if (error instanceof AppError) return { app: error.toJSON(), text: '' };
  return { app: null, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function revive({ app, text }: CarriedError): Error {
  return app === null ? new Error(text) : new AppError(app.code, app.message, app.details);
}
