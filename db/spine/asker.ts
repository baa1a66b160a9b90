// Who acts, where, when, and how sure the station is of the time.

/** Who does something, and where. */
export interface Actor {
  readonly name: string;
  readonly device: string;
  /** The account's immutable identifier, its login and the roles held at that moment; absent where nobody is signed in. */
  readonly userId?: string | null;
  readonly login?: string | null;
  readonly roles?: readonly string[];
}

/** Checked against a trusted time, never checked, or set back behind the last trusted time. */
export type ClockState = 'trusted' | 'unchecked' | 'behind';

/** How the station's clock stood. */
export interface ClockReading {
  readonly state: ClockState;
  /** Minutes the local clock is ahead of UTC. */
  readonly utcOffset: number;
}

/** Who asks and when. `at` is an ISO date-time in UTC; today is the local date rules are judged on. */
export interface Asker {
  readonly actor: Actor;
  readonly at: string;
  readonly today: string;
  readonly clock?: ClockReading;
}

export interface Act {
  readonly actId: string;
  readonly actor: Actor;
  readonly at: string;
  readonly clock: ClockReading | { readonly state: null; readonly utcOffset: null };
}
