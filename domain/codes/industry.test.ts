// Both editions of the industry classification, what parseIndustry understands, conversion and roll-ups.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { industrySections, type IndustryVersion } from '#domain/codes/industry-data.ts';
import { industryRollUp } from '#domain/codes/industry-roll-up.ts';
import { convertDivision, findDivision, parseIndustry } from '#domain/codes/industry.ts';

const divisionsOf = (version: IndustryVersion): readonly string[] =>
  industrySections[version].flatMap((section) => section.divisions.map((division) => division.code));
const anyDivision = (version: IndustryVersion): fc.Arbitrary<string> => fc.constantFrom(...divisionsOf(version));
const versions: readonly IndustryVersion[] = ['2011', '2017'];

describe('editions', () => {
  it('have 20 sections A–T and 96 or 97 divisions numbered without a gap', () => {
    for (const [version, count] of [
      ['2011', 96],
      ['2017', 97],
    ] as const) {
      expect(industrySections[version].map((section) => section.code).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
      expect(divisionsOf(version).map(Number)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    }
  });

  it('begin their 2017 sections where the standard does', () => {
    const first = industrySections['2017'].map((section) => section.code + (section.divisions[0]?.code ?? ''));
    expect(first.join(' ')).toBe('A01 B06 C13 D44 E47 F51 G53 H61 I63 J66 K70 L71 M73 N76 O80 P83 Q84 R86 S91 T97');
  });

  it('begin their 2011 sections where the standard does', () => {
    const first = industrySections['2011'].map((section) => section.code + (section.divisions[0]?.code ?? ''));
    expect(first.join(' ')).toBe('A01 B06 C13 D44 E47 F51 G53 H61 I63 J66 K70 L71 M73 N76 O79 P82 Q83 R85 S90 T96');
  });

  it.each([
    ['05', '农、林、牧、渔服务业', '农、林、牧、渔专业及辅助性活动'],
    ['11', '开采辅助活动', '开采专业及辅助性活动'],
    ['25', '石油加工、炼焦和核燃料加工业', '石油、煤炭及其他燃料加工业'],
    ['39', '计算机、通信和其他电子设备制造业', '计算机、通信和其他电子设备制造业'],
    ['50', '建筑装饰和其他建筑业', '建筑装饰、装修和其他建筑业'],
    ['58', '装卸搬运和运输代理业', '多式联运和运输代理业'],
    ['59', '仓储业', '装卸搬运和仓储业'],
    ['78', '公共设施管理业', '公共设施管理业'],
    ['79', '居民服务业', '土地管理业'],
    ['82', '教育', '其他服务业'],
    ['86', '广播、电视、电影和影视录音制作业', '新闻和出版业'],
    ['95', '基层群众自治组织', '群众团体、社会团体和其他成员组织'],
    ['96', '国际组织', '基层群众自治组织及其他组织'],
    ['97', undefined, '国际组织'],
  ])('division %s is %s in 2011 and %s in 2017', (code, in2011, in2017) => {
    expect(findDivision(code, '2011')?.name).toBe(in2011);
    expect(findDivision(code, '2017')?.name).toBe(in2017);
  });
});

describe('convertDivision', () => {
  it.each([
    ['01', '2011', '01'],
    ['57', '2011', '57'],
    ['60', '2011', '60'],
    ['78', '2011', '78'],
    ['79', '2011', '80'],
    ['96', '2011', '97'],
    ['78', '2017', '78'],
    ['80', '2017', '79'],
    ['97', '2017', '96'],
  ] as const)('%s of %s becomes %s', (division, from, expected) => {
    const to = from === '2011' ? '2017' : '2011';
    expect(convertDivision(division, from, to)).toEqual({ outcome: 'converted', division: expected });
  });

  it.each([
    ['58', '2011', ['58', '59']],
    ['59', '2011', ['58', '59']],
    ['58', '2017', ['58', '59']],
    ['59', '2017', ['58', '59']],
    ['79', '2017', []],
  ] as const)('%s of %s is left to a person', (division, from, candidates) => {
    const to = from === '2011' ? '2017' : '2011';
    expect(convertDivision(division, from, to)).toEqual({ outcome: 'manual', candidates });
  });

  it('knows no division outside the edition', () => {
    expect(convertDivision('97', '2011', '2017')).toBeUndefined();
    expect(convertDivision('98', '2017', '2011')).toBeUndefined();
    expect(convertDivision('7', '2017', '2011')).toBeUndefined();
  });

  it('goes there and back, in the same section, wherever it is defined', () => {
    fc.assert(
      fc.property(anyDivision('2011'), (division) => {
        const there = convertDivision(division, '2011', '2017');
        if (there?.outcome !== 'converted') return ['58', '59'].includes(division);
        expect(convertDivision(there.division, '2017', '2011')).toEqual({ outcome: 'converted', division });
        return findDivision(there.division, '2017')?.section === findDivision(division, '2011')?.section;
      }),
      { numRuns: 300 },
    );
  });
});

describe('parseIndustry', () => {
  it.each([
    ['C39', 'division', 'C39', '2017'],
    ['c39', 'division', 'C39', '2017'],
    ['Ｃ３９', 'division', 'C39', '2017'],
    ['C391', 'group', 'C391', '2017'],
    ['C3911', 'class', 'C3911', '2017'],
    ['39', 'division', 'C39', '2017'],
    ['3911', 'class', 'C3911', '2017'],
    ['1', 'division', 'A01', '2017'],
    ['C', 'section', 'C', '2017'],
    ['制造业', 'section', 'C', '2017'],
    ['C制造业', 'section', 'C', '2017'],
    ['计算机、通信和其他电子设备制造业', 'division', 'C39', '2017'],
    ['计算机，通信和其他电子设备制造', 'division', 'C39', '2017'],
    ['C39计算机、通信和其他电子设备制造业', 'division', 'C39', '2017'],
    ['39-计算机、通信和其他电子设备制造业', 'division', 'C39', '2017'],
    ['C3911 计算机整机制造', 'class', 'C3911', '2017'],
    ['化学原料及化学制品制造业', 'division', 'C26', '2017'],
    ['教育', 'division', 'P83', '2017'],
    ['仓储业', 'division', 'G59', '2011'],
    ['土地管理业', 'division', 'N79', '2017'],
    ['O79', 'division', 'O79', '2011'],
    ['79 居民服务业', 'division', 'O79', '2011'],
    ['N79', 'division', 'N79', '2017'],
    ['97', 'division', 'T97', '2017'],
    ['G5990 仓储', 'class', 'G5990', '2017'],
  ])('understands %s', (raw, level, code, version) => {
    expect(parseIndustry(raw).industry).toMatchObject({ level, code, version });
  });

  it('keeps to the edition it is told', () => {
    expect(parseIndustry('82', '2011')).toMatchObject({ industry: { code: 'P82', name: '教育' }, findings: [] });
    expect(parseIndustry('82', '2017')).toMatchObject({ industry: { code: 'O82', name: '其他服务业' }, findings: [] });
    expect(parseIndustry('97', '2011').industry).toBeUndefined();
    expect(parseIndustry('仓储业', '2017').industry).toBeUndefined();
  });

  it('gives the whole industry', () => {
    expect(parseIndustry('C3911').industry).toEqual({
      version: '2017',
      level: 'class',
      code: 'C3911',
      section: 'C',
      division: '39',
      name: '计算机、通信和其他电子设备制造业',
    });
  });

  it.each([
    ['82', 'warning', 'industry_version_assumed', 'O82'],
    ['O80', 'warning', 'industry_version_assumed', 'O80'],
    ['G5990 仓储', 'warning', 'industry_version_assumed', 'G5990'],
    ['5910', 'warning', 'industry_version_assumed', 'G5910'],
    ['C39 汽车制造业', 'warning', 'industry_name_mismatch', 'C39'],
    ['A39', 'error', 'industry_section_mismatch', undefined],
    ['C8311', 'error', 'industry_section_mismatch', undefined],
    ['98', 'error', 'industry_unknown', undefined],
    ['00', 'error', 'industry_unknown', undefined],
    ['C39111', 'error', 'industry_unknown', undefined],
    ['Z', 'error', 'industry_unknown', undefined],
    ['房地产和其他', 'error', 'industry_unknown', undefined],
    ['', 'error', 'industry_unknown', undefined],
  ])('answers %j with %s %s', (raw, severity, code, industry) => {
    const parse = parseIndustry(raw);
    expect(parse.findings).toMatchObject([{ severity, code }]);
    expect(parse.industry?.code).toBe(industry);
  });

  it('lets a name settle the edition', () => {
    expect(parseIndustry('79 土地管理业')).toMatchObject({ industry: { code: 'N79', version: '2017' }, findings: [] });
    expect(parseIndustry('79 居民服务业')).toMatchObject({ industry: { code: 'O79', version: '2011' }, findings: [] });
  });

  it('says what the other edition would read', () => {
    expect(parseIndustry('79').findings[0]?.message).toBe('未注明行业分类版本，N79按2017版“土地管理业”采用；2011版中它是“居民服务业”，请确认版本。');
  });

  it('reads back every code and every name of both editions', () => {
    for (const version of versions) {
      for (const division of industrySections[version].flatMap((section) => section.divisions)) {
        const code = division.section + division.code;
        for (const raw of [code, division.code, division.name, `${code} ${division.name}`]) {
          expect(parseIndustry(raw, version)).toMatchObject({ industry: { version, code, name: division.name }, findings: [] });
        }
      }
    }
  });
});

describe('industryRollUp', () => {
  const all = (version: IndustryVersion, is: (division: string) => boolean | undefined): string => divisionsOf(version).filter(is).join(' ');
  const stratum = (version: IndustryVersion, name: string) => (division: string) => industryRollUp(division, version)?.stratum === name;

  it.each(versions)('divides the three strata by the rules of the statistics bureau (%s)', (version) => {
    expect(all(version, stratum(version, 'primary'))).toBe('01 02 03 04');
    const secondary = divisionsOf(version).filter((code) => code >= '06' && code <= '50' && code !== '11' && code !== '43');
    expect(all(version, stratum(version, 'secondary'))).toBe(secondary.join(' '));
    expect(industryRollUp('05', version)?.stratum).toBe('tertiary');
    expect(industryRollUp('51', version)?.stratum).toBe('tertiary');
  });

  it('counts sections B, C and D as industry', () => {
    expect(all('2017', (division) => industryRollUp(division, '2017')?.industrial)).toBe(
      divisionsOf('2017')
        .filter((code) => code >= '06' && code <= '46')
        .join(' '),
    );
  });

  it('counts 79 as infrastructure only where it is 土地管理业', () => {
    const infrastructure = (version: IndustryVersion): string => all(version, (division) => industryRollUp(division, version)?.infrastructure);
    expect(infrastructure('2017')).toBe('44 45 46 53 54 55 56 57 58 59 60 63 64 76 77 78 79');
    expect(infrastructure('2011')).toBe('44 45 46 53 54 55 56 57 58 59 60 63 64 76 77 78');
  });

  it('says the same of a division before and after conversion', () => {
    fc.assert(
      fc.property(anyDivision('2011'), (division) => {
        const there = convertDivision(division, '2011', '2017');
        fc.pre(there?.outcome === 'converted');
        if (there?.outcome !== 'converted') return;
        expect(industryRollUp(there.division, '2017')).toEqual(industryRollUp(division, '2011'));
      }),
    );
  });

  it('knows no division outside the edition', () => {
    expect(industryRollUp('97', '2011')).toBeUndefined();
  });
});
