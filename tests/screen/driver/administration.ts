// The pages of the three administrators in the words of their users.

import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export class Administration {
  readonly page: Page;
  /** Authorisations that wait for the second person. */
  readonly waiting: Locator;

  constructor(page: Page) {
    this.page = page;
    this.waiting = page.getByRole('region', { name: '等待复核的授权' });
  }

  account(name: string): Locator {
    return this.page.getByRole('table', { name: '账号' }).locator('tbody tr').filter({ hasText: name });
  }

  dialog(title: RegExp): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  /** Makes an account and answers with its code of activation, ticked as handed over. */
  async createUser(person: { name: string; login: string; staffNo: string; unit: string }, password: string): Promise<string> {
    await this.page.getByRole('button', { name: '新建账号' }).click();
    const form = this.dialog(/^新建账号/);
    await form.getByLabel('姓名', { exact: true }).fill(person.name);
    await form.getByLabel('登录名').fill(person.login);
    await form.getByLabel('工号').fill(person.staffNo);
    await form.getByLabel('单位或处室').fill(person.unit);
    await form.getByLabel('您的密码').fill(password);
    await form.getByRole('button', { name: '建立账号' }).click();
    const issued = this.dialog(/账号启用码$/);
    const groups = issued.getByRole('group', { name: '账号启用码' }).locator('.spoken-code');
    await groups.first().waitFor({ timeout: 30_000 });
    const code = (await groups.allTextContents()).join('-');
    await expect(issued.getByRole('button', { name: '完成' })).toBeDisabled();
    await issued.getByText('已交给本人').click();
    await issued.getByRole('button', { name: '完成' }).click();
    return code;
  }

  /** Proposes roles for a person, in some districts where the role is bound to them. */
  async propose(name: string, grant: { roles: readonly string[]; districts?: readonly string[]; reason: string }, password: string): Promise<void> {
    await this.account(name)
      .getByRole('button', { name: /^(授权|续期或调整)/ })
      .click();
    const form = this.dialog(/^提出授权/);
    for (const role of grant.roles) await form.getByRole('checkbox', { name: new RegExp(`^${role}`) }).check();
    for (const district of grant.districts ?? []) await form.getByRole('checkbox', { name: district, exact: true }).check();
    await form.getByLabel('原因').fill(grant.reason);
    await form.getByLabel('您的密码').fill(password);
    await form.getByRole('button', { name: '提出授权' }).click();
    await form.waitFor({ state: 'detached', timeout: 30_000 });
  }

  /** Confirms what waits for a person, as the second one. */
  async confirm(name: string, password: string): Promise<void> {
    await this.waiting.getByRole('button', { name: `复核${name}的授权` }).click();
    const form = this.dialog(/^复核授权/);
    await form.getByLabel('您的密码').fill(password);
    await form.getByRole('button', { name: '复核通过并签名' }).click();
    await form.waitFor({ state: 'detached', timeout: 30_000 });
  }
}
