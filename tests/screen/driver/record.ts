// One record as its users see it: reading, filling in, its history, its project across the libraries.

import type { Locator, Page } from '@playwright/test';

/** The form of a stored or a new record. */
export class RecordForm {
  readonly page: Page;
  readonly form: Locator;
  readonly summary: Locator;
  /** 「已改 1 项，尚未保存」. */
  readonly state: Locator;
  readonly stale: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.locator('form.record-form');
    this.summary = this.form.locator('.form-summary');
    this.state = this.form.locator('.form-count');
    this.stale = this.form.locator('.stale');
  }

  /** The line of one field: label, input, sentences. */
  line(field: string): Locator {
    return this.form.locator('.field-row').filter({ has: this.page.locator('label', { hasText: new RegExp(`^\\s*\\*?\\s*${field}\\s*$`) }) });
  }

  input(field: string): Locator {
    return this.line(field).locator('input, textarea').first();
  }

  /** The sentence under a field. */
  sentence(field: string): Locator {
    return this.line(field).locator('.field-problem');
  }

  async fill(field: string, text: string): Promise<void> {
    await this.input(field).fill(text);
  }

  /** Picks an item of a field with choices by its name. */
  async choose(field: string, name: string): Promise<void> {
    await this.line(field).locator('.el-select').click();
    await this.input(field).fill(name);
    await this.page.locator('.el-select-dropdown:visible').getByRole('option', { name, exact: true }).click();
  }

  async giveReason(reason: string): Promise<void> {
    await this.form.getByLabel('修改原因').fill(reason);
  }

  /** Presses Ctrl+S. */
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
  }
}

/** A record opened from a list: drawer or page. */
export class RecordView {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.locator('.record-panel');
  }

  get title(): Locator {
    return this.panel.locator('.record-head h1');
  }

  async show(tab: '内容' | '填写' | '历史' | '项目总览'): Promise<void> {
    await this.panel.getByRole('tab', { name: tab }).click();
  }

  /** A field as it is read, with its unit. */
  value(field: string): Locator {
    return this.panel
      .locator('.record-read dl > div')
      .filter({ has: this.page.locator('dt', { hasText: new RegExp(`^${field}$`) }) })
      .locator('dd');
  }

  /** Entries of the history, newest first. */
  get history(): Locator {
    return this.panel.locator('article.entry');
  }

  /** Steps of the life of a project; the present one is told as the current step. */
  get presentStage(): Locator {
    return this.panel.getByRole('list', { name: '生命周期' }).locator('[aria-current="step"]');
  }

  /** The libraries a project stands in, one row per year. */
  get memberships(): Locator {
    return this.panel.locator('.overview table').first().locator('tbody tr');
  }

  /** Deletes the record through its dialog. */
  async remove(reason: string): Promise<void> {
    await this.panel.getByRole('button', { name: '删除…' }).click();
    const dialog = this.page.getByRole('dialog', { name: '删除记录' });
    await dialog.getByLabel(/删除原因/).fill(reason);
    await dialog.getByRole('button', { name: '删除 1 项' }).click();
    await this.page.locator('.el-message').filter({ hasText: '已删除 1 项' }).waitFor();
  }
}
