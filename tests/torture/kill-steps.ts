// Work whose steps can be recognised afterwards: what was posted, what was confirmed, and what a replica then really holds.

import type { ReplicaClient } from '#db/client.ts';
import { idOf, textOf } from '../builders/records.ts';
import { anAsker } from '../builders/replica.ts';
import type { ReadDoors } from './station.ts';

/** One record or one batch, and how many of its steps were sent and how many confirmed. */
interface Thing {
  readonly name: string;
  /** Rows it has after each step; the first entry is before any step. */
  readonly rows: readonly number[];
  posted: number;
  confirmed: number;
}

/** `confirmEarly` is the control: a step counts as confirmed when it is sent, as in a program that says "saved" too soon. */
export class Ledger {
  readonly things: Thing[] = [];
  private readonly confirmEarly: boolean;

  constructor(confirmEarly: boolean) {
    this.confirmEarly = confirmEarly;
  }

  begin(name: string, rows: readonly number[]): Thing {
    const thing: Thing = { name, rows, posted: 0, confirmed: 0 };
    this.things.push(thing);
    return thing;
  }

  async step<T>(thing: Thing, work: () => Promise<T>): Promise<T> {
    thing.posted += 1;
    if (this.confirmEarly) thing.confirmed = thing.posted;
    const outcome = await work();
    thing.confirmed = thing.posted;
    return outcome;
  }

  /** How many steps were confirmed: as many acts, and as many audit records, must be there. */
  get confirmedSteps(): number {
    return this.things.reduce((sum, { confirmed }) => sum + confirmed, 0);
  }

  get postedSteps(): number {
    return this.things.reduce((sum, { posted }) => sum + posted, 0);
  }
}

const projects = { database: 'key', year: 2026 } as const;

/** Registers, changes and removes projects, one step after the other, until the replica is gone. */
export async function edit(replica: ReplicaClient, ledger: Ledger, lane: number): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const name = `〔${lane}-${turn}〕号工程`;
    const thing = ledger.begin(name, [0, 1, 1, 0]);
    const values = { project_name: name, mgmt_year: 2026, region_code: '370211', key_level: '1' };
    const { record } = await ledger.step(thing, () =>
      replica.write.createRecord({ ...anAsker(), database: projects.database, values, reason: null, projectId: null }),
    );
    const id = idOf(record);
    const version = Number(record['version']);
    await ledger.step(thing, () =>
      replica.write.updateRecord({ ...anAsker(), database: projects.database, id, version, values: { address: changedTo }, reason: null }),
    );
    if (turn % 3 === 2) await ledger.step(thing, () => replica.write.removeRecords({ ...anAsker(), database: projects.database, ids: [id], reason: '重复' }));
  }
}

const changedTo = '改到团岛一路';

/** Imports batch after batch; with `undoing` every batch is taken back at once. */
export async function importing(replica: ReplicaClient, ledger: Ledger, lane: number, size: number, undoing: boolean): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const name = `〔${lane}-${turn}〕`;
    const thing = ledger.begin(name, undoing ? [0, size, 0] : [0, size]);
    const rows = Array.from({ length: size }, (_, index) => ({ index, values: { project_name: `${name}批第${index}项工程`, mgmt_year: 2026 } }));
    const { batch } = await ledger.step(thing, () =>
      replica.write.importRows({ ...anAsker(), ...projects, label: name, source: '名单.xlsx', rows, commit: true }),
    );
    if (undoing && batch !== null) await ledger.step(thing, () => replica.write.undoBatch({ ...anAsker(), batch }));
  }
}

/** What is wrong with what a replica holds of the work, in words; empty when every confirmed step is there and none is there in part. */
export function faultsIn(ledger: Ledger, { lists }: ReadDoors): string[] {
  const { rows } = lists.page({ database: projects.database, filter: [], sort: [], offset: 0, limit: 1_000_000, totals: false });
  const found = new Map<string, { rows: number; changed: number }>();
  for (const row of rows) {
    const name = textOf(row, 'project_name');
    const own = /^〔\d+-\d+〕(号工程)?/.exec(name)?.[0];
    if (own === undefined) continue;
    const so = found.get(own) ?? { rows: 0, changed: 0 };
    found.set(own, { rows: so.rows + 1, changed: so.changed + (row['address'] === changedTo ? 1 : 0) });
  }
  return ledger.things.flatMap(({ name, rows: expected, posted, confirmed }) => {
    const seen = found.get(name) ?? { rows: 0, changed: 0 };
    const allowed = expected.slice(confirmed, posted + 1);
    if (!allowed.includes(seen.rows)) return [`${name}: ${seen.rows} rows, of ${posted} steps ${confirmed} confirmed`];
    // Only edits have a second step that leaves the row where it is.
    if (expected.length === 4 && confirmed === 2 && posted === 2 && seen.changed !== 1) return [`${name}: a confirmed change is missing`];
    return [];
  });
}
