// A second connection to the same host: the colleague who changes records meanwhile, and the witness of what is stored.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Row } from '#domain/contract/query.ts';
import { createWorkstationClient, type WorkstationClient, type WorkstationContract } from '#domain/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '#domain/rpc/define.ts';
import type { Channel } from '#domain/rpc/channel.ts';
import { codeParameter, offeredProtocols, requestHeader, requestHeaderValue, rpcPath, sessionPath } from '#domain/rpc/loopback-protocol.ts';
import { socketChannel } from '#domain/rpc/socket-channel.ts';

const pageSize = 1000;

export class Colleague {
  readonly #client: WorkstationClient;

  constructor(client: WorkstationClient) {
    this.#client = client;
  }

  /** Any procedure of the contract; fails the test with the host's sentence when it is refused. */
  async call<K extends ProcedureName<WorkstationContract>>(name: K, input: InputOf<WorkstationContract, K>): Promise<OutputOf<WorkstationContract, K>> {
    const result = await this.#client.call(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
    return result.value;
  }

  /** The code a procedure is refused with; null when it is not. */
  async refusal<K extends ProcedureName<WorkstationContract>>(name: K, input: InputOf<WorkstationContract, K>): Promise<string | null> {
    const result = await this.#client.call(name, input);
    return result.ok ? null : result.error.code;
  }

  /** Every record of a library, asked for without a filter: what a test counts and adds up by itself. */
  async allRecords(database: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let total = 1; rows.length < total;) {
      const page = await this.call('record.list', { database, offset: rows.length, limit: pageSize });
      rows.push(...page.rows);
      total = page.total;
    }
    return rows;
  }

  /** What a screen has written down to remember, as JSON; the empty text before it has. */
  async remembered(key: string): Promise<string> {
    return (await this.call('setting.get', { key })).value ?? '';
  }

  /** How many batches of changes there are. */
  async batchCount(): Promise<number> {
    return (await this.call('batch.list', { limit: 500 })).batches.length;
  }

  leave(): void {
    this.#client.close();
  }
}

/** Opens a connection through a launch address of its own. */
export const connectColleague = async (launchAddress: string): Promise<Colleague> => new Colleague(createWorkstationClient(await openChannel(launchAddress)));

/** A channel to the host through a launch address, as the page itself opens one. */
export async function openChannel(launchAddress: string): Promise<Channel> {
  const { origin, hash } = new URL(launchAddress);
  const code = new URLSearchParams(hash.slice(1)).get(codeParameter);
  const answer = await fetch(`${origin}${sessionPath}`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', [requestHeader]: requestHeaderValue },
    body: JSON.stringify({ code }),
  });
  const { key } = (await answer.json()) as { key: string };
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${rpcPath}`, offeredProtocols(key), { headers: { origin } });
  await once(socket, 'open');
  return socketChannel(socket);
}
