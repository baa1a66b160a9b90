// Room and access: nothing sticks out on the screens of the office, and axe finds nothing serious.

import { projectList } from './driver/workbooks.ts';
import { expect, test } from './driver.ts';
import type { Workstation } from './driver/workstation.ts';

const key = '市重点项目库';
const aList = () => projectList('名单.xlsx', [{ name: '胶州湾科创走廊一期工程', district: '城阳区', total: 320_000_000, yearPlan: 110_000_000 }]);

/** Every page behind the sign-in page, and how to get there. */
const pages: readonly (readonly [string, (app: Workstation) => Promise<void>])[] = [
  ['列表', async (app) => (await app.openLibrary(key)).ready()],
  ['内容', async (app) => (await app.openLibrary(key)).keys('Enter')],
  ['填写', (app) => app.record.show('填写')],
  ['历史', (app) => app.record.show('历史')],
  ['项目总览', (app) => app.record.show('项目总览')],
  [
    '新增',
    async (app) => {
      await app.openLibrary(key);
      await app.press('新增');
      await app.form.form.waitFor();
    },
  ],
  ['导入名单', (app) => app.goTo('导入名单')],
  [
    '识别结果',
    async (app) => {
      await app.wizard.give(await aList());
      await app.wizard.summary.filter({ hasText: '识别 1 项' }).waitFor();
      await app.wizard.show('识别结果');
    },
  ],
  [
    '统一标准',
    async (app) => {
      await app.goTo('统一标准');
      await app.press('放弃修改');
      await app.heading('统一标准').waitFor();
    },
  ],
  ['业务系统', (app) => app.goTo('项目储备库管理')],
  ['导入批次', (app) => app.goTo('导入批次')],
  ['系统自检', (app) => app.goTo('系统自检')],
];

/** Pages of the administrators: who has them, and their lines in the navigation. */
const administration: readonly (readonly [login: string, entries: readonly string[]])[] = [
  ['system_admin', ['用户与授权', '角色与权限', '备份与恢复', '安全设置']],
  ['security_admin', ['用户与授权', '审计', '安全设置', '导出审批']],
  ['audit_admin', ['审计', '角色与权限']],
];

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]) {
  test.describe(`on ${viewport.width}×${viewport.height}`, () => {
    test.use({ viewport });

    test('the list shows at least 18 rows and no page sticks out', async ({ app }) => {
      const list = await app.openLibrary(key);
      expect(await list.rowsInSight()).toBeGreaterThanOrEqual(18);
      for (const [name, open] of pages) {
        await open(app);
        expect(await app.sticksOut(), name).toEqual([]);
      }
    });
  });
}

test('axe finds nothing serious on any page', async ({ app }) => {
  // Twelve pages, each looked at whole.
  test.setTimeout(400_000);
  for (const [name, open] of pages) {
    await open(app);
    expect.soft(await app.accessibilityFaults(), name).toEqual([]);
  }
  await app.page.keyboard.press('F1');
  await app.dialog('快捷键').waitFor();
  expect.soft(await app.accessibilityFaults(), '快捷键').toEqual([]);
});

for (const [login, entries] of administration) {
  test.describe(`as ${login}`, () => {
    test.use({ signsInAs: login, viewport: { width: 1366, height: 768 } });
    test('the pages of administration fit, and axe finds nothing serious', async ({ app }) => {
      test.slow();
      for (const entry of entries) {
        await app.goTo(entry);
        await app.heading(entry).waitFor();
        expect.soft(await app.sticksOut(), entry).toEqual([]);
        expect.soft(await app.accessibilityFaults(), entry).toEqual([]);
      }
    });
  });
}

test.describe('before anyone is signed in', () => {
  test.use({ startsSignedIn: false, viewport: { width: 1366, height: 768 } });
  test('axe finds nothing serious on the sign-in page', async ({ app }) => {
    expect(await app.accessibilityFaults()).toEqual([]);
    expect(await app.sticksOut()).toEqual([]);
  });
});
