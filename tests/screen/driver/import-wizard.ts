// The import of a list as its users go through it: file, what was understood, corrections, writing.

import type { Locator, Page } from '@playwright/test';

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class ImportWizard {
  readonly page: Page;
  /** 「识别 92 项，总投资 1,034.92 亿元：新增 92、…」. */
  readonly summary: Locator;
  readonly refusal: Locator;
  readonly unit: Locator;
  readonly results: Locator;
  readonly problems: Locator;
  readonly source: Locator;
  /** The figures after writing, by their name. */
  readonly done: Locator;

  constructor(page: Page) {
    this.page = page;
    this.summary = page.locator('.import-page .page-note');
    this.refusal = page.locator('.import-page').getByRole('alert').first();
    this.unit = page.locator('.facts .el-select');
    this.results = page.getByRole('table', { name: '识别结果' }).locator('tbody tr');
    this.problems = page.getByRole('table', { name: '问题' }).locator('tbody tr');
    this.source = page.locator('.source table');
    this.done = page.locator('.done');
  }

  async into(library: string): Promise<void> {
    await this.#pick(this.page.locator('.choose .el-select'), library);
  }

  async year(year: number): Promise<void> {
    await this.page.getByLabel('管理年度').fill(String(year));
  }

  async give(file: GivenFile): Promise<void> {
    await this.page.getByLabel('要导入的文件').setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer: Buffer.from(file.bytes) });
  }

  async show(tab: '原表' | '识别结果' | '问题'): Promise<void> {
    await this.page.getByRole('tab', { name: tab }).click();
  }

  async changeUnit(unit: '元' | '万元' | '亿元'): Promise<void> {
    await this.#pick(this.unit, unit);
  }

  /** Says which field a column of the file fills; 「不导入」 leaves it out. */
  async map(header: string, field: string): Promise<void> {
    await this.#pick(this.#mapping(header), field);
  }

  mappedTo(header: string): Locator {
    return this.#mapping(header).locator('.el-select__placeholder, .el-select__selected-item').last();
  }

  /** One cell of the recognised rows by the name of its column. */
  async result(row: number, column: string): Promise<Locator> {
    const headers = await this.page.getByRole('table', { name: '识别结果' }).locator('thead th').allTextContents();
    const place = headers.findIndex((header) => header.trim().replace(/（.*）$/, '') === column);
    if (place < 0) throw new Error(`the result has no column ${column}, only ${headers.join(' ')}`);
    return this.results.nth(row).locator('td').nth(place);
  }

  figure(name: '新增' | '修改' | '不变' | '不能导入'): Locator {
    return this.done.locator('dl > div').filter({ hasText: name }).locator('dd');
  }

  writeButton(): Locator {
    return this.page.getByRole('button', { name: /^写入 .* 项$/ });
  }

  async write(): Promise<void> {
    await this.writeButton().click();
    await this.done.waitFor();
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: '撤销本批' }).click();
    await this.page.getByRole('button', { name: '撤销这一批' }).click();
    await this.done.getByText('本批已撤销').waitFor();
  }

  #mapping(header: string): Locator {
    const row = this.page.getByRole('table', { name: '列与字段的对应' }).getByRole('row');
    return row.filter({ has: this.page.getByRole('cell', { name: header, exact: true }) }).locator('.el-select');
  }

  async #pick(select: Locator, option: string): Promise<void> {
    await select.click();
    await this.page.locator('.el-select-dropdown:visible').getByRole('option', { name: option, exact: true }).click();
  }
}
