// Tests of the xlsx writer at work: progress, cancellation, sources that fail, equal bytes for equal input.

import { describe, expect, it } from 'vitest';
import type { CellValue, RowBatches } from './sheet-spec.ts';
import { partOf, sheet, write } from './testing/written-workbook.ts';
import { workbookChunks, writeWorkbook } from './write-workbook.ts';

describe('running', () => {
  /** Endless batches of 1,000 rows; `closed` tells that the source was told to stop. */
  function endless(): { rows: RowBatches; closed: () => boolean } {
    let closed = false;
    async function* rows(): AsyncGenerator<CellValue[][]> {
      try {
        for (;;) yield Array.from({ length: 1_000 }, (_, index) => [`行${index}`]);
      } finally {
        closed = true;
      }
    }
    return { rows: rows(), closed: () => closed };
  }

  it('reports progress per batch', async () => {
    const seen: unknown[] = [];
    await write([sheet([[['a'], ['b']], [], [['c']]])], { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ sheet: '名单', rows: 3 });
    expect(seen).toContainEqual({ sheet: '名单', rows: 2 });
  });

  it('cancels midway and closes the source', async () => {
    const source = endless();
    const cancel = new AbortController();
    const writing = write([sheet(source.rows)], { signal: cancel.signal, onProgress: ({ rows }) => rows >= 20_000 && cancel.abort() });
    await expect(writing).rejects.toMatchObject({ code: 'aborted' });
    expect(source.closed()).toBe(true);
  });

  it('a reader that stops early closes the source', async () => {
    const source = endless();
    let chunks = 0;
    for await (const _ of workbookChunks({ title: 't', createdAt: '2026-03-31T00:00:00Z', sheets: [sheet(source.rows)] })) {
      if (++chunks > 20) break;
    }
    expect(source.closed()).toBe(true);
  });

  it('passes on the failure of a source', async () => {
    async function* failing(): AsyncGenerator<CellValue[][]> {
      yield [['a']];
      throw new Error('replica closed');
    }
    await expect(write([sheet(failing())])).rejects.toThrow('replica closed');
  });

  it('lets other work run while it writes', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await write([sheet([Array.from({ length: 200_000 }, (_, index) => [`项目${index}`])])]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('equal input gives equal bytes; the only time in it is the one given', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => [`项目${index}`]);
    const [first, second] = [await write([sheet([rows])]), await write([sheet([rows.slice(0, 7), rows.slice(7)])])];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(partOf(first, 'docProps/core.xml')).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-31T00:00:00Z</dcterms:created>');
    expect(partOf(first, 'docProps/core.xml')).not.toMatch(/creator|lastModifiedBy/);
  });

  it('shows the mark of the export above and below every page, and keeps it or the number given as identifier', async () => {
    const spec = { title: 't', createdAt: '2026-03-31T00:00:00Z', mark: '导出 A&B-7', sheets: [sheet([])] };
    const file = await writeWorkbook(spec);
    expect(partOf(file, 'xl/worksheets/sheet1.xml')).toContain(
      '<headerFooter><oddHeader>&amp;R导出 A&amp;&amp;B-7</oddHeader><oddFooter>&amp;L导出 A&amp;&amp;B-7</oddFooter></headerFooter>',
    );
    expect(partOf(file, 'docProps/core.xml')).toContain('<dc:identifier>导出 A&amp;B-7</dc:identifier>');
    expect(partOf(await writeWorkbook({ ...spec, identifier: 'X1' }), 'docProps/core.xml')).toContain('<dc:identifier>X1</dc:identifier>');
  });
});
