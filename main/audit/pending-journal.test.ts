// Refusals of a locked station: kept in two places, found when either was touched, gone when recorded.

import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '#db/client.ts';
import { failureOf } from '../../tests/builders/failures.ts';
import { PendingJournal } from './pending-journal.ts';

let folder: string;
let files: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pending-'));
  files = [join(folder, 'data', 'pending.log'), join(folder, 'profile', 'pending.log')];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = new Uint8Array(32).fill(4);
const journal = (): PendingJournal => new PendingJournal({ files, key });
const refusal = (count: number): AuditEntry => ({
  event: 'session.refused',
  result: 'refused',
  at: `2026-03-02T01:0${count}:00.000Z`,
  actor: { name: '', login: 'li', device: 'PC' },
  detail: { failures: count },
});
const file = (index: number): string => files[index] ?? '';

function fill(): void {
  const kept = journal();
  for (const count of [1, 2, 3]) kept.append(refusal(count));
}

const events = (): string[] =>
  journal()
    .pending()
    .entries.map(({ event }) => event);
const whole = ['session.refused', 'session.refused', 'session.refused'];

describe('the journal of a locked station', () => {
  it('is empty at first', () => expect(events()).toEqual([]));

  it('gives back what was appended, across restarts, until it is forgotten', () => {
    fill();
    const pending = journal().pending();
    expect(pending.entries).toEqual([refusal(1), refusal(2), refusal(3)]);
    pending.forget();
    expect(events()).toEqual([]);
    expect(files.map((each) => existsSync(each))).toEqual([false, false]);
    fill();
    expect(events()).toEqual(whole);
  });

  it.each<[string, () => void]>([
    ['one copy removed', () => rmSync(file(0))],
    ['one copy cut in a line', () => truncateSync(file(0), readFileSync(file(0)).length - 20)],
    ['one copy cut after a line', () => writeFileSync(file(1), `${readFileSync(file(1), 'utf8').split('\n').slice(0, 2).join('\n')}\n`)],
    ['a word changed', () => writeFileSync(file(0), readFileSync(file(0), 'utf8').replace('"failures":2', '"failures":1'))],
    ['lines exchanged', () => writeFileSync(file(0), `${readFileSync(file(0), 'utf8').trimEnd().split('\n').toReversed().join('\n')}\n`)],
    ['a line added', () => appendFileSync(file(1), `${'0'.repeat(64)} {"event":"session.unlocked","detail":{}}\n`)],
    ['a line twice', () => appendFileSync(file(1), readFileSync(file(1), 'utf8').split('\n').slice(2).join('\n'))],
  ])('with %s still gives all back, and says that it was touched', (_what, damage) => {
    fill();
    damage();
    expect(events()).toEqual([...whole, 'audit.pending_damaged']);
  });

  it('written under another key says so', () => {
    fill();
    expect(new PendingJournal({ files, key: new Uint8Array(32) }).pending().entries.map(({ event }) => event)).toEqual(['audit.pending_damaged']);
  });

  it('that cannot be written refuses what it was to record', () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    expect(failureOf(() => journal().append(refusal(1)))).toMatchObject({ code: 'audit_unavailable' });
  });
});
