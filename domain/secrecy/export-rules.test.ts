// Which exports leave at once, which wait for a second person, which are refused.

import { describe, expect, it } from 'vitest';
import type { Field } from '../dictionary/field.ts';
import { library } from '../dictionary/index.ts';
import { judgeExport, type ExportFacts } from './export-rules.ts';

const fieldsOf = (...ids: string[]): Field[] => ids.map((id) => library('expert').fields.find((field) => field.id === id) ?? expect.fail(id));

const judge = (changes: Partial<ExportFacts>) =>
  judgeExport({ labels: { '0': 3 }, fields: fieldsOf('expert_no'), isPublic: false, approvalRows: 5000, ...changes });

describe('an export', () => {
  it.each([
    ['public rows', {}, 'allowed', '0', 3],
    ['rows without a label, which count as 内部', { labels: { '': 2, '0': 1 } }, 'allowed', '1', 3],
    ['no rows at all', { labels: {} }, 'allowed', '0', 0],
    ['as many rows as one person may take', { labels: { '1': 5000 } }, 'allowed', '1', 5000],
    ['one more', { labels: { '1': 5001 } }, 'approval', '1', 5001],
    ['any number of invented rows', { labels: { '1': 300_000 }, approvalRows: null }, 'allowed', '1', 300_000],
    ['one sensitive row', { labels: { '0': 9, '3': 1 } }, 'approval', '3', 10],
    ['one 工作秘密 row, also invented', { labels: { '2': 1 }, approvalRows: null }, 'approval', '2', 1],
    ['a personal number', { fields: fieldsOf('expert_no', 'mobile') }, 'approval', '0', 3],
    ['a label of a newer program', { labels: { '7': 1 } }, 'refused', '2', 1],
  ] as const)('of %s', (_what, changes, verdict, label, rows) => {
    expect(judge(changes)).toMatchObject({ verdict, label, rows });
  });

  it('says every reason at once', () => {
    expect(judge({ labels: { '3': 6000 }, fields: fieldsOf('id_no') }).text).toBe(
      '这次导出共 6000 行，超过 5000 行，含有密级为“敏感”的记录，含有个人信息字段（导出后仍隐去部分数字），须经他人审批。没有导出任何内容。请填写理由提出申请，批准后按同样的条件再导出一次。',
    );
  });
});

describe('a public export', () => {
  const judgePublic = (changes: Partial<ExportFacts>) => judge({ isPublic: true, ...changes });

  it('holds public rows and public fields', () => {
    expect(judgePublic({}).verdict).toBe('allowed');
  });

  it('is refused for anything else, naming how many rows and which fields', () => {
    expect(judgePublic({ labels: { '0': 5, '': 2, '1': 1 } })).toMatchObject({ verdict: 'refused', fields: [] });
    expect(judgePublic({ labels: { '0': 5, '1': 1 }, fields: fieldsOf('expert_no', 'name', 'birth_ym', 'mobile') })).toEqual({
      verdict: 'refused',
      rows: 6,
      label: '1',
      fields: ['name', 'birth_ym', 'mobile'],
      text: '公开导出只能包含密级为“公开”的记录和可公开的字段，现有 1 条记录不是“公开”；有 3 个字段不得公开：姓名、出生年月、手机。没有导出任何内容。请筛选密级为“公开”的记录，去掉这些字段，先完成保密审查再公开。',
    });
  });
});
