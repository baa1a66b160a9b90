// Code tables of the operational tables all libraries share: units, contracts, changes, reports, relations (domain.md §1.11b).

import { itemsOf, type CodeTable } from './code-table.ts';

export const orgClass = {
  id: 'org_class',
  name: '单位类别',
  source: 'domain.md §1.11b',
  items: itemsOf({
    10: '委处室',
    20: '区市发改局|区市局',
    30: '部门|市直部门|主管部门',
    40: '项目单位|建设单位',
    50: '咨询|咨询机构',
    60: '设计|设计单位',
    70: '施工|施工单位',
    80: '监理|监理单位',
    90: '其他',
  }),
} as const satisfies CodeTable;

export const contractKind = {
  id: 'contract_kind',
  name: '合同类型',
  source: 'domain.md §1.11b',
  items: itemsOf({ 1: '勘察', 2: '设计', 3: '施工', 4: '监理', 5: '采购', 6: '咨询' }),
} as const satisfies CodeTable;

export const changeKind = {
  id: 'change_kind',
  name: '变更类型',
  source: 'domain.md §1.11b',
  items: itemsOf({ 1: '地点', 2: '规模', 3: '内容', 4: '总投资', 5: '概算', 6: '工期', 7: '单位', 8: '名称' }),
} as const satisfies CodeTable;

export const changeState = {
  id: 'change_state',
  name: '变更状态',
  source: 'domain.md §1.11b; J',
  items: itemsOf({ 1: '申请', 2: '审核', 3: '批准', 4: '退回', 5: '撤回' }),
} as const satisfies CodeTable;

export const reportState = {
  id: 'report_state',
  name: '月报状态',
  source: 'domain.md §1.11b',
  items: itemsOf({ 10: '草稿', 20: '上报', 30: '退回', 40: '区市审', 50: '市审', 60: '封账' }),
} as const satisfies CodeTable;

export const relationKind = {
  id: 'relation_kind',
  name: '项目关系',
  source: 'domain.md §1.11b',
  items: itemsOf({ 1: '母子', 2: '分期', 3: '打捆成员', 4: '合并自', 5: '拆分自', 6: '替代' }),
} as const satisfies CodeTable;
