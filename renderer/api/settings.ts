// Remembered settings of this person on this machine: read once, changed at once, written a moment later.

import { ref, type Ref } from 'vue';
import { call } from './workstation.ts';

const writeDelayMs = 400;

interface Setting<T> {
  readonly value: Ref<T>;
  readonly isReady: Ref<boolean>;
  readonly set: (value: T) => void;
}

const known = new Map<string, Setting<unknown>>();

/** A setting by key; `parse` refuses what an older version left behind by returning undefined. */
export function useSetting<T>(key: string, initial: T, parse: (stored: unknown) => T | undefined): Setting<T> {
  const existing = known.get(key);
  if (existing !== undefined) return existing as Setting<T>;
  const value = ref(initial) as Ref<T>;
  const isReady = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTouched = false;

  void call('setting.get', { key }).then((result) => {
    if (result.ok && result.value.value !== null && !isTouched) value.value = parseStored(result.value.value, parse) ?? initial;
    isReady.value = true;
  });

  const setting: Setting<T> = {
    value,
    isReady,
    set(next) {
      isTouched = true;
      value.value = next;
      clearTimeout(timer);
      // A setting that cannot be kept is not worth a message: it holds until the window closes.
      timer = setTimeout(() => void call('setting.set', { key, value: JSON.stringify(next) }), writeDelayMs);
    },
  };
  known.set(key, setting as Setting<unknown>);
  return setting;
}

/** Forgets what was read, when the replica is closed. */
export const forgetSettings = (): void => known.clear();

function parseStored<T>(text: string, parse: (stored: unknown) => T | undefined): T | undefined {
  try {
    return parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
