// The time of a session: never before what is already known to have passed, and counted by a clock nobody can set.

import { clockToleranceMs } from '#domain/identity/grant.ts';
import type { ClockReading } from '#db/client.ts';

export interface Clocks {
  /** The machine's clock, which can be set. */
  readonly wall: () => Date;
  /** Milliseconds since some moment; goes on whatever is done to the clock. */
  readonly monotonic: () => number;
}

export class SessionClock {
  private readonly startedAt: number;
  private readonly startedTick: number;
  private readonly clocks: Clocks;
  /** The machine's clock stood before the last trusted time: nothing may be written by it. */
  readonly isBehind: boolean;
  /** The last trusted time; null when none was known. */
  readonly floor: string | null;

  constructor(clocks: Clocks, floor: string | null) {
    this.clocks = clocks;
    this.floor = floor;
    const wall = clocks.wall().getTime();
    const known = floor === null ? wall : Date.parse(floor);
    this.isBehind = wall < known - clockToleranceMs;
    this.startedAt = Math.max(wall, known);
    this.startedTick = clocks.monotonic();
  }

  now(): Date {
    return new Date(this.startedAt + this.elapsedMs);
  }

  at(): string {
    return this.now().toISOString();
  }

  /** Local calendar day, the day rules are judged on. */
  today(): string {
    const now = this.now();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  }

  get elapsedMs(): number {
    return this.clocks.monotonic() - this.startedTick;
  }

  reading(): ClockReading {
    return { state: this.isBehind ? 'behind' : 'unchecked', utcOffset: -this.clocks.wall().getTimezoneOffset() };
  }
}

/** The latest of several times; null when there is none. Times are ISO date-times in UTC. */
export function latest(times: readonly (string | null | undefined)[]): string | null {
  const known = times.filter((time): time is string => typeof time === 'string' && !Number.isNaN(Date.parse(time)));
  return known.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}
