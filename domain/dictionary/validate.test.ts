// Findings of whole records: exact codes, severities and sentences.

import { describe, expect, it } from 'vitest';
import { library } from './index.ts';
import { validateRecord } from './validate.ts';

const today = '2024-09-30';
const key = library('key');
const draft = (values: Readonly<Record<string, unknown>>, id = 'key') => validateRecord(library(id), values, { today, complete: false });
const complete = (values: Readonly<Record<string, unknown>>, id = 'key') => validateRecord(library(id), values, { today, complete: true });
const named = { project_name: '胶州湾第二隧道工程' };

describe('completeness', () => {
  it('refuses a record without its title, in a draft too', () => {
    expect(draft({})).toEqual([{ field: 'project_name', code: 'title_missing', severity: 'error', message: '项目名称未填写，无法识别这条记录；请补填。' }]);
    expect(draft({ project_name: ' \u3000' })).toMatchObject([{ code: 'title_missing' }]);
    expect(draft({}, 'expert')).toMatchObject([{ field: 'name', code: 'title_missing', severity: 'error' }]);
  });

  it('leaves a named draft alone', () => {
    expect(draft(named)).toEqual([]);
  });

  it('warns of every field that is always required, and of none that is derived', () => {
    const missing = complete(named);
    const expected = key.fields.filter(({ required, derived, id }) => required === true && derived === undefined && id !== 'project_name').map(({ id }) => id);
    expect(missing.map(({ field }) => field)).toEqual(expected);
    expect(new Set(missing.map(({ code, severity }) => `${code} ${severity}`))).toEqual(new Set(['required_missing warning']));
  });

  it('says when a field is required', () => {
    expect(complete({ ...named, year_nature: '1' }).find(({ field }) => field === 'planned_start_month')?.message).toBe(
      '计划开工月未填写（新开工项目时必填）。',
    );
    expect(complete({ ...named, year_nature: '2' }).find(({ field }) => field === 'planned_start_month')).toBeUndefined();
  });

  it('accepts a reference given by its name', () => {
    expect(complete({ ...named, owner_org_name: '青岛国信' }).map(({ field }) => field)).not.toContain('owner_org_id');
    expect(complete({ ...named, owner_org_name: '' }).map(({ field }) => field)).toContain('owner_org_id');
  });

  it('asks for an approval before a fiscal plan, whichever of the two', () => {
    const asked = (values: Readonly<Record<string, unknown>>): boolean =>
      complete({ ...named, mgmt_mode: 'SP', plan_class: '2', ...values }, 'fiscal').some(({ field }) => field === 'fs_doc');
    expect([asked({}), asked({ fs_doc: 'a' }), asked({ pd_doc: 'a' }), asked({ plan_class: '3' }), asked({ mgmt_mode: 'BA' })]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('types', () => {
  it.each([
    ['total_investment', 1.5, 'bad_value', '总投资应为整数元的金额，“1.5”不符，请改正。'],
    ['total_investment', '1000', 'bad_value', '总投资应为整数元的金额，“1000”不符，请改正。'],
    ['project_name', '长'.repeat(201), 'bad_value', `项目名称应为不超过 200 字的文字，“${'长'.repeat(40)}”不符，请改正。`],
    ['construction_nature', '9', 'unknown_code', '建设性质应从代码表中选择，“9”不符，请改正。'],
    ['planned_start', '2024-13', 'bad_value', '拟开工日期应为日期、年月或年份（如 2024-03），“2024-13”不符，请改正。'],
    ['actual_start', '2024-02-30', 'bad_value', '实际开工日期应为完整日期（如 2024-03-15），“2024-02-30”不符，请改正。'],
    ['mgmt_year', 24, 'bad_value', '管理年度应为 1900–2100 之间的年份，“24”不符，请改正。'],
    ['longitude', 30_000_000, 'bad_value', '经度应为 73–136 °、最多 6 位小数的数，“30000000”不符，请改正。'],
    ['floor_area', -1, 'bad_value', '总建筑面积应为不小于 0 ㎡的整数，“-1”不符，请改正。'],
    ['is_major', 1, 'bad_value', '是否重大项目应为是或否，“1”不符，请改正。'],
    ['tags', '海洋', 'bad_value', '标签应为若干条文字，每条不超过 500 字，“海洋”不符，请改正。'],
    ['milestones', [{ other: 1 }], 'bad_value', '关键节点应为由节点、计划完成、实际完成组成的表，所填内容不符，请改正。'],
  ])('refuses %s = %j', (field, value, code, message) => {
    expect(draft({ ...named, [field]: value })).toEqual([{ field, code, severity: 'error', message }]);
  });

  it.each([
    ['planned_start', '2024'],
    ['planned_start', '2024-03'],
    ['planned_start', '2024-03-15'],
    ['longitude', 120_382_640],
    ['region_code', '370205'],
    ['milestones', [{ name: '基础完工', due: '2024-06', met: null }]],
  ])('accepts %s = %j', (field, value) => {
    expect(draft({ ...named, [field]: value })).toEqual([]);
  });

  it('says of a wrong value only that it is wrong, not that rules are broken by it', () => {
    expect(draft({ ...named, total_investment: '100', year_plan: 1_000_000 })).toMatchObject([{ field: 'total_investment', code: 'bad_value' }]);
  });
});

describe('named checks', () => {
  it.each([
    ['owner_uscc', '91370200163562681G', []],
    ['owner_uscc', '91370200163562681H', ['uscc_check_digit warning']],
    ['owner_uscc', '1635', ['uscc_shape error']],
    ['national_code', '2101-370211-04-01-123456', []],
    ['national_code', '2113-370211-04-01-123456', ['project_code_scheme error']],
    ['list_doc_no', '青发改投资〔2024〕12号', []],
    ['list_doc_no', '青政字[2019]3号', []],
    ['list_doc_no', '湘发改评督规〔2024317号', ['document_number_unrepairable warning']],
    ['industry_code', 'C39', []],
    ['industry_code', 'Z99', ['industry_unknown error']],
  ])('judges %s %s', (field, value, expected) => {
    expect(draft({ ...named, [field]: value }).map(({ code, severity }) => `${code} ${severity}`)).toEqual(expected);
  });

  it('compares the code with the region of the project', () => {
    const values = { ...named, national_code: '2101-370211-04-01-123456', region_code: '370202' };
    expect(draft(values)).toMatchObject([{ field: 'national_code', severity: 'warning' }]);
    expect(draft({ ...values, region_code: '370211' })).toEqual([]);
  });

  it('judges personal data without repeating them, and hidden ones not at all', () => {
    const found = draft({ name: '王海', mobile: '12345', email: 'wang', id_no: '370202199001011230' }, 'expert');
    expect(found.map(({ field, code, severity }) => [field, code, severity])).toEqual([
      ['id_no', 'person_number_check_digit', 'error'],
      ['mobile', 'mobile_number_shape', 'error'],
      ['email', 'email_shape', 'warning'],
    ]);
    for (const { message } of found) expect(message).not.toMatch(/12345|3702021990/);
    expect(draft({ name: '王海', mobile: '138****5678', id_no: '****' }, 'expert')).toEqual([]);
    expect(draft({ name: 'x1' }, 'expert')).toMatchObject([{ code: 'person_name_shape', severity: 'warning' }]);
    expect(draft({ name: '阿卜杜拉·买买提' }, 'expert')).toEqual([]);
  });
});

describe('record rules', () => {
  it('are reported at their first field, after the findings of single fields', () => {
    expect(draft({ project_name: '隧道', total_investment: 10_000, year_plan: 20_000 })).toEqual([
      { field: 'project_name', code: 'project_name_length', severity: 'warning', message: '项目名称宜为 4–100 个字，请核对是否写全。' },
      { field: 'year_plan', code: 'year_plan_within_total_investment', severity: 'error', message: '年度计划投资大于总投资，请核对单位是否为万元。' },
    ]);
  });
});

describe('state secrets', () => {
  it('refuses a mark in any text of any library', () => {
    expect(draft({ ...named, remark: '机密★1年' })).toEqual([
      {
        field: 'remark',
        code: 'classified_refused',
        severity: 'error',
        message:
          '备注含有国家秘密标志“机密★”。本系统不得录入、导入涉及国家秘密的内容，没有写入任何数据。请立即停止操作，保持原状，不要自行删除、转发或另存，并马上报告本单位保密办公室处理。',
      },
    ]);
    expect(draft({ ...named, secret_level: '秘密' })).toMatchObject([{ field: 'secret_level', code: 'classified_refused' }]);
    expect(draft({ ...named, milestones: [{ name: '绝密★', due: null, met: null }] })).toMatchObject([{ code: 'classified_refused' }]);
    expect(draft({ title: '关于某项工作的通知', full_text: '秘密★1年\n各区市：' }, 'policy')).toMatchObject([
      { field: 'full_text', code: 'classified_refused' },
    ]);
  });

  it('refuses a project that says it is classified, not a law that speaks of such projects', () => {
    expect(draft({ project_name: '某某涉密工程' })).toMatchObject([{ field: 'project_name', code: 'classified_refused' }]);
    expect(draft({ ...named, remark: '非涉密' })).toEqual([]);
    expect(draft({ title: '投资项目在线审批监管平台管理办法', full_text: '涉密项目不得通过在线平台办理。' }, 'policy')).toEqual([]);
  });
});
