// Workbooks for the import, made here, and exported ones read back by a reader that is not ours.

import { CFB, read, utils } from '@e965/xlsx';
import type { CellValue } from '#main/tabular-out/sheet-spec.ts';
import { writeWorkbook } from '#main/tabular-out/write-workbook.ts';
import type { GivenFile } from './import-wizard.ts';

export interface ListedProject {
  readonly name: string;
  readonly district: string;
  /** 元, or what somebody wrote instead. */
  readonly total: number | string;
  /** 元. */
  readonly yearPlan: number;
}

/** A project list as offices send it round: title, unit line, header, rows, and a sum at the end. */
export async function projectList(name: string, projects: readonly ListedProject[]): Promise<GivenFile> {
  const rows: CellValue[][] = projects.map((project, index) => [index + 1, project.name, project.district, project.total, project.yearPlan, '']);
  const sum = projects.reduce((total, project) => total + (typeof project.total === 'number' ? project.total : 0), 0);
  const bytes = await writeWorkbook({
    title: '2026年重点项目名单',
    createdAt: '2026-03-31T08:00:00+08:00',
    sheets: [
      {
        spec: {
          name: '名单',
          title: '2026年重点项目名单',
          unitLine: '单位：万元',
          columns: [
            { header: '序号', format: 'integer', width: 6 },
            { header: '项目名称', format: 'text', width: 40 },
            { header: '建设地点', format: 'text', width: 12 },
            { header: '总投资', format: 'money_wan', width: 14 },
            { header: '年度计划投资', format: 'money_wan', width: 14 },
            { header: '备注', format: 'text', width: 12 },
          ],
        },
        rows: [[...rows, ['', '合计', '', sum, null, '']]],
      },
    ],
  });
  return { name, bytes };
}

/** The part of the reader that writes OLE containers; the package declares it without types. */
const containers = CFB as {
  readonly utils: { cfb_new(): object; cfb_add(container: object, path: string, content: Uint8Array): unknown };
  write(container: object, options: { readonly type: 'buffer' }): Uint8Array;
};

/** A workbook behind a password: the container that Excel writes, without a table anyone could read. */
export function lockedWorkbook(name: string): GivenFile {
  const container = containers.utils.cfb_new();
  containers.utils.cfb_add(container, '/EncryptionInfo', new Uint8Array(64).fill(4));
  containers.utils.cfb_add(container, '/EncryptedPackage', new Uint8Array(8192).fill(7));
  return { name, bytes: containers.write(container, { type: 'buffer' }) };
}

/** Something that only calls itself a workbook. */
export const nonsense = (name: string): GivenFile => ({ name, bytes: Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251) });

/** The cells of the first sheet as shown, row by row. */
export function exportedRows(bytes: Uint8Array): readonly (readonly string[])[] {
  const workbook = read(bytes, { type: 'array' });
  const sheet = workbook.Sheets[workbook.SheetNames[0] ?? ''];
  if (sheet === undefined) throw new Error('the export has no sheet');
  return utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '' });
}
