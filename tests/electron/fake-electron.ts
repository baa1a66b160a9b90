// A stand-in for the `electron` module that records how it is wired and lets a test play Electron's part.
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

type Answerer = (...args: never[]) => unknown;

/** Electron's `MessagePortMain`, over Node's port, which clones just as well. */
export class FakePortMain extends EventEmitter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.some((item) => !(item instanceof FakePortMain))) throw new TypeError('only ports can be transferred');
    this.#port.postMessage(message);
  }

  start(): void {
    this.#port.start();
  }

  close(): void {
    this.#port.close();
  }
}

/** A page's port and the host's end of it. */
export function fakePorts(): { readonly page: MessagePort; readonly main: FakePortMain } {
  const { port1, port2 } = new MessageChannel();
  return { page: port1, main: new FakePortMain(port2) };
}

class FakeSession extends EventEmitter {
  readonly handlers: Record<string, Answerer> = {};
  readonly schemes: Record<string, (request: Request) => Promise<Response>> = {};
  spellChecker = true;
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void (this.schemes[scheme] = handler),
  };
  readonly webRequest = { onBeforeRequest: (handler: Answerer) => void (this.handlers['onBeforeRequest'] = handler) };
  setPermissionRequestHandler = (handler: Answerer): void => void (this.handlers['permissionRequest'] = handler);
  setPermissionCheckHandler = (handler: Answerer): void => void (this.handlers['permissionCheck'] = handler);
  setDevicePermissionHandler = (handler: Answerer): void => void (this.handlers['device'] = handler);
  setDisplayMediaRequestHandler = (handler: Answerer): void => void (this.handlers['displayMedia'] = handler);
  setBluetoothPairingHandler = (handler: Answerer): void => void (this.handlers['bluetooth'] = handler);
  setUSBProtectedClassesHandler = (handler: Answerer): void => void (this.handlers['usbClasses'] = handler);
  setCertificateVerifyProc = (handler: Answerer): void => void (this.handlers['certificate'] = handler);
  setSpellCheckerEnabled = (enabled: boolean): void => void (this.spellChecker = enabled);

  /** What the handler hands to its callback. */
  ask(name: string, ...args: unknown[]): unknown {
    let answer: unknown;
    const handler = this.handlers[name] as ((...args: unknown[]) => unknown) | undefined;
    if (handler === undefined) throw new Error(`no ${name} handler`);
    handler(...args, (value: unknown) => (answer = value));
    return answer;
  }
}

class FakeContents extends EventEmitter {
  readonly mainFrame = { origin: 'app://ws' };
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  reloads = 0;
  setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => void (this.openHandler = handler);
  reload = (): void => void (this.reloads += 1);

  /** Emits an event as Electron does; true when a listener prevented its default. */
  isPrevented(name: string, fields: object): boolean {
    let prevented = false;
    this.emit(name, { ...fields, preventDefault: () => (prevented = true) });
    return prevented;
  }
}

export interface FakeWindowOptions {
  readonly webPreferences: Readonly<Record<string, unknown>>;
  readonly show: boolean;
}

/** Makes a fresh module; one per test, because the main process wires itself once. */
export function fakeElectron(argv: readonly string[] = [], isPackaged = true) {
  const calls: string[] = [];
  const exits: number[] = [];
  const errorBoxes: [string, string][] = [];
  const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
  const windows: FakeWindow[] = [];
  const sessions = new Map<string, FakeSession>();
  const paths: Record<string, string> = { appData: '/home/someone/.config' };
  let isReady = false;
  let becomeReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    becomeReady = () => {
      isReady = true;
      resolve();
    };
  });

  function early(name: string): void {
    if (isReady) throw new Error(`${name} after ready`);
    calls.push(name);
  }

  class FakeWindow extends EventEmitter {
    readonly webContents = new FakeContents();
    readonly options: FakeWindowOptions;
    readonly loaded: string[] = [];
    focused = 0;
    shown = 0;

    constructor(options: FakeWindowOptions) {
      super();
      if (!isReady) throw new Error('BrowserWindow before ready');
      this.options = options;
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }

    loadURL = (url: string): Promise<void> => Promise.resolve(void this.loaded.push(url));
    show = (): void => void (this.shown += 1);
    focus = (): void => void (this.focused += 1);
    isMinimized = (): boolean => false;
    restore = (): void => undefined;
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged,
    hasLock: true,
    whenReady: () => ready,
    enableSandbox: () => early('enableSandbox'),
    requestSingleInstanceLock(): boolean {
      early(`lock ${paths['userData']}`);
      return this.hasLock;
    },
    getPath: (name: string) => paths[name] ?? '',
    setPath: (name: string, path: string) => void (paths[name] = path),
    exit: (code: number) => void exits.push(code),
    quit: () => void calls.push('quit'),
  });

  const sessionOf = (name: string): FakeSession => {
    const known = sessions.get(name) ?? new FakeSession();
    sessions.set(name, known);
    return known;
  };

  const module = {
    app,
    BrowserWindow: FakeWindow,
    dialog: { showErrorBox: (title: string, text: string) => void errorBoxes.push([title, text]) },
    ipcMain: new EventEmitter(),
    Menu: { setApplicationMenu: (menu: unknown) => void calls.push(`menu ${String(menu)}`) },
    powerMonitor: new EventEmitter(),
    protocol: {
      registerSchemesAsPrivileged: (list: typeof schemes) => {
        early('scheme');
        schemes.push(...list);
      },
    },
    session: { fromPartition: (name: string) => sessionOf(name), defaultSession: sessionOf('default') },
    utilityProcess: { fork: () => new EventEmitter() },
  };
  process.argv = ['/opt/workstation', ...argv];
  return { module, app, calls, exits, errorBoxes, schemes, windows, sessions, paths, becomeReady };
}

export type FakeElectron = ReturnType<typeof fakeElectron>;
