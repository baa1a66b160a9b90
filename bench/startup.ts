// From a locked replica to the first page of a list, and one contract round trip over each transport.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import WebSocket, { WebSocketServer } from 'ws';
import { createWorkstationClient, type WorkstationClient } from '#domain/contract/index.ts';
import type { Channel } from '#domain/rpc/channel.ts';
import { createChannelPair } from '#domain/rpc/memory-channel.ts';
import { portChannel } from '#domain/rpc/port-channel.ts';
import { socketChannel } from '#domain/rpc/socket-channel.ts';
import { serveHost } from '../main/hosts/host-parts.ts';
import { openWorkstation } from '../main/workstation.ts';
import { makeProjectList } from './make-list.ts';
import { compare, printTimings, quantile } from './measure.ts';

const password = 'bench-password-1';
const log = (): void => undefined;

type Host = Awaited<ReturnType<typeof openWorkstation>>;

function connect(host: Host): WorkstationClient {
  const [near, far] = createChannelPair();
  serveHost(host, far, log);
  return createWorkstationClient(near);
}

async function fill(dataDir: string, rows: number): Promise<void> {
  const host = await openWorkstation({ dataDir, demo: null, log });
  const client = connect(host);
  await client.call('session.create', { user: '测试用户', password });
  const put = await client.call('file.put', { name: 'list.xlsx', bytes: await makeProjectList(rows) });
  if (put.ok) await client.call('import.commit', { handle: put.value.handle, database: 'key', year: 2026 });
  await host.close();
}

async function startOnce(dataDir: string): Promise<{ unlock: number; page: number }> {
  const before = performance.now();
  const host = await openWorkstation({ dataDir, demo: null, log });
  const client = connect(host);
  await client.call('session.unlock', { password });
  const unlocked = performance.now();
  await client.call('record.list', { database: 'key', limit: 50 });
  const shown = performance.now();
  await host.close();
  return { unlock: unlocked - before, page: shown - unlocked };
}

/** Pairs of channels as each host has them. */
async function transports(): Promise<{ name: string; near: Channel; far: Channel; close: () => void }[]> {
  const [near, far] = createChannelPair();
  const ports = new MessageChannel();
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const accepted = new Promise<WebSocket>((resolve) => server.once('connection', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  await new Promise((resolve) => client.once('open', resolve));
  const closePorts = (): void => {
    ports.port1.close();
    ports.port2.close();
  };
  return [
    { name: 'command line (in process)', near, far, close: () => near.close() },
    { name: 'Electron (message port)', near: portChannel(ports.port1), far: portChannel(ports.port2), close: closePorts },
    {
      name: 'browser (WebSocket)',
      near: socketChannel(client),
      far: socketChannel(await accepted),
      close: () => {
        client.close();
        server.close();
      },
    },
  ];
}

export async function benchStartup(rows: number, rounds: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-start-'));
  try {
    await fill(dir, rows);
    const starts: { unlock: number; page: number }[] = [];
    for (let round = 0; round < rounds; round += 1) starts.push(await startOnce(dir));
    const unlock = quantile(
      starts.map((start) => start.unlock),
      0.5,
    );
    const page = quantile(
      starts.map((start) => start.page),
      0.5,
    );
    console.log(`\nstart-up over ${rows} rows: password to open replica ${unlock.toFixed(0)} ms (Argon2id included), then first page ${page.toFixed(0)} ms`);

    const host = await openWorkstation({ dataDir: dir, demo: null, log });
    await connect(host).call('session.unlock', { password });
    const lines = await transports();
    const clients = lines.map(({ name, near, far }) => {
      serveHost(host, far, log);
      return { name, client: createWorkstationClient(near) };
    });
    printTimings(
      'round trip · session.state · ms',
      await compare(
        clients.map(({ name, client }) => ({ name, run: () => client.call('session.state', {}) })),
        200,
        20,
      ),
    );
    printTimings(
      'round trip · record.list, 50 rows · ms',
      await compare(
        clients.map(({ name, client }) => ({ name, run: () => client.call('record.list', { database: 'key', limit: 50 }) })),
        50,
        5,
      ),
    );
    for (const { close } of lines) close();
    await host.close();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) await benchStartup(5000, 7);
