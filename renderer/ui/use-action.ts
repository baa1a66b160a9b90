// One thing a dialog or page does: whether it is under way, and what went wrong.

import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { AppErrorShape } from '#domain/result.ts';
import type { Result } from '#domain/rpc/result-value.ts';

export interface Action {
  readonly isBusy: Ref<boolean>;
  readonly error: ShallowRef<AppErrorShape | null>;
  /** Runs the work unless it is running already; the answer, or undefined when it failed. */
  readonly run: <T>(work: () => Promise<Result<T>>) => Promise<T | undefined>;
}

export function useAction(): Action {
  const isBusy = ref(false);
  const error = shallowRef<AppErrorShape | null>(null);
  return {
    isBusy,
    error,
    async run(work) {
      if (isBusy.value) return undefined;
      isBusy.value = true;
      error.value = null;
      const result = await work();
      isBusy.value = false;
      if (result.ok) return result.value;
      error.value = result.error;
      return undefined;
    },
  };
}
