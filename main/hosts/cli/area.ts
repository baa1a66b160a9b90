// How verbs of the command line are declared: one file per area, with its options, its usage and what a person sees.

import { UsageError } from './usage.ts';
import type { Options } from './arguments.ts';
import type { Caller } from './call.ts';

type Run = (caller: Caller) => Promise<unknown>;

/** What a verb does once its options are read: after signing in, or without. */
export type Work = Run | { readonly withoutSignIn: Run };

/** Wrong usage shows before anything is opened; what is returned does the work. */
export type Verb = (options: Options) => Work;

export type Answer = Readonly<Record<string, unknown>>;

export interface Area {
  /** Options with a value, without their dashes. */
  readonly texts: readonly string[];
  readonly flags: readonly string[];
  readonly verbs: Readonly<Record<string, Verb>>;
  /** Lines of the help text. */
  readonly usage: string;
  /** Short Chinese lines instead of JSON, by verb. */
  readonly forms: Readonly<Record<string, (answer: Answer) => string[]>>;
}

/** A verb whose first word says which of several things to do. */
export function chosen(name: string, choices: Readonly<Record<string, Verb>>): Verb {
  return ({ positionals: [choice, ...rest], values }) => {
    const verb = choice !== undefined && Object.hasOwn(choices, choice) ? choices[choice] : undefined;
    if (verb === undefined) throw new UsageError(`${name} 之后应为 ${Object.keys(choices).join('、')} 之一。`);
    return verb({ positionals: rest, values });
  };
}
