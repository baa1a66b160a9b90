// A published-looking project list of any length as xlsx, for timing readers and imports.

import type { CellValue } from '../main/tabular-out/sheet-spec.ts';
import { writeWorkbook } from '../main/tabular-out/write-workbook.ts';

const columns = ['项目名称', '建设地点', '建设单位', '主要建设内容', '总投资', '年度计划投资', '计划开工时间', '计划竣工时间', '责任单位', '备注'] as const;
const districts = ['市南区', '市北区', '黄岛区', '崂山区', '李沧区', '城阳区', '即墨区', '胶州市', '平度市', '莱西市'];

function* batches(rows: number): Generator<CellValue[][]> {
  for (let from = 0; from < rows; from += 1000) {
    yield Array.from({ length: Math.min(1000, rows - from) }, (_value, index) => {
      const n = from + index + 1;
      const place = districts[n % 10] ?? '';
      return [
        `${place}第${n}号道路及配套管网工程`,
        place,
        `青岛建设单位${n % 3000}`,
        `新建道路 ${n % 97} 公里，配套雨污水管网、照明、绿化等工程，总用地 ${n % 500} 亩。`,
        (1 + (n % 90_000)) * 10_000 * 100,
        (1 + (n % 9_000)) * 10_000 * 100,
        `${2022 + (n % 5)}-${String(1 + (n % 12)).padStart(2, '0')}`,
        String(2026 + (n % 4)),
        `市第${n % 40}责任部门`,
        null,
      ];
    });
  }
}

/** The file's bytes; amounts are written in 万元. */
export function makeProjectList(rows: number): Promise<Uint8Array> {
  return writeWorkbook({
    title: '名单',
    createdAt: '2026-01-01T00:00:00.000Z',
    sheets: [
      {
        spec: {
          name: '名单',
          title: '2026 年重点项目名单',
          unitLine: '单位：万元',
          columns: columns.map((header) => ({ header, width: 20, format: header.includes('投资') ? 'money_wan' : 'text' })),
        },
        rows: batches(rows),
      },
    ],
  });
}
