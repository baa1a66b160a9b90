// The screen watermark: who, where, when, all over the window; back within a second however it is taken away.

import type { Page } from '@playwright/test';
import { expect, test } from './driver.ts';

interface Layer {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
}

declare global {
  interface Window {
    /** The layer shown now; the test listens when layers are made, because they are closed to scripts. */
    shownLayer: () => Layer | undefined;
  }
}

async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const layers: Layer[] = [];
    // oxlint-disable-next-line typescript/unbound-method -- called with the element it belongs to.
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function listened(this: HTMLElement, init: ShadowRootInit) {
      const root = attachShadow.call(this, init);
      if (init.mode === 'closed') layers.push({ host: this, root });
      return root;
    };
    window.shownLayer = () => layers.findLast(({ host }) => host.isConnected);
  });
}

/** Text of the layer as a person sees it; empty when none is to be seen. */
const shown = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const layer = window.shownLayer();
    if (layer === undefined) return '';
    const { host, root } = layer;
    const { width, height } = host.getBoundingClientRect();
    const { opacity, pointerEvents } = getComputedStyle(host);
    const isVisible =
      host.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      opacity === '1' &&
      width >= window.innerWidth &&
      height >= window.innerHeight;
    const marks = [...root.querySelectorAll('span')];
    return isVisible && marks.length > 8 && pointerEvents === 'none' ? (marks[0]?.textContent ?? '') : '';
  });

const within = { timeout: 1000, intervals: [50] };

test.use({ startsSignedIn: false });

test('names person, device and minute, lies above everything and lets clicks through', async ({ app, page }) => {
  await listen(page);
  await app.reload();
  await app.signIn();
  await expect(app.navigation).toBeVisible();
  await expect.poll(() => shown(page)).toMatch(/演示用户.* \d{4}-\d\d-\d\d \d\d:\d\d$/);
  const list = await app.openLibrary('市重点项目库');
  await expect(await list.cell(0, '项目名称')).not.toHaveText('');
  expect(await page.getByText(/演示用户.*\d\d:\d\d$/).count()).toBe(0);
});

test('marks what a picture of the screen shows, faintly', async ({ app, page }) => {
  await listen(page);
  await app.reload();
  await app.signIn();
  await expect(app.navigation).toBeVisible();
  await expect.poll(() => shown(page)).not.toBe('');
  // The page itself must stand still between the two pictures.
  const list = await app.openLibrary('市重点项目库');
  await expect(await list.cell(0, '项目名称')).not.toHaveText('');
  const marked = await page.screenshot();
  await page.evaluate(() =>
    window
      .shownLayer()
      ?.root.querySelectorAll('span')
      .forEach((mark) => void mark.animate({ opacity: [0, 0] }, 10_000)),
  );
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

const ways: Readonly<Record<string, () => void>> = {
  removed: () => window.shownLayer()?.host.remove(),
  'hidden by its own style': () => window.shownLayer()?.host.style.setProperty('display', 'none', 'important'),
  'made transparent': () => window.shownLayer()?.host.setAttribute('style', 'opacity: 0'),
  emptied: () => window.shownLayer()?.root.replaceChildren(),
  rewritten: () => {
    for (const mark of window.shownLayer()?.root.querySelectorAll('span') ?? []) mark.textContent = '某人';
  },
  'moved away': () => document.createElement('div').append(window.shownLayer()?.host ?? ''),
  'hidden by a style sheet': () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('div { visibility: hidden !important; opacity: 0 !important }');
    document.adoptedStyleSheets = [sheet];
  },
};

for (const [name, tamper] of Object.entries(ways)) {
  test(`comes back within a second when it is ${name}`, async ({ app, page }) => {
    await listen(page);
    await app.reload();
    await app.signIn();
    await expect(app.navigation).toBeVisible();
    await expect.poll(() => shown(page)).toContain('演示用户');
    await page.evaluate(tamper);
    await expect.poll(() => shown(page), within).toContain('演示用户');
  });
}

test('survives another size of the window and printing', async ({ app, page }) => {
  await listen(page);
  await app.reload();
  await app.signIn();
  await expect.poll(() => shown(page)).not.toBe('');
  await page.setViewportSize({ width: 2560, height: 1440 });
  await expect.poll(() => shown(page), within).toContain('演示用户');
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => shown(page), within).toContain('演示用户');
});
