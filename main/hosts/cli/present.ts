// What a person sees instead of JSON: short Chinese lines; with `--json` none of this is used.

import type { Answer } from './area.ts';
import { forms } from './areas.ts';

/** Text for a verb's answer; verbs without a form of their own are shown as indented JSON. */
export function present(verb: string, answer: unknown): string {
  const form = Object.hasOwn(forms, verb) ? forms[verb] : undefined;
  return form === undefined ? `${JSON.stringify(answer, null, 2)}\n` : `${form(answer as Answer).join('\n')}\n`;
}
