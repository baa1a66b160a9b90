// The project master 项目主表 with its rules: the fields every project library shares (domain.md §1.1, §1.13).

import type { RecordRule, TableDeclaration } from '../field.ts';
import { contentFields } from './project-content.ts';
import { identityFields } from './project-identity.ts';
import { rulesOver } from './rule-kinds.ts';

const fields = [...identityFields, ...contentFields];
const rule = rulesOver(fields);

const rules: readonly RecordRule[] = [
  {
    code: 'project_name_single_line',
    severity: 'error',
    fields: ['project_name'],
    message: '项目名称不能含换行，请改为一行。',
    source: 'G3',
    holds: (r) => typeof r['project_name'] !== 'string' || !/[\r\n]/.test(r['project_name']),
  },
  {
    code: 'project_name_length',
    severity: 'warning',
    fields: ['project_name'],
    message: '项目名称宜为 4–100 个字，请核对是否写全。',
    source: 'G3; W2',
    holds: (r) => typeof r['project_name'] !== 'string' || (r['project_name'].length >= 4 && r['project_name'].length <= 100),
  },
  rule.positive('total_investment', 'L1 第16条'),
  rule.minLength('construction_content', 20, 'G3'),
  rule.inOrder('planned_start', 'planned_finish', 'G3', 'error'),
  rule.notFuture('actual_start', 'L1 第27条'),
  rule.notFuture('actual_finish', 'L1 第27条'),
  rule.inOrder('actual_start', 'actual_finish', 'L1 第27条', 'error'),
  rule.within('new_land_area_mu', 'land_area_mu', 'G8'),
  rule.within('approved_budget', 'approved_estimate', 'L1 第12条', { severity: 'warning', percent: 110, remedy: '须报告并可能要重新报批可研（R01）。' }),
  {
    code: 'guidance_forbids_filing',
    severity: 'warning',
    fields: ['industry_guidance_item', 'mgmt_mode'],
    message: '淘汰类、禁止类项目不得备案，请核对产业目录条目（R33）。',
    source: 'L2 第15、20条',
    holds: (r) => r['mgmt_mode'] !== 'BA' || typeof r['industry_guidance_item'] !== 'string' || !/淘汰|禁止/.test(r['industry_guidance_item']),
  },
];

export const projectTable: TableDeclaration = {
  name: 'project',
  label: '项目主表',
  key: 'project_id',
  title: 'project_name',
  fields,
  rules,
  source: 'domain.md §1.1',
};
