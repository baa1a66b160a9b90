// Search finds every substring of the searched fields, and nothing else: compared with looking through all texts.

import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { library } from '#domain/dictionary/index.ts';
import { anExpert, aPolicy, aProject, idOf, projectOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import type { Row } from './read.ts';

describe('any substring', () => {
  const syllables = [
    '青岛',
    '胶州湾',
    '海底',
    '隧道',
    '工程',
    '二期',
    'B区',
    'ABC',
    'Ａ',
    '5G',
    '2025',
    '１２',
    '（',
    '）',
    '-',
    '—',
    '·',
    ' ',
    '改造',
    '𠮷野',
    '港',
    'é',
    '《',
    '》',
    '湾',
  ];
  const text = fc.array(fc.constantFrom(...syllables), { minLength: 2, maxLength: 9 }).map((parts) => parts.join(''));
  const random = fc.sample(fc.record({ name: text, address: text, content: text, number: text }), { numRuns: 150, seed: 20_260_302 });
  let replica: TestReplica;
  let documents: { id: string; texts: string[] }[];

  beforeAll(() => {
    replica = aReplica();
    const rows = random.map(({ name, address, content, number }, index) => ({
      index,
      values: { project_name: `${name}${index}`, address, construction_content: content, reserve_no: number.slice(0, 20) },
    }));
    replica.write.importRows({ ...anAsker(), database: 'reserve', year: 2026, label: '导入', source: 'a.xlsx', rows, commit: true }, quietJob);
    const searched = library('reserve').fields.filter((field) => field.searched === true);
    const own = new Set(library('reserve').table.fields.map(({ id }) => id));
    const all = replica.lists.page({ database: 'reserve', filter: [], sort: [], offset: 0, limit: 1000, totals: false }).rows;
    // The master and the library's own fields are searched apart: all terms must occur in one of the two.
    documents = all.flatMap((record) => [
      {
        id: idOf(record),
        texts: textsOf(
          record,
          searched.filter(({ id }) => !own.has(id)).map(({ id }) => id),
        ),
      },
      {
        id: idOf(record),
        texts: textsOf(
          record,
          searched.filter(({ id }) => own.has(id)).map(({ id }) => id),
        ),
      },
    ]);
  });
  afterAll(() => replica.close());

  const textsOf = (record: Row, fields: string[]): string[] => fields.flatMap((field) => (typeof record[field] === 'string' ? [folded(record[field])] : []));
  const folded = (value: string): string =>
    value
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');

  function byLooking(query: string): string[] {
    const terms = query
      .split(/\s+/)
      .map(folded)
      .filter((term) => term !== '');
    if (terms.length === 0) return [];
    return [
      ...new Set(documents.filter(({ texts }) => terms.every((term) => texts.some((candidate) => candidate.includes(term)))).map(({ id }) => id)),
    ].toSorted();
  }

  const bySearch = (query: string): string[] =>
    replica.read
      .search({ text: query, limit: 1000 })
      .hits.map(({ id }) => id)
      .toSorted();

  it('of two characters or more is found, and only where it is', () => {
    expect(documents.length).toBe(300);
    const cut = fc
      .tuple(fc.nat(149), fc.constantFrom('name' as const, 'address' as const, 'content' as const), fc.nat(20), fc.integer({ min: 2, max: 12 }))
      .map(([index, field, from, length]) => {
        const characters = [...(random[index]?.[field] ?? '')];
        const start = from % Math.max(1, characters.length - 1);
        return characters.slice(start, start + length).join('');
      });
    fc.assert(
      fc.property(cut, (query) => {
        expect(bySearch(query)).toEqual(byLooking(query));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('of one character, of several terms, and of made-up words too', () => {
    const queries = fc.oneof(
      fc.constantFrom(...syllables),
      fc.tuple(fc.constantFrom(...syllables), fc.constantFrom(...syllables)).map((pair) => pair.join(' ')),
      text,
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(queries, (query) => {
        expect(bySearch(query)).toEqual(byLooking(query));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('is never a query of its own', () => {
    for (const query of ['"', '* OR *', 'NOT 工程', '工程"OR"', 'grams:工程', '^工程', "'; DROP TABLE project", 'f', 'fieldend', '()', '\u{E000}']) {
      expect([query, bySearch(query)]).toEqual([query, byLooking(query)]);
    }
  });
});

describe('a search', () => {
  let replica: TestReplica;
  beforeEach(() => {
    replica = aReplica();
  });
  afterEach(() => replica.close());

  const titles = (text: string): string[] => replica.read.search({ text, limit: 10 }).hits.map(({ title }) => title);

  it('says what was found and where', () => {
    const project = replica.add('reserve', aProject({ national_code: '2101-370211-04-01-123456' }));
    const policy = replica.add('policy', aPolicy());
    expect(replica.read.search({ text: '隧道', limit: 10 })).toEqual({
      hits: [{ database: 'reserve', id: project['id'], title: '胶州湾第二海底隧道工程', detail: '2101-370211-04-01-123456', projectId: project['project_id'] }],
      total: 1,
    });
    expect(replica.read.search({ text: '投资 办法', limit: 10 })).toEqual({
      hits: [{ database: 'policy', id: policy['id'], title: '青岛市政府投资项目管理办法', detail: '政策法规库', projectId: null }],
      total: 1,
    });
  });

  it('says which field holds the words when the title does not', () => {
    replica.add(
      'reserve',
      aProject({ construction_content: '新建双向六车道海底隧道及两岸接线道路，配套建设地下综合管廊、雨污水管网和智慧照明系统，总长约十四公里。' }),
    );
    expect(replica.read.search({ text: '综合管廊', limit: 10 }).hits.map(({ detail }) => detail)).toEqual([
      '主要建设内容：…及两岸接线道路，配套建设地下综合管廊、雨污水管网和智慧照明系统，…',
    ]);
  });

  it('finds codes with or without their dashes, and brackets of any width', () => {
    replica.add('reserve', aProject({ national_code: '2101-370211-04-01-123456' }));
    replica.add('policy', aPolicy());
    for (const text of ['2101-370211', '2101370211', '3702110401', '1-123456']) expect([text, titles(text)]).toEqual([text, ['胶州湾第二海底隧道工程']]);
    for (const text of ['青政发[2024]12号', '青政发（2024）', '青政发2024']) expect([text, titles(text)]).toEqual([text, ['青岛市政府投资项目管理办法']]);
  });

  it('finds support records by each of their texts, lists included, but not by a secret', () => {
    replica.add('policy', aPolicy({ keywords: ['并联审批', '容缺受理'] }));
    replica.add('expert', anExpert({ achievements: '主持胶东机场可研评估' }));
    expect([titles('容缺'), titles('人民政府'), titles('机场可研'), titles('13800138000')]).toEqual([
      ['青岛市政府投资项目管理办法'],
      ['青岛市政府投资项目管理办法'],
      ['王德清'],
      [],
    ]);
  });

  it('follows every change', () => {
    const record = replica.add('reserve', aProject());
    const id = idOf(record);
    const change = (version: number, values: Record<string, string>): unknown =>
      replica.write.updateRecord({ ...anAsker(), database: 'reserve', id, version, values, reason: null });
    change(1, { project_name: '胶州湾跨海大桥工程', reserve_no: 'CB-T-77' });
    expect([titles('海底'), titles('大桥'), titles('CB-T-77')]).toEqual([[], ['胶州湾跨海大桥工程'], ['胶州湾跨海大桥工程']]);
    const { batch } = replica.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [id], reason: '误建' });
    expect(['大桥', 'CB-T', '桥'].map((text) => replica.read.search({ text, limit: 10 }))).toEqual([
      { hits: [], total: 0 },
      { hits: [], total: 0 },
      { hits: [], total: 0 },
    ]);
    replica.write.undoBatch({ ...anAsker(), batch });
    expect([titles('大桥'), titles('CB-T')]).toEqual([['胶州湾跨海大桥工程'], ['胶州湾跨海大桥工程']]);
  });

  it('shows a project once, in the library it entered last', () => {
    const reserve = replica.add('reserve', aProject({ mgmt_year: 2025 }));
    const key = replica.add('key', { mgmt_year: 2026 }, { projectId: projectOf(reserve) });
    expect(replica.read.search({ text: '隧道', limit: 10 }).hits.map(({ id }) => id)).toEqual([key['id']]);
  });

  it('keeps to its limit and still counts all', () => {
    for (let index = 0; index < 5; index += 1) replica.add('reserve', aProject({ project_name: `隧道工程第${index}段` }));
    expect(replica.read.search({ text: '隧道', limit: 2 })).toMatchObject({ hits: [{}, {}], total: 5 });
  });
});
