// Writes docs/roles.md from the policy: `node scripts/roles-page.ts`. A test keeps page and policy equal.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { library, libraryIds } from '#domain/dictionary/index.ts';
import type { FieldGroup } from '#domain/dictionary/field.ts';
import { actionIds, actionNames } from '#domain/policy/facts.ts';
import { labelCodes, labelNames } from '#domain/policy/labels.ts';
import { permissions, type PermissionId } from '#domain/policy/permissions.ts';
import { policy, rightOf, type LibraryRight, type RowScope } from '#domain/policy/policy.ts';
import { transitions } from '#domain/policy/record-state.ts';
import { businessRoleIds, incompatibleWith, isAdministratorRole, roleName, roles, type RoleId } from '#domain/policy/roles.ts';

const scopeNames: Readonly<Record<RowScope, string>> = { all: '全部', region: '本人区市、功能区', department: '本人部门主管' };

const groupNames: Readonly<Record<FieldGroup, string>> = {
  identity: '项目身份',
  content: '内容与投资',
  review: '审查论证',
  plan: '申报与计划下达',
  progress: '进度',
  payment: '资金拨付',
  inspection: '监管稽察',
  library: '库内专有信息',
  system: '阶段与状态',
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const list = (items: readonly string[]): string => (items.length === 0 ? '—' : items.join('、'));

function mayFill(id: (typeof libraryIds)[number], { groups, fields }: LibraryRight): string {
  const labels = fields.map((field) => library(id).fields.find((each) => each.id === field)?.label ?? field);
  return list([...groups.map((group) => groupNames[group]), ...labels.map((label) => `“${label}”`)]);
}

/** One row per distinct right; libraries that share it stand together. */
function rightsOf(role: RoleId): string {
  const byRight = new Map<string, { libraries: string[]; cells: readonly string[] }>();
  for (const id of libraryIds) {
    const right = rightOf(role, id)?.right;
    if (right === undefined) continue;
    const actions = actionIds.filter((action) => right.actions.includes(action)).map((action) => actionNames[action]);
    const cells = [scopeNames[right.scope], right.reads === 'internal' ? '可见' : '不可见', list(actions), mayFill(id, right)];
    const key = JSON.stringify(cells);
    const known = byRight.get(key) ?? { libraries: [], cells };
    known.libraries.push(library(id).label);
    byRight.set(key, known);
  }
  const without = libraryIds.filter((id) => rightOf(role, id) === undefined).map((id) => library(id).label);
  const rows = [...byRight.values()].map(({ libraries, cells }) => [list(libraries), ...cells]);
  return `${table(['数据库', '看到的记录', '姓名、联系方式等', '可以', '可以填写'], rows)}${without.length === 0 ? '' : `\n\n看不到：${list(without)}。`}`;
}

const clashes = (role: RoleId): string =>
  isAdministratorRole(role) ? list(['各业务角色', ...incompatibleWith(role).filter(isAdministratorRole).map(roleName)]) : '三员';

const stateRows = [
  ['填报', '区市填报、修改、删除'],
  ['已上报', '区市不能修改、删除；市发改委审核，可以退回'],
  ['已退回', '区市重新修改后再上报'],
  ['已锁定', '锁定等级 n：级别低于 n（数字大于 n）的不能修改，本级或上级解锁后恢复填报'],
  ['已封账', '任何人不能修改'],
];

const holdersOf = (id: PermissionId): string => {
  const { holders } = permissions[id];
  if (holders === 'anyone') return '所有人';
  return holders.length === roles.length ? '所有角色' : list(holders.map((role) => roleName(role)));
};

/** The page as docs/roles.md holds it. */
export const rolesPage = (): string => `# 角色与权限

本页由权限策略（domain/policy/policy.ts，第 ${policy.version} 版）生成：\`node scripts/roles-page.ts\`。

## 角色

${table(
  ['角色', '代码', '做什么', '不能兼任'],
  roles.map(({ id, name, description }) => [name, `\`${id}\``, description, clashes(id)]),
)}

一人可以有多个业务角色，权限相加；但每个角色的权限只用在该角色看得到的记录上。

## 密级

${labelCodes.map((code) => labelNames[code]).join(' < ')}。密级高于本人权限的记录看不到；没有标密级的记录按“内部”处理。

## 记录状态

${table(['状态', '谁可以改'], stateRows)}

“办理”指：${Object.values(transitions)
  .map(({ name, reviewers }) => `${name}${reviewers ? '（市级）' : ''}`)
  .join('、')}。项目在一个库中已上报或锁定时，项目主表的内容在其他库中同样不能改。

## 各角色在十大数据库中的权限

个人信息（身份证号、手机、银行账号）对所有人隐去部分数字；有“查看个人信息原文”权限的，说明用途后可以看 60 秒，并记入审计。

${businessRoleIds.map((role) => `### ${roleName(role)}\n\n${rightsOf(role)}`).join('\n\n')}

## 功能

${table(
  ['功能', '代码', '谁可以用'],
  (Object.keys(permissions) as PermissionId[]).map((id) => [permissions[id].label, `\`${id}\``, holdersOf(id)]),
)}
`;

if (import.meta.main) writeFileSync(join(import.meta.dirname, '..', 'docs', 'roles.md'), rolesPage());
