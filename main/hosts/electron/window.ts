// The one window of the workstation.
import { BrowserWindow, type Session } from 'electron';
import { windowOrigin } from '#domain/rpc/window-protocol.ts';

export interface WindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly devTools: boolean;
}

/** Opens the window on the renderer; it is shown when its first picture is ready. */
export function createWindow({ session, preload, devTools }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: '青岛市发改委项目信息化管理公共平台',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      devTools,
      // Most of these are Electron's defaults; they stand here so that nobody turns one off unseen.
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${windowOrigin}/`);
  return window;
}
