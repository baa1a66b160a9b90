// The few globals that Node, a page and a web worker all have, typed here because domain/ compiles without any of the three.

/** The part of an AbortSignal that the contract itself needs. */
export interface AbortSignalCore {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The platform's own AbortSignal where one is declared (main, renderer), else its common core (domain). */
export type CallSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal extends AbortSignalCore } } ? Signal : AbortSignalCore;

interface Platform {
  readonly document?: unknown;
  readonly WorkerGlobalScope?: unknown;
  readonly AbortController: new () => { readonly signal: CallSignal; abort(reason?: unknown): void };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new (label: 'utf-8', options: { fatal: true }) => { decode(bytes: Uint8Array): string };
  readonly crypto: { getRandomValues(into: Uint8Array): Uint8Array };
  structuredClone<T>(value: T): T;
}

export const platform = globalThis as unknown as Platform;

/** True in a page or a web worker, where a content security policy forbids `new Function`. */
export const isInPage = platform.document !== undefined || platform.WorkerGlobalScope !== undefined;
