// An exported audit is accepted by the independent verifier, and no changed copy of it is.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { international } from '#crypto/international.ts';
import { national } from '#crypto/national.ts';
import { keyIdOf } from '#crypto/signed-document.ts';
import { auditReadsOf } from '#db/doors/audit.ts';
import type { ReplicaClient } from '#db/client.ts';
import { accessOf } from '../../tests/builders/access.ts';
import { anAudited, aSigner, replicaOrigin, type Audited } from '../../tests/builders/audited.ts';
import { exportAudit, type ExportedAudit } from './export-audit.ts';

const program = join(import.meta.dirname, '../../resources/audit-verify.mjs');
const folder = mkdtempSync(join(tmpdir(), 'audit-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Verdict {
  readonly ok: boolean;
  readonly files: readonly {
    ok: boolean;
    first: number;
    last: number;
    records: number;
    checkpoints: number;
    head: string;
    problems: string[];
    notes: string[];
    signers: string[];
  }[];
}

/** Runs the verifier as an auditor would. */
async function verdictOn(...contents: readonly (Uint8Array | string)[]): Promise<{ code: number; verdict: Verdict; out: string }> {
  const files = contents.map((content, index) => {
    const file = join(folder, `${Math.random()}-${index}.jsonl`);
    writeFileSync(file, content);
    return file;
  });
  const run = promisify(execFile);
  const ended = await run(process.execPath, [program, ...files, '--json']).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, out: stdout }),
  );
  return { ...ended, verdict: JSON.parse(ended.out) as Verdict };
}

/** The reading door as main sees it, without threads. */
function remoteOf(audited: Audited): ReplicaClient['read'] {
  const door = auditReadsOf(audited.db, accessOf('audit_admin'));
  return new Proxy(door, {
    get: (target, name) => (input: never) => Promise.resolve((Reflect.get(target, name) as (input: never) => unknown)(input)),
  }) as unknown as ReplicaClient['read'];
}

const exportOf = (audited: Audited, range: { from?: number; to?: number } = {}, signer = aSigner()): Promise<ExportedAudit> =>
  exportAudit(remoteOf(audited), {
    from: range.from ?? null,
    to: range.to ?? null,
    origin: replicaOrigin,
    signer,
    at: '2026-03-03T00:00:00.000Z',
    by: '审计员',
    signal: { aborted: false },
    onProgress: () => undefined,
  });

function fill(audited: Audited): void {
  for (let minute = 1; minute <= 12; minute += 1) {
    audited.act(minute, minute % 2);
    if (minute % 5 === 0) audited.checkpoint(minute);
  }
  audited.checkpoint(13, 'export');
}

describe('a whole audit', () => {
  let audited: Audited;
  let file: ExportedAudit;
  beforeAll(async () => {
    audited = anAudited();
    fill(audited);
    file = await exportOf(audited);
  });
  afterAll(() => audited.close());

  it('is accepted, and the verifier says what it saw', async () => {
    const { code, verdict } = await verdictOn(file.bytes);
    expect(verdict.files[0]?.problems).toEqual([]);
    expect(code).toBe(0);
    expect(file).toMatchObject({ records: 15, first: 1, last: 15, name: '审计记录_2026-03-03_1-15.jsonl' });
    expect(verdict.files[0]).toMatchObject({
      first: 1,
      last: 15,
      records: 15,
      checkpoints: 3,
      head: audited.state().head,
      notes: ['第 15 至 15 条记录在最后一个签名检查点之后，只由导出人的签名担保'],
    });
    expect(verdict.files[0]?.signers).toEqual([`${keyIdOf(aSigner().public)}  审计员（sj）`]);
  });

  const lines = (): string[] => Buffer.from(file.bytes).toString().trimEnd().split('\n');
  const changed = (change: (all: string[]) => readonly string[]): string => `${change(lines()).join('\n')}\n`;

  it.each<[string, (all: string[]) => readonly string[]]>([
    ['a record changed', (all) => all.with(4, (all[4] ?? '').replace('张三', '李四'))],
    ['a record taken out', (all) => all.toSpliced(4, 1)],
    ['two records exchanged', (all) => all.with(4, all[5] ?? '').with(5, all[4] ?? '')],
    ['a record twice', (all) => all.toSpliced(4, 0, all[4] ?? '')],
    ['a checkpoint taken out', (all) => all.toSpliced(-2, 1)],
    ['the end cut off', (all) => all.slice(0, 12)],
    ['the signature taken off', (all) => all.slice(0, -1)],
    ['the header changed', (all) => all.with(0, (all[0] ?? '').replace('审计员', '系统员'))],
    ['something behind the signature', (all) => [...all, '{"kind":"more"}']],
  ])('%s is refused', async (_what, change) => {
    const { code, verdict } = await verdictOn(changed(change));
    expect([code, verdict.ok]).toEqual([1, false]);
  });

  it('is refused when everything but the chain was made to fit', async () => {
    // Somebody with a signing key of their own writes a file that is sound but for one record.
    const other = anAudited();
    try {
      fill(other);
      other.connection.exec("DROP TRIGGER audit_is_frozen; UPDATE audit SET reason = '另一个理由' WHERE audit_seq = 3");
      const { verdict } = await verdictOn((await exportOf(other, {}, aSigner(international, 77))).bytes);
      expect(verdict.files[0]?.problems).toEqual(['第 3 条记录的内容与散列不符，记录被改动、替换或移位']);
    } finally {
      other.close();
    }
  });

  it('is refused with any one byte changed', async () => {
    const at = Array.from({ length: 24 }, (_, index) => Math.floor(((index + 0.5) * file.bytes.length) / 24));
    const verdicts = await Promise.all(at.map((place) => verdictOn(file.bytes.with(place, (file.bytes[place] ?? 0) ^ 1))));
    expect(verdicts.filter(({ code }) => code !== 1)).toEqual([]);
  });
});

describe('parts of an audit', () => {
  it('are accepted one after the other, and refused with one left out', async () => {
    const audited = anAudited();
    try {
      fill(audited);
      const parts = [await exportOf(audited, { to: 5 }), await exportOf(audited, { from: 6, to: 9 }), await exportOf(audited, { from: 10 })].map(
        ({ bytes }) => bytes,
      );
      const [one, two, three] = parts as [Uint8Array, Uint8Array, Uint8Array];
      const whole = await verdictOn(one, two, three);
      expect(whole.verdict.files.map(({ problems }) => problems)).toEqual([[], [], []]);
      expect((await verdictOn(two)).code).toBe(0);
      const holed = await verdictOn(one, three);
      expect(holed.verdict.files[1]?.problems).toEqual([expect.stringContaining('与前一个文件接不上')]);
    } finally {
      audited.close();
    }
  });

  it('outside the audit are refused with its bounds', async () => {
    const audited = anAudited();
    try {
      fill(audited);
      await expect(exportOf(audited, { from: 40 })).rejects.toMatchObject({ code: 'bad_input', details: { oldest: 1, newest: 15 } });
    } finally {
      audited.close();
    }
  });
});

it('records made before the chain are accepted as the chain vouches for them, and refused when changed', async () => {
  const audited = anAudited();
  try {
    for (const actor of ['李四', '王五']) {
      audited.connection.exec(
        `INSERT INTO audit (act_id, event, actor, device, at, detail) VALUES ('a', 'record.created', '${actor}', 'PC-02', '2026-01-01T00:00:00.000Z', '{}')`,
      );
    }
    fill(audited);
    const { bytes } = await exportOf(audited);
    expect((await verdictOn(bytes)).verdict.files[0]).toMatchObject({ problems: [], records: 18 });
    const changed = await verdictOn(Buffer.from(bytes).toString().replace('李四', '赵六'));
    expect(changed.verdict.files[0]?.problems).toContain('启用审计链之前的记录与启用时所记的数目或散列不符');
  } finally {
    audited.close();
  }
});

it('an audit of the national suite is accepted: SM3 and SM2 by the verifier’s own arithmetic', async () => {
  const audited = anAudited({ suite: national, signer: aSigner(national) });
  try {
    fill(audited);
    const file = await exportOf(audited, {}, aSigner(national));
    const good = await verdictOn(file.bytes);
    expect(good.verdict.files[0]).toMatchObject({ problems: [], checkpoints: 3, records: 15 });
    const text = Buffer.from(file.bytes).toString();
    expect((await verdictOn(text.replace('"value":"', '"value":"0'))).code).toBe(1);
    const note = /— \S+ \S{20}/.exec(text)?.[0] ?? '';
    expect((await verdictOn(text.replace(note, `${note.slice(0, -1)}${note.endsWith('A') ? 'B' : 'A'}`))).code).toBe(1);
  } finally {
    audited.close();
  }
});
