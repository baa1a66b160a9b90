// Asks again whenever the question changes, keeps the old answer on screen until the new one is there.

import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { AppErrorShape } from '#domain/result.ts';
import type { Result } from '#domain/rpc/result-value.ts';

export interface Answer<T> {
  readonly value: ShallowRef<T | undefined>;
  readonly error: ShallowRef<AppErrorShape | undefined>;
  readonly isLoading: Ref<boolean>;
  /** Asks the same question again. */
  readonly reload: () => Promise<void>;
}

/**
 * Follows `question`: each new question cancels the one before it. `undefined` asks nothing and clears the answer.
 * The old value stays while loading and when a later question fails, so nothing jumps.
 */
export function useAnswer<Q, T>(question: () => Q | undefined, ask: (question: Q, signal: AbortSignal) => Promise<Result<T>>): Answer<T> {
  const value = shallowRef<T>();
  const error = shallowRef<AppErrorShape>();
  const isLoading = ref(false);
  let running: AbortController | undefined;

  async function run(asked: Q | undefined): Promise<void> {
    running?.abort();
    running = undefined;
    if (asked === undefined) {
      value.value = undefined;
      error.value = undefined;
      isLoading.value = false;
      return;
    }
    const controller = new AbortController();
    running = controller;
    isLoading.value = true;
    const result = await ask(asked, controller.signal);
    if (running !== controller) return;
    isLoading.value = false;
    if (result.ok) {
      value.value = result.value;
      error.value = undefined;
    } else {
      error.value = result.error;
    }
  }

  watch(question, (asked) => void run(asked), { immediate: true, deep: true });
  onScopeDispose(() => running?.abort());
  return { value, error, isLoading, reload: () => run(question()) };
}
