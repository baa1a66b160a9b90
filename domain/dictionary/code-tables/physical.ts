// Ladders of physical progress 形象进度 by kind of works, with the nominal percentage used only for cross-checks (domain.md §2.6).

import type { CodeItem, CodeTable } from './code-table.ts';

/** Family digit, name, and its nodes in order with their nominal percentage. */
const ladders: readonly (readonly [family: string, name: string, nodes: readonly (readonly [name: string, percent: number])[]])[] = [
  [
    '1',
    '房建/医院/学校',
    [
      ['场地平整', 3],
      ['基坑支护/桩基', 12],
      ['基础完工', 20],
      ['主体施工', 40],
      ['主体封顶', 60],
      ['二次结构/幕墙', 72],
      ['机电安装', 82],
      ['装饰装修', 92],
      ['室外工程', 97],
      ['竣工验收', 100],
    ],
  ],
  [
    '2',
    '工业',
    [
      ['场平', 3],
      ['厂房基础', 15],
      ['厂房主体', 35],
      ['主体封顶', 50],
      ['设备进场', 60],
      ['设备安装', 80],
      ['调试/试生产', 92],
      ['投产', 100],
    ],
  ],
  [
    '3',
    '道路/桥梁',
    [
      ['征迁', 10],
      ['路基/下部', 35],
      ['结构/上部', 60],
      ['路面', 82],
      ['附属/交安', 95],
      ['通车', 100],
    ],
  ],
  [
    '4',
    '轨道',
    [
      ['前期迁改', 8],
      ['围护', 20],
      ['土建（车站/盾构）', 60],
      ['轨道', 72],
      ['机电/装修', 90],
      ['联调试运行', 97],
      ['开通', 100],
    ],
  ],
  [
    '5',
    '水利/管网',
    [
      ['征地', 8],
      ['开挖', 30],
      ['主体/敷设', 70],
      ['设备/闸泵', 88],
      ['回填恢复', 96],
      ['验收', 100],
    ],
  ],
  [
    '6',
    '信息化',
    [
      ['招标', 10],
      ['需求/设计', 30],
      ['开发/集成', 65],
      ['初验', 80],
      ['试运行', 92],
      ['终验', 100],
    ],
  ],
  [
    '7',
    '园林/生态',
    [
      ['清表', 10],
      ['地形/管网', 40],
      ['种植/构筑', 80],
      ['养护', 95],
      ['验收', 100],
    ],
  ],
  [
    '8',
    '设备购置',
    [
      ['招标', 20],
      ['签约', 40],
      ['到货', 75],
      ['安装调试', 92],
      ['验收', 100],
    ],
  ],
];

const rungs = ladders.flatMap(([family, group, nodes]) =>
  nodes.map(([name, percent], index) => ({ code: family + String(index + 1).padStart(2, '0'), name, group, percent })),
);

export const physicalNode = {
  id: 'physical_node',
  name: '形象进度节点',
  source: 'W69; J',
  items: rungs.map(({ code, name, group, percent }): CodeItem => ({ code, name, group, note: `名义进度 ${percent} %` })),
} as const satisfies CodeTable;

const percentByNode: ReadonlyMap<string, number> = new Map(rungs.map(({ code, percent }) => [code, percent]));

/** Nominal physical percentage (0–100) of a node, for cross-checks only; undefined for an unknown code. */
export const nominalPercent = (node: string): number | undefined => percentByNode.get(node);
