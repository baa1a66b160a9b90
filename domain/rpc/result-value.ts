// What every call answers with: the value, or a foreseen failure.
import type { AppErrorShape } from '../result.ts';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorShape };
