// The window's only bridge: makes a message port, gives one end to the host and the other to its own page.
import { contextBridge, ipcRenderer } from 'electron';
import { connectChannel, portMessage, windowHostName, windowOrigin, type WindowHost } from '#domain/rpc/window-protocol.ts';

const host: WindowHost = {
  connect() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(connectChannel, null, [port1]);
    // Ports do not cross the context bridge; a message to the page itself carries them.
    window.postMessage(portMessage, windowOrigin, [port2]);
  },
};

contextBridge.exposeInMainWorld(windowHostName, host);
