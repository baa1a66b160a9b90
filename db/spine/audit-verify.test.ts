// Whoever changes the audit without its key leaves a trace that the verification names; what was not touched verifies.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { national } from '#crypto/national.ts';
import { keyIdOf } from '#crypto/signed-document.ts';
import { suites } from '#crypto/suites.ts';
import { anAudited, aSigner, atMinute, auditKey, markOf, zhang, type Audited } from '../../tests/builders/audited.ts';
import { canonicalRecord, recordsAfter } from './audit-record.ts';
import { linkAfter, macOf, noLink, sealAuditOf } from './audit-seal.ts';

let audited: Audited;
beforeEach(() => {
  audited = anAudited();
});
afterEach(() => audited.close());

/** Six acts, a checkpoint of them, two more acts. */
function fill({ act, checkpoint }: Audited = audited): void {
  for (let minute = 1; minute <= 6; minute += 1) act(minute, minute % 3);
  checkpoint(7);
  act(8);
  act(9);
}

/** Runs SQL as somebody would who has the key of the file. */
function tamper(sql: string, { connection }: Audited = audited): void {
  const guards = connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE 'audit%' OR name LIKE 'operation_%' AND type = 'trigger'")
    .pluck();
  for (const name of guards.all() as string[]) connection.exec(`DROP TRIGGER ${name}`);
  connection.exec(sql);
}

const codes = (): string[] => audited.verify().problems.map(({ code }) => code);

/** Makes all links fit again, as somebody without the audit key could. */
function relink(): void {
  const { db, connection } = audited;
  let link = noLink;
  for (const [row] of Array.from(recordsAfter(db, 0))) {
    link = linkAfter(suites.intl, link, canonicalRecord(row));
    connection.prepare('UPDATE audit SET link = ? WHERE audit_seq = ?').run(link, row.audit_seq);
  }
}

describe('an audit nobody touched', () => {
  it('verifies, and says how long it is', () => {
    fill();
    const { head } = audited.state();
    expect(audited.verify()).toEqual({
      ok: true,
      size: 9,
      first: 1,
      head,
      firstAt: atMinute(1),
      lastAt: atMinute(9),
      checkpoints: 1,
      signers: [{ user: '审计员', login: 'sj', fingerprint: keyIdOf(aSigner().public), checkpoints: 1 }],
      problems: [],
      gaps: [],
    });
  });

  it('verifies when empty', () => {
    expect(audited.verify()).toMatchObject({ ok: true, size: 0, first: 1, firstAt: null, problems: [] });
  });

  it('says who in full, by which clock, about what, and the hash of what was changed', () => {
    audited.act(5, 2);
    expect(audited.db.get('SELECT * FROM audit')).toMatchObject({
      audit_seq: 1,
      actor: '张三',
      login: 'zhang',
      user_id: zhang.userId,
      roles: '["investment"]',
      device: 'PC-01',
      at: '2026-03-02T08:05:00.000Z',
      utc_offset: 480,
      clock: 'unchecked',
      event: 'record.updated',
      object_database: 'key',
      reason: '第 5 分钟的修改',
      result: 'done',
      operations: 2,
      operations_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      suite: 'intl',
    });
  });

  it('keeps half a surrogate pair in a name from breaking the chain', () => {
    audited.note(1, [{ event: 'session.unlocked', detail: { text: '\ud83d', reason: '\udc00' } }], { name: '甲\ud83d', device: 'PC' });
    audited.act(2);
    expect(audited.verify()).toMatchObject({ ok: true, size: 2 });
  });

  it('verifies under the national suite', () => {
    const other = anAudited({ suite: national, signer: aSigner(national) });
    try {
      fill(other);
      expect(other.verify()).toMatchObject({ ok: true, size: 9, checkpoints: 1 });
      expect(other.db.column('SELECT DISTINCT suite FROM audit')).toEqual(['gm']);
    } finally {
      other.close();
    }
  });
});

describe('a change of suite', () => {
  it('is one chain, each record under the suite it names', () => {
    fill();
    sealAuditOf(audited.connection, { suite: national, key: auditKey });
    audited.act(10);
    audited.act(11);
    expect(audited.verify()).toMatchObject({ ok: true, size: 11, checkpoints: 1 });
    expect(audited.db.column('SELECT suite FROM audit WHERE audit_seq > 8')).toEqual(['intl', 'gm', 'gm']);
    tamper("UPDATE audit SET suite = 'intl' WHERE audit_seq = 11");
    expect(codes()).toEqual(['changed', 'forged', 'log_changed']);
  });
});

describe('a change without the audit key', () => {
  beforeEach(() => fill());

  it.each([
    ['a text', "UPDATE audit SET actor = '李四' WHERE audit_seq = 3", ['changed']],
    ['a time', "UPDATE audit SET at = '2026-03-02T08:03:00.001Z' WHERE audit_seq = 3", ['changed']],
    ['a result', "UPDATE audit SET result = 'refused' WHERE audit_seq = 3", ['changed']],
    ['a link', 'UPDATE audit SET link = zeroblob(32) WHERE audit_seq = 3', ['changed', 'forged']],
    ['a code', 'UPDATE audit SET mac = zeroblob(32) WHERE audit_seq = 3', ['forged']],
    ['a record taken out', 'DELETE FROM audit WHERE audit_seq = 4', ['missing', 'log_changed']],
    ['a record unchained', 'UPDATE audit SET link = NULL, mac = NULL, suite = NULL WHERE audit_seq = 3', ['changed', 'unchained']],
    ['the first records unchained', 'UPDATE audit SET link = NULL, mac = NULL WHERE audit_seq < 3', ['changed', 'earlier_changed']],
    [
      'two records exchanged',
      'UPDATE audit SET audit_seq = 99 WHERE audit_seq = 3; UPDATE audit SET audit_seq = 3 WHERE audit_seq = 4; UPDATE audit SET audit_seq = 4 WHERE audit_seq = 99',
      ['changed'],
    ],
    ['a value in the change log', `UPDATE operation SET deltas = '[["org_name","甲公司","丙公司"]]' WHERE operation_seq = 2`, ['log_changed']],
    ['an entry of the change log taken out', 'DELETE FROM operation WHERE operation_seq = 2', ['log_changed']],
    ['the author of a change', "UPDATE operation SET author = '李四' WHERE operation_seq = 2", ['log_changed']],
    ['a checkpoint taken out', 'DELETE FROM audit_checkpoint', ['checkpoint_missing']],
    ['a checkpoint changed', "UPDATE audit_checkpoint SET at = '2027-01-01T00:00:00.000Z'", ['checkpoint_changed']],
  ])('%s is found', (_what, sql, found) => {
    tamper(sql);
    expect(codes()).toEqual(expect.arrayContaining(found));
  });

  it('is found when all links were made to fit: the codes cannot be', () => {
    tamper("UPDATE audit SET actor = '李四' WHERE audit_seq = 3");
    relink();
    expect(audited.verify().problems).toEqual(
      expect.arrayContaining([{ code: 'forged', range: { from: 3, to: 9 }, text: '第 3 至 9 条记录的认证码不符，记录被改动或伪造' }]),
    );
  });

  it('names neighbouring records once', () => {
    tamper("UPDATE audit SET reason = '无' WHERE audit_seq IN (2, 3, 4, 8)");
    expect(audited.verify().problems).toEqual([
      { code: 'changed', range: { from: 2, to: 4 }, text: '第 2 至 4 条记录的内容与散列不符，记录被改动、替换或移位' },
      { code: 'changed', range: { from: 8, to: 8 }, text: '第 8 条记录的内容与散列不符，记录被改动、替换或移位' },
    ]);
  });

  it('is found in a change no record covers', () => {
    tamper(
      `INSERT INTO operation (operation_id, act_id, kind, entity, entity_id, entity_no, base_version, author, device, at, deltas)
       VALUES ('x', 'y', 'update', 'org', 'z', 1, 1, '张三', 'PC-01', '${atMinute(10)}', '[]')`,
    );
    expect(audited.verify().problems).toEqual([
      { code: 'log_unaudited', range: null, text: expect.stringMatching(/^变更日志自第 \d+ 条起没有审计记录$/) as string },
    ]);
  });

  it('is found with a wrong audit key', () => {
    sealAuditOf(audited.connection, { suite: suites.intl, key: new Uint8Array(32).fill(1) });
    expect(codes()).toEqual(['forged']);
    sealAuditOf(audited.connection, { suite: suites.intl, key: auditKey });
    expect(codes()).toEqual([]);
  });

  it('is found by the signed checkpoint even when made with the audit key', () => {
    tamper("UPDATE audit SET actor = '李四' WHERE audit_seq = 3");
    relink();
    for (const row of audited.db.all<{ seq: number; link: Uint8Array }>('SELECT audit_seq AS seq, link FROM audit')) {
      audited.db.run('UPDATE audit SET mac = ? WHERE audit_seq = ?', [macOf({ suite: suites.intl, key: auditKey }, row.link), row.seq]);
    }
    expect(audited.verify().problems).toEqual([{ code: 'checkpoint_changed', range: null, text: '大小为 6 的签名检查点与审计链不符，检查点或记录被改动' }]);
  });

  it('is found in a checkpoint somebody else signed, though everything fits', () => {
    const forged = aSigner(suites.intl, 6);
    const row = audited.db.get<{ note: string }>('SELECT note FROM audit_checkpoint');
    tamper(`UPDATE audit_checkpoint SET public_key = '${forged.public.key}'`);
    expect(row?.note).toContain(`\n— ${forged.name} `);
    expect(codes()).toEqual(['checkpoint_changed']);
  });
});

describe('case 29: the audit cut, or an older copy put back', () => {
  /** As in security.md §5; the figures there are 18,400 and 18,500. */
  it('is told by the length the station remembers outside', () => {
    fill();
    const mark = { size: 18_500, head: 'a'.repeat(64) };
    expect(audited.verify(mark)).toMatchObject({
      ok: false,
      problems: [{ code: 'shortened', range: { from: 10, to: 18_500 }, text: '审计链长度小于已签检查点(9 < 18,500)' }],
    });
  });

  it('is told by a checkpoint left behind', () => {
    fill();
    audited.checkpoint(10);
    tamper('DELETE FROM audit WHERE audit_seq > 5');
    expect(audited.verify().problems[0]?.text).toBe('审计链长度小于已签检查点(5 < 9)');
  });

  it('is told even when the older copy verifies by itself', () => {
    fill();
    const older = markOf(audited.state());
    audited.act(20);
    const mark = markOf(audited.checkpoint(21));
    tamper(
      `DELETE FROM audit WHERE audit_seq > ${older.size}; DELETE FROM audit_checkpoint WHERE size > ${older.size - 1}; DELETE FROM operation WHERE at > '${atMinute(19)}'`,
    );
    expect(audited.verify(older)).toMatchObject({ ok: true, size: 9 });
    expect(audited.verify(mark).problems.map(({ text }) => text)).toEqual(['审计链长度小于已签检查点(9 < 11)']);
  });

  it('is told when another chain of the same length stands there', () => {
    fill();
    expect(audited.verify({ size: 9, head: 'b'.repeat(64) }).problems).toEqual([
      { code: 'replaced', range: { from: 1, to: 9 }, text: '第 9 条记录与本机留存的检查点不一致，审计链被替换' },
    ]);
    expect(audited.verify({ size: 4, head: 'b'.repeat(64) }).ok).toBe(false);
    expect(audited.verify(markOf(audited.state())).ok).toBe(true);
  });
});

describe('gaps', () => {
  it('are refusals of the locked station that were tampered with; an alarm says so too', () => {
    audited.note(1, [{ event: 'audit.pending_damaged', detail: { copies: [0, 3] } }]);
    expect(audited.verify()).toMatchObject({
      ok: true,
      gaps: [{ code: 'audit.pending_damaged', range: { from: 1, to: 1 }, text: '锁定期间的记录不完整：保存它们的文件被改动、截短或删除' }],
    });
    expect(audited.db.column('SELECT kind FROM alarm')).toEqual(['PENDING_DAMAGED']);
  });

  it('are times that run backwards and weeks without a record', () => {
    audited.act(10);
    audited.act(5);
    audited.act(5 + 9 * 24 * 60);
    expect(audited.verify()).toMatchObject({
      ok: true,
      gaps: [
        { code: 'backwards', range: { from: 1, to: 2 }, text: '时间倒退：第 1 条为 2026-03-02T08:10:00.000Z，第 2 条为 2026-03-02T08:05:00.000Z' },
        { code: 'silent', range: { from: 2, to: 3 }, text: '2026-03-02 至 2026-03-11 之间 9 天没有任何记录' },
      ],
    });
  });
});
