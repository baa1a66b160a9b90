// 专家信息库: who can be asked to evaluate a project, a plan or a study (domain.md §1.9).

import type { Field, RecordRule, RecordValues } from '../field.ts';
import { code, codes, date, decimal, file, integer, list, longText, month, ref, refs, secret, section, text, texts } from '../tables/field-kinds.ts';
import { expertContact, expertFee, expertIdentity, expertPortrait, expertSelection } from '../tables/personal-uses.ts';
import { rulesOver } from '../tables/rule-kinds.ts';
import { supportLibrary } from './library.ts';

const isAdmitted = { text: '在库之后', test: (r: RecordValues) => typeof r['admission_state'] === 'string' && r['admission_state'] >= '3' };

const fields: readonly Field[] = [
  ...section('基本信息', 'library', [
    text('expert_no', '专家编号', 12, 'J', { required: true, searched: true, aliases: ['编号'], help: '形如 ZJ20240001，唯一。', column: 104 }),
    text('name', '姓名', 40, 'J', {
      required: true,
      searched: true,
      check: 'person_name',
      aliases: ['专家姓名'],
      personal: expertSelection,
      help: '2–20 个字，可含间隔号“·”。',
      column: 90,
    }),
    code('gender', '性别', 'gender', 'GB/T 2261.1', { required: true, personal: expertSelection }),
    month('birth_ym', '出生年月', 'J', {
      required: true,
      sensitivity: 'internal',
      personal: expertSelection,
      aliases: ['出生日期', '出生年份'],
      help: '入库时应为 25–75 岁。',
    }),
    secret('id_no', '身份证号', 'id_number', 'GB 11643', {
      personal: expertIdentity,
      aliases: ['身份证号码', '身份证件号码'],
      help: '加密存放，不进入列表、检索和导出。',
    }),
    code('ethnicity', '民族', 'ethnicity', 'GB/T 3304', { personal: expertSelection }),
    code('political', '政治面貌', 'political_status', 'GB/T 4762', { sensitivity: 'internal', personal: expertSelection }),
    file('photo', '照片', 'J', { personal: expertPortrait }),
    file('signature', '签名样张', 'J', { sensitivity: 'internal', personal: expertPortrait }),
  ]),

  ...section('单位与职务', 'library', [
    ref('work_org_id', '工作单位', 'org', 'J', { required: true, role: 'dimension', aliases: ['单位', '所在单位', '单位名称', '现工作单位'], column: 210 }),
    code('source_class', '来源类别', 'expert_source', 'S0; J', { required: true, aliases: ['专家来源', '来源'], column: 84 }),
    text('department', '部门', 60, 'J', { aliases: ['所在部门', '处室'] }),
    text('position', '职务', 60, 'J', { aliases: ['行政职务'] }),
    code('region_code', '常驻区域', 'region', 'J', { aliases: ['所在区市', '常驻地'] }),
  ]),

  ...section('专业资格', 'library', [
    code('title_code', '职称', 'title_level', 'GB/T 8561; J-核', { required: true, aliases: ['专业技术职称', '技术职称', '职称等级'], column: 84 }),
    text('title_specialty', '职称专业', 60, 'J'),
    code('education', '学历', 'education', 'GB/T 4658', { required: true, aliases: ['最高学历'] }),
    code('degree', '学位', 'degree', 'GB/T 6864', { required: true, aliases: ['最高学位'] }),
    text('major', '所学专业', 60, 'J', { required: true, searched: true, aliases: ['专业'] }),
    text('school', '毕业院校', 80, 'J', { aliases: ['毕业学校'] }),
    list('practice_certs', '执业资格', { name: '名称', no: '证号', valid_until: '有效期至' }, 'J', { aliases: ['执业资格证书'], help: '过期的提示续期。' }),
    codes('specialty_codes', '评审专业', 'specialty', 'J', { required: true, aliases: ['评审领域', '专业类别', '擅长专业'], help: '1–3 项。', column: 190 }),
    codes('industry_codes', '熟悉行业', 'industry_2017', 'GB/T 4754', { required: true, aliases: ['行业领域', '熟悉领域'] }),
    integer('years_of_service', '从业年限', '年', { min: 0, max: 70 }, 'J', {
      required: true,
      role: 'measure',
      aliases: ['工作年限'],
      help: '入库须满 8 年。',
    }),
    codes('service_scope', '服务范围', 'service_scope', 'S0', { required: true, column: 150 }),
    longText('achievements', '主要业绩', 2000, 'J', { searched: true, aliases: ['工作业绩', '主要成果', '简介'] }),
  ]),

  ...section('联系与酬金', 'library', [
    secret('mobile', '手机', 'mobile', 'J', { required: true, personal: expertContact, aliases: ['手机号', '手机号码', '联系电话'] }),
    text('email', '邮箱', 80, 'J', { check: 'email', sensitivity: 'internal', personal: expertContact, aliases: ['电子邮箱', 'E-mail', '电子邮件'] }),
    secret('bank_account', '银行账户（劳务费）', 'bank_account', 'J', {
      personal: expertFee,
      aliases: ['银行账号', '银行卡号', '银行账户'],
      help: '加密存放，仅财务可见。',
    }),
    texts('availability', '可评审时间', 'J'),
  ]),

  ...section('库内管理', 'review', [
    refs('avoid_org_ids', '回避单位', 'org', 'J', { required: true, help: '自动包含工作单位；可为空清单。' }),
    code('admission_state', '在库状态', 'admission_state', 'J', { required: true, column: 84 }),
    date('admitted_on', '入库日期', 'J', { required: isAdmitted, aliases: ['入库时间'] }),
    date('valid_until', '聘期至', 'J', { required: isAdmitted, aliases: ['聘期', '有效期至'], help: '聘期 3 年，到期前 60 天提示。', column: 100 }),
    integer('credit_score', '信用分', '分', { min: 0, max: 100 }, 'J', { required: true, role: 'measure', help: '低于 60 分暂停。', column: 76 }),
    integer('participation_count', '参评次数', '次', { min: 0 }, 'J', { derived: '评审意见', role: 'measure', column: 84 }),
    date('last_on', '最近参评', 'J', { derived: '评审意见' }),
    decimal('deviation', '评分偏离度', '分', { scale: 2, min: 0 }, 'J', { derived: '与评审组均分之差绝对值的平均', role: 'measure' }),
  ]),
];

const rule = rulesOver(fields);

/** Whole years from `YYYY-MM` to an ISO date. */
function ageOn(birth: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5, 7) < birth.slice(5, 7) ? years - 1 : years;
}

const rules: readonly RecordRule[] = [
  {
    code: 'expert_no_shape',
    severity: 'warning',
    fields: ['expert_no'],
    message: '专家编号应为 ZJ 加 4 位年份和 4 位序号，请核对。',
    source: 'domain.md §1.9',
    holds: ({ expert_no: no }) => typeof no !== 'string' || /^ZJ(?:19|20)\d{2}\d{4}$/.test(no),
  },
  {
    code: 'admission_age',
    severity: 'warning',
    fields: ['birth_ym', 'admitted_on'],
    message: '入库时的年龄应为 25–75 岁，请核对出生年月。',
    source: 'domain.md §1.9',
    holds: ({ birth_ym: birth, admitted_on: admitted }, { today }) => {
      if (typeof birth !== 'string') return true;
      const age = ageOn(birth, typeof admitted === 'string' ? admitted : today);
      return age >= 25 && age <= 75;
    },
  },
  {
    code: 'specialty_count',
    severity: 'warning',
    fields: ['specialty_codes'],
    message: '评审专业应为 1–3 项。',
    source: 'domain.md §1.9',
    holds: ({ specialty_codes: chosen }) => !Array.isArray(chosen) || (chosen.length >= 1 && chosen.length <= 3),
  },
  {
    code: 'years_for_admission',
    severity: 'warning',
    fields: ['years_of_service', 'admission_state'],
    message: '从业不满 8 年，不符合入库条件。',
    source: 'domain.md §1.9（J）',
    holds: ({ years_of_service: years, admission_state: state }) => typeof years !== 'number' || state !== '3' || years >= 8,
  },
  {
    code: 'credit_suspends',
    severity: 'warning',
    fields: ['credit_score', 'admission_state'],
    message: '信用分低于 60，应暂停参评。',
    source: 'domain.md §1.9',
    holds: ({ credit_score: score, admission_state: state }) => typeof score !== 'number' || state !== '3' || score >= 60,
  },
  {
    code: 'term_in_force',
    severity: 'warning',
    fields: ['valid_until', 'admission_state'],
    message: '聘期已满，请续聘或办理出库。',
    source: 'domain.md §1.9',
    holds: ({ valid_until: until, admission_state: state }, { today }) => typeof until !== 'string' || state !== '3' || until >= today,
  },
  rule.notFuture('birth_ym', 'domain.md §1.9'),
  rule.inOrder('admitted_on', 'valid_until', 'domain.md §1.9', 'error'),
];

export const expert = supportLibrary({
  id: 'expert',
  number: 8,
  label: '专家信息库',
  short: '专家',
  table: 'expert',
  key: 'expert_id',
  fields,
  rules,
  titleField: 'name',
  naturalKey: [['expert_no'], ['name', 'work_org_id'], ['name', 'id_no']],
  systems: ['reserve', 'planning'],
  source: 'domain.md §1.9; S0',
});
