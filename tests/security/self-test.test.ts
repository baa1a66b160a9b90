// A program in which one algorithm answers wrongly opens nothing (MM-10).

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openWorkstation } from '#main/workstation.ts';
import { rejectionOf } from '../builders/failures.ts';

vi.mock(import('#crypto/known-answers.ts'), async (original) => {
  const { knownAnswers } = await original();
  return { knownAnswers: { ...knownAnswers, sm3: { ...knownAnswers.sm3, hash: knownAnswers.sm3.hash.replace(/^6/, '7') } } } as never;
});

it('stops before the data folder is touched, and says what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'self-test-'));
  const dataDir = join(folder, 'data');
  const failure = await rejectionOf(openWorkstation({ dataDir, demo: 'S', log: () => undefined }));
  expect([failure.code, failure.details, existsSync(dataDir)]).toEqual(['crypto_self_test', { wrong: ['SM3'] }, false]);
  expect(failure.message).toBe('密码算法自检没有通过，程序没有启动，数据没有打开也没有改动。请重新安装程序；仍然出现时请联系信息管理员。');
  rmSync(folder, { recursive: true });
});
