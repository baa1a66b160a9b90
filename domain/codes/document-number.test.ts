// Document numbers as they are really written: repaired where they can be, flagged and kept where not.
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocumentNumber } from '#domain/codes/document-number.ts';

describe('checkDocumentNumber', () => {
  it.each(['发改投资〔2020〕1439号', '川发改审批〔2017〕653号', '沪规划资源调〔2021〕517号', '青发改投资〔2024〕12号'])('takes %s as it is', (number) => {
    expect(checkDocumentNumber(number)).toMatchObject({ raw: number, normalised: number, kind: 'document', findings: [] });
  });

  it.each([
    ['青政字[2019]3号', '青政字〔2019〕3号'],
    ['青发改投资〔2024〕012号', '青发改投资〔2024〕12号'],
    ['发改投资（2015）2463号', '发改投资〔2015〕2463号'],
    ['青政办发【2021】第08号', '青政办发〔2021〕8号'],
    ['青政办发［２０２１］８号', '青政办发〔2021〕8号'],
    ['青 政 字 〔 2019 〕 3 号', '青政字〔2019〕3号'],
    ['青政字﹝2019﹞3号', '青政字〔2019〕3号'],
    ['青政字〔2019)3号', '青政字〔2019〕3号'],
  ])('repairs %s', (raw, normalised) => {
    const check = checkDocumentNumber(raw);
    expect(check).toMatchObject({ raw, normalised, kind: 'document' });
    expect(check.findings).toMatchObject([{ code: 'document_number_normalised', severity: 'info' }]);
    expect(check.findings[0]?.message).toContain(raw);
  });

  it('reads the parts', () => {
    expect(checkDocumentNumber('青发改投资[2024]012号').parts).toEqual({ issuer: '青发改投资', year: 2024, sequence: '12' });
    expect(checkDocumentNumber('国务院令第712号').parts).toEqual({ issuer: '国务院令', sequence: '712' });
  });

  it.each([
    ['国务院令第712号', '国务院令第712号'],
    ['国家发展改革委令第10号', '国家发展改革委令第10号'],
    ['国家发展改革委令 第 010 号', '国家发展改革委令第10号'],
    ['国务院令712号', '国务院令第712号'],
    ['主席令第七十三号', '主席令第七十三号'],
  ])('knows the order %s', (raw, normalised) => {
    expect(checkDocumentNumber(raw)).toMatchObject({ normalised, kind: 'order' });
  });

  it.each(['湘发改评督规〔2024317号', '青政字2019-3号', '青政字〔19〕3号', '青政字〔2019〕号', '青政字〔2019〕0号', '〔2019〕3号', '青政字〔1819〕3号', ''])(
    'flags %j and keeps it',
    (raw) => {
      const check = checkDocumentNumber(raw);
      expect(check).toMatchObject({ raw, kind: 'unrecognised', parts: undefined });
      expect(check.findings).toMatchObject([{ code: 'document_number_unrepairable', severity: 'warning' }]);
    },
  );

  it('does not guess a bracket that was lost', () => {
    expect(checkDocumentNumber('湘发改评督规〔2024317号').normalised).toBe('湘发改评督规〔2024317号');
  });

  it('brings every pair of brackets and padding to one form, and that form is stable', () => {
    const opening = fc.constantFrom(...'[［【(（〔{');
    const closing = fc.constantFrom(...']］】)）〕}');
    fc.assert(
      fc.property(
        opening,
        closing,
        fc.integer({ min: 1950, max: 2049 }),
        fc.integer({ min: 1, max: 999999 }),
        fc.nat(3),
        (open, close, year, sequence, zeros) => {
          const { normalised } = checkDocumentNumber(`青发改审${open}${year}${close}${'0'.repeat(zeros)}${sequence}号`);
          expect(normalised).toBe(`青发改审〔${year}〕${sequence}号`);
          expect(checkDocumentNumber(normalised)).toMatchObject({ normalised, findings: [] });
        },
      ),
    );
  });

  const policies = new URL('../../../shared/data/policy/documents.jsonl', import.meta.url);
  describe.skipIf(!existsSync(policies))('published policy documents (needs ../shared/data)', () => {
    it('recognises every number in them', () => {
      const numbers = readFileSync(policies, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as { number: string | null }).number)
        .filter((number): number is string => number !== null && number !== '');
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers.filter((number) => checkDocumentNumber(number).kind === 'unrecognised')).toEqual([]);
    });
  });
});
