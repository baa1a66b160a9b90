// The same projects printed in every combination of layout habits must be read the same.

import { describe, expect, it } from 'vitest';
import type { Cell } from '../sheet.ts';
import { understandWorkbook } from './index.ts';
import { sheetOf, workbookOf } from './sample-sheet.ts';
import { sampleTargets } from './sample-targets.ts';

interface Item {
  readonly name: string;
  readonly owner: string;
  readonly content: string;
  /** 万元 */
  readonly total: number;
}

const owners = ['甲城投集团有限公司', '乙县水利局', '丙街道办事处', '丁新能源有限公司'];
const names = [
  '三花酒厂技改及生产基地项目',
  '工业园区规划综合保税区',
  '幸福小区',
  '城乡贤馆展厅',
  '华海电缆有限公司',
  '5G智慧物流园',
  '2022年人行天桥新建工程',
  'D1-5地块',
  '会计学院迁建',
  '国家5A级独秀峰·王城景区',
  '环东县污水处理厂（含管网）',
  '年产2000万件精密件',
  '220千伏输变电工程',
  '老旧小区改造（12个）',
  '桂柳运河生态修复(含旅游）：一期',
  '新区体育中心',
  '县医院',
  '竣工文献馆',
  '一号码头',
  '大溪河物流园',
  '中心幼儿园、实验小学',
  '第一人民医院',
  '公交总站',
  '湿地公园',
];
const groupNames = ['制糖及食品', '港口、码头', '基础设施项目', '其他服务业', '社会民生'];

const items: readonly Item[] = names.map((name, i) => ({
  name,
  owner: owners[i % owners.length] ?? '',
  content: `新建厂房${i + 1}万平方米及配套设施`,
  total: 1234.5 + i * 100,
}));
const groups = groupNames.map((label, g) => ({ label, items: items.filter((_, i) => i % groupNames.length === g) }));

const ordinals = ['一', '二', '三', '四', '五'];
const titles: Readonly<Record<string, (label: string, n: number, g: number) => string>> = {
  cn: (label, _, g) => `${ordinals[g] ?? ''}、${label}`,
  cnCount: (label, n, g) => `${ordinals[g] ?? ''}、${label}（共${n}项，总投资12.3亿元）`,
  cnBracket: (label, n, g) => `（${ordinals[g] ?? ''}）${label}(${n}个)`,
  arabicCount: (label, n, g) => `${g + 1}、${label}(${n}个)`,
  dash: (label, n) => `——${label}（${n}个）`,
  frame: (label, n) => `【${label}】(${n}个)`,
  bareCount: (label, n) => `${label}\n（${n}项）`,
  bare: (label) => label,
};
type Place = 'merged' | 'serial' | 'name' | 'twoCells' | 'withTotals' | 'ordinalCell';
type SerialHabit = 'running' | 'restart' | 'text' | 'some' | 'none';

interface Layout {
  readonly title: string;
  readonly place: Place;
  readonly serial: SerialHabit;
  readonly details: boolean;
  readonly subtotals: boolean;
}

function print({ title, place, serial, details, subtotals }: Layout): { rows: Cell[][]; merges: string[] } {
  const hasSerial = serial !== 'none';
  const header = [...(hasSerial ? ['序号'] : []), '项目名称', ...(details ? ['建设单位', '建设规模及内容', '总投资'] : [])];
  const rows: Cell[][] = [['某市2026年重点项目名单'], ['单位：万元'], header];
  const merges = [`A1:${String.fromCharCode(64 + header.length)}1`];
  const pad = (cells: Cell[]): Cell[] => [...cells, ...Array.from({ length: Math.max(0, header.length - cells.length) }, () => null)];
  let running = 0;
  groups.forEach(({ label, items: list }, g) => {
    const text = (titles[title] ?? titles['bare'])?.(label, list.length, g) ?? label;
    const blank: Cell[] = hasSerial ? [null] : [];
    const sum = list.reduce((a, b) => a + b.total, 0);
    if (place === 'merged') {
      rows.push(pad([text]));
      if (header.length > 1) merges.push(`A${rows.length}:${String.fromCharCode(64 + header.length)}${rows.length}`);
    } else if (place === 'serial') rows.push(pad([text]));
    else if (place === 'name') rows.push(pad([...blank, text]));
    else if (place === 'twoCells') rows.push(pad([label, list.length]));
    else if (place === 'ordinalCell') rows.push(pad([ordinals[g] ?? '', label]));
    else rows.push([...blank, text, ...(details ? [null, null, sum] : [])]);
    list.forEach((item, i) => {
      running += 1;
      const n = serial === 'restart' ? i + 1 : running;
      const cell: Cell = serial === 'text' ? `${n}.0` : serial === 'some' && i === 1 ? null : n;
      rows.push([...(hasSerial ? [cell] : []), item.name, ...(details ? [item.owner, item.content, item.total] : [])]);
    });
    if (subtotals) rows.push(details ? [...blank, '小计', null, null, sum] : pad([...blank, '小计']));
  });
  if (subtotals) rows.push(pad(['合计']));
  rows.push(['注：1.本表按行业排列。'], ['2.★为省级项目。']);
  return { rows, merges };
}

function* layouts(): Generator<Layout> {
  for (const title of Object.keys(titles)) {
    for (const place of ['merged', 'serial', 'name', 'twoCells', 'withTotals', 'ordinalCell'] as const) {
      for (const serial of ['running', 'restart', 'text', 'some', 'none'] as const) {
        for (const details of [true, false]) {
          for (const subtotals of [true, false]) {
            // Layouts that carry no sign at all to tell a title from a project by are left out.
            if (serial === 'none' && (place === 'serial' || place === 'twoCells' || place === 'ordinalCell')) continue;
            if (serial === 'none' && !details && (title === 'bare' || place === 'merged')) continue;
            if ((place === 'twoCells' || place === 'ordinalCell') && title !== 'bare') continue;
            if (place === 'withTotals' && !details) continue;
            yield { title, place, serial, details, subtotals };
          }
        }
      }
    }
  }
}

describe('every layout', () => {
  const wanted = groups.flatMap(({ label, items: list }) => list.map((item) => [label, item.name]));
  it.each([...layouts()].map((layout) => [Object.values(layout).join(' '), layout] as const))('%s', (_, layout) => {
    const { rows, merges } = print(layout);
    const sheet = understandWorkbook(workbookOf(sheetOf(rows, { merges })), { targets: sampleTargets, today: '2026-01-01' }).sheets[0];
    expect(sheet?.projects.map((p) => [p.context.path.join('/'), p.values['project_name']])).toEqual(wanted);
    if (layout.details)
      expect(sheet?.projects.map((p) => p.values['total_investment'])).toEqual(groups.flatMap((g) => g.items.map((item) => Math.round(item.total * 10_000))));
  });
});
