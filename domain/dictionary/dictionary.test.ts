// The dictionary as a whole: identifiers, code tables, references, aliases and the figures of the published design.

import { describe, expect, it } from 'vitest';
import { codeItem, codeTables, itemsOn } from './code-tables/index.ts';
import type { Field, RefEntity } from './field.ts';
import { libraries, libraryIds } from './index.ts';
import { refNameId } from './ref-name.ts';
import { refTarget, supportingTables } from './tables/index.ts';
import { membershipTable } from './tables/membership.ts';
import { nominalPercent } from './code-tables/physical.ts';
import { projectTable } from './tables/project.ts';

/** As headers are compared: width, blanks and brackets make no difference. */
const spelling = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

const tables = [projectTable, membershipTable, ...libraries.map(({ table }) => table), ...supportingTables];

describe('libraries', () => {
  it('are ten, in the order and numbering of the published design', () => {
    expect(libraries.map(({ id }) => id)).toEqual(libraryIds);
    expect(libraries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(libraries.map(({ label }) => label)).toEqual([
      '发展规划项目库',
      '储备项目库',
      '中央投资项目库',
      '专项资金项目库',
      '市财力项目库',
      '市重点项目库',
      '核准备案项目库',
      '专家信息库',
      '政策法规库',
      '决策资源库',
    ]);
  });

  // Figures of domain.md §1.1–§1.11 less the keys and the columns the master or the membership already has.
  it.each([
    ['plan', 18],
    ['reserve', 32],
    ['central', 34],
    ['special', 26],
    ['fiscal', 30],
    ['key', 34],
    ['filing', 40],
    ['expert', 33],
    ['policy', 31],
    ['decision', 29],
  ])('%s declares the fields of the dossier', (id, count) => {
    const found = libraries.find((library) => library.id === id);
    expect(found?.table.fields.length).toBeGreaterThanOrEqual(count);
  });

  it('shares a master of 45 fields', () => {
    // 45 rows less the key, plus cross-region, longitude, latitude and the PPP code of the notes.
    expect(projectTable.fields).toHaveLength(48);
  });

  it.each(libraries.map((library) => [library.id, library] as const))('%s names its title and natural key among its fields', (_, library) => {
    const ids = new Set(library.fields.map(({ id }) => id));
    expect(ids).toContain(library.titleField);
    if (library.kind === 'support') for (const id of library.naturalKey.flat()) expect(ids).toContain(id);
  });

  it.each(libraries.map((library) => [library.id, library] as const))('%s shows a list that fits 1366 px', (_, library) => {
    const widths = library.fields.flatMap(({ column }) => (column === undefined ? [] : [column]));
    expect(widths.length).toBeGreaterThanOrEqual(8);
    expect(widths.length).toBeLessThanOrEqual(11);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(1310);
  });

  it.each(libraries.map((library) => [library.id, library] as const))('%s lets no Excel header mean two fields', (_, library) => {
    const owners = new Map<string, string>();
    const clashes: string[] = [];
    for (const { id, label, aliases = [] } of library.fields) {
      for (const text of new Set([label, ...aliases].map(spelling))) {
        const owner = owners.get(text);
        if (owner !== undefined) clashes.push(`${text}: ${owner}, ${id}`);
        owners.set(text, id);
      }
    }
    expect(clashes).toEqual([]);
  });

  it.each(libraries.map((library) => [library.id, library] as const))('%s gives every reference a name of its own', (_, library) => {
    const names = library.fields.filter(({ type }) => type.kind === 'ref').map(refNameId);
    const ids = library.fields.map(({ id }) => id);
    expect(new Set([...ids, ...names]).size).toBe(ids.length + names.length);
  });

  it('uses one identifier for one kind of value in all project libraries', () => {
    const kinds = new Map<string, string>();
    for (const library of libraries) {
      if (library.kind !== 'project') continue;
      for (const { id, type } of library.fields) {
        const kind = 'table' in type ? `${type.kind} ${type.table}` : type.kind;
        expect([id, kinds.get(id) ?? kind]).toEqual([id, kind]);
        kinds.set(id, kind);
      }
    }
  });

  it('names only declared fields in its rules, and every rule once', () => {
    for (const library of libraries) {
      const ids = new Set(library.fields.map(({ id }) => id));
      const codes = library.rules.map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const rule of library.rules) for (const id of rule.fields) expect(ids, `${library.id} ${rule.code}`).toContain(id);
    }
  });

  it('keeps personal data out of search, lists and statistics', () => {
    const personal = tables.flatMap(({ fields }) => fields).filter(({ type }) => type.kind === 'secret');
    expect(personal.map(({ id }) => id).sort()).toEqual(['bank_account', 'contact', 'id_no', 'mobile', 'mobile', 'mobile']);
    for (const { sensitivity, searched, column, role } of personal) {
      expect({ sensitivity, searched, column, role }).toEqual({ sensitivity: 'personal' });
    }
  });
});

describe('tables', () => {
  const refEntities = (field: Field): RefEntity[] => (field.type.kind === 'ref' || field.type.kind === 'refs' ? [field.type.entity] : []);

  it('have names and identifiers fit for a database', () => {
    const snake = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
    expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
    for (const { name, key, fields } of tables) {
      expect(name).toMatch(snake);
      const ids = fields.map(({ id }) => id);
      expect(new Set(ids).size, name).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(snake);
      if (key !== undefined && name !== 'plan_document') expect(ids, name).not.toContain(key);
    }
  });

  it('hang together: every reference has a table, every part a parent', () => {
    const keys = new Set(tables.map(({ key }) => key));
    for (const { name, fields, belongsTo, title, key } of tables) {
      for (const entity of fields.flatMap(refEntities)) expect(refTarget(entity).table).toBe(entity);
      if (title !== undefined)
        expect(
          fields.map(({ id }) => id),
          name,
        ).toContain(title);
      if (belongsTo !== undefined) expect(keys.has(belongsTo) || fields.some(({ id }) => id === belongsTo), `${name} ${belongsTo}`).toBe(true);
      expect(key !== undefined || belongsTo !== undefined, name).toBe(true);
    }
  });

  it('agree with the libraries on where a reference points', () => {
    for (const { table } of libraries) {
      if (table.title === undefined || table.key === undefined) continue;
      expect(refTarget(table.name as RefEntity)).toEqual({ table: table.name, key: table.key, title: table.title });
    }
    expect(refTarget('project')).toEqual({ table: 'project', key: projectTable.key, title: projectTable.title });
    expect(refTarget('plan_document')).toEqual({ table: 'plan_document', key: 'plan_id', title: 'plan_name' });
  });

  it('say where each field comes from and what it is called', () => {
    for (const { fields } of tables) {
      for (const { id, label, source, section } of fields) {
        expect(label, id).toMatch(/\p{Script=Han}/u);
        expect(source, id).not.toBe('');
        expect(section, id).not.toBe('');
      }
    }
  });
});

describe('code tables', () => {
  it.each(codeTables.map((table) => [table.id, table] as const))('%s has codes once and names that lead to one code', (_, table) => {
    expect(new Set(table.items.map(({ code }) => code)).size).toBe(table.items.length);
    // The ladders repeat node names: a name means a node only within its kind of works.
    if (table.id === 'physical_node') return;
    const parents = new Map(table.items.map((item): [string, string | undefined] => [item.code, item.parent]));
    const owners = new Map<string, string>();
    for (const { code, name, aliases = [] } of table.items) {
      for (const text of new Set([name, ...aliases])) {
        const owner = owners.get(text) ?? code;
        // 房地产业 is a section and its only division.
        expect([text, parents.get(code) === owner ? code : owner]).toEqual([text, code]);
        owners.set(text, code);
      }
    }
  });

  it('date the districts: 即墨市 until 2017-10-30, 即墨区 from then on', () => {
    expect(itemsOn('region', '2017-10-29').map(({ name }) => name)).toContain('即墨市');
    expect(itemsOn('region', '2017-10-30').map(({ name }) => name)).not.toContain('即墨市');
    expect(itemsOn('region', '2024-01-01')).toHaveLength(11);
    expect(codeItem('region', '370205')).toMatchObject({ name: '四方区', validTo: '2012-12-01', note: '并入 370203' });
    expect(codeItem('region', '370211')?.aliases).toContain('西海岸新区');
  });

  it('number the industries by edition', () => {
    expect(codeItem('industry_2017', 'N79')?.name).toBe('土地管理业');
    expect(codeItem('industry_2011', 'O79')?.name).toMatch(/^居民服务/);
    const divisions = (id: 'industry_2017' | 'industry_2011'): number =>
      codeTables.find((table) => table.id === id)?.items.filter(({ code }) => code.length === 3).length ?? 0;
    expect([divisions('industry_2017'), divisions('industry_2011')]).toEqual([97, 96]);
  });

  it('measure physical progress along one ladder', () => {
    expect(codeItem('physical_node', '105')).toEqual({ code: '105', name: '主体封顶', group: '房建/医院/学校', note: '名义进度 60 %' });
    expect(nominalPercent('105')).toBe(60);
    expect(nominalPercent('999')).toBeUndefined();
  });
});
