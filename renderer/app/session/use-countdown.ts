// Seconds left until a moment, counted down on screen.

import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';

const secondMs = 1000;

/** Whole seconds until `until` (milliseconds since 1970), 0 afterwards and for null. */
export function useCountdown(until: () => number | null): ComputedRef<number> {
  const now = ref(Date.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  watch(
    until,
    (moment) => {
      stop();
      now.value = Date.now();
      if (moment === null) return;
      timer = setInterval(() => {
        now.value = Date.now();
        if (now.value >= moment) stop();
      }, secondMs);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return computed(() => Math.max(0, Math.ceil(((until() ?? 0) - now.value) / secondMs)));
}

/** `4:09` for 249 seconds. */
export const clockText = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
