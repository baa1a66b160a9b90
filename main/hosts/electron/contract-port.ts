// Takes the message port that our own page sends, and answers the contract on it.
import type { BrowserWindow, IpcMain, IpcMainEvent } from 'electron';
import type { Contract } from '#domain/rpc/define.ts';
import { connectChannel, windowOrigin } from '#domain/rpc/window-protocol.ts';
import type { HostLog } from '../host-log.ts';
import { serveHost, type HostParts } from '../host-parts.ts';
import { portMainChannel } from './port-main-channel.ts';

/** Serves the main frame of one window; every other sender is refused and its ports are closed. */
export function serveWindow<C extends Contract, Context>(ipc: Pick<IpcMain, 'on'>, window: BrowserWindow, parts: HostParts<C, Context>, log: HostLog): void {
  ipc.on(connectChannel, (event: IpcMainEvent) => {
    const [port, ...others] = event.ports;
    if (port !== undefined && others.length === 0 && isOwnFrame(event, window)) {
      serveHost(parts, portMainChannel(port), log);
      return;
    }
    log('warn', 'window.sender_refused', { origin: event.senderFrame?.origin ?? null, ports: event.ports.length });
    for (const each of event.ports) each.close();
  });
}

/** Origins are compared as Electron states them: Node's URL calls the origin of every custom scheme 'null'. */
function isOwnFrame({ senderFrame }: IpcMainEvent, window: BrowserWindow): boolean {
  return senderFrame !== null && senderFrame === window.webContents.mainFrame && senderFrame.origin === windowOrigin;
}
