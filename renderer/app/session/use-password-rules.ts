// The rules a new password meets or misses, judged by the host while it is typed.

import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import type { SessionState } from '#domain/contract/session.ts';
import { call } from '../../api/workstation.ts';

const checkDelayMs = 200;

/** The rule behind a fault: the same sentence, however far the password is from it now. */
const ruleOf = (fault: string): string => fault.replace(/，现在是 \d+ 位/, '');

export interface PasswordRule {
  readonly text: string;
  readonly isMet: boolean;
}

export interface PasswordRules {
  /** Every rule missed so far, in the order they came up; met ones stay in sight, ticked. */
  readonly rules: ComputedRef<readonly PasswordRule[]>;
  /** True once the host has found nothing wrong with exactly this password. */
  readonly isGood: ComputedRef<boolean>;
}

export function usePasswordRules(password: () => string, login: () => string, profile: () => SessionState['passwordProfile'] | null): PasswordRules {
  const seen = ref<string[]>([]);
  const missed = ref<readonly string[]>([]);
  const judged = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  async function judge(): Promise<void> {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const newPassword = password();
    const result = await call('session.checkPassword', { login: login(), newPassword, passwordProfile: profile() }, { signal: controller.signal });
    if (!result.ok || running !== controller) return;
    missed.value = result.value.faults.map(ruleOf);
    judged.value = newPassword;
    seen.value = [...new Set([...seen.value, ...missed.value])];
  }

  watch(
    [password, login, profile],
    ([, , now], [, , before]) => {
      if (now !== before) seen.value = [];
      clearTimeout(timer);
      timer = setTimeout(() => void judge(), checkDelayMs);
    },
    { flush: 'sync' },
  );
  void judge();
  onScopeDispose(() => {
    clearTimeout(timer);
    running?.abort();
  });

  return {
    rules: computed(() => seen.value.map((text) => ({ text, isMet: password() !== '' && !missed.value.includes(text) }))),
    isGood: computed(() => password() !== '' && judged.value === password() && missed.value.length === 0),
  };
}
