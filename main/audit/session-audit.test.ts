// Checkpoints while people work, what is remembered outside, and an audit that no longer fits it (abuse case 29).

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplicaClient } from '#db/client.ts';
import { auditReadsOf, auditWritesOf } from '#db/doors/audit.ts';
import { perform } from '#db/spine/act.ts';
import type { Asker } from '#db/spine/asker.ts';
import { accessOf } from '../../tests/builders/access.ts';
import { anAudited, aSigner, auditor, type Audited } from '../../tests/builders/audited.ts';
import type { OutsideStore } from './checkpoint-keeper.ts';
import { SessionAudit } from './session-audit.ts';

let audited: Audited;
let now: number;
let outside: Map<string, unknown>;
let failures: unknown[];
beforeEach(() => {
  audited = anAudited();
  now = 0;
  outside = new Map();
  failures = [];
});
afterEach(() => audited.close());

type Door = Readonly<Record<string, (input: never) => unknown>>;
const remote = (door: object): unknown =>
  new Proxy(door as Door, { get: (target, name) => async (input: never) => (Reflect.get(target, name) as (input: never) => unknown)(input) });

/** The replica as main sees it, without threads; `touch` is an act like any other. */
function replica(): ReplicaClient {
  const touch = (input: Asker): void =>
    perform(
      audited.connection,
      input,
      'view.saved',
      () => undefined,
      () => ({ name: '视图' }),
    );
  const writes = { ...auditWritesOf(audited.connection, accessOf('security_admin')), saveView: touch };
  return { read: remote(auditReadsOf(audited.db, accessOf('audit_admin'))), write: remote(writes) } as unknown as ReplicaClient;
}

const store: OutsideStore = {
  get: (name) => Promise.resolve(outside.get(name)),
  put: (name, value) => Promise.resolve(void outside.set(name, value)),
};

const session = (): SessionAudit =>
  new SessionAudit({
    replica: replica(),
    replicaId: '0190a000-0000-7000-8000-0000000000aa',
    signer: aSigner(),
    outside: store,
    asker: () => audited.asker(now, auditor),
    onFailure: (error) => failures.push(error),
  });

const work = (audit: SessionAudit): Promise<unknown> => audit.replica.write.saveView({ ...audited.asker(now), id: '', database: '', name: '', definition: '' });
const sizes = (): unknown[] => audited.db.column('SELECT size FROM audit_checkpoint ORDER BY size');
const causes = (): unknown[] => audited.db.column('SELECT cause FROM audit_checkpoint ORDER BY size');
/** Lets a checkpoint under way finish. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('checkpoints', () => {
  it('are signed every 500 acts', async () => {
    const audit = session();
    for (let index = 0; index < 499; index += 1) await work(audit);
    await settled();
    expect(sizes()).toEqual([]);
    await work(audit);
    await settled();
    expect([sizes(), causes()]).toEqual([[500], ['count']]);
    expect(audited.verify()).toMatchObject({ ok: true, size: 501, checkpoints: 1 });
    expect(failures).toEqual([]);
  });

  it('are signed after ten minutes in which somebody worked, and not while nobody does', async () => {
    const audit = session();
    await work(audit);
    now = 9.9;
    await work(audit);
    await settled();
    expect(sizes()).toEqual([]);
    now = 10;
    await work(audit);
    await settled();
    expect([sizes(), causes()]).toEqual([[3], ['time']]);
    now = 45;
    await settled();
    expect(sizes()).toEqual([3]);
  });

  it('are signed when asked for, and remembered outside with all that follows from them', async () => {
    const audit = session();
    await work(audit);
    await audit.checkpoint('lock');
    const { size, head } = audited.state();
    expect([causes(), size]).toEqual([['lock'], 2]);
    expect(outside.get('audit')).toEqual({ size: 2, head, at: audited.asker(now).at });
    expect(await audit.mark()).toEqual({ size: 2, head, finding: null });
  });

  it('are not needed to remember outside: each minute of work, and when the program ends', async () => {
    const audit = session();
    await work(audit);
    await settled();
    expect(await audit.mark()).toBeNull();
    now = 1;
    await work(audit);
    await settled();
    expect(await audit.mark()).toMatchObject({ size: 2 });
    await work(audit);
    await audit.remember();
    expect(await audit.mark()).toMatchObject({ size: 3, head: audited.state().head });
    expect(sizes()).toEqual([]);
  });

  it('that cannot be signed are tried again with the next act', async () => {
    const audit = session();
    audited.connection.exec("CREATE TRIGGER no_room BEFORE INSERT ON audit_checkpoint BEGIN SELECT raise(ABORT, 'no room'); END");
    now = 10;
    await work(audit);
    await settled();
    expect(failures).toHaveLength(1);
    audited.connection.exec('DROP TRIGGER no_room');
    await work(audit);
    await settled();
    expect(sizes()).toEqual([2]);
  });
});

describe('case 29: an older copy of the replica put back', () => {
  /** A day's work, ended by locking; then the copy of the morning is put back. */
  async function olderCopy(): Promise<void> {
    const audit = session();
    await work(audit);
    await audit.checkpoint('lock');
    const before = audited.state().size;
    for (let index = 0; index < 5; index += 1) await work(audit);
    await audit.checkpoint('lock');
    for (const [table, column] of [
      ['audit', 'audit_seq'],
      ['audit_checkpoint', 'size'],
    ] as const) {
      for (const name of audited.db.column<string>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", [table]))
        audited.connection.exec(`DROP TRIGGER ${name}`);
      audited.connection.exec(`DELETE FROM ${table} WHERE ${column} > ${table === 'audit' ? before : 1}`);
    }
  }
  const alarms = (): unknown[] => audited.db.column('SELECT text FROM alarm ORDER BY alarm_no');
  const sentence = '审计链长度小于已签检查点(2 < 8)';

  it('is told at the next sign-in, raises an alarm, and is told again until it was dealt with', async () => {
    await olderCopy();
    expect(audited.verify().ok).toBe(true);
    const audit = session();
    expect(await audit.begin()).toEqual({ code: 'shortened', range: { from: 3, to: 8 }, text: sentence });
    expect(alarms()).toEqual([`${sentence}。请审计管理员核验审计链，并查明谁动过数据目录。`]);
    // Working on does not make it forgotten, even when the audit has grown past what is remembered.
    for (let index = 0; index < 10; index += 1) await work(audit);
    await audit.checkpoint('lock');
    expect(await session().begin()).toMatchObject({ text: sentence });
    expect(await audit.mark()).toMatchObject({ size: 8 });
    expect(audited.verify(await audit.mark()).problems.map(({ text }) => text)).toEqual([sentence]);
    expect(alarms()).toHaveLength(1);
  });

  it('is told as another chain where as many records were made again', async () => {
    await olderCopy();
    const elsewhere = session();
    for (let index = 0; index < 10; index += 1) await work(elsewhere);
    expect(await session().begin()).toEqual({ code: 'replaced', range: { from: 1, to: 8 }, text: '第 8 条记录与本机留存的检查点不一致，审计链被替换' });
  });

  it('is over when the security administrator has acknowledged it', async () => {
    await olderCopy();
    const audit = session();
    await audit.begin();
    const { kinds } = await audit.replica.write.acknowledgeAlarms({ ...audited.asker(now), ids: [1], note: '磁盘更换后恢复' });
    expect(kinds).toEqual(['AUDIT_BROKEN']);
    await audit.settle();
    expect(await session().begin()).toBeNull();
    expect(audited.verify(await audit.mark())).toMatchObject({ ok: true, problems: [] });
  });

  it('is not told of an audit that only grew, or of a station that remembers nothing', async () => {
    const audit = session();
    expect(await audit.begin()).toBeNull();
    await work(audit);
    await audit.checkpoint('lock');
    await work(audit);
    expect(await session().begin()).toBeNull();
    outside.clear();
    expect(await session().begin()).toBeNull();
    expect(alarms()).toEqual([]);
  });
});
