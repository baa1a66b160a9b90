// Collects what a verification finds: neighbouring records with the same fault become one finding.

import { recordProblems, type Finding, type Range, type RecordProblem } from '#domain/audit/report.ts';

/** A forged chain has as many faulty records as it has records; a person reads the first ones. */
const mostFindings = 200;

export class Findings {
  private readonly ranges = new Map<RecordProblem, { from: number; to: number }[]>();
  private readonly others: Finding[] = [];

  /** The records `from` to `to` have this fault. Numbers must come in ascending order. */
  add(code: RecordProblem, from: number, to = from): void {
    const known = this.ranges.get(code) ?? [];
    this.ranges.set(code, known);
    const last = known.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else if (known.length < mostFindings) known.push({ from, to });
  }

  /** A fault that is not one of single records. */
  addOther(code: string, text: string, range: Range | null = null): void {
    if (this.others.length < mostFindings) this.others.push({ code, range, text });
  }

  /** What stands in the middle of the trail before what concerns the whole. */
  list(): Finding[] {
    const ofRecords = [...this.ranges].flatMap(([code, ranges]) => ranges.map((range) => ({ code, range, text: recordProblems[code](range) })));
    return [...ofRecords, ...this.others];
  }
}
