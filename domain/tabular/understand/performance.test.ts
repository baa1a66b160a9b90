// 100 000 rows × 30 columns stay within the time a person waits for a preview.

import { expect, it } from 'vitest';
import type { Cell } from '../sheet.ts';
import { understandWorkbook } from './index.ts';
import { sheetOf, workbookOf } from './sample-sheet.ts';
import { sampleTargets } from './sample-targets.ts';

it('understands a very large list', () => {
  const header = [
    '序号',
    '项目代码',
    '项目名称',
    '建设单位',
    '隶属区县',
    '建设地点',
    '建设内容',
    '建设规模',
    '总投资（万元）',
    '年度计划投资（万元）',
    '开工时间',
    '竣工时间',
    '建设性质',
    '责任单位',
    '备注',
  ];
  const extra = Array.from({ length: 15 }, (_, i) => `附加${i + 1}`);
  const rows: Cell[][] = [['2026年重点项目'], [...header, ...extra]];
  for (let i = 1; i <= 100_000; i += 1) {
    if (i % 500 === 1) rows.push([`一、第${(i - 1) / 500 + 1}组（500个）`]);
    rows.push([
      i,
      `2601-370211-04-01-${String(100_000 + i)}`,
      `第${i}号标准厂房建设项目`,
      '甲城投集团有限公司',
      '市南区',
      '香港中路街道12号',
      '新建厂房12万平方米，配套道路、绿化；购置设备132台（套）。',
      '12万平方米',
      12_345.67,
      '3.20亿元',
      '2024年9月',
      '2026.12',
      '新建',
      '市发展和改革委员会',
      '——',
      ...extra.map((_, n) => (n % 2 === 0 ? n * i : '其他内容文字')),
    ]);
  }
  const workbook = workbookOf(sheetOf(rows));
  // Processor time: the machine that runs the tests is shared, and waiting for it is not ours.
  const started = process.cpuUsage();
  const { sheets } = understandWorkbook(workbook, { targets: sampleTargets, today: '2026-01-01' });
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  expect(sheets[0]?.counts).toMatchObject({ project: 100_000, section: 200 });
  expect(sheets[0]?.projects.at(-1)?.values['total_investment']).toBe(123_456_700);
  // Three times the budget of 2 s, for slower machines.
  expect(seconds).toBeLessThan(6);
}, 30_000);
