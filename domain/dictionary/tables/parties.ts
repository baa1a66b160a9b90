// Organisations and persons, the planning documents and fund programmes libraries refer to (domain.md §1.2, §1.5, §1.11b).

import type { TableDeclaration } from '../field.ts';
import { officeContact, officeHolder } from './personal-uses.ts';
import { code, date, documentNumber, files, flag, integer, longText, money, ref, secret, section, text, texts } from './field-kinds.ts';

export const orgTable: TableDeclaration = {
  name: 'org',
  label: '单位',
  key: 'org_id',
  title: 'org_name',
  fields: [
    ...section('单位', 'library', [
      text('org_name', '单位全称', 120, 'domain.md §1.11b', { required: true, searched: true }),
      text('short_name', '单位简称', 40, 'domain.md §1.11b', { searched: true }),
      text('uscc', '统一社会信用代码', 18, 'G7', { check: 'uscc', searched: true }),
      code('org_class', '单位类别', 'org_class', 'domain.md §1.11b'),
      ref('parent_id', '上级单位', 'org', 'domain.md §1.11b'),
      code('region_code', '所在区市', 'region', 'domain.md §1.11b'),
      text('legal_rep', '法定代表人', 40, 'domain.md §1.11b', { sensitivity: 'internal', personal: officeHolder, check: 'person_name' }),
      secret('contact', '联系方式', 'contact', 'domain.md §1.11b', { personal: officeContact }),
      flag('black_list_flag', '失信标识', 'W11; W55 第5条'),
      date('valid_from', '启用日期', 'domain.md §1.11b'),
      date('valid_to', '停用日期', 'domain.md §1.11b'),
      texts('alias', '曾用名与别名', 'domain.md §1.11b', { searched: true }),
    ]),
  ],
  source: 'domain.md §1.11b',
};

export const personTable: TableDeclaration = {
  name: 'person',
  label: '人员',
  key: 'person_id',
  title: 'name',
  fields: [
    ...section('人员', 'library', [
      text('name', '姓名', 40, 'domain.md §1.11b', { required: true, searched: true, personal: officeHolder, check: 'person_name' }),
      ref('org_id', '单位', 'org', 'domain.md §1.11b'),
      text('position', '职务', 60, 'domain.md §1.11b'),
      secret('mobile', '手机', 'mobile', 'domain.md §1.11b', { personal: officeContact }),
      text('role', '角色', 40, 'domain.md §1.11b'),
      date('valid_from', '任职起', 'domain.md §1.11b', { help: '责任追溯到当时任职的人。' }),
      date('valid_to', '任职止', 'domain.md §1.11b'),
    ]),
  ],
  source: 'domain.md §1.11b',
};

const year = { min: 1949, max: 2100 };

export const planDocumentTable: TableDeclaration = {
  name: 'plan_document',
  label: '规划',
  key: 'plan_id',
  title: 'plan_name',
  fields: [
    ...section('规划', 'library', [
      text('plan_name', '规划名称', 200, 'S0', { required: true, searched: true }),
      code('plan_type', '规划类型', 'plan_type', 'S0', { required: true }),
      code('plan_level', '规划层级', 'government_level', 'S0', { required: true }),
      integer('period_start', '规划期起', '年', year, 'S0', { required: true }),
      integer('period_end', '规划期止', '年', year, 'S0', { required: true }),
      ref('compiler_org_id', '编制单位', 'org', 'S0', { required: true }),
      ref('approver_org_id', '批准机关', 'org', 'S0', { required: true }),
      documentNumber('approval_doc_no', '批准文号', 'S0'),
      date('approval_date', '批准日期', 'S0'),
      code('plan_state', '规划状态', 'plan_state', 'S0', { required: true }),
      files('file_asset_ids', '成果文件', 'S0'),
    ]),
  ],
  source: 'domain.md §1.2',
};

export const fundProgramTable: TableDeclaration = {
  name: 'fund_program',
  label: '专项资金',
  key: 'fund_program_id',
  title: 'fund_program_name',
  fields: [
    ...section('专项资金', 'library', [
      text('fund_program_name', '专项资金名称', 120, 'domain.md §1.5', { required: true, searched: true }),
      code('fund_level', '资金级次', 'government_level', 'domain.md §1.5', { required: true }),
      ref('dept_id', '主管部门', 'org', 'domain.md §1.5'),
      integer('budget_year', '预算年度', '年', year, 'domain.md §1.5'),
      money('year_budget', '年度总额', 'domain.md §1.5'),
      money('project_cap', '单个项目上限', 'W55'),
      code('support_mode', '支持方式', 'support_mode', 'W55'),
      longText('conditions', '支持条件', 1000, 'W55'),
    ]),
  ],
  source: 'domain.md §1.5',
};
