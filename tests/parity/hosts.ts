// The three hosts on replicas of their own, called alike: the command line, the loopback server, the Electron window's port.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { once } from 'node:events';
import { createWorkstationClient, type WorkstationClient, type WorkstationContract } from '#domain/contract/index.ts';
import { codeParameter, offeredProtocols, requestHeader, requestHeaderValue, rpcPath, sessionPath, type SessionAnswer } from '#domain/rpc/loopback-protocol.ts';
import { portChannel } from '#domain/rpc/port-channel.ts';
import type { ProcedureName } from '#domain/rpc/define.ts';
import type { Result } from '#domain/rpc/result-value.ts';
import { socketChannel } from '#domain/rpc/socket-channel.ts';
import { fromJson } from '#main/hosts/cli/json.ts';
import { portMainChannel } from '#main/hosts/electron/port-main-channel.ts';
import { serveHost } from '#main/hosts/host-parts.ts';
import { startLoopback } from '#main/hosts/loopback/server.ts';
import { openWorkstation } from '#main/workstation.ts';
import { ws } from '../cli/run-command.ts';
import { testPassword } from '../cli/test-workstation.ts';
import { fakePorts } from '../electron/fake-electron.ts';

/** A file to hand in before the call; its handle joins the input. */
export interface CallFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Who calls; the first user of the station when not said. */
export interface Person {
  readonly login: string;
  readonly password: string;
}

export interface Host {
  readonly name: 'ws' | 'loopback' | 'electron';
  /** Calls from now on are this person's: windows lock and sign in, the command line signs in with each call. */
  readonly become: (person: Person) => Promise<void>;
  readonly call: (name: string, input: Readonly<Record<string, unknown>>, file?: CallFile) => Promise<Result<unknown>>;
  readonly close: () => Promise<void>;
}

/** `ws call NAME --input JSON [--file PATH]`, one process's work per call, each with its own unlocking. */
export function commandHost(dataDir: string, files: string, profileDir: string, usual = testPassword): Host {
  let person: Person | undefined;
  return {
    name: 'ws',
    become: (next) => {
      person = next;
      return Promise.resolve();
    },
    async call(name, input, file) {
      const { password, newPassword, ...typed } = input;
      const path = file === undefined ? [] : ['--file', join(files, file.name)];
      if (file !== undefined) writeFileSync(join(files, file.name), file.bytes);
      const asJson = JSON.stringify(typed, (_key, value: unknown) =>
        value instanceof Uint8Array ? { $base64: Buffer.from(value).toString('base64') } : value,
      );
      const login = person === undefined ? [] : ['--login', person.login];
      const { code, out } = await ws(
        ['call', name, '--input', asJson, ...path, ...login, '--data', dataDir],
        typeof password === 'string' ? password : (person?.password ?? usual),
        {
          profileDir,
          newPassword: typeof newPassword === 'string' ? newPassword : null,
        },
      );
      const answer = fromJson(out);
      return code === 0 ? { ok: true, value: answer } : { ok: false, error: (answer as { error: never }).error };
    },
    close: () => Promise.resolve(),
  };
}

/** A real server on 127.0.0.1 and a real WebSocket, opened as the page opens it. */
export async function loopbackHost(dataDir: string, pages: string, profileDir: string): Promise<Host> {
  const workstation = await openWorkstation({ dataDir, profileDir, calibration: 'floor', demo: null, log: () => undefined });
  const server = await startLoopback({ ...workstation, staticDir: pages, log: () => undefined });
  const code = new URLSearchParams(new URL(server.launchUrl()).hash.slice(1)).get(codeParameter);
  const answer = await fetch(server.origin + sessionPath, {
    method: 'POST',
    headers: { origin: server.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', [requestHeader]: requestHeaderValue },
    body: JSON.stringify({ code }),
  });
  const { key } = (await answer.json()) as SessionAnswer;
  const socket = new WebSocket(server.origin.replace('http', 'ws') + rpcPath, offeredProtocols(key), { headers: { origin: server.origin } });
  await once(socket, 'open');
  const client = createWorkstationClient(socketChannel(socket));
  return {
    name: 'loopback',
    become: (person) => signInAs(client, person),
    call: callerOf(client),
    close: async () => {
      client.close();
      await server.close();
      await workstation.close();
    },
  };
}

/** The page's end of a message port, and Electron's end in the host's own adapter. */
export async function electronHost(dataDir: string, profileDir: string): Promise<Host> {
  const workstation = await openWorkstation({ dataDir, profileDir, calibration: 'floor', demo: null, log: () => undefined });
  const { page, main } = fakePorts();
  serveHost(workstation, portMainChannel(main as never), () => undefined);
  const client = createWorkstationClient(portChannel(page));
  return {
    name: 'electron',
    become: (person) => signInAs(client, person),
    call: callerOf(client),
    close: async () => {
      client.close();
      await workstation.close();
    },
  };
}

async function signInAs(client: WorkstationClient, person: Person): Promise<void> {
  await client.call('session.lock', {});
  const answer = await client.call('session.unlock', { ...person });
  if (!answer.ok) throw new Error(`${person.login}: ${answer.error.message}`);
}

function callerOf(client: WorkstationClient): Host['call'] {
  return async (name, input, file) => {
    const put = file === undefined ? undefined : await client.call('file.put', { name: file.name, bytes: file.bytes });
    if (put !== undefined && !put.ok) return put;
    const handed = put === undefined ? {} : { handle: put.value.handle };
    return client.call(name as ProcedureName<WorkstationContract>, { ...input, ...handed } as never);
  };
}
