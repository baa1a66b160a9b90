// What any host (window, browser page, command line) needs from the application to answer its contract.
import type { AlarmKind } from '#domain/audit/alarms.ts';
import type { Contract, Handlers, Procedure } from '#domain/rpc/define.ts';
import { defaultMaxInputBytes } from '#domain/rpc/define.ts';
import type { Channel } from '#domain/rpc/channel.ts';
import { serve, type Connection } from '#domain/rpc/serve.ts';
import type { DatabaseSpawn } from '../processes/database-spawn.ts';
import type { ParserSpawn } from '../tabular/parser-spawn.ts';
import type { HostLog } from './host-log.ts';

export interface HostParts<C extends Contract, Context> {
  readonly contract: C;
  readonly handlers: Handlers<C, Context>;
  readonly makeContext: (connection: Connection<C>) => Context;
  /** Permission and lock, checked before a handler runs; throws AppError. */
  readonly admit?: (name: string, procedure: Procedure, context: Context) => void | Promise<void>;
  /** Tells the security administrator of something the host noticed; also while nobody is signed in. */
  readonly alarm?: (alarm: HostAlarm) => void;
}

/** Kinds and their words: domain/audit/alarms.ts. */
export interface HostAlarm {
  readonly kind: AlarmKind;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a host tells the application when it opens it. */
export interface HostStart {
  readonly dataDir: string;
  /** Size of the demonstration data to create in an empty data folder; null for real work. */
  readonly demo: string | null;
  readonly log: HostLog;
  /** How this host starts the process that reads foreign files; a child process of Node when absent. */
  readonly spawnParser?: ParserSpawn;
  /** How this host starts the process that holds the open replica; a child process of Node when absent. */
  readonly spawnDatabase?: DatabaseSpawn;
  /** What a second program that finds the data folder taken calls this one; “工作站” when absent. */
  readonly program?: string;
  /** The person's own directory on this computer; the system's choice when absent. */
  readonly profileDir?: string;
  /** How expensive passwords are made in new stations: measured on this machine, or the floor, which tests choose. */
  readonly calibration?: 'machine' | 'floor';
  /** The machine's clocks, where they are not the real ones: tests set them. */
  readonly clocks?: { readonly now: () => Date; readonly monotonic: () => number };
}

/** The application, opened. */
export interface OpenedHost<C extends Contract, Context> extends HostParts<C, Context> {
  /** Called when the person locks the screen or the machine goes to sleep. */
  readonly lock?: () => void;
  /** Finishes writing and closes the replica; no call is answered after that. */
  readonly close: () => Promise<void>;
}

export type OpenHost<C extends Contract, Context> = (start: HostStart) => Promise<OpenedHost<C, Context>>;

/** Answers the contract on a channel; what nobody foresaw goes to the host's log. */
export function serveHost<C extends Contract, Context>(parts: HostParts<C, Context>, channel: Channel, log: HostLog): void {
  serve(parts.contract, parts.handlers, channel, {
    makeContext: parts.makeContext,
    ...(parts.admit === undefined ? {} : { admit: parts.admit }),
    onUnexpected: ({ traceId, what, error }) => log('error', 'rpc.unexpected', { traceId, what, error }),
  });
}

/** Bytes that a frame with the largest allowed input can need; JSON escapes can double a text. */
export function largestFrame(contract: Contract): number {
  const limits = Object.values(contract.procedures).map(({ maxInputBytes = defaultMaxInputBytes }) => maxInputBytes);
  return 2 * Math.max(defaultMaxInputBytes, ...limits);
}
