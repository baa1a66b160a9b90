// Code tables of places and of the industry standard's versions (domain.md §2.2, §2.3).

import { itemsOf, type CodeTable } from './code-table.ts';

export const industryVersion = {
  id: 'industry_version',
  name: '行业分类版本',
  standard: 'GB/T 4754',
  source: 'G6',
  items: itemsOf({ 2002: 'GB/T 4754-2002', 2011: 'GB/T 4754-2011', 2017: 'GB/T 4754-2017' }),
} as const satisfies CodeTable;

export const region = {
  id: 'region',
  name: '行政区划',
  standard: 'GB/T 2260',
  source: 'G5',
  items: itemsOf({
    370200: '青岛市',
    370202: '市南区',
    370203: '市北区',
    370211: '黄岛区',
    370212: '崂山区',
    370213: '李沧区',
    370214: '城阳区',
    370215: '即墨区',
    370281: '胶州市',
    370283: '平度市',
    370285: '莱西市',
  }),
} as const satisfies CodeTable;

export const zone = {
  id: 'zone',
  name: '功能区',
  source: 'W22; J',
  items: itemsOf({ '3702Z01': '青岛高新区' }),
} as const satisfies CodeTable;
