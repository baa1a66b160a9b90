// Rows that carry the same project code are events of one project: the last row speaks, amounts are never added.

import { squeeze } from './cell-text.ts';
import type { ProblemLog } from './problem-log.ts';
import type { BuiltProject } from './projects.ts';
import type { ImportTarget, StoredCell } from './types.ts';

/** Too short or wordy to identify anything: 无, 待赋码, 0. */
const isCode = (text: string): boolean => text.length >= 6 && /\d{4}/.test(text);

/** Below this share of common letter pairs two names are different projects under one mistaken code. */
const SAME_NAME = 0.34;

export function mergeSameCode(projects: readonly BuiltProject[], targets: readonly ImportTarget[], log: ProblemLog): BuiltProject[] {
  const key = targets.find((target) => target.identifies === true);
  const title = targets.find((target) => target.isTitle === true);
  if (key === undefined || title === undefined) return [...projects];
  const groups: BuiltProject[][] = [];
  const byCode = new Map<string, BuiltProject[]>();
  for (const project of projects) {
    const code = squeeze(String(project.values[key.id] ?? '')).toUpperCase();
    const group = isCode(code) ? byCode.get(code) : undefined;
    const first = group?.[0];
    if (group && first && similarity(nameOf(first, title), nameOf(project, title)) >= SAME_NAME) {
      group.push(project);
      continue;
    }
    if (first) {
      log.add(
        'warning',
        'same_code_different_name',
        `项目代码 ${code} 在第 ${first.row} 行和第 ${project.row} 行出现，名称却不同；两行都作为项目保留，请核对代码。`,
        { row: project.row - 1 },
      );
    }
    const started = [project];
    groups.push(started);
    if (isCode(code) && first === undefined) byCode.set(code, started);
  }
  return groups.flatMap((group) => (group.length === 1 ? group : mergeEvents(group, targets, log)));
}

const nameOf = (project: BuiltProject, title: ImportTarget): string => squeeze(String(project.values[title.id] ?? ''));

function mergeEvents(events: readonly BuiltProject[], targets: readonly ImportTarget[], log: ProblemLog): BuiltProject[] {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return [];
  const values: Record<string, StoredCell> = {};
  const raw: Record<string, string> = {};
  for (const event of events) {
    // What a later row prints replaces the earlier value even when it could not be read.
    for (const field of Object.keys(event.raw)) delete values[field];
    Object.assign(values, event.values);
    Object.assign(raw, event.raw);
  }
  const rows = events.flatMap((event) => event.rows);
  const changed = targets.filter((target) => target.kind === 'money' && new Set(events.map((event) => event.values[target.id])).size > 1);
  const differs =
    changed.length > 0
      ? `；${changed.map((target) => `${target.label}先后为 ${events.map((event) => event.raw[target.id] ?? '空').join('、')}`).join('；')}，未相加`
      : '';
  log.add(
    'info',
    'same_code_rows',
    `同一项目代码有 ${events.length} 行（第 ${events.map((event) => event.row).join('、')} 行），按一个项目读取，以最后一行为准${differs}。`,
    { row: first.row - 1 },
  );
  return [{ ...last, row: first.row, rows, values, raw }];
}

/** Dice coefficient over letter pairs: 1 for equal names, 0 without a common pair. */
function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (text: string): Set<string> => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
  const [left, right] = [pairs(a), pairs(b)];
  const common = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * common) / (left.size + right.size);
}
