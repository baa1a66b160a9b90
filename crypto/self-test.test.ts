// The start-up check: all answers right today, and one changed constant or one wrong provider stops the program.

import { describe, expect, it } from 'vitest';
import { failureOf } from '../tests/builders/failures.ts';
import { knownAnswers, type KnownAnswers } from './known-answers.ts';
import { selfTest, wrongAnswers } from './self-test.ts';
import type { Suite } from './suite.ts';
import { suites } from './suites.ts';

const constants = Object.entries(knownAnswers).flatMap(([algorithm, vector]) => Object.keys(vector).map((part) => ({ algorithm, part })));

/** The answers with one hexadecimal digit of one constant changed. */
function mutated(algorithm: string, part: string): KnownAnswers {
  const vector = knownAnswers[algorithm as keyof KnownAnswers] as Readonly<Record<string, string>>;
  const text = vector[part] ?? expect.fail(`no ${part}`);
  const middle = Math.floor(text.length / 2);
  const digit = (Number.parseInt(text[middle] ?? '0', 16) ^ 1).toString(16);
  return { ...knownAnswers, [algorithm]: { ...vector, [part]: `${text.slice(0, middle)}${digit}${text.slice(middle + 1)}` } };
}

const withSuite = (id: 'intl' | 'gm', changes: Partial<Suite>): typeof suites => ({ ...suites, [id]: { ...suites[id], ...changes } });

describe('the self-test', () => {
  it('passes', () => {
    expect(wrongAnswers()).toEqual([]);
    expect(() => selfTest()).not.toThrow();
  });

  it.each(constants)('stops the program when $part of $algorithm is another', ({ algorithm, part }) => {
    const failure = failureOf(() => selfTest(suites, mutated(algorithm, part)));
    expect([failure.code, failure.message]).toEqual([
      'crypto_self_test',
      '密码算法自检没有通过，程序没有启动，数据没有打开也没有改动。请重新安装程序；仍然出现时请联系信息管理员。',
    ]);
  });

  it.each<[string, typeof suites, string]>([
    ['hash', withSuite('intl', { hash: suites.gm.hash }), 'SHA-256'],
    ['mac', withSuite('gm', { hmac: suites.intl.hmac }), 'HMAC-SM3'],
    ['key derivation', withSuite('gm', { hkdf: suites.intl.hkdf }), 'HKDF-SM3'],
    ['verification that accepts everything', withSuite('intl', { verify: () => true }), 'Ed25519 verification'],
    [
      'opening that accepts everything',
      withSuite('intl', { open: () => Uint8Array.from(Buffer.from(knownAnswers.aesGcm.plain, 'hex')) }),
      'AES-256-GCM (other aad)',
    ],
    ['box that is not sealed', withSuite('gm', { open: (_key, box) => Uint8Array.from(Buffer.from(box.text, 'hex')) }), 'gm box'],
    [
      'agreement that throws',
      withSuite('intl', {
        agree: () => {
          throw new Error('no X25519 here');
        },
      }),
      'X25519 agreement',
    ],
    ['signing', withSuite('gm', { sign: () => new Uint8Array(64) }), 'gm signature'],
  ])('stops the program when a provider has another %s', (_what, provider, algorithm) => {
    expect(wrongAnswers(provider)).toContain(algorithm);
    expect(failureOf(() => selfTest(provider)).details).toMatchObject({ wrong: expect.arrayContaining([algorithm]) });
  });
});
