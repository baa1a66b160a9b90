// What every torture class is: a fault done many times to the real thing, and once more to a control that must not survive it.

export interface TortureRun {
  /** How many times the fault is done to the product. A class may do its control fewer times; see `ownControl`. */
  readonly trials: number;
  /** Everything random follows from it, so that a failure can be repeated. */
  readonly seed: number;
  /** Called now and then with how much is done, for a person watching; may be left uncalled. */
  readonly progress: (done: number, total: number, what?: string) => void;
}

export interface TortureTally {
  readonly trials: number;
  readonly failures: number;
}

export interface TortureOutcome {
  /** Trials in which the product did something it promises never to do. Must be 0. */
  readonly failures: number;
  /** The same harness on something known to be weak. Its failures must not be 0, else the harness sees nothing. */
  readonly control: TortureTally;
  /** One sentence for each of the first few failures, with the trial's number, for whoever has to find the cause. */
  readonly details?: readonly string[];
}

export interface TortureClass {
  readonly name: string;
  /** One English sentence: the fault, and what must hold. */
  readonly about: string;
  /** Trials of a run that says no number: the figure of a pull request, security.md §4.2. */
  readonly usualTrials: number;
  run(options: TortureRun): Promise<TortureOutcome>;
}

/** A control proves the harness with fewer trials than the product needs: 200 at most. */
export const controlTrials = (trials: number): number => Math.min(trials, 200);
