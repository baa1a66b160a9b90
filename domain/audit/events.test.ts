// Every procedure leaves an event with words for it, or says why it leaves none.

import { describe, expect, it } from 'vitest';
import { contract } from '../contract/index.ts';
import type { Procedure } from '../rpc/define.ts';
import { eventLabel, eventLabels, isAuditEvent, unrecorded } from './events.ts';

const procedures = Object.entries<Procedure>(contract.procedures);

describe('the events of the contract', () => {
  it('all have Chinese words', () => {
    const events = procedures.flatMap(([, { audit }]) => (audit === null ? [] : [audit]));
    expect(events.filter((event) => !isAuditEvent(event))).toEqual([]);
    for (const label of Object.values(eventLabels)) expect(label).toMatch(/^[一-龥，]{2,14}$/);
  });

  it('are told apart by their words', () => {
    const labels = Object.values(eventLabels);
    expect(labels).toEqual([...new Set(labels)]);
  });

  it('are left out only with a reason', () => {
    const silent = procedures.flatMap(([name, { audit }]) => (audit === null ? [name] : []));
    expect(Object.keys(unrecorded).toSorted()).toEqual(silent.toSorted());
    for (const reason of Object.values(unrecorded)) expect(reason).toMatch(/^[^。]{6,}$/);
  });

  it('from a newer program are shown as they are', () => {
    expect([eventLabel('record.created'), eventLabel('future.event'), eventLabel('toString')]).toEqual(['新增记录', 'future.event', 'toString']);
  });
});
