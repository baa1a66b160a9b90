// Messages between the main thread and the database threads.

import type { AppErrorShape } from '#domain/result.ts';
import type { ReplicaLocation } from './kernel/open.ts';

export type Role = 'write' | 'read' | 'lists';

export interface WorkerStart {
  readonly role: Role;
  readonly location: ReplicaLocation;
  readonly create: boolean;
  readonly now: string;
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

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: CarriedError }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: CarriedError }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number };
