// 核准备案项目库: fields of one approval, verification or filing of a project (domain.md §1.8, §3.3).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, date, datetime, documentNumber, integer, list, longText, money, secret, section, text } from '../tables/field-kinds.ts';
import { compositionDrafts } from '../tables/investment-composition.ts';
import { officeContact, officeHolder } from '../tables/personal-uses.ts';
import { projectLibrary, projectRules } from './library.ts';

const isDecided = { text: '作出决定之后', test: (r: RecordValues) => typeof r['decided_on'] === 'string' };
/** A filing is complete with its information: no acceptance, no decision document of its own (L2 第13条). */
const isVerified = { text: '核准决定之后', test: (r: RecordValues) => r['mgmt_mode'] === 'HZ' && typeof r['decided_on'] === 'string' };
const isStarted = { text: '开工之后', test: (r: RecordValues) => typeof r['actual_start'] === 'string' };
const isFinished = { text: '竣工之后', test: (r: RecordValues) => typeof r['actual_finish'] === 'string' };
const isExtended = { text: '延长办理期限', test: (r: RecordValues) => typeof r['extended_on'] === 'string' };

const fields: readonly Field[] = [
  ...section('办理', 'library', [
    code('filing_type', '办理类型', 'filing_type', 'domain.md §2.8', {
      required: true,
      aliases: ['事项类型', '办理事项', '事项名称', '审批事项'],
      column: 120,
    }),
    text('service_item_code', '事项编码', 31, 'S0', { aliases: ['权力事项编码'] }),
    code('handling_level', '办理层级', 'handling_level', 'S0', { required: true }),
    code('delegation_mode', '下放方式', 'delegation_mode', 'S0', { aliases: ['委托授权方式'] }),
    text('case_no', '受理编号', 30, 'domain.md §1.8', { required: true, searched: true, aliases: ['办件编号', '受理号', '收件编号'] }),
    date('coded_on', '登记赋码日期', 'G8', { required: true, aliases: ['赋码日期', '赋码时间', '登记日期'] }),
    datetime('received_at', '收件时间', 'W2', { required: true, aliases: ['收件日期', '申报时间', '申报日期'] }),
    date('supplement_notice_on', '补正告知日', 'L3 第32条(四)', { aliases: ['补正告知日期'], help: '收件后 5 个工作日内，逾期视为受理（R36）。' }),
    datetime('accepted_at', '受理时间', 'W2', { aliases: ['受理日期'], help: '从这一刻起计算办理时限。' }),
    date('eval_from', '委托评估起', 'L2 第9、10条', { aliases: ['委托评估开始日期'] }),
    date('eval_to', '委托评估止', 'L2 第9、10条', { aliases: ['委托评估结束日期'], help: '不超过 30 个工作日，不计入办理时限（R37）。' }),
    date('consult_from', '征求意见起', 'W64', { aliases: ['征求意见开始日期'] }),
    date('consult_to', '征求意见止', 'W64', { aliases: ['征求意见结束日期'] }),
    date('extended_on', '延期批准日', 'L2 第10条', { aliases: ['延期批准日期'] }),
    integer('extended_days', '延期天数', '工作日', { min: 0, max: 40 }, 'L2 第10条', { required: isExtended, role: 'measure', help: '不超过 40 个工作日。' }),
  ]),

  ...section('决定', 'library', [
    date('decided_on', '决定日期', 'L2 第10条', {
      aliases: ['批复日期', '批复时间', '备案日期', '备案时间', '核准日期', '核准时间', '审批时间', '审批日期', '办结日期', '办结时间'],
      column: 96,
    }),
    code('decision', '决定结果', 'filing_decision', 'domain.md §1.8', { required: isDecided, aliases: ['办理结果', '审批结果'] }),
    documentNumber('doc_no', '批复/备案文号', 'domain.md §2.9', {
      required: isDecided,
      searched: true,
      aliases: ['批复文号', '备案文号', '核准文号', '文号', '备案证明号', '批准文号'],
      column: 170,
    }),
    date('delivered_on', '送达日期', 'L3 第44条', { required: isDecided, aliases: ['送达时间'], help: '决定后 10 个工作日内（R38）。' }),
    date('valid_until', '有效期至', 'L2 第12条', { required: isVerified, aliases: ['有效期'], help: '核准文件自决定起 2 年。' }),
    date('delay_apply_on', '延期开工申请日', 'L2 第12条', { help: '有效期满 30 个工作日前申请；只能一次，不超过 1 年。' }),
    code('publicity_state', '公示状态', 'publicity_state', 'S0', { required: true }),
  ]),

  ...section('项目单位', 'identity', [
    code('legal_type', '法人类型', 'legal_type', 'G8', { required: true, aliases: ['单位类型', '单位性质'] }),
    code('license_type', '证照类型', 'license_type', 'G8', { required: true }),
    text('license_no', '证照号码', 40, 'G8', { required: true, aliases: ['证照编号'] }),
    text('org_address', '单位地址', 200, 'G8', { required: true, aliases: ['注册地址', '企业地址'] }),
    date('org_founded_on', '成立日期', 'G8', { aliases: ['成立时间'] }),
    money('reg_capital', '注册资金', 'G8', { aliases: ['注册资本'], help: '以所列币种计。' }),
    code('currency', '币种', 'currency', 'G8', { aliases: ['注册资金币种'] }),
    longText('business_scope', '经营范围', 2000, 'G8'),
    text('legal_rep', '企业负责人', 40, 'G8', {
      required: true,
      check: 'person_name',
      sensitivity: 'internal',
      personal: officeHolder,
      aliases: ['法定代表人', '法人代表'],
    }),
    secret('mobile', '企业负责人手机', 'mobile', 'G8', { required: true, personal: officeContact }),
    code('capital_origin', '内外资属性', 'capital_origin', 'G8', { required: true, aliases: ['企业性质', '资本来源'] }),
  ]),

  ...section('投资构成', 'content', compositionDrafts),

  ...section('资金来源', 'content', [
    money('src_fiscal', '财政性资金', 'G8', { required: true, aliases: ['财政资金'], help: '四项来源之和等于总投资（±1 万元）。' }),
    money('src_own', '自有资金', 'G8', { required: true, aliases: ['企业自有资金', '自筹资金', '资本金'] }),
    money('src_loan', '银行贷款', 'G8', { required: true, aliases: ['贷款'] }),
    money('src_other', '其他资金', 'G8', { required: true, aliases: ['其他来源'] }),
  ]),

  ...section('核准与事中事后监管', 'inspection', [
    code('catalogue_item', '核准目录条目', 'verification_catalogue', 'W57', {
      required: { text: '核准项目', test: (r) => r['mgmt_mode'] === 'HZ' },
      group: 'content',
      aliases: ['核准目录'],
    }),
    date('start_report_on', '开工报送日', 'L2 第16条', { required: isStarted, group: 'progress', aliases: ['开工报送日期'] }),
    date('last_progress_on', '最近进度报送日', 'L2 第16条', { required: isStarted, group: 'progress', aliases: ['进度报送日期'] }),
    date('finish_report_on', '竣工报送日', 'L2 第16条', { required: isFinished, group: 'progress', aliases: ['竣工报送日期'] }),
    list('spot_checks', '抽查记录', { on: '日期', by: '抽查单位', result: '结果' }, 'W18', { help: '已开工核准项目每年至少一次现场核查，另随机抽 5 %。' }),
    list('changes', '变更情况', { on: '日期', kind: '类型', from: '变更前', to: '变更后', doc_no: '文号' }, 'L2 第11条', { group: 'library' }),
    list('penalties', '处罚记录', { on: '日期', conduct: '行为', decision: '处罚决定', amount: '金额' }, 'L2 第18–20条'),
  ]),
];

const rule = projectRules(fields);

const rules: readonly RecordRule[] = [
  rule.sumsTo('composition_sums_to_total', ['fixed_asset_investment', 'working_capital'], 'total_investment', 'G8; domain.md §1.1'),
  rule.sumsTo('sources_sum_to_total', ['src_fiscal', 'src_own', 'src_loan', 'src_other'], 'total_investment', 'G8'),
  {
    code: 'own_share',
    severity: 'warning',
    fields: ['src_own', 'total_investment'],
    message: '自有资金低于总投资的 20 %，请核对资本金比例。',
    source: 'domain.md §1.8（J-核）',
    holds: ({ src_own: own, total_investment: total, mgmt_mode: mode }) =>
      typeof own !== 'number' || typeof total !== 'number' || mode === 'SP' || own * 5 >= total,
  },
  {
    code: 'catalogue_item_filed',
    severity: 'warning',
    fields: ['catalogue_item', 'mgmt_mode'],
    message: '核准目录内的项目不能按备案办理，请核对管理方式（R33）。',
    source: 'L2 第3、15条',
    holds: (r) => r['mgmt_mode'] !== 'BA' || typeof r['catalogue_item'] !== 'string',
  },
  {
    code: 'refusal_needs_reason',
    severity: 'warning',
    fields: ['decision', 'remark'],
    message: '不予办理的决定应在备注中写明理由（R39）。',
    source: 'L1 第11条; L2 第10条; W35',
    holds: (r) => r['decision'] !== '2' || (typeof r['remark'] === 'string' && r['remark'].trim() !== ''),
  },
  rule.inOrder('received_at', 'accepted_at', 'W2'),
  rule.inOrder('received_at', 'supplement_notice_on', 'L3 第32条'),
  rule.inOrder('accepted_at', 'decided_on', 'L2 第10条'),
  rule.inOrder('eval_from', 'eval_to', 'L2 第9条', 'error'),
  rule.inOrder('consult_from', 'consult_to', 'W64', 'error'),
  rule.inOrder('decided_on', 'delivered_on', 'L3 第44条'),
  rule.inOrder('decided_on', 'valid_until', 'L2 第12条'),
  rule.inOrder('delay_apply_on', 'valid_until', 'L2 第12条'),
  rule.inOrder('decided_on', 'actual_start', 'L2 第18、19条; R06'),
  rule.notFuture('decided_on', 'domain.md §1.8'),
];

export const filing = projectLibrary({
  id: 'filing',
  number: 7,
  label: '核准备案项目库',
  short: '核备',
  table: 'ext_filing',
  fields,
  rules,
  columns: { national_code: 190, mgmt_mode: 76, responsible_org_id: 120, project_name: 260 },
  systems: ['enforcement'],
  source: 'domain.md §1.8; S0; G8; L2',
});
