// When a refused sign-in may be tried again.

import { expect, it } from 'vitest';
import { lockedUntil } from './locked-until.ts';
import { clockText } from './use-countdown.ts';

it('counts the minutes of a locked account from now; a frozen one and other refusals name no time', () => {
  expect(lockedUntil({ code: 'account_locked', message: '', details: { minutes: 15 } }, 1000)).toBe(901_000);
  expect(lockedUntil({ code: 'account_locked', message: '' }, 1000)).toBeNull();
  expect(lockedUntil({ code: 'wrong_password', message: '', details: { minutes: 15 } }, 1000)).toBeNull();
});

it.each([
  [900, '15:00'],
  [249, '4:09'],
  [0, '0:00'],
])('%i seconds are %s', (seconds, text) => expect(clockText(seconds)).toBe(text));
