// Membership of a project in a library for one management year 入库记录 (domain.md §1.0): never a second copy of the project.

import type { TableDeclaration } from '../field.ts';
import { date, longText, section, text, year } from './field-kinds.ts';

const fields = section('入库', 'plan', [
  year('mgmt_year', '管理年度', 'S0', { required: true, aliases: ['年度', '管理年份'], help: '统计维度“管理年度”。', column: 72 }),
  date('entered_on', '入库日期', 'G3'),
  date('left_on', '出库日期', 'G3'),
  text('serial_no', '名单序号', 20, 'W27', { aliases: ['序号', '编号'] }),
  text('list_section', '名单分类', 120, 'W27', { role: 'dimension', help: '公布名单中所在的分类标题，如“一、基础设施（一）交通”。' }),
  longText('remark', '备注', 500, 'G3', { group: 'content', aliases: ['说明', '备注说明'] }),
]);

export const membershipTable: TableDeclaration = {
  name: 'project_membership',
  label: '入库记录',
  key: 'membership_id',
  belongsTo: 'project_id',
  fields,
  source: 'domain.md §1.0',
};
