// What a person sees instead of JSON: short Chinese lines; with `--json` none of this is used.

import { yuanToWan } from '#domain/dictionary/format.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Text for a verb's answer; verbs without a form of their own are shown as indented JSON. */
export function present(verb: string, answer: unknown): string {
  const form = forms[verb];
  return form === undefined ? `${JSON.stringify(answer, null, 2)}\n` : `${form(answer as Answer).join('\n')}\n`;
}

const forms: Readonly<Record<string, (answer: Answer) => string[]>> = {
  import: (answer) => {
    const totals = answer['totals'] as { count: number; total_investment: number };
    const problems = answer['problems'] as readonly { sheet: string; row: number | null; column: string | null; message: string }[];
    return [
      `识别 ${totals.count} 项，总投资 ${yuanToWan(totals.total_investment)} 万元`,
      `新增 ${String(answer['created'])}，修改 ${String(answer['changed'])}，不变 ${String(answer['unchanged'])}，拒绝 ${String(answer['rejected'])}`,
      ...(typeof answer['batch'] !== 'string' ? ['没有写入（加 --commit 写入；或内容已全部存在）'] : [`批次 ${answer['batch']}（可用 undo --batch 撤销）`]),
      ...problems.map(
        ({ sheet, row, column, message }) => `  ${sheet}${row === null ? '' : ` 第 ${row} 行`}${column === null ? '' : ` ${column} 列`}：${message}`,
      ),
    ];
  },
  list: (answer) => {
    const rows = answer['rows'] as readonly Answer[];
    return [
      ...rows.map((row) => [row['id'], row['project_name'] ?? row['name'] ?? row['title']].filter((part) => typeof part === 'string').join('  ')),
      `共 ${String(answer['total'])} 项`,
    ];
  },
  verify: (answer) => (answer['checks'] as readonly { name: string; detail: string }[]).map(({ name, detail }) => `${name}：${detail}`),
  init: (answer) => ['副本已建立。', ...Object.entries((answer['counts'] ?? {}) as Record<string, number>).map(([name, count]) => `  ${name} ${count}`)],
  export: (answer) => [`已导出 ${String(answer['rows'])} 项到 ${String(answer['file'])}，导出号 ${String(answer['export_id'])}`],
};
