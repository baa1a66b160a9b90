// The published vectors of both schemes and each of the checks C1–C9 alone.
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProjectCode, projectCodeScheme, type ProjectCodeContext } from '#domain/codes/project-code.ts';

const today = '2026-01-15';
const problems = (raw: string, context: Partial<ProjectCodeContext> = {}): readonly string[] =>
  checkProjectCode(raw, { today, ...context })
    .findings.filter((finding) => finding.severity !== 'info')
    .map((finding) => `${finding.severity} ${finding.code}`);

describe('projectCodeScheme', () => {
  it.each([
    ['2017-450114-48-01-900353', 'LEGACY'],
    ['2101-370211-04-01-123456', 'GBT40058'],
    ['2011-370202-04-01-000001', 'GBT40058'],
    ['2012-370202-04-01-000001', 'GBT40058'],
    ['2013-370202-04-01-000001', 'INVALID'],
    ['2014-370202-04-01-000001', 'INVALID'],
    ['2015-370202-04-01-000001', 'LEGACY'],
    ['2020-370202-04-01-000001', 'LEGACY'],
    ['2021-370202-04-01-000001', 'INVALID'],
    ['2113-370202-04-01-000001', 'INVALID'],
    ['2100-370202-04-01-000001', 'INVALID'],
    ['1912-370202-04-01-000001', 'INVALID'],
    ['2101-37021-04-01-1234567', 'INVALID'],
    ['21013702110401123456', 'INVALID'],
  ])('%s → %s', (code, scheme) => {
    expect(projectCodeScheme(code)).toBe(scheme);
    expect(checkProjectCode(code, { today }).scheme).toBe(scheme);
  });
});

describe('checkProjectCode', () => {
  it('passes a good code, saying only that its check digit waits for the server (C9)', () => {
    const check = checkProjectCode('2101-370211-04-01-123456', {
      today,
      regionCode: '370211',
      approvedOn: '2021-03-05',
      projectKind: '01',
    });
    expect(check).toMatchObject({ scheme: 'GBT40058', normalised: '2101-370211-04-01-123456' });
    expect(check.findings).toMatchObject([{ code: 'project_code_check_digit_unverified', severity: 'info' }]);
  });

  it('passes a legacy code silently: it has no check digit and its type segment is not a project kind', () => {
    expect(checkProjectCode('2017-370211-42-03-051217', { today, projectKind: '01' }).findings).toEqual([]);
  });

  it.each([
    ['C1 shape', '2101-370211-04-01-12345', {}, ['error project_code_shape']],
    ['C1 shape of nothing', '', {}, ['error project_code_shape']],
    ['C2 scheme', '2113-370211-04-01-123456', {}, ['error project_code_scheme']],
    ['C3 unknown region of the city', '2101-370299-04-01-123456', {}, ['warning project_code_region_unknown']],
    ['C3 another city', '2101-370102-04-01-123456', {}, ['warning project_code_region_outside']],
    ['C3 another city, declared', '2101-370102-04-01-123456', { crossRegion: true }, []],
    ['C3 central project', '2101-000000-04-01-123456', {}, []],
    ['C3 project of the province', '2101-370000-04-01-123456', {}, []],
    ['C3 former region while it existed', '2017-370282-39-03-000001', {}, []],
    ['C3 its successor in the same year', '2017-370215-39-03-000001', {}, []],
    ['C3 successor before it existed', '2016-370215-39-03-000001', {}, ['warning project_code_region_not_in_force']],
    ['C3 former region afterwards', '2018-370282-39-03-000001', {}, ['warning project_code_region_not_in_force']],
    ['C4 other region', '2101-370211-04-01-123456', { regionCode: '370212' }, ['warning project_code_region_mismatch']],
    ['C4 successor of the region', '2016-370282-39-03-000001', { regionCode: '370215' }, []],
    ['C4 street in the region', '2101-370211-04-01-123456', { regionCode: '370211103' }, []],
    ['C5 next month', '2602-370211-04-01-123456', {}, ['error project_code_future']],
    ['C5 first day of the month', '2601-370211-04-01-123456', { today: '2026-01-01' }, []],
    ['C5 this month', '2601-370211-04-01-123456', {}, []],
    ['C5 approved before', '2105-370211-04-01-123456', { approvedOn: '2021-04-30' }, ['warning project_code_after_approval']],
    ['C5 approved in the month', '2105-370211-04-01-123456', { approvedOn: '2021-05-01' }, []],
    ['C5 legacy approved in the year', '2019-370211-39-03-123456', { approvedOn: '2019-02-01' }, []],
    ['C5 legacy approved before', '2019-370211-39-03-123456', { approvedOn: '2018-12-31' }, ['warning project_code_after_approval']],
    ['C6 held by another', '2101-370211-04-01-123456', { heldBy: '甲项目' }, ['error project_code_duplicate']],
    ['C7 other kind', '2101-370211-04-02-123456', { projectKind: '01' }, ['warning project_code_kind_mismatch']],
    ['C7 unknown type', '2101-370211-04-11-123456', {}, ['warning project_code_type_unknown']],
  ] as const)('%s', (_, raw, context, expected) => {
    expect(problems(raw, context)).toEqual(expected);
  });

  it.each(['２１０１－３７０２１１－０４－０１－１２３４５６', ' 2101—370211–04-01－123456 ', '2101 - 370211 - 04 - 01 - 123456', '2101——370211-04-01-123456'])(
    'C8 normalises %j and keeps the raw text',
    (raw) => {
      const check = checkProjectCode(raw, { today });
      expect(check).toMatchObject({ raw, normalised: '2101-370211-04-01-123456', scheme: 'GBT40058' });
      expect(check.findings).toContainEqual({
        code: 'project_code_normalised',
        severity: 'info',
        message: `项目代码已规范为“2101-370211-04-01-123456”，原文“${raw}”一并保留。`,
      });
    },
  );

  it('names both regions when they differ', () => {
    const { findings } = checkProjectCode('2017-370282-39-03-000001', { today, regionCode: '370281' });
    expect(findings[0]?.message).toBe('项目代码中的地区“370282即墨市”与项目建设地点“370281胶州市”不一致，均未作改动；请核对其中哪一个有误。');
  });

  it('gives every first segment exactly one reading', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (time) => {
        const scheme = projectCodeScheme(`${String(time).padStart(4, '0')}-370211-04-01-123456`);
        const isMonth = time >= 2000 && time % 100 >= 1 && time % 100 <= 12;
        const isLegacyYear = time >= 2015 && time <= 2020;
        expect(scheme).toBe(isLegacyYear ? 'LEGACY' : isMonth ? 'GBT40058' : 'INVALID');
        expect(isMonth && isLegacyYear).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  const notices = new URL('../../../shared/data/project-lists/L5-filing-notices-utf8bom.csv', import.meta.url);
  it.skipIf(!existsSync(notices))('reads every code of a published list without an error (needs ../shared/data)', () => {
    const found = readFileSync(notices, 'utf8').match(/\d{4}-\d{6}-\d{2}-\d{2}-\d{6}/g) ?? [];
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((code) => problems(code).some((problem) => problem.startsWith('error')))).toEqual([]);
  });
});
