// The first-run wizard in the words of its users, and the sheets it hands over once.

import type { Locator, Page } from '@playwright/test';

export const administratorNames = { 系统管理员: '宋立', 安全管理员: '安宁', 审计管理员: '沈济' } as const;
export type Office = keyof typeof administratorNames;

export class SetUpWizard {
  readonly page: Page;
  readonly card: Locator;
  readonly faults: Locator;
  readonly next: Locator;
  /** One row per sheet of paper. */
  readonly sheets: Locator;

  constructor(page: Page) {
    this.page = page;
    this.card = page.locator('.session-card');
    this.faults = this.card.locator('.field-fault');
    this.next = this.card.getByRole('button', { name: '下一步' });
    this.sheets = page.getByRole('table', { name: '单据' }).locator('tbody tr');
  }

  async choose(way: '建立工作站' | '使用数据中心启动包' | '演示模式'): Promise<void> {
    await this.card.getByRole('button', { name: new RegExp(`^${way}`) }).click();
  }

  step(title: string): Locator {
    return this.card.getByRole('list', { name: '步骤' }).getByRole('listitem').filter({ hasText: title });
  }

  async goOn(): Promise<void> {
    await this.next.click();
  }

  async fillPerson(person: { name: string; unit: string; staffNo?: string; password: string; repeated?: string }): Promise<void> {
    await this.page.getByLabel('姓名', { exact: true }).fill(person.name);
    await this.page.getByLabel('单位或处室').fill(person.unit);
    await this.page.getByLabel('工号', { exact: true }).fill(person.staffNo ?? '');
    await this.page.getByLabel('新密码').fill(person.password);
    await this.page.getByLabel('再输一遍').fill(person.repeated ?? person.password);
  }

  async nameAdministrator(office: Office, name: string, staffNo = ''): Promise<void> {
    await this.page.getByLabel(`${office}姓名`).fill(name);
    await this.page.getByLabel(`${office}工号`).fill(staffNo);
  }

  async nameAdministrators(): Promise<void> {
    for (const [office, name] of Object.entries(administratorNames)) await this.nameAdministrator(office as Office, name);
  }

  /** Waits for the station to be made: four passwords are stretched for it, each about a second's work. */
  async made(): Promise<void> {
    await this.sheets.first().waitFor({ timeout: 60_000 });
  }

  /** The code on a sheet as it is read out, without blanks. */
  async codeOn(kind: '账号启用码' | '恢复密钥单', name: string): Promise<string> {
    const groups = this.page.getByRole('group', { name: `${name}的${kind}` }).locator('.spoken-code');
    return (await groups.allTextContents()).join('-');
  }

  /** Ticks every sheet and goes to work. */
  async handOver(): Promise<void> {
    for (const tick of await this.sheets.getByRole('checkbox').all()) await tick.check();
    await this.page.getByRole('button', { name: '进入工作站' }).click();
  }
}
