// The session: whether the station is new, locked or open, and the only place that holds the person at work and the open replica.

import { setTimeout as delay } from 'node:timers/promises';
import type { Asker, ReplicaClient } from '#db/client.ts';
import type { SessionState } from '#domain/contract/session.ts';
import type { Access } from '#domain/identity/access.ts';
import { loginKey } from '#domain/identity/account.ts';
import { hasEnded, type SignedGrant } from '#domain/identity/grant.ts';
import type { SecuritySettings } from '#domain/identity/security-settings.ts';
import { AppError } from '#domain/result.ts';
import { SessionAudit } from '../audit/session-audit.ts';
import { setPassword } from '../keys/change-slots.ts';
import type { KeyFile } from '../keys/key-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Notice } from './admission.ts';
import { askerOf } from './asker.ts';
import { preparePassword } from './change-password.ts';
import { foundStation, type Founded, type IssuedCode } from './found-station.ts';
import type { FirstSetUp } from './founding.ts';
import { recover, type RecoveryAnswers } from './recover.ts';
import { lockedState, newState, unlockedState } from './session-state.ts';
import { signIn, tryPassword, type Credentials, type SignedIn } from './sign-in.ts';
import { Station, type StationOptions } from './station.ts';

export interface SessionOptions extends Omit<StationOptions, 'clocks' | 'program' | 'calibration'> {
  readonly program?: string | undefined;
  readonly calibration?: StationOptions['calibration'] | undefined;
  /** Told when the database process ended by itself; the session is locked by then. */
  readonly onDatabaseStopped?: ((reason: Error) => void) | undefined;
  /** A checkpoint of the audit that could not be signed; the next act tries again. */
  readonly onAuditFailure?: ((error: unknown) => void) | undefined;
  /** Runs when somebody has signed in, before anybody is told of it. */
  readonly onBegin?: ((replica: ReplicaClient) => Promise<void>) | undefined;
  readonly now: () => Date;
  /** Milliseconds of a clock nobody can set; the process's own when absent. */
  readonly monotonic?: (() => number) | undefined;
}

/** Locking waits this long for its last records; behind a long import it goes without. */
const longestWaitForRecordMs = 1000;

/** How often the idle and the absolute limit are looked at. */
const lookEveryMs = 5000;

/** A person at work and the audit of their session. */
interface AtWork extends SignedIn {
  readonly audit: SessionAudit;
}

export type LockCause = 'person' | 'idle' | 'limit' | 'system';

export class Session {
  readonly station: Station;
  private readonly options: SessionOptions;
  private open: AtWork | undefined;
  /** The database is closed for a while although somebody is signed in: its file is being made over. */
  private isMakingOver = false;
  private lastActivity = 0;
  private limits: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly listeners = new Set<(state: SessionState) => void>();

  constructor(options: SessionOptions) {
    this.options = options;
    const { now, monotonic = () => performance.now(), program = '工作站', calibration = 'machine' } = options;
    this.station = new Station({ ...options, program, calibration, clocks: { wall: now, monotonic } });
  }

  /** Tells `listener` about every change of phase. */
  onChange(listener: (state: SessionState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async state(): Promise<SessionState> {
    const state = await this.ownState();
    return { ...state, notices: [...state.notices, ...this.station.notices.list()] };
  }

  private async ownState(): Promise<SessionState> {
    const { programVersion } = this.options;
    if (this.open !== undefined) {
      const dataDate = this.isMakingOver ? null : await this.open.replica.read.dataDate({});
      return unlockedState(this.open, programVersion, dataDate);
    }
    let keys: KeyFile | undefined;
    try {
      keys = this.station.keyFile();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'replica_damaged') throw error;
      // There is a station, and its page leads to repair; what it is called only the damaged file knows.
      return { ...newState(programVersion), phase: 'locked', notices: [{ code: 'replica_damaged', text: error.message }] };
    }
    if (keys === undefined) return newState(programVersion);
    const { outside } = await this.station.memory(keys);
    const lastLogin = await outside.get('last-login');
    return lockedState(keys, programVersion, typeof lastLogin === 'string' ? lastLogin : null);
  }

  /** First set-up; leaves the first user signed in. Answers with the codes to hand over, told once. Errors as `foundStation`. */
  create(setUp: FirstSetUp): Promise<Pick<Founded, 'activation' | 'recovery'>> {
    return this.found(() => foundStation(this.station, setUp));
  }

  /** First set-up by other means. */
  found(make: () => Promise<Founded>): Promise<{ activation: readonly IssuedCode[]; recovery: readonly IssuedCode[] }> {
    return this.oneAtATime(async () => {
      if (this.open !== undefined) throw new AppError('already_initialised', '工作站已经打开，没有新建，也没有改动任何数据。请换一个数据目录。');
      const { signedIn, activation, recovery } = await make();
      await this.begin(signedIn);
      return { activation, recovery };
    });
  }

  /**
   * Signs a person in. While somebody is, only checks that person's password. Errors `not_initialised`, `account_locked`,
   * `wrong_password`, `password_change_required`, `weak_password`, `lease_expired`, `station_in_use` and those of opening a replica.
   */
  unlock(credentials: Credentials): Promise<void> {
    return this.oneAtATime(async () => {
      if (this.open === undefined) await this.begin(await signIn(this.station, credentials));
      else if (credentials.login === null || loginKey(credentials.login) === loginKey(this.open.account.login))
        await this.check(this.open, credentials.password);
      else throw new AppError('station_in_use', `工作站正由${this.open.account.name}使用，没有切换用户。请先锁定，再用另一个账号登录。`);
    });
  }

  /** Back in with both administrators' answers. Errors as `recover`. */
  recover(answers: RecoveryAnswers): Promise<void> {
    return this.oneAtATime(async () => {
      if (this.open !== undefined) throw new AppError('station_in_use', '工作站已经解锁，没有恢复。请先锁定。');
      await this.begin(await recover(this.station, answers));
    });
  }

  /** Closes the replica; its process ends and every key with it. Nothing keeps the workstation open: no running import, no full disk. */
  lock(cause: LockCause = 'person'): Promise<void> {
    return this.oneAtATime(async () => {
      const { open } = this;
      if (open === undefined) return;
      const records = open.replica.write.audit({ ...this.asker(), event: 'session.locked', detail: { cause } }).then(() => open.audit.checkpoint('lock'));
      await Promise.race([records, delay(longestWaitForRecordMs, undefined, { ref: false })]).catch(() => undefined);
      await this.end();
      this.station.notices.locked();
      await records.catch(() => undefined);
      await this.tell();
    });
  }

  /** Ends without an audit record or event: the program is going away. */
  async close(): Promise<void> {
    await Promise.race([this.open?.audit.remember(), delay(longestWaitForRecordMs, undefined, { ref: false })]).catch(() => undefined);
    await this.end();
  }

  /** Resolves when what was begun (an idle lock, a sign-in) has ended, well or badly. */
  async settled(): Promise<void> {
    await this.last;
  }

  /** Somebody is working: puts off the idle lock. */
  touch(): void {
    this.lastActivity = this.station.options.clocks.monotonic();
  }

  /** The open replica. Errors `locked`, `replica_busy`. */
  get replica(): ReplicaClient {
    if (this.isMakingOver) throw new AppError('replica_busy', '正在更换密钥或恢复数据，请稍候再试。本次没有改动任何数据。');
    return this.signedIn.replica;
  }

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** The person at work. Error `locked`. */
  get signedIn(): AtWork {
    if (this.open === undefined) throw new AppError('locked', '工作站已锁定，请先输入密码解锁。本次没有改动任何数据。');
    return this.open;
  }

  /** Who is signed in and what they may do. Error `locked`. */
  access(): Access {
    return this.signedIn.admission.access;
  }

  /** The key ring of the person at work. Error `locked`. */
  keys(): KeyRing {
    return this.signedIn.ring;
  }

  /** The audit of this session. Error `locked`. */
  get audit(): SessionAudit {
    return this.signedIn.audit;
  }

  /** Why everything is denied to the person at work; null for somebody with rights. */
  denial(): Notice | null {
    return this.signedIn.admission.denied;
  }

  /** `lease_expired` when the authorisation ended while the person was at work; null while it lasts. */
  leaseEnd(): AppError | null {
    const { admission, clock } = this.signedIn;
    if (admission.grant === null || !hasEnded(admission.grant, clock.at())) return null;
    return new AppError('lease_expired', '授权已到期，请联网或导入授权包', { expires: admission.grant.expires });
  }

  /** Who writes, when, and on which local day: what every write carries. Error `locked`. */
  asker(): Asker {
    const { keys, account, admission, clock } = this.signedIn;
    return askerOf(keys, account, admission.access.roles, clock);
  }

  /** Local calendar day, the day rules are judged on. Error `locked`. */
  today(): string {
    return this.signedIn.clock.today();
  }

  /** Acts on keys and rights ask for the password again; it counts as a sign-in attempt. Errors `wrong_password`, `account_locked`. */
  async confirm(password: string): Promise<void> {
    await this.check(this.signedIn, password);
  }

  /** Errors `wrong_password`, `account_locked`, `weak_password`, `forbidden` in a demonstration. */
  changePassword(password: string, newPassword: string): Promise<void> {
    return this.oneAtATime(async () => {
      const open = this.signedIn;
      await this.check(open, password);
      const asker = this.asker();
      const prepare = await preparePassword({ ...open, asker, password: newPassword });
      const ring = await setPassword(this.station.dataDir, open.ring, {
        password: newPassword,
        store: await this.station.store(open.keys.zone),
        beforeSwitch: prepare,
      });
      this.open = { ...open, ring, keys: this.station.requireKeyFile(), account: { ...open.account, passwordSetAt: asker.at } };
      await this.tell();
    });
  }

  /** The security administrator set them; they hold from now on. */
  async settingsChanged(settings: SecuritySettings): Promise<void> {
    this.open = { ...this.signedIn, settings };
    await this.tell();
  }

  /**
   * A newer authorisation of the person at work: its end counts at once. Rights are those of the sign-in, unless they are
   * other ones now: the station then locks, so that the next sign-in has them.
   */
  leaseRenewed(grant: SignedGrant): void {
    const open = this.signedIn;
    const rights = ({ roles, regions, departments, clearance }: SignedGrant): string => JSON.stringify([roles, regions, departments, clearance]);
    const before = open.admission.grant;
    if (before !== null && rights(before) === rights(grant)) this.open = { ...open, admission: { ...open.admission, grant } };
    else void this.lock('system');
  }

  /** The key file was changed by the person at work. */
  keysChanged(): KeyFile {
    const keys = this.station.requireKeyFile();
    this.open = { ...this.signedIn, keys };
    return keys;
  }

  /**
   * Runs `work` while the database is closed and the person stays signed in: its file is made over, perhaps with another key.
   * `work` answers with the ring to go on with. Whatever fails, the replica opens again, or the station is locked.
   */
  whileClosed(work: (open: SignedIn) => Promise<KeyRing>): Promise<void> {
    return this.oneAtATime(async () => {
      const open = this.signedIn;
      this.isMakingOver = true;
      try {
        await open.replica.close();
        const ring = await work(open);
        await this.reopen(open, ring);
      } catch (error) {
        await this.reopen(open, open.ring).catch(() => this.end());
        throw error;
      } finally {
        this.isMakingOver = false;
        await this.tell();
      }
    });
  }

  private async reopen(open: SignedIn, ring: KeyRing): Promise<void> {
    const keys = this.station.requireKeyFile();
    const replica = await this.station.openDatabase(ring, keys, { create: false, now: open.clock.at() });
    await replica.admit(open.admission.access);
    await this.hold({ ...open, keys, ring, replica });
  }

  private async check({ keys, account, outside }: SignedIn, password: string): Promise<void> {
    const { journal } = await this.station.memory(keys);
    const ring = await tryPassword(this.station, keys, { outside, journal }, account.login, password);
    ring.destroy();
  }

  private async begin(signedIn: SignedIn): Promise<void> {
    try {
      await this.hold(signedIn);
      await this.options.onBegin?.(signedIn.replica);
    } catch (error) {
      await this.end();
      throw error;
    }
    this.touch();
    this.limits = setInterval(() => this.lookAtLimits(), lookEveryMs);
    this.limits.unref();
    await this.tell();
  }

  private async hold(signedIn: SignedIn): Promise<void> {
    const { replica, keys, ring, outside, notices, account, admission, clock } = signedIn;
    const audit = new SessionAudit({
      replica,
      replicaId: keys.replicaId,
      signer: { name: `station-${keys.deviceId}`, public: ring.signingKey, sign: (document) => this.keys().sign(document) },
      outside,
      asker: () => askerOf(keys, account, admission.access.roles, clock),
      onFailure: (error) => this.options.onAuditFailure?.(error),
    });
    this.open = { ...signedIn, audit, replica: audit.replica };
    // A listener that cannot be told asks for the state next, and meets the same failure.
    replica.stopped.then((reason) => this.databaseStopped(replica, reason)).catch(() => undefined);
    const finding = await audit.begin();
    if (finding !== null) this.open = { ...this.open, notices: [...notices, { code: 'audit_broken', text: `${finding.text}。已告警，请告知审计管理员。` }] };
  }

  /** Locks when nobody has worked for the set time, or when the session has lasted its time. */
  private lookAtLimits(): void {
    if (this.open === undefined) return;
    const { settings, clock } = this.open;
    const idleMs = this.station.options.clocks.monotonic() - this.lastActivity;
    const cause = clock.elapsedMs >= settings.sessionHours * 3_600_000 ? 'limit' : idleMs >= settings.idleMinutes * 60_000 ? 'idle' : null;
    if (cause !== null) void this.lock(cause);
  }

  /** The process of the open replica is gone, and the key with it: whoever works on has to sign in again. */
  private async databaseStopped(replica: ReplicaClient, reason: Error): Promise<void> {
    if (this.open?.replica.stopped !== replica.stopped || this.isMakingOver) return;
    await this.end();
    this.options.onDatabaseStopped?.(reason);
    await this.tell();
  }

  private async end(): Promise<void> {
    const { open } = this;
    this.open = undefined;
    clearInterval(this.limits);
    if (open === undefined) return;
    await open.replica.close();
    open.ring.destroy();
    open.lock.release();
  }

  /** Create, unlock and lock wait for each other: a double click must not open the replica twice. */
  private oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async tell(): Promise<void> {
    const state = await this.state();
    for (const listener of this.listeners) listener(state);
  }
}
