// The application behind every host: session, files, parser, and a handler for each procedure of the contract.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contract, type WorkstationContract, type WorkstationHandlers } from '#domain/contract/index.ts';
import { AppError } from '#domain/result.ts';
import type { Connection } from '#domain/rpc/serve.ts';
import packageJson from '../package.json' with { type: 'json' };
import { Backups } from './backup/backups.ts';
import { settleRestore } from './backup/restore.ts';
import { recordHostAlarm } from './audit/host-alarm.ts';
import type { HostStart, OpenedHost } from './hosts/host-parts.ts';
import { requireRightAlgorithms } from './keys/self-test.ts';
import { forkDatabase } from './processes/database-spawn.ts';
import { createFileReader } from './imports/file-reader.ts';
import { FileStore } from './imports/file-store.ts';
import { takeImportMark } from './imports/unfinished-import.ts';
import type { Workstation } from './procedures/context.ts';
import { auditHandlers } from './procedures/audit.ts';
import { backupHandlers } from './procedures/backup.ts';
import { identityHandlers } from './procedures/identity.ts';
import { importHandlers } from './procedures/import.ts';
import { protectHandlers } from './procedures/protect.ts';
import { recordHandlers } from './procedures/record.ts';
import { recordingRefusals } from './procedures/refusals.ts';
import { lock, sessionHandlers } from './procedures/session.ts';
import { workstationHandlers } from './procedures/workstation.ts';
import { requireAdmission } from './procedures/admission.ts';
import { demoPassword } from './session/founding.ts';
import { Session } from './session/session.ts';

const handlers: WorkstationHandlers<Workstation> = {
  ...backupHandlers,
  ...sessionHandlers,
  ...identityHandlers,
  ...recordingRefusals({ ...recordHandlers, ...importHandlers }),
  ...protectHandlers,
  ...auditHandlers,
  ...workstationHandlers,
};

/**
 * Opens the application for a host. With `demo` and an empty data folder, demonstration data are made and the replica is left open.
 * Error `crypto_self_test`: an algorithm answers wrongly, nothing was opened.
 */
export async function openWorkstation(start: HostStart): Promise<OpenedHost<WorkstationContract, Workstation> & { readonly workstation: Workstation }> {
  await requireRightAlgorithms();
  const connections = new Set<Connection<WorkstationContract>>();
  const session = new Session({
    dataDir: start.dataDir,
    dbEntry: entry('db-worker.js', '../db/worker.ts'),
    startDatabase: () => (start.spawnDatabase ?? forkDatabase)(entry('db-process.js', '../db/process.ts')),
    startCopies: () => (start.spawnDatabase ?? forkDatabase)(entry('db-copies.js', '../db/copies-process.ts')),
    program: start.program,
    calibration: start.calibration,
    profileDir: start.profileDir,
    onDatabaseStopped: (reason) => start.log('error', 'database.stopped', { error: reason }),
    onAuditFailure: (error) => start.log('error', 'audit.checkpoint-failed', { error }),
    programVersion: packageJson.version,
    now: start.clocks?.now ?? (() => new Date()),
    monotonic: start.clocks?.monotonic,
    onBegin: async (replica) => {
      const cut = takeImportMark(start.dataDir);
      if (cut !== undefined) session.station.notices.importCut(cut.label, await replica.write.wasDone({ event: 'import.committed', at: cut.at }));
    },
  });
  await settleRestore(session.station);
  const workstation: Workstation = {
    session,
    backups: new Backups({ session, onFailure: (error) => start.log('error', 'backup.failed', { error }) }),
    files: new FileStore(() => Date.now()),
    read: createFileReader({
      entry: entry('parser.js', 'tabular/parser-process.ts'),
      ...(start.spawnParser === undefined ? {} : { spawn: start.spawnParser }),
    }),
    announce: (databases) => {
      for (const connection of connections) connection.emit('data.changed', { databases: [...databases] });
    },
  };
  session.onChange((state) => {
    // Whatever locked it, somebody's idleness too: nothing a person brought in stays for the next one.
    if (state.phase !== 'unlocked') workstation.files.clear();
    for (const connection of connections) connection.emit('session.changed', state);
  });
  if (start.demo !== null) await makeDemo(workstation, start.demo, start.log);
  return {
    contract,
    handlers,
    workstation,
    makeContext: (connection) => {
      connections.add(connection);
      connection.onClose(() => connections.delete(connection));
      return workstation;
    },
    admit: requireAdmission,
    alarm: (alarm) => {
      recordHostAlarm(session, alarm).catch((error: unknown) => start.log('error', 'alarm.not-recorded', { error }));
    },
    lock: () => {
      lock(workstation).catch((error: unknown) => start.log('error', 'session.lock-failed', { error }));
    },
    close: () => {
      workstation.backups.stop();
      return session.close();
    },
  };
}

const demoSetUp = {
  user: '演示用户',
  unit: '青岛市发展和改革委员会',
  login: null,
  staffNo: '',
  roles: [],
  administrators: [],
  zone: 'demo',
  passwordProfile: 'mlps3',
  suite: 'intl',
} as const;

async function makeDemo({ session }: Workstation, size: string, log: HostStart['log']): Promise<void> {
  if (size !== 'S' && size !== 'M' && size !== 'L') throw new AppError('bad_input', `没有名为“${size}”的演示数据规模，请用 S、M 或 L。`);
  if ((await session.state()).phase !== 'new') return;
  log('info', 'demo.start', { size });
  await session.create({ ...demoSetUp, password: demoPassword });
  const counts = await session.replica.write.loadDemo({ ...session.asker(), size, seed: 1 });
  log('info', 'demo.ready', { counts });
}

/** A thread's or process's file: beside the bundle when built, the TypeScript source otherwise. */
function entry(built: string, source: string): string {
  const bundled = join(import.meta.dirname, built);
  return existsSync(bundled) ? bundled : join(import.meta.dirname, source);
}
