// The eight functions 八项功能, in the order of the published design.

import type { CatalogRow } from './systems.ts';

export const functionIds = ['map', 'statistics', 'gallery', 'coordination', 'briefing', 'disclosure', 'case-status', 'policy-qa'] as const;
export type FunctionId = (typeof functionIds)[number];

export const functions: readonly CatalogRow<FunctionId>[] = [
  { id: 'map', number: 1, label: '地理信息展示', short: '地理信息' },
  { id: 'statistics', number: 2, label: '信息统计分析', short: '统计分析' },
  { id: 'gallery', number: 3, label: '项目形象展示', short: '形象展示' },
  { id: 'coordination', number: 4, label: '项目协调服务', short: '协调服务' },
  { id: 'briefing', number: 5, label: '移动政务', short: '移动政务' },
  { id: 'disclosure', number: 6, label: '信息公开', short: '信息公开' },
  { id: 'case-status', number: 7, label: '办理公示', short: '办理公示' },
  { id: 'policy-qa', number: 8, label: '政策解读', short: '政策解读' },
];
