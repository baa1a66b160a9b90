// Start-up order of the Electron host, and nothing else.
import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, powerMonitor, session, type BrowserWindow } from 'electron';
import type { Contract } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';
import { readHostArguments, refusedSwitches } from '../host-arguments.ts';
import { logToStandardError } from '../host-log.ts';
import type { OpenedHost, OpenHost } from '../host-parts.ts';
import { serveWindow } from './contract-port.ts';
import { askWhereToSave } from './downloads.ts';
import { registerPageScheme, servePages } from './page-scheme.ts';
import { spawnUtilityDatabase, spawnUtilityParser } from './utility-child.ts';
import { lockContents, lockSession } from './window-rules.ts';
import { createWindow } from './window.ts';

export interface WindowHostFiles {
  /** Folder of the built renderer. */
  readonly pages: string;
  /** The built preload script. */
  readonly preload: string;
}

const log = logToStandardError;

/**
 * Runs the workstation in a window. Must be called while the main module is still being evaluated: schemes and the
 * sandbox are set before Electron is ready, and nothing waits for `ready` at top level, which would wait for ever.
 */
export function runWindow<C extends Contract, Context>(openHost: OpenHost<C, Context>, files: WindowHostFiles): void {
  const refused = app.isPackaged ? refusedSwitches(process.argv.slice(1)) : [];
  if (refused.length > 0) {
    log('error', 'window.switch_refused', { switches: refused });
    app.exit(2);
    return;
  }
  const { data, demo } = readHostArguments(process.argv.slice(1));
  const dataDir = data ?? join(app.getPath('appData'), 'qingdao-drc-workstation');
  // Chromium's own files go beside the data, so that one lock guards one data folder.
  app.setPath('userData', join(dataDir, 'window'));
  if (!app.requestSingleInstanceLock()) {
    log('info', 'window.already_open');
    app.exit(0);
    return;
  }
  app.enableSandbox();
  registerPageScheme();
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));

  let window: BrowserWindow | undefined;
  let host: OpenedHost<C, Context> | undefined;

  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    const closed = host?.close() ?? Promise.resolve();
    closed.catch((error: unknown) => log('error', 'window.close_failed', { error })).finally(() => app.quit());
  });

  async function open(): Promise<void> {
    // Not persistent: nothing the page does is kept on disk by Chromium.
    const pageSession = session.fromPartition('workstation');
    for (const each of [session.defaultSession, pageSession]) lockSession(each);
    servePages(pageSession, files.pages);
    askWhereToSave(pageSession, log);
    const opened = await openHost({ dataDir, demo, log, program: '工作站窗口', spawnParser: spawnUtilityParser, spawnDatabase: spawnUtilityDatabase });
    host = opened;
    const lock = (): void => opened.lock?.();
    powerMonitor.on('lock-screen', lock);
    powerMonitor.on('suspend', lock);
    window = createWindow({ session: pageSession, preload: files.preload, devTools: !app.isPackaged });
    serveWindow(ipcMain, window, opened, log);
  }

  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => {
      log('error', 'window.open_failed', { error });
      const reason = error instanceof AppError ? error.message : '程序遇到未预料的问题,数据未改动。请重新启动;仍然不行时请联系信息管理员。';
      dialog.showErrorBox('工作站没有打开', reason);
      app.exit(1);
    });
}
