// The inventory of personal information (security.md PI-01): every field that holds some, why, on which ground, how long, how kept.

import type { Field, TableDeclaration } from '../dictionary/field.ts';
import { libraries } from '../dictionary/index.ts';
import { supportingTables } from '../dictionary/tables/index.ts';
import { projectTable } from '../dictionary/tables/project.ts';

export interface InventoryEntry {
  readonly table: string;
  readonly tableLabel: string;
  readonly field: Field;
}

const tables: readonly TableDeclaration[] = [projectTable, ...libraries.map(({ table, label }) => ({ ...table, label })), ...supportingTables];

/** Fields that look like personal information: encrypted ones, names and addresses of people, and whatever is labelled so. */
const looksPersonal = ({ type, check, sensitivity, label }: Field): boolean =>
  type.kind === 'secret' ||
  check === 'person_name' ||
  check === 'email' ||
  sensitivity === 'personal' ||
  (type.kind !== 'ref' && type.kind !== 'refs' && /^(?:姓名|性别|出生|民族|政治面貌|照片|签名|联系方式|手机|电话|住址|邮箱|身份证|银行账|银行卡)/u.test(label));

const entriesWhere = (test: (field: Field) => boolean): InventoryEntry[] =>
  tables.flatMap(({ name, label, fields }) => fields.filter(test).map((field) => ({ table: name, tableLabel: label, field })));

export const personalInventory = (): InventoryEntry[] => entriesWhere(({ personal }) => personal !== undefined);

/** Fields that look personal and do not say what they are kept for; photos of building sites are none. */
export const undeclaredPersonal = (): InventoryEntry[] =>
  entriesWhere((field) => looksPersonal(field) && field.personal === undefined).filter(
    ({ table, field }) => `${table}.${field.id}` !== 'progress_report.photos',
  );

const keeping = ({ type }: Field): string => (type.kind === 'secret' ? '单列加密，默认只显示部分' : '随数据库加密');

/** The inventory as the page docs/personal-data.md. */
export function personalDataPage(): string {
  const rows = personalInventory().map(({ table, tableLabel, field }) => {
    const { purpose = '', basis = '', retention = '', isSensitive } = field.personal ?? {};
    return [tableLabel, `${table}.${field.id}`, field.label, isSensitive === true ? '敏感' : '一般', keeping(field), purpose, basis, retention];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const header = ['库/表', '字段', '名称', '类别', '存放', '处理目的', '处理依据', '保存期限'];
  return [
    '# 个人信息清单',
    '',
    '本页由数据字典（`personal`）生成，测试保证两者一致；修改请改字典。身份证号、手机、银行账户、联系方式单列加密，默认只显示部分，' +
      '查看原文须填写用途并留审计记录，60 秒后自动隐去；不进入列表筛选、检索、统计，导出时只有隐去部分数字的形式，且须他人审批。保存期限是管理要求，到期由主管处室清理，程序不自动删除。',
    '',
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n');
}
