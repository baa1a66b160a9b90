// Membership of a project in a library for one management year 入库记录 (domain.md §1.0): never a second copy of the project.

import type { TableDeclaration } from '../field.ts';
import { code, date, integer, longText, section, text, year } from './field-kinds.ts';

const entry = section('入库', 'plan', [
  year('mgmt_year', '管理年度', 'S0', { required: true, aliases: ['年度', '管理年份'], help: '统计维度“管理年度”。', column: 72 }),
  date('entered_on', '入库日期', 'G3'),
  date('left_on', '出库日期', 'G3'),
  text('serial_no', '名单序号', 20, 'W27', { aliases: ['序号', '编号'] }),
  text('list_section', '名单分类', 120, 'W27', { role: 'dimension', help: '公布名单中所在的分类标题，如“一、基础设施（一）交通”。' }),
  longText('remark', '备注', 500, 'G3', { group: 'content', aliases: ['说明', '备注说明'] }),
]);

// Written by the transitions of domain/policy/record-state.ts alone; what they permit is the policy's.
const state = section('填报与锁定', 'system', [
  code('record_state', '填报状态', 'record_state', 'W21; G3', {
    derived: '上报、退回、锁定、解锁时由系统写入',
    help: '已上报的记录不能修改，退回后方可调整。',
  }),
  integer('lock_level', '锁定等级', '级', { min: 0, max: 9 }, 'G3', { derived: '锁定、解锁时由系统写入', help: '0 未锁定；n 由第 n 级锁定，下级不得修改。' }),
  text('locked_by', '锁定人', 60, 'J', { derived: '锁定、解锁时由系统写入' }),
]);

export const membershipTable: TableDeclaration = {
  name: 'project_membership',
  label: '入库记录',
  key: 'membership_id',
  belongsTo: 'project_id',
  fields: [...entry, ...state],
  source: 'domain.md §1.0',
};
