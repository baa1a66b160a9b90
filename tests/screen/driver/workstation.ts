// The workstation's window in the words of its users: signing in, going about, being told.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { ImportWizard } from './import-wizard.ts';
import { LibraryList } from './library-list.ts';
import { RecordForm, RecordView } from './record.ts';

export class Workstation {
  readonly page: Page;
  readonly navigation: Locator;
  readonly titleBar: Locator;
  readonly wizard: ImportWizard;
  readonly form: RecordForm;
  readonly record: RecordView;
  readonly #address: () => Promise<string>;

  constructor(page: Page, address: () => Promise<string>) {
    this.page = page;
    this.navigation = page.getByRole('navigation', { name: '主导航' });
    this.titleBar = page.locator('.title-bar');
    this.wizard = new ImportWizard(page);
    this.form = new RecordForm(page);
    this.record = new RecordView(page);
    this.#address = address;
  }

  /** The same station in another window. */
  on(page: Page): Workstation {
    return new Workstation(page, this.#address);
  }

  /** Opens the start page through a fresh launch address, which it answers. */
  async open(): Promise<string> {
    const address = await this.#address();
    // Launch addresses differ in their fragment only: without leaving first, the page would not load anew.
    await this.page.goto('about:blank');
    await this.page.goto(address);
    await this.page.locator('.session-page').waitFor();
    return address;
  }

  /** The demonstration password and the login of the last person are filled in already. */
  async signIn(password?: string): Promise<void> {
    if (password !== undefined) await this.page.getByLabel('密码', { exact: true }).fill(password);
    await this.press('登录');
    // Stretching a password takes about a second of this machine's whole attention.
    await this.page.locator('.sign-in .el-button.is-loading').waitFor({ state: 'detached', timeout: 30_000 });
  }

  /** Signs in as one of the demonstration persons, whose login is their role. */
  async signInAs(login: string): Promise<void> {
    await this.page.locator(`input[name="demo-person"][value="${login}"]`).check();
    await this.signIn();
  }

  /** Signs in at a station of an office; with `newPassword` the one asked for is set. */
  async signInWith(login: string, password: string, newPassword?: string): Promise<void> {
    await this.page.getByLabel('登录名').fill(login);
    await this.signIn(password);
    if (newPassword === undefined) return;
    await this.page.getByLabel('新密码').fill(newPassword);
    await this.page.getByLabel('再输一遍').fill(newPassword);
    await this.press('设置新密码并登录');
  }

  /** Locks, and signs in as another of the demonstration persons. */
  async changeTo(login: string): Promise<void> {
    await this.lock();
    await this.signInAs(login);
    await this.navigation.waitFor();
  }

  async lock(): Promise<void> {
    await this.titleBar.getByRole('button', { name: '锁定' }).click();
  }

  /** Reloads the page: the session key stays, memory does not. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.navigation.or(this.page.locator('.session-page')).waitFor();
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  heading(title: string | RegExp): Locator {
    return this.page.getByRole('heading', { name: title, level: 1 });
  }

  /** The first alert on the page: why something was refused. */
  get refusal(): Locator {
    return this.page.getByRole('alert').first();
  }

  /** A passing notice. */
  told(text: string | RegExp): Locator {
    return this.page.locator('.el-message').filter({ hasText: text });
  }

  dialog(title: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  async goTo(entry: string): Promise<void> {
    await this.navigation.getByRole('link', { name: entry }).click();
  }

  async openLibrary(label: string): Promise<LibraryList> {
    await this.goTo(label);
    const list = new LibraryList(this.page, label);
    await list.ready();
    return list;
  }

  /** Labels of the lines in the navigation. */
  async pagesOffered(): Promise<readonly string[]> {
    return this.navigation.locator('.side-groups .side-label').allTextContents();
  }

  /** Takes back the newest batch with this label on the page of batches. */
  async undoBatch(label: string): Promise<void> {
    await this.goTo('导入批次');
    await this.page
      .getByRole('button', { name: `撤销${label}` })
      .first()
      .click();
    await this.press('撤销这一批');
    await this.told('已撤销').waitFor();
  }

  batch(label: string): Locator {
    return this.page.getByRole('table', { name: '批次' }).getByRole('row').filter({ hasText: label });
  }

  async search(text: string): Promise<Locator> {
    await this.page.getByRole('combobox', { name: '查找全部数据库' }).fill(text);
    return this.page.getByRole('listbox', { name: '查找结果' }).getByRole('option');
  }

  /** What the clipboard holds; the page must have been granted it. */
  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async putOnClipboard(text: string): Promise<void> {
    await this.page.evaluate((put) => navigator.clipboard.writeText(put), text);
  }

  /** Whether the whole page can be scrolled sideways, or any part of the frame sticks out of the window. */
  async sticksOut(): Promise<readonly string[]> {
    return this.page.evaluate(() => {
      const { clientWidth, scrollWidth, clientHeight, scrollHeight } = document.documentElement;
      const parts = [
        ...document.querySelectorAll(
          '.app-frame, .title-bar, .frame-page, .page-head, .session-card, .library-page, .import-page, .scroll-page, .scroll-body, .el-dialog',
        ),
      ];
      return [
        ...(scrollWidth > clientWidth ? [`page ${scrollWidth} > ${clientWidth}`] : []),
        ...(scrollHeight > clientHeight ? [`page height ${scrollHeight} > ${clientHeight}`] : []),
        ...parts.flatMap((part) => {
          const { right, width } = part.getBoundingClientRect();
          const overflow = part.scrollWidth > part.clientWidth + 1;
          return width > 0 && (right > clientWidth + 1 || overflow)
            ? [`${part.className} reaches ${Math.round(right)}, content ${part.scrollWidth} of ${part.clientWidth}`]
            : [];
        }),
      ];
    });
  }

  /** Serious and critical faults that axe finds, one line each. */
  async accessibilityFaults(): Promise<readonly string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
  }
}
