// Acts about the audit itself: who may see what, refusals and alarms, no act without its record, purging after half a year.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessOf } from '../../tests/builders/access.ts';
import { anAudited, atMinute, auditor, zhang, type Audited } from '../../tests/builders/audited.ts';
import { failureOf } from '../../tests/builders/failures.ts';
import type { Actor } from '../spine/asker.ts';
import { auditReadsOf, auditWritesOf } from './audit.ts';

let audited: Audited;
beforeEach(() => {
  audited = anAudited();
});
afterEach(() => audited.close());

const reads = (role: Parameters<typeof accessOf>[0]) => auditReadsOf(audited.db, accessOf(role));
const writes = (role: Parameters<typeof accessOf>[0]) => auditWritesOf(audited.connection, accessOf(role));
const anything = { from: null, to: null, events: [], person: '', text: '', result: null, offset: 0, limit: 100 } as const;

const chief: Actor = { name: '系统员', device: 'PC-01', userId: '0190a000-0000-7000-8000-000000000003', login: 'xt', roles: ['system_admin'] };

describe('the list of records', () => {
  beforeEach(() => {
    audited.act(1);
    audited.note(2, [{ event: 'session.unlocked', detail: { programVersion: '1' } }], chief);
    audited.note(3, [{ event: 'record.exported', detail: { exportId: 'X-1', database: 'key', rows: 7, hash: 'ab', reason: '月报' } }]);
    audited.note(4, [{ event: 'audit.verified', detail: { ok: true } }], auditor);
  });

  const seen = (role: Parameters<typeof accessOf>[0], query: Partial<Parameters<ReturnType<typeof reads>['auditPage']>[0]> = {}): number[] =>
    reads(role)
      .auditPage({ ...anything, ...query })
      .records.map(({ audit_seq: seq }) => seq);

  it('is whole for the audit administrator, and without administrators for the security administrator', () => {
    expect(seen('audit_admin')).toEqual([4, 3, 2, 1]);
    expect(seen('security_admin')).toEqual([3, 1]);
    expect(reads('security_admin').auditPage(anything).total).toBe(2);
  });

  it('hides what an administrator did before the first authorisation, and refused sign-ins under that login', () => {
    audited.note(5, [{ event: 'session.password_changed', detail: {} }], { ...chief, roles: [] });
    audited.note(6, [{ event: 'session.refused', result: 'refused', detail: {}, actor: { name: '', login: 'xt', device: 'PC-01' } }]);
    audited.note(7, [{ event: 'session.refused', result: 'refused', detail: {}, actor: { name: '', login: 'nobody', device: 'PC-01' } }]);
    expect(seen('security_admin')).toEqual([7, 3, 1]);
  });

  it.each(['system_admin', 'auditor', 'leader', 'investment'] as const)('is refused to %s', (role) => {
    expect(failureOf(() => seen(role)).code).toBe('forbidden');
  });

  it.each([
    ['from a moment', { from: atMinute(3) }, [4, 3]],
    ['up to a moment, exclusive', { to: atMinute(3) }, [2, 1]],
    ['of events', { events: ['record.updated', 'record.exported'] }, [3, 1]],
    ['of a person by name', { person: '系统' }, [2]],
    ['of a person by login', { person: 'zhang' }, [3, 1]],
    ['with a word of the reason', { text: '月报' }, [3]],
    ['with a word of the event', { text: '登录' }, [2]],
    ['with a sign that is no wildcard', { text: '%' }, []],
    ['on a page', { offset: 1, limit: 2 }, [3, 2]],
  ])('is narrowed to records %s', (_what, query, found) => {
    expect(seen('audit_admin', query)).toEqual(found);
  });

  it('finds an export by its number, within what the person may see', () => {
    expect(reads('security_admin').auditOfExport({ exportId: 'X-1' })).toMatchObject({ audit_seq: 3, actor: '张三', object_database: 'key' });
    expect(failureOf(() => reads('audit_admin').auditOfExport({ exportId: 'X-2' }))).toMatchObject({
      code: 'not_found',
      message: '没有编号为“X-2”的导出记录。请核对文件上的编号。',
    });
    expect(failureOf(() => reads('leader').auditOfExport({ exportId: 'X-1' })).code).toBe('forbidden');
  });
});

describe('refused calls', () => {
  const refuse = (minute: number, procedure = 'record.export'): void =>
    writes('district').recordRefusal({ ...audited.asker(minute), procedure, code: 'forbidden', database: 'expert' });

  it('are on record with what was asked for', () => {
    refuse(1);
    expect(audited.db.get('SELECT event, result, object_database, detail, user_id FROM audit')).toEqual({
      event: 'access.refused',
      result: 'refused',
      object_database: 'expert',
      detail: '{"procedure":"record.export","code":"forbidden","database":"expert"}',
      user_id: zhang.userId,
    });
  });

  it('raise one alarm from the eleventh within ten minutes on', () => {
    for (let index = 0; index < 10; index += 1) refuse(index * 0.5);
    expect(reads('security_admin').alarms({ onlyOpen: true, offset: 0, limit: 10 }).total).toBe(0);
    refuse(5);
    refuse(5.5);
    const { alarms, open } = reads('security_admin').alarms({ onlyOpen: true, offset: 0, limit: 10 });
    expect(open).toBe(1);
    expect(alarms[0]).toMatchObject({ kind: 'REFUSALS', text: '张三在 10 分钟内有 11 次操作因没有权限被拒绝。请核实是误操作还是试探。' });
    expect(audited.verify().ok).toBe(true);
  });

  it('spread over a day raise none', () => {
    for (let index = 0; index < 30; index += 1) refuse(index * 2);
    expect(reads('security_admin').alarms({ onlyOpen: false, offset: 0, limit: 10 }).total).toBe(0);
  });
});

describe('alarms', () => {
  const raise = (minute: number): void =>
    writes('district').raiseAlarm({ ...audited.asker(minute), kind: 'LOOPBACK_REFUSALS', text: '本机接口一分钟内拒绝了 21 次访问。', facts: { count: 21 } });

  it('come from acts, and from lock-outs recorded as such', () => {
    raise(1);
    audited.note(2, [{ event: 'session.locked_out', result: 'refused', detail: { failures: 5 }, actor: { name: '', login: 'li', device: 'PC-01' } }]);
    const { alarms } = reads('security_admin').alarms({ onlyOpen: true, offset: 0, limit: 10 });
    expect(alarms.map(({ kind, text }) => [kind, text])).toEqual([
      ['LOGIN_LOCKED', '账号“li”连续多次密码错误，已锁定。请与本人核实；不是本人所为时请停用账号。'],
      ['LOOPBACK_REFUSALS', '本机接口一分钟内拒绝了 21 次访问。'],
    ]);
  });

  it('are not raised twice while open, and again once acknowledged', () => {
    raise(1);
    raise(2);
    expect(reads('audit_admin').alarms({ onlyOpen: true, offset: 0, limit: 10 }).total).toBe(1);
    expect(writes('security_admin').acknowledgeAlarms({ ...audited.asker(3), ids: [1, 77], note: '已核实' })).toEqual({
      acknowledged: 1,
      kinds: ['LOOPBACK_REFUSALS'],
    });
    expect(writes('security_admin').acknowledgeAlarms({ ...audited.asker(4), ids: [1], note: '' })).toEqual({ acknowledged: 0, kinds: [] });
    raise(5);
    expect(reads('audit_admin').alarms({ onlyOpen: false, offset: 0, limit: 10 })).toMatchObject({
      total: 2,
      open: 1,
      alarms: [
        { id: 2, acknowledgedBy: null },
        { id: 1, acknowledgedBy: '张三', acknowledgedAt: atMinute(3) },
      ],
    });
    expect(audited.verify()).toMatchObject({ ok: true, size: 4 });
  });

  it('are acknowledged by the security administrator only', () => {
    raise(1);
    for (const role of ['audit_admin', 'system_admin', 'investment'] as const) {
      expect(failureOf(() => writes(role).acknowledgeAlarms({ ...audited.asker(2), ids: [1], note: '' })).code).toBe('forbidden');
    }
    expect(failureOf(() => reads('investment').alarms({ onlyOpen: true, offset: 0, limit: 1 })).code).toBe('forbidden');
  });

  it.each([
    ['removed', 'DELETE FROM alarm'],
    ['reworded', "UPDATE alarm SET text = '无事'"],
    ['acknowledged behind the audit', `UPDATE alarm SET acknowledged_by = '安全员', acknowledged_at = '${atMinute(2)}'`],
    ['invented', `INSERT INTO alarm (audit_seq, kind, at, text, detail) VALUES (99, 'REFUSALS', '${atMinute(1)}', 'x', '{}')`],
  ])('%s are found', (_what, sql) => {
    raise(1);
    audited.connection.exec(sql);
    expect(audited.verify().problems.map(({ code }) => code)).toEqual(['alarm_changed']);
  });
});

describe('an act whose record cannot be written', () => {
  const unavailable = {
    code: 'audit_unavailable',
    message: '审计记录无法写入，本次操作没有执行，数据没有改动。请检查磁盘空间和数据目录的写入权限后重试；仍然不行时请联系系统管理员。',
  };
  const operations = (): unknown => audited.db.column('SELECT count(*) FROM operation')[0];

  it('does not happen', () => {
    audited.act(1);
    audited.connection.exec("CREATE TRIGGER no_room BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no room'); END");
    expect(failureOf(() => audited.act(2, 3))).toMatchObject({ ...unavailable, details: { reason: 'SQLITE_CONSTRAINT_TRIGGER' } });
    expect(operations()).toBe(1);
    audited.connection.exec('DROP TRIGGER no_room');
    audited.act(3);
    expect(audited.verify()).toMatchObject({ ok: true, size: 2 });
  });

  it('does not happen on a full disk', () => {
    audited.act(1);
    const pages = Number(audited.connection.pragma('page_count', { simple: true }));
    audited.connection.pragma(`max_page_count = ${pages}`);
    const big = 'x'.repeat(200_000);
    expect(failureOf(() => audited.note(2, [{ event: 'record.exported', detail: { note: big } }]))).toMatchObject({
      ...unavailable,
      details: { reason: 'SQLITE_FULL' },
    });
    audited.connection.pragma('max_page_count = 1000000');
    expect(audited.verify()).toMatchObject({ ok: true, size: 1 });
  });

  it('does not happen in a file that may only be read', () => {
    audited.act(1);
    audited.connection.pragma('query_only = ON');
    expect(failureOf(() => audited.note(2, [{ event: 'personal.revealed', detail: {} }]))).toMatchObject(unavailable);
    audited.connection.pragma('query_only = OFF');
    expect(audited.state().size).toBe(1);
  });

  it('is a defect when it has none at all', () => {
    expect(() => audited.note(1, [])).toThrow('an act ended without its audit record');
  });
});

describe('purging', () => {
  const day = 24 * 60;
  /** A checkpoint every ten days of 400, one act a day. */
  function fillYear(): void {
    for (let index = 0; index < 400; index += 1) {
      audited.act(index * day, 1);
      if (index % 10 === 9) audited.checkpoint(index * day + 1);
    }
  }
  const purge = (now: number, before: string | null): { removed: number; through: number } =>
    writes('audit_admin').purgeAudit({ ...audited.asker(now, auditor), before, reason: '到期清理' });

  it('refuses what is younger than 183 days, to the day', () => {
    fillYear();
    const now = 399 * day;
    expect(failureOf(() => purge(now, atMinute(now - 182 * day)))).toMatchObject({
      code: 'audit_too_young',
      message: `审计记录至少保存六个月（183 天），没有清理任何记录。请把截止时间定在 ${atMinute(now - 183 * day).slice(0, 10)} 或更早。`,
    });
    expect(audited.state().size).toBe(440);
    // 184 days: the checkpoint of day 209 is the last one before; 210 acts and the 20 records of earlier checkpoints go.
    expect(purge(now, atMinute(now - 184 * day))).toEqual({ removed: 230, through: 230 });
    expect(audited.verify()).toMatchObject({ ok: true, first: 231, size: 441, problems: [] });
  });

  it('leaves three years alone unless told otherwise', () => {
    fillYear();
    expect(purge(399 * day, null)).toEqual({ removed: 0, through: 0 });
    expect(purge(1200 * day, null)).toEqual({ removed: 109, through: 109 });
    expect(audited.verify().ok).toBe(true);
  });

  it('leaves a chain that verifies, again and again, and still shows every change', () => {
    fillYear();
    purge(700 * day, atMinute(100 * day));
    purge(701 * day, atMinute(300 * day));
    audited.act(702 * day, 2);
    audited.checkpoint(703 * day, 'purge');
    const { first } = audited.verify();
    expect(first).toBe(330);
    expect(audited.verify()).toMatchObject({ ok: true, problems: [] });
    const faults = (sql: string): string[] => {
      audited.connection.exec(
        `SAVEPOINT before; DROP TRIGGER IF EXISTS operation_is_frozen; DROP TRIGGER IF EXISTS tombstone_is_frozen; DROP TRIGGER IF EXISTS audit_is_frozen; ${sql}`,
      );
      const codes = audited.verify().problems.map(({ code }) => code);
      audited.connection.exec('ROLLBACK TO before; RELEASE before');
      return codes;
    };
    expect(faults('UPDATE audit_tombstone SET through = through - 1')).toContain('missing');
    expect(faults("UPDATE audit_tombstone SET last_at = '2026-01-01T00:00:00.000Z'")).toEqual(['purge_changed']);
    expect(faults("UPDATE operation SET author = '李四' WHERE operation_seq = 5")).toEqual(['log_changed']);
    expect(faults(`UPDATE audit SET actor = '李四' WHERE audit_seq = ${first}`)).toContain('changed');
    expect(faults(`DROP TRIGGER audit_stays; DELETE FROM audit WHERE audit_seq = ${first}`)).toContain('missing');
  });

  it('waits for alarms of that time to be acknowledged', () => {
    audited.note(0, [{ event: 'alarm.raised', detail: { kind: 'REFUSALS', text: '一' } }]);
    fillYear();
    expect(failureOf(() => purge(399 * day, atMinute(100 * day)))).toMatchObject({
      code: 'bad_input',
      message: '要清理的时段内还有 1 条告警没有确认，没有清理任何记录。请先由安全管理员确认告警。',
    });
    writes('security_admin').acknowledgeAlarms({ ...audited.asker(399 * day), ids: [1], note: '' });
    expect(purge(399 * day, atMinute(100 * day)).removed).toBeGreaterThan(0);
    expect(audited.verify()).toMatchObject({ ok: true, problems: [] });
  });

  it('is for the audit administrator', () => {
    for (const role of ['security_admin', 'system_admin', 'office'] as const) {
      expect(failureOf(() => writes(role).purgeAudit({ ...audited.asker(1), before: null, reason: '清理' })).code).toBe('forbidden');
    }
  });
});
