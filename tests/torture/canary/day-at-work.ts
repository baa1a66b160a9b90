// One day at a real station: set-up, records, an import, a search, a wrong password, a browser window; everything with canaries in it.

import { chromium } from '@playwright/test';
import { prepareTestBrowser } from '../../../scripts/browser.ts';
import { writeWorkbook } from '../../../main/tabular-out/write-workbook.ts';
import { idOf } from '../../builders/records.ts';
import { connectColleague, type Colleague } from '../../screen/driver/colleague.ts';
import type { Canaries } from './words.ts';
import { StationHost, type Places } from './station-host.ts';

const login = 'zhangsan';

/** Returns what the host wrote to its terminal. `count`: how many canaries are entered, roughly. */
export async function dayAtWork(places: Places, canaries: Canaries, count: number, progress: (done: number, what: string) => void): Promise<string> {
  const host = new StationHost(places);
  try {
    const colleague = await connectColleague(await host.address());
    const password = `${canaries.word()}-Aa1`;
    const { activation, recovery } = await colleague.call('session.create', { user: `张${canaries.word()}`, unit: `处${canaries.word()}`, login, password });
    for (const { code } of [...activation, ...recovery]) canaries.add(code);
    progress(canaries.all.length, 'entering');
    await enter(colleague, canaries, count, progress);
    await lockAndReturn(colleague, canaries, password);
    await lookInBrowser(places, host, colleague, password, canaries);
    await colleague.call('session.lock', {});
    colleague.leave();
  } finally {
    await host.stop();
  }
  return host.said;
}

async function enter(colleague: Colleague, canaries: Canaries, count: number, progress: (done: number, what: string) => void): Promise<void> {
  const imported = Math.ceil(count / 10);
  while (canaries.all.length < count - imported) {
    const { record } = await colleague.call('record.create', {
      database: 'key',
      values: {
        project_name: `${canaries.word()}工程`,
        address: `${canaries.word()}路`,
        remark: canaries.word(),
        mgmt_year: 2026,
        region_code: '370211',
        key_level: '1',
      },
    });
    await colleague.call('record.update', {
      database: 'key',
      id: idOf(record),
      version: Number(record['version']),
      values: { address: `${canaries.word()}街` },
      reason: `核实${canaries.word()}`,
    });
    const expert = {
      expert_no: canaries.word(),
      name: `王${canaries.word()}`,
      mobile: canaries.number('139', 8),
      bank_account: canaries.number('6222', 15),
      achievements: canaries.word(),
    };
    const saved = await colleague.call('record.create', { database: 'expert', values: expert });
    await colleague.call('record.create', {
      database: 'policy',
      values: { title: `${canaries.word()}办法`, doc_number: `青政发〔2024〕${canaries.word()}号` },
    });
    await colleague.call('record.remove', { database: 'expert', ids: [idOf(saved.record)], reason: `重复${canaries.word()}` });
    progress(canaries.all.length, 'entering');
  }
  const names = Array.from({ length: imported - 1 }, () => `${canaries.word()}项目`);
  const put = await colleague.call('file.put', { name: `${canaries.word()}.xlsx`, bytes: await listOf(names) });
  await colleague.call('import.commit', { handle: put.handle, database: 'key', year: 2026 });
  await colleague.call('search.find', { text: canaries.word() });
}

const listOf = (names: readonly string[]): Promise<Uint8Array> =>
  writeWorkbook({
    title: '名单',
    createdAt: '2026-01-01T00:00:00.000Z',
    sheets: [
      {
        spec: {
          name: '名单',
          title: '重点项目名单',
          unitLine: '单位：万元',
          columns: [
            { header: '项目名称', width: 20, format: 'text' },
            { header: '总投资', width: 20, format: 'money_wan' },
          ],
        },
        rows: [names.map((name) => [name, 100_000_000])],
      },
    ],
  });

/** A mistyped password is one letter away from the real one: it must not be written down either. */
async function lockAndReturn(colleague: Colleague, canaries: Canaries, password: string): Promise<void> {
  await colleague.call('session.lock', {});
  await colleague.refusal('session.unlock', { login, password: `${canaries.word()}-Bb2` });
  await colleague.call('session.unlock', { login, password });
}

/** The pages in a browser with a profile of its own, as `npm start` opens it; the password is typed there. */
async function lookInBrowser(places: Places, host: StationHost, colleague: Colleague, password: string, canaries: Canaries): Promise<void> {
  const browser = prepareTestBrowser((line) => void process.stderr.write(`  ${line}\n`));
  if (browser === null) throw new Error('the canary sweep needs a browser of the Chromium family');
  await colleague.call('session.lock', {});
  const context = await chromium.launchPersistentContext(places.browser, {
    executablePath: browser.path,
    args: [...browser.args, '--no-first-run'],
    env: { ...host.environment, ...browser.env },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const address = await host.address();
    await page.goto(address);
    const secret = page.locator('input[type=password]').first();
    await secret.fill(password);
    await secret.press('Enter');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    const { rows } = await colleague.call('record.list', { database: 'key', limit: 3 });
    const paths = ['/libraries/key', '/libraries/policy', '/batches', ...rows.map((row) => `/libraries/key/${idOf(row)}`)];
    for (const path of paths) {
      await page.evaluate((to) => void (location.hash = `#${to}`), path);
      await page.locator('main').waitFor();
      await page.waitForTimeout(300);
    }
    await page.getByRole('combobox').first().fill(canaries.word());
    await page.waitForTimeout(500);
  } finally {
    await context.close();
  }
}
