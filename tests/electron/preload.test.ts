// The preload script: one name, one function, two ports, and nothing of Electron for the page.
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('electron');
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('hands one port to the host and the other to its own page only', async () => {
  const exposed: Record<string, unknown> = {};
  const sent: unknown[][] = [];
  const posted: unknown[][] = [];
  vi.doMock('electron', () => ({
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (exposed[name] = value) },
    ipcRenderer: { postMessage: (...args: unknown[]) => sent.push(args) },
  }));
  vi.stubGlobal('window', { postMessage: (...args: unknown[]) => posted.push(args) });
  await import('../../preload/index.ts');

  expect(Object.keys(exposed)).toEqual(['__host']);
  const host = exposed['__host'] as Record<string, () => unknown>;
  expect(Object.keys(host)).toEqual(['connect']);
  expect([sent, posted]).toEqual([[], []]);

  expect(host['connect']?.()).toBeUndefined();
  expect(sent.map(([channel, message]) => [channel, message])).toEqual([['rpc:connect', null]]);
  expect(posted.map(([message, origin]) => [message, origin])).toEqual([['rpc:port', 'app://ws']]);

  const toHost = (sent[0]?.[2] as MessagePort[] | undefined)?.[0];
  const toPage = (posted[0]?.[2] as MessagePort[] | undefined)?.[0];
  if (toHost === undefined || toPage === undefined) throw new Error('no ports');
  const heard = new Promise((resolve) => (toPage.onmessage = ({ data }) => resolve(data)));
  toHost.postMessage('linked');
  expect(await heard).toBe('linked');
  toHost.close();
});
