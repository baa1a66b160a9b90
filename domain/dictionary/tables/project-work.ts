// What happens to a project: approvals, money planned and paid, contracts, monthly reports, changes (domain.md §1.1, §1.11b).

import type { TableDeclaration } from '../field.ts';
import {
  code,
  date,
  datetime,
  documentNumber,
  file,
  files,
  flag,
  integer,
  list,
  longText,
  money,
  month,
  percent,
  ref,
  section,
  text,
  year,
} from './field-kinds.ts';
import { compositionDrafts } from './investment-composition.ts';

const operational = 'domain.md §1.11b';
const project = ref('project_id', '项目', 'project', 'domain.md §1.0', { required: true });
const ofProject = { belongsTo: 'project_id' } as const;

export const projectApprovalTable: TableDeclaration = {
  name: 'project_approval',
  label: '前期手续',
  key: 'approval_id',
  title: 'doc_title',
  ...ofProject,
  fields: section('前期手续', 'content', [
    project,
    code('item_code', '手续事项', 'approval_item', 'G3', { required: true }),
    ref('approving_org_id', '批复单位', 'org', 'G3', { required: true }),
    text('doc_title', '批复文件标题', 200, 'G3', { searched: true }),
    documentNumber('doc_number', '批复文号', 'G3', { searched: true }),
    date('approve_date', '批复时间', 'G3'),
    date('valid_until', '有效期至', 'domain.md §1.1'),
    money('approved_investment', '批复投资', 'domain.md §1.1'),
    code('status', '批复状态', 'approval_status', 'G3', { required: true }),
    file('file_asset_id', '批复文件', 'domain.md §1.1'),
  ]),
  source: 'domain.md §1.1',
};

export const projectFundPlanTable: TableDeclaration = {
  name: 'project_fund_plan',
  label: '资金来源计划',
  key: 'fund_plan_id',
  ...ofProject,
  fields: section('资金来源', 'content', [
    project,
    code('source_code', '资金来源', 'fund_source', 'domain.md §2.5', { required: true }),
    code('level', '层级', 'government_level', 'domain.md §1.1'),
    money('planned_total', '计划投资额', 'G4', { required: true }),
    year('plan_year', '计划年度', 'domain.md §1.1'),
    flag('confirmed', '是否落实', 'domain.md §1.1', { required: true }),
    text('evidence_doc', '落实依据', 200, 'domain.md §1.1'),
  ]),
  source: 'domain.md §1.1; G4',
};

/** One row per project: the composition of the total investment in force. A filing keeps the one it was filed with. */
export const projectInvestmentCompositionTable: TableDeclaration = {
  name: 'project_investment_composition',
  label: '投资构成',
  ...ofProject,
  fields: section('投资构成', 'content', [project, ...compositionDrafts]),
  source: 'domain.md §1.1; G8',
};

export const annualPlanItemTable: TableDeclaration = {
  name: 'annual_plan_item',
  label: '年度计划',
  key: 'plan_item_id',
  title: 'content',
  ...ofProject,
  fields: section('年度计划', 'plan', [
    project,
    code('library', '所属数据库', 'project_library', operational, { required: true }),
    year('mgmt_year', '管理年度', operational, { required: true }),
    code('plan_class', '计划类别', 'plan_class', operational),
    longText('content', '年度建设内容', 500, 'L1 第16条', { required: true }),
    money('year_plan_total', '年度投资', 'L1 第16条', { required: true }),
    list('sources', '资金来源', { source_code: '来源', amount: '金额' }, 'L1 第16条'),
    documentNumber('doc_no', '下达文号', operational),
    date('issued_on', '下达日期', operational),
    code('state', '状态', 'plan_item_state', operational, { required: true }),
    integer('version', '版次', '版', { min: 1 }, operational),
    ref('adjust_of', '调整自', 'annual_plan_item', operational),
  ]),
  source: operational,
};

export const fundDisbursementTable: TableDeclaration = {
  name: 'fund_disbursement',
  label: '资金流水',
  key: 'flow_id',
  ...ofProject,
  fields: section('资金流水', 'payment', [
    project,
    code('source_code', '资金来源', 'fund_source', 'domain.md §2.5', { required: true }),
    code('kind', '类型', 'flow_kind', operational, { required: true }),
    money('amount', '金额', operational, { required: true }),
    date('date', '日期', operational, { required: true }),
    documentNumber('doc_no', '文号', operational),
    text('voucher', '凭证号', 40, operational),
    ref('payee_org_id', '收款单位', 'org', operational),
    ref('contract_id', '合同', 'contract', operational),
  ]),
  source: operational,
};

export const contractTable: TableDeclaration = {
  name: 'contract',
  label: '合同',
  key: 'contract_id',
  title: 'contract_name',
  ...ofProject,
  fields: section('合同', 'content', [
    project,
    text('contract_name', '合同名称', 200, operational, { required: true, searched: true }),
    code('kind', '合同类型', 'contract_kind', operational, { required: true }),
    code('tender_mode', '招标方式', 'tender_mode', operational),
    text('tender_no', '招标编号', 60, operational),
    ref('winner_org_id', '中标单位', 'org', operational),
    money('amount', '合同金额', operational),
    date('sign_date', '签订日期', operational),
    integer('duration', '合同工期', '天', { min: 0 }, operational),
    list('modifications', '合同变更', { date: '日期', type: '类型', old: '变更前', new: '变更后', rationale: '理由' }, 'G2'),
    money('final_value', '结算金额', 'G2'),
  ]),
  source: operational,
};

export const progressReportTable: TableDeclaration = {
  name: 'progress_report',
  label: '月报',
  key: 'report_id',
  title: 'period',
  ...ofProject,
  fields: section('月报', 'progress', [
    project,
    month('period', '报告期', operational, { required: true }),
    code('library', '所属数据库', 'project_library', operational, { required: true }),
    code('phys_node', '形象进度节点', 'physical_node', operational),
    percent('phys_pct', '形象进度', operational),
    text('phys_text', '形象进度说明', 200, operational, { searched: true, help: '列表中显示前 40 字。' }),
    money('month_done', '本月完成投资', operational),
    money('ytd_done', '本年累计完成投资', operational, { required: true }),
    money('cum_done', '开工以来累计完成投资', operational),
    list('sources_done', '分来源完成', { source_code: '来源', amount: '金额' }, operational),
    money('arrived', '资金到位', operational),
    money('paid', '资金支付', operational),
    flag('started', '已开工', operational),
    date('started_on', '开工日期', operational),
    flag('finished', '已竣工', operational),
    date('finished_on', '竣工日期', operational),
    longText('problem_text', '存在问题', 1000, operational, { searched: true }),
    longText('suggestion', '建议', 1000, operational),
    longText('next_plan', '下月计划', 500, operational),
    files('photos', '照片', operational),
    ref('fill_by_id', '填报人', 'person', operational),
    datetime('fill_at', '填报时间', operational),
    ref('verify_by_id', '审核人', 'person', operational),
    datetime('verify_at', '审核时间', operational),
    code('state', '状态', 'report_state', operational, { required: true }),
    ref('correction_of', '更正自', 'progress_report', operational),
    longText('correction_reason', '更正原因', 500, 'domain.md §1.13'),
  ]),
  source: operational,
};

export const projectChangeTable: TableDeclaration = {
  name: 'project_change',
  label: '项目变更',
  key: 'change_id',
  ...ofProject,
  fields: section('项目变更', 'content', [
    project,
    code('kind', '变更类型', 'change_kind', operational, { required: true }),
    longText('old', '变更前', 1000, operational),
    longText('new', '变更后', 1000, operational),
    longText('rationale', '变更理由', 1000, operational, { required: true }),
    date('apply_on', '申请日期', operational),
    ref('approve_org_id', '批准单位', 'org', operational),
    documentNumber('approve_doc', '批准文号', operational),
    date('approve_on', '批准日期', operational),
    code('state', '状态', 'change_state', operational, { required: true }),
  ]),
  source: operational,
};

export const projectRelationTable: TableDeclaration = {
  name: 'project_relation',
  label: '项目关系',
  key: 'relation_id',
  belongsTo: 'a_project_id',
  fields: section('项目关系', 'identity', [
    ref('a_project_id', '项目', 'project', operational, { required: true }),
    ref('b_project_id', '相关项目', 'project', operational, { required: true }),
    code('kind', '关系', 'relation_kind', operational, { required: true }),
  ]),
  source: operational,
};
