// Collects problems without drowning the reader: repeated ones are counted, not listed.

import { columnLetter } from './cell-text.ts';
import type { ProblemSeverity, UnderstandProblem } from './types.ts';

const LISTED_PER_KIND = 200;

interface Place {
  /** Zero-based. */
  readonly row?: number;
  readonly column?: number;
}

export class ProblemLog {
  readonly #sheet: string;
  readonly #problems: UnderstandProblem[] = [];
  readonly #perKind = new Map<string, number>();
  readonly #once = new Map<string, { index: number; times: number }>();

  constructor(sheet: string) {
    this.#sheet = sheet;
  }

  add(severity: ProblemSeverity, code: string, message: string, place: Place = {}): void {
    const kind = `${code}:${place.column ?? ''}`;
    const times = (this.#perKind.get(kind) ?? 0) + 1;
    this.#perKind.set(kind, times);
    if (times <= LISTED_PER_KIND) this.#problems.push(this.#shape(severity, code, message, place));
  }

  /** The same sentence is listed once, at its first place, with the number of times it applies. */
  addOnce(severity: ProblemSeverity, code: string, message: string, place: Place = {}): void {
    const key = `${code}:${place.column ?? ''}:${message}`;
    const known = this.#once.get(key);
    if (known) {
      known.times += 1;
      return;
    }
    this.#once.set(key, { index: this.#problems.length, times: 1 });
    this.#problems.push(this.#shape(severity, code, message, place));
  }

  list(): UnderstandProblem[] {
    const listed = [...this.#problems];
    for (const { index, times } of this.#once.values()) {
      const problem = listed[index];
      if (times > 1 && problem) listed[index] = { ...problem, message: `${problem.message}（共 ${times} 处）` };
    }
    for (const [kind, times] of this.#perKind) {
      if (times <= LISTED_PER_KIND) continue;
      const code = kind.slice(0, kind.indexOf(':'));
      const column = kind.slice(kind.indexOf(':') + 1);
      const rest = `同类问题另有 ${times - LISTED_PER_KIND} 处没有逐条列出。`;
      const severity = listed.find((p) => p.code === code)?.severity ?? 'warning';
      listed.push(this.#shape(severity, code, rest, column === '' ? {} : { column: Number(column) }));
    }
    return listed;
  }

  #shape(severity: ProblemSeverity, code: string, message: string, { row, column }: Place): UnderstandProblem {
    return {
      sheet: this.#sheet,
      ...(row === undefined ? {} : { row: row + 1 }),
      ...(column === undefined ? {} : { column: columnLetter(column) }),
      code,
      severity,
      message,
    };
  }
}
