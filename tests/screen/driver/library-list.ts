// The list of one library as its users handle it: cells by row and column name, filters, orders, columns, selection.

import type { Download, Locator, Page } from '@playwright/test';

/** The header and the filter row come before the first record. */
const rowsAbove = 3;

export class LibraryList {
  readonly page: Page;
  readonly grid: Locator;
  /** 「共 1,030 项」 beside the title. */
  readonly note: Locator;
  /** The line at the bottom: scope and sums. */
  readonly status: Locator;
  readonly chips: Locator;
  readonly rows: Locator;
  readonly selectedRows: Locator;

  constructor(page: Page, label: string) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: `${label}列表` });
    this.note = page.locator('.library-page .page-note');
    this.status = page.locator('.grid-status');
    this.chips = page.getByRole('group', { name: '筛选条件' });
    this.rows = this.grid.locator('.grid-body').getByRole('row');
    this.selectedRows = this.grid.getByRole('row', { selected: true });
  }

  /** Waits until the first records are there. */
  async ready(): Promise<void> {
    await this.note.filter({ hasText: /项/ }).waitFor();
    await this.grid.and(this.page.locator('[aria-busy="false"]')).waitFor();
  }

  sum(label: string): Locator {
    return this.status.locator('.status-sum').filter({ hasText: label });
  }

  header(column: string): Locator {
    return this.grid.getByRole('columnheader').filter({ has: this.page.getByText(column, { exact: true }) });
  }

  /** Names of the shown columns, left to right. */
  async columns(): Promise<readonly string[]> {
    return this.grid.locator('.head-row.names .head-label').allTextContents();
  }

  row(index: number): Locator {
    return this.grid.locator(`[role="row"][aria-rowindex="${index + rowsAbove}"]`);
  }

  /** One cell; rows count from 0. */
  async cell(row: number, column: string): Promise<Locator> {
    return this.row(row).locator(`[aria-colindex="${await this.#place(column)}"]`);
  }

  /** Texts of a column in the first rows, once they are read. */
  async firstCells(column: string, count: number): Promise<readonly string[]> {
    const cells = await Promise.all(Array.from({ length: count }, (_, index) => this.cell(index, column)));
    return Promise.all(cells.map((cell) => cell.innerText()));
  }

  /** The cell the keyboard stands on, as the grid tells assistive programs. */
  focusedCell(): Locator {
    return this.grid.locator('.grid-cell.is-focused');
  }

  async clickCell(row: number, column: string, modifiers: ('Shift' | 'Control')[] = []): Promise<void> {
    await (await this.cell(row, column)).click({ modifiers });
  }

  async keys(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.grid.press(key);
  }

  async orderBy(column: string, adding: 'instead' | 'in addition' = 'instead'): Promise<void> {
    await this.header(column)
      .locator('.head-name')
      .click({ modifiers: adding === 'instead' ? [] : ['Shift'] });
    await this.ready();
  }

  async #openFilter(column: string): Promise<Locator> {
    await this.grid.getByRole('button', { name: new RegExp(`^筛选${column}`) }).click();
    const panel = this.page.getByRole('dialog', { name: `筛选：${column}` });
    await panel.waitFor();
    return panel;
  }

  async #apply(panel: Locator): Promise<void> {
    await panel.getByRole('button', { name: '筛选', exact: true }).click();
    await this.note.filter({ hasText: '筛选出' }).waitFor();
    await this.ready();
  }

  async filterByChoice(column: string, ...values: readonly string[]): Promise<void> {
    const panel = await this.#openFilter(column);
    for (const value of values)
      await panel
        .locator('li')
        .filter({ has: this.page.getByText(value, { exact: true }) })
        .locator('label')
        .click();
    await this.#apply(panel);
  }

  /** Ends in the unit of the column; an empty end stays open. */
  async filterByRange(column: string, from: string, to: string): Promise<void> {
    const panel = await this.#openFilter(column);
    await panel.getByLabel(`${column}起`).fill(from);
    await panel.getByLabel(`${column}止`).fill(to);
    await this.#apply(panel);
  }

  async filterByText(column: string, text: string): Promise<void> {
    const panel = await this.#openFilter(column);
    await panel.getByLabel('包含的文字').fill(text);
    await this.#apply(panel);
  }

  /** Shows or hides columns. */
  async toggleColumns(...columns: readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: '列', exact: true }).click();
    const chooser = this.page.getByRole('dialog', { name: '选择列' });
    for (const column of columns) {
      await chooser.getByLabel('查找列').fill(column);
      // The label is followed by the section the field belongs to.
      await chooser
        .locator('label')
        .filter({ hasText: new RegExp(`^\\s*${column}`) })
        .first()
        .click();
    }
    await this.page.keyboard.press('Escape');
    await chooser.waitFor({ state: 'hidden' });
  }

  async saveView(name: string): Promise<void> {
    await this.page.getByRole('button', { name: '视图' }).click();
    await this.page.getByRole('menuitem', { name: '保存当前视图…' }).click();
    await this.page.getByRole('dialog', { name: '保存视图' }).getByRole('textbox').fill(name);
    await this.page.getByRole('button', { name: '保存', exact: true }).click();
    await this.page
      .locator('.el-message')
      .filter({ hasText: `“${name}”已保存` })
      .waitFor();
  }

  async openView(name: string): Promise<void> {
    await this.page.getByRole('button', { name: '视图' }).click();
    await this.page.getByRole('menuitem').filter({ hasText: name }).click();
    await this.ready();
  }

  /** Presses Ctrl+V with this on the clipboard. */
  async paste(text: string): Promise<Locator> {
    await this.page.evaluate((put) => navigator.clipboard.writeText(put), text);
    await this.grid.press('Control+v');
    const dialog = this.page.getByRole('dialog', { name: '粘贴前核对' });
    await dialog.waitFor();
    return dialog;
  }

  /** Opens what stands between a list and the file. */
  async askToExport(): Promise<Locator> {
    await this.page.locator('.page-head').getByRole('button', { name: '导出', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: /^导出/ });
    await dialog.getByText('最高密级').waitFor();
    return dialog;
  }

  async export(): Promise<Download> {
    const dialog = await this.askToExport();
    const arrived = this.page.waitForEvent('download');
    await dialog.getByRole('button', { name: '导出', exact: true }).click();
    return arrived;
  }

  /** How many rows are wholly in sight. */
  async rowsInSight(): Promise<number> {
    return this.grid.evaluate((scroller) => {
      const head = scroller.querySelector('.grid-head')?.getBoundingClientRect().bottom ?? 0;
      const bottom = scroller.getBoundingClientRect().top + scroller.clientHeight;
      const boxes = [...scroller.querySelectorAll('.grid-row')].map((row) => row.getBoundingClientRect());
      return boxes.filter((box) => box.top >= head - 1 && box.bottom <= bottom + 1).length;
    });
  }

  async #place(column: string): Promise<string> {
    const place = await this.header(column).getAttribute('aria-colindex');
    if (place === null) throw new Error(`the list shows no column ${column}`);
    return place;
  }
}
