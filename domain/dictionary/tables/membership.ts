// Membership of a project in a library for one management year 入库记录 (domain.md §1.0): never a second copy of the project.

import type { Field, TableDeclaration } from '../field.ts';

const fields: readonly Field[] = [
  {
    id: 'mgmt_year',
    label: '管理年度',
    type: { kind: 'year' },
    required: true,
    group: 'plan',
    role: 'dimension',
    aliases: ['年度', '管理年份'],
    help: '统计维度“管理年度”。',
    source: 'S0',
    column: 80,
    section: '入库',
  },
  { id: 'entered_on', label: '入库日期', type: { kind: 'date' }, group: 'plan', source: 'G3', section: '入库' },
  { id: 'left_on', label: '出库日期', type: { kind: 'date' }, group: 'plan', source: 'G3', section: '入库' },
  { id: 'serial_no', label: '名单序号', type: { kind: 'text', max: 20 }, group: 'plan', aliases: ['序号', '编号'], source: 'W27', section: '入库' },
  {
    id: 'list_section',
    label: '名单分类',
    type: { kind: 'text', max: 120 },
    group: 'plan',
    role: 'dimension',
    help: '公布名单中所在的分类标题，如“一、基础设施（一）交通”。',
    source: 'W27',
    section: '入库',
  },
  {
    id: 'remark',
    label: '备注',
    type: { kind: 'text', max: 500, multiline: true },
    group: 'content',
    aliases: ['说明', '备注说明'],
    source: 'G3',
    section: '入库',
  },
];

export const membershipTable: TableDeclaration = { name: 'project_membership', label: '入库记录', fields, source: 'domain.md §1.0' };
