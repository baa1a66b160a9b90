// Backups while somebody is signed in: list, make, check, and the nightly one.

import { openCopies } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import type { Session } from '../session/session.ts';
import { BackupFolder, backupFolderOf, type BackupFile } from './backup-folder.ts';
import type { BackupJob, BackupStation } from './backup-station.ts';
import { checkBackup, genuineManifest } from './check-backup.ts';
import { makeBackup } from './make-backup.ts';
import type { BackupKind } from './manifest.ts';
import { isDue, keepDaily, keepWeekly, kindDue, nextAt, superfluous, type Dated } from './rotation.ts';

/** A backup as pages and the command line show it. */
export interface BackupView {
  readonly name: string;
  readonly at: string;
  readonly kind: BackupKind;
  readonly bytes: number;
  readonly records: number;
  readonly auditSize: number;
  readonly operations: number;
  readonly state: 'unchecked' | 'good' | 'damaged';
  readonly detail: string;
}

export interface BackupsParts {
  readonly session: Session;
  /** The night's backup failed; nobody waits for it. */
  readonly onFailure: (error: unknown) => void;
}

/** After signing in, the night's backup waits so long that the first lists of the morning do not. */
const firstLookMs = 60_000;
const lookEveryMs = 10 * 60_000;

export class Backups {
  private readonly parts: BackupsParts;
  private running: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: BackupsParts) {
    this.parts = parts;
    parts.session.onChange(({ phase, zone }) => {
      if (phase !== 'unlocked') this.stop();
      // Demonstration data can be made again; a backup of them is made only when somebody asks.
      else if (zone !== 'demo') this.timer ??= this.look(firstLookMs);
    });
  }

  /** The station as the person at work has it open. Error `locked`. */
  station(): BackupStation {
    const { signedIn, station } = this.parts.session;
    const { startCopies, programVersion, clocks } = station.options;
    if (startCopies === undefined) throw new Error('this station was not told how to copy its database');
    const { keys, ring } = signedIn;
    return { dataDir: station.dataDir, keys, ring, programVersion, now: clocks.wall, startCopies: () => openCopies(startCopies()) };
  }

  async list(): Promise<{ backups: BackupView[]; nextAt: string | null; keepDaily: number; keepWeekly: number }> {
    const station = this.station();
    const backups = await viewsOf(station, this.folder());
    const next = station.keys.zone === 'demo' ? null : nextAt(backups.map(dated), station.now()).toISOString();
    return { backups, nextAt: next, keepDaily, keepWeekly };
  }

  /** Errors `replica_busy` while another one is being made, and those of `makeBackup`. */
  async make(order: { kind: BackupKind; note: string }, job: BackupJob): Promise<BackupView> {
    const { session } = this.parts;
    if (this.running !== undefined) throw new AppError('replica_busy', '正在进行另一个备份，本次没有备份。请稍候再试。');
    const running = new AbortController();
    this.running = running;
    const signal = AbortSignal.any([job.signal, running.signal]);
    try {
      const folder = this.folder();
      const station = this.station();
      const { name, login } = session.signedIn.account;
      folder.tidy();
      const earlier = await viewsOf(station, folder);
      await session.replica.write.nextJournalFile({});
      const made = await makeBackup(station, folder, { ...order, madeBy: { name, login } }, { ...job, signal });
      folder.remember(made.name, { state: 'good', detail: '', at: made.at });
      session.station.notices.backedUp();
      await session.replica.write.audit({
        ...session.asker(),
        event: 'backup.made',
        detail: { backup: made.name, kind: made.kind, sha256: made.sha256, records: made.records },
      });
      await this.clear(station, folder, earlier);
      return await viewOf(station, folder.get(made.name));
    } finally {
      this.running = undefined;
    }
  }

  /** Errors `not_found`, `backup_damaged`, `backup_foreign`. What was found is remembered beside the backup. */
  async verify(name: string, job: BackupJob): Promise<BackupView> {
    const { session } = this.parts;
    const station = this.station();
    const folder = this.folder();
    const state = await inspect(station, folder, folder.get(name), job);
    await session.replica.write.audit({
      ...session.asker(),
      event: 'backup.verified',
      detail: { backup: name, ok: state === null, reason: state?.message ?? null },
    });
    if (state !== null) throw state;
    return viewOf(station, folder.get(name));
  }

  /** Ends what is under way: the station is locked, or the program goes away. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running?.abort();
  }

  private folder(): BackupFolder {
    return new BackupFolder(backupFolderOf(this.parts.session.station.dataDir));
  }

  /** The journal forgets what the backup before this one holds; backups beyond the number to keep go. */
  private async clear(station: BackupStation, folder: BackupFolder, earlier: readonly BackupView[]): Promise<void> {
    const before = earlier.find(({ state }) => state === 'good');
    const position = before === undefined ? undefined : folder.get(before.name).manifest?.position;
    if (position !== undefined) await this.parts.session.replica.write.forgetJournal({ through: position });
    // Several stations may share a folder: what is not certainly this one's stays.
    const own = new Set(folder.list().flatMap(({ name, manifest }) => (manifest?.replicaId === station.keys.replicaId ? [name] : [])));
    const views = (await viewsOf(station, folder)).filter(({ name }) => own.has(name));
    for (const name of superfluous(views.map(dated))) folder.remove(name);
  }

  private look(inMs: number): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timer = this.look(lookEveryMs);
      this.makeDue().catch((error: unknown) => {
        this.parts.session.station.notices.backupFailed(error);
        this.parts.onFailure(error);
      });
    }, inMs);
    return timer.unref();
  }

  /** Makes the backup of this night unless there is one. */
  async makeDue(): Promise<void> {
    const station = this.station();
    const backups = (await viewsOf(station, this.folder())).map(dated);
    const now = station.now();
    if (!isDue(backups, now) || this.running !== undefined) return;
    await this.make({ kind: kindDue(backups, now), note: '' }, { signal: new AbortController().signal, progress: () => undefined });
  }
}

const dated = ({ name, kind, at, state }: BackupView): Dated => ({ name, kind, at, isGood: state === 'good' });

/** Checks a backup and remembers the outcome; null when it is good. */
export async function inspect(station: BackupStation, folder: BackupFolder, file: BackupFile, job: BackupJob): Promise<AppError | null> {
  try {
    await checkBackup(station, folder, file, job);
    folder.remember(file.name, { state: 'good', detail: '', at: station.now().toISOString() });
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'backup_damaged' && error.code !== 'backup_foreign')) throw error;
    folder.remember(file.name, { state: 'damaged', detail: error.message, at: station.now().toISOString() });
    return error;
  }
}

/** Newest first. What can be told at a glance is looked at every time; whether the data are whole is what the last check found. */
export const viewsOf = (station: BackupStation, folder: BackupFolder): Promise<BackupView[]> => Promise.all(folder.list().map((file) => viewOf(station, file)));

async function viewOf(station: BackupStation, file: BackupFile): Promise<BackupView> {
  const { name, manifest, checked } = file;
  let state: BackupView['state'] = checked?.state ?? 'unchecked';
  let detail = checked?.detail ?? '';
  try {
    await genuineManifest(station, file);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    state = 'damaged';
    detail = error.message;
  }
  return {
    name,
    at: manifest?.at ?? '',
    kind: manifest?.kind ?? 'manual',
    bytes: manifest?.bytes ?? 0,
    records: manifest?.records ?? 0,
    auditSize: manifest?.digest.auditSize ?? 0,
    operations: manifest?.digest.operations ?? 0,
    state,
    detail: detail === '' ? (manifest?.note ?? '') : detail,
  };
}
