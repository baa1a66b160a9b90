// The screen watermark: who, where, when, all over the window; back within a second however it is taken away.

import type { Page } from '@playwright/test';
import { expect, test } from './driver.ts';

/** The layer is closed to scripts: the test listens when it is opened. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    const layers: { host: Element; root: ShadowRoot }[] = [];
    Object.assign(window, { watermarkLayers: layers });
    Element.prototype.attachShadow = function attachShadow(this: Element, init: ShadowRootInit) {
      const root = attach.call(this, init);
      if (init.mode === 'closed') layers.push({ host: this, root });
      return root;
    };
  });
  // The page of the fixture was there before its listener.
  await page.reload();
  await page.locator('.session-page').waitFor();
}

/** Text of the layer that is shown now; empty when none is to be seen. */
const shown = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { watermarkLayers: layers } = window as unknown as { watermarkLayers: { host: HTMLElement; root: ShadowRoot }[] };
    const layer = layers.findLast(({ host }) => host.isConnected);
    if (layer === undefined) return '';
    const { host, root } = layer;
    const style = getComputedStyle(host);
    const covers = host.getBoundingClientRect().width >= window.innerWidth && host.getBoundingClientRect().height >= window.innerHeight;
    const visible = host.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && style.opacity === '1' && covers;
    const marks = [...root.querySelectorAll('span')];
    return visible && marks.length > 8 && style.pointerEvents === 'none' ? (marks[0]?.textContent ?? '') : '';
  });

/** Does something to the host of the layer. */
const tamper = (page: Page, how: string): Promise<unknown> =>
  page.evaluate((body) => {
    const { watermarkLayers: layers } = window as unknown as { watermarkLayers: { host: HTMLElement; root: ShadowRoot }[] };
    const layer = layers.findLast(({ host }) => host.isConnected);
    // oxlint-disable-next-line no-implied-eval -- what a person would type into the developer tools.
    return new Function('host', 'root', body)(layer?.host, layer?.root) as unknown;
  }, how);

const within = { timeout: 1000, intervals: [50] };

test.use({ startsSignedIn: false });

test('names person, device and minute, lies above everything and lets clicks through', async ({ app, page }) => {
  await listen(page);
  await app.signIn();
  await expect(app.navigation).toBeVisible();
  await expect.poll(() => shown(page)).toMatch(/演示用户.* \d{4}-\d\d-\d\d \d\d:\d\d$/);
  const list = await app.openLibrary('市重点项目库');
  await expect(await list.cell(0, '项目名称')).not.toHaveText('');
  expect(await page.getByText(/演示用户.*\d\d:\d\d$/).count()).toBe(0);
});

test('marks what a picture of the screen shows, faintly', async ({ app, page }) => {
  await listen(page);
  await app.signIn();
  await expect(app.navigation).toBeVisible();
  await expect.poll(() => shown(page)).not.toBe('');
  const marked = await page.screenshot();
  await tamper(page, "for (const mark of root.querySelectorAll('span')) mark.animate({ opacity: [0, 0] }, 10_000)");
  const bare = await page.screenshot();
  const [changed, strongest] = await page.evaluate(
    async ([a, b]) => {
      const pixels = async (base64: string): Promise<Uint8ClampedArray> => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      };
      const [one, other] = [await pixels(a ?? ''), await pixels(b ?? '')];
      let count = 0;
      let most = 0;
      for (let at = 0; at < one.length; at += 4) {
        const difference = Math.abs((one[at] ?? 0) - (other[at] ?? 0));
        if (difference > 8) count += 1;
        most = Math.max(most, difference);
      }
      return [count / (one.length / 4), most] as const;
    },
    [marked.toString('base64'), bare.toString('base64')],
  );
  expect(changed).toBeGreaterThan(0.005);
  expect(changed).toBeLessThan(0.15);
  expect(strongest).toBeLessThan(60);
});

for (const [name, how] of [
  ['removed', 'host.remove()'],
  ['hidden by its own style', "host.style.setProperty('display', 'none', 'important')"],
  ['made transparent', "host.setAttribute('style', 'opacity: 0')"],
  ['emptied', 'root.replaceChildren()'],
  ['rewritten', "for (const mark of root.querySelectorAll('span')) mark.textContent = '某人'"],
  ['moved away', "document.createElement('div').append(host)"],
  [
    'hidden by a style sheet',
    "const sheet = new CSSStyleSheet(); sheet.replaceSync('div { visibility: hidden !important; opacity: 0 !important }'); document.adoptedStyleSheets = [sheet]",
  ],
] as const) {
  test(`comes back within a second when it is ${name}`, async ({ app, page }) => {
    await listen(page);
    await app.signIn();
    await expect(app.navigation).toBeVisible();
    await expect.poll(() => shown(page)).toContain('演示用户');
    await tamper(page, how);
    await expect.poll(() => shown(page), within).toContain('演示用户');
  });
}

test('survives another size of the window and printing', async ({ app, page }) => {
  await listen(page);
  await app.signIn();
  await expect(app.navigation).toBeVisible();
  await page.setViewportSize({ width: 2560, height: 1440 });
  await expect.poll(() => shown(page), within).toContain('演示用户');
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => shown(page), within).toContain('演示用户');
});
