// The one connection to the host: calls and events of the contract for every page.

import { createWorkstationClient, type WorkstationClient, type WorkstationContract } from '#domain/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '#domain/rpc/define.ts';
import type { Result } from '#domain/rpc/result-value.ts';
import { connectBrowserHost } from './host-browser.ts';
import { connectElectronHost, windowHost } from './host-electron.ts';

export type { Result };
export type Input<K extends ProcedureName<WorkstationContract>> = InputOf<WorkstationContract, K>;
export type Output<K extends ProcedureName<WorkstationContract>> = OutputOf<WorkstationContract, K>;

let client: WorkstationClient | undefined;

function current(): WorkstationClient {
  if (client === undefined) throw new Error('the host is not connected yet');
  return client;
}

/** Connects to whichever host opened this page. `onLost` runs once when the connection ends. Throws `HostUnreachable`. */
export async function connectHost(onLost: () => void): Promise<void> {
  const host = windowHost();
  const channel = host === undefined ? await connectBrowserHost() : await connectElectronHost(host);
  client = createWorkstationClient(channel);
  client.onClose(onLost);
}

/** Asks the host; foreseen failures come back as values. */
export const call: WorkstationClient['call'] = (name, input, options) => current().call(name, input, options);

/** Listens to an event of the host; returns the function that stops listening. */
export const onEvent: WorkstationClient['onEvent'] = (name, listener) => current().onEvent(name, listener);
