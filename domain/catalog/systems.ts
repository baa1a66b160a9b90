// The five business systems 五大系统, in the order of the published design.

import type { SystemId } from '../dictionary/libraries/library.ts';

export interface CatalogRow<Id extends string> {
  readonly id: Id;
  readonly number: number;
  readonly label: string;
  readonly short: string;
}

export const systems: readonly CatalogRow<SystemId>[] = [
  { id: 'supervision', number: 1, label: '政府投资项目监管系统', short: '投资监管' },
  { id: 'key-projects', number: 2, label: '重点项目数据库管理系统', short: '重点项目' },
  { id: 'reserve', number: 3, label: '项目储备库管理系统', short: '项目储备' },
  { id: 'enforcement', number: 4, label: '行政执法规范监控系统', short: '执法监控' },
  { id: 'planning', number: 5, label: '发展规划成果信息库管理系统', short: '发展规划' },
];
