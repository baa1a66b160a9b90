// Tells the host that somebody is working, and counts down to the lock when nobody is. The host locks, not the page.

import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef } from 'vue';
import { refreshSession } from '../../api/session.ts';
import { call } from '../../api/workstation.ts';

/** The host is told at most this often. */
const touchEveryMs = 20_000;
const noticeSeconds = 60;
const secondMs = 1000;
const minuteSeconds = 60;
const signsOfLife = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** Seconds until the station locks itself, null while there is more than a minute left. */
export function useIdleLock(idleMinutes: () => number): { readonly secondsLeft: ComputedRef<number | null>; readonly stay: () => void } {
  const touchedAt = ref(Date.now());
  const now = ref(Date.now());
  const left = computed(() => Math.ceil(idleMinutes() * minuteSeconds - (now.value - touchedAt.value) / secondMs));
  const secondsLeft = computed(() => (left.value <= noticeSeconds && left.value < idleMinutes() * minuteSeconds ? Math.max(0, left.value) : null));

  function stay(): void {
    touchedAt.value = Date.now();
    now.value = touchedAt.value;
    void call('session.touch', {});
  }

  function live(): void {
    if (Date.now() - touchedAt.value >= touchEveryMs || secondsLeft.value !== null) stay();
  }

  async function tick(): Promise<void> {
    now.value = Date.now();
    if (left.value > 0) return;
    // Another window of this session may be in use: the host knows, and says so by still being open.
    touchedAt.value = now.value;
    await refreshSession();
  }

  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    for (const sign of signsOfLife) window.addEventListener(sign, live, { passive: true, capture: true });
    timer = setInterval(() => void tick(), secondMs);
    stay();
  });
  onBeforeUnmount(() => {
    for (const sign of signsOfLife) window.removeEventListener(sign, live, { capture: true });
    clearInterval(timer);
  });
  return { secondsLeft, stay };
}
