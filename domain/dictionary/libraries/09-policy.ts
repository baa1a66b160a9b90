// 政策法规库: laws, rules and policy documents with their validity (domain.md §1.10).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, codes, date, documentNumber, files, integer, list, longText, ref, refs, section, text, texts } from '../tables/field-kinds.ts';
import { rulesOver } from '../tables/rule-kinds.ts';
import { supportLibrary } from './library.ts';

const isNormative = { text: '规范性文件、政策文件', test: (r: RecordValues) => r['doc_type'] === '6' || r['doc_type'] === '7' };
const isInterpretation = { text: '解读类', test: (r: RecordValues) => r['doc_type'] === '9' };

/** Long enough for any statute with its annexes; files of record are attached, not pasted. */
const fullTextLength = 1_000_000;

const fields: readonly Field[] = [
  ...section('文件', 'library', [
    text('title', '标题', 300, 'S0', {
      required: true,
      searched: true,
      aliases: ['文件标题', '文件名称', '名称', '法规名称', '政策名称', '标题名称'],
      column: 360,
    }),
    code('doc_type', '文件类别', 'law_level', 'domain.md §2.8', { required: true, aliases: ['文件类型', '效力级别', '类别'], column: 96 }),
    texts('issuing_orgs', '发布机关', 'S0', {
      required: true,
      role: 'dimension',
      searched: true,
      aliases: ['发文机关', '发文单位', '发布单位', '制定机关', '颁布单位'],
      column: 170,
    }),
    documentNumber('doc_number', '发文字号', 'domain.md §2.9', {
      required: isNormative,
      searched: true,
      aliases: ['文号', '文件编号', '发文号', '文件文号'],
      column: 170,
    }),
    text('index_no', '索引号', 40, 'W66'),
    code('level', '层级', 'government_level', 'S0', { required: true, aliases: ['发布层级'], column: 70 }),
  ]),

  ...section('时效', 'library', [
    date('issue_date', '发布日期', 'S0', { required: true, aliases: ['发文日期', '成文日期', '颁布日期', '公布日期', '印发日期', '发布时间'], column: 96 }),
    date('effective_date', '施行日期', 'S0', { required: true, aliases: ['实施日期', '生效日期', '施行时间'], column: 96 }),
    date('expiry_date', '失效日期', 'S0', { required: isNormative, aliases: ['有效期至', '废止日期', '截止日期'], help: '规范性文件一般规定有效期。' }),
    code('validity', '效力状态', 'policy_validity', 'S0', {
      required: true,
      aliases: ['时效性', '有效性', '效力'],
      help: '已修改、废止由人认定；其余按日期自动判定。',
      column: 84,
    }),
    ref('superseded_by', '被何文件替代', 'policy_document', 'S0', { required: { text: '废止', test: (r) => r['validity'] === '3' } }),
    list('amends', '修改历史', { on: '日期', doc_number: '文号', what: '修改内容' }, 'S0'),
  ]),

  ...section('分类与关联', 'library', [
    codes('subject_codes', '主题分类', 'policy_subject', 'S0', { required: true, aliases: ['主题', '分类'] }),
    codes('industry_codes', '适用行业', 'industry_2017', 'GB/T 4754'),
    codes('applicable_modes', '适用管理方式', 'mgmt_mode', 'domain.md §1.10'),
    refs('fund_programs', '关联专项', 'fund_program', 'domain.md §1.10'),
    texts('service_items', '关联事项', 'domain.md §1.10'),
    texts('keywords', '关键词', 'domain.md §1.10', { searched: true, aliases: ['主题词'] }),
  ]),

  ...section('内容', 'library', [
    longText('abstract', '摘要', 1000, 'domain.md §1.10', { searched: true, aliases: ['内容摘要', '主要内容'] }),
    longText('full_text', '正文', fullTextLength, 'S0', { required: true, searched: true, aliases: ['全文', '内容', '文件内容'] }),
    files('file_assets', '附件', 'S0'),
    text('source_url', '来源网址', 500, 'domain.md §1.10', { aliases: ['网址', '链接', '来源链接'] }),
    text('source_hash', '正文哈希', 64, 'domain.md §1.10', { derived: '正文的 SHA-256' }),
    code('disclosure', '公开属性', 'disclosure', 'L9', { required: true }),
    code('secret_level', '密级', 'secret_level', 'L17; W19', { required: true, help: '涉密文件不得录入本系统。' }),
  ]),

  ...section('解读与咨询', 'library', [
    ref('interpretation_of', '解读对象', 'policy_document', 'S0', { required: isInterpretation }),
    code('interpretation_type', '解读形式', 'interpretation_type', 'S0', { required: isInterpretation }),
    list('qa_items', '咨询问答', { question: '问', answer: '答', on: '日期' }, 'S0'),
  ]),

  ...section('采编', 'library', [
    text('editor', '采编人', 40, 'S3', { required: true, aliases: ['采编'] }),
    text('reviewer', '审核人', 40, 'S3', {
      required: { text: '审核之后', test: (r) => typeof r['state'] === 'string' && r['state'] >= '3' },
      aliases: ['审核'],
    }),
    code('state', '状态', 'policy_state', 'S3', { required: true, aliases: ['发布状态'] }),
    integer('read_count', '阅读次数', '次', { min: 0 }, 'domain.md §1.10', { derived: '阅读记录', role: 'measure' }),
    integer('cite_count', '引用次数', '次', { min: 0 }, 'domain.md §1.10', { derived: '预警与稽察问题的依据', role: 'measure', column: 84 }),
  ]),
];

const rule = rulesOver(fields);

const rules: readonly RecordRule[] = [
  rule.notFuture('issue_date', 'domain.md §1.10'),
  rule.inOrder('issue_date', 'effective_date', 'domain.md §1.10'),
  rule.inOrder('effective_date', 'expiry_date', 'domain.md §1.10', 'error'),
  {
    code: 'validity_fits_dates',
    severity: 'warning',
    fields: ['validity', 'effective_date', 'expiry_date'],
    message: '效力状态与施行、失效日期不符，请核对。',
    source: 'domain.md §1.10',
    holds: ({ validity, effective_date: from, expiry_date: to }, { today }) => {
      const isPending = typeof from === 'string' && from > today;
      const isOver = typeof to === 'string' && to <= today;
      if (validity === '1' || validity === '2') return !isPending && !isOver;
      if (validity === '4') return typeof to !== 'string' || isOver;
      return validity !== '5' || typeof from !== 'string' || isPending;
    },
  },
];

export const policy = supportLibrary({
  id: 'policy',
  number: 9,
  label: '政策法规库',
  short: '政策',
  table: 'policy_document',
  key: 'doc_id',
  fields,
  rules,
  titleField: 'title',
  naturalKey: [
    ['title', 'doc_number'],
    ['title', 'issue_date'],
  ],
  systems: ['enforcement', 'planning'],
  source: 'domain.md §1.10; S0',
});
