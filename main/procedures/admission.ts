// The one way into every procedure: locked, then the authorisation's end, then permission, then read-only.

import { permits, writes } from '#domain/policy/permissions.ts';
import { AppError } from '#domain/result.ts';
import type { Procedure } from '#domain/rpc/define.ts';
import type { Session } from '../session/session.ts';
import type { Workstation } from './context.ts';

/** Calls that pages make by themselves: they do not show that somebody is at work. */
const polls: ReadonlySet<string> = new Set(['session.state', 'alarm.list', 'security.settings', 'lease.current', 'backup.list']);

/** Errors `locked`, `lease_expired`, `policy_tampered`, `forbidden`; the input has not been looked at then. Refusals of people at work are recorded. */
export async function requireAdmission(name: string, procedure: Procedure, { session }: Workstation): Promise<void> {
  if (procedure.access === 'unlocked') void session.replica;
  if (!session.isOpen) {
    if (!permits(null, procedure.permission)) throw forbidden(procedure.permission);
    return;
  }
  if (!polls.has(name)) session.touch();
  const refusal = refusalOf(procedure, session);
  if (refusal === null) return;
  await session.replica.write.recordRefusal({ ...session.asker(), procedure: name, code: refusal.code });
  throw refusal;
}

/** Why the person at work may not do this; null when they may. */
function refusalOf({ permission }: Procedure, session: Session): AppError | null {
  if (permits(null, permission)) return null;
  const ended = session.leaseEnd();
  if (ended !== null) return ended;
  const denied = session.denial();
  if (denied !== null) return new AppError(denied.code === 'policy_tampered' ? 'policy_tampered' : 'forbidden', denied.text, { permission });
  const access = session.access();
  if (!permits(access, permission)) return forbidden(permission);
  if (access.readOnly === null || !writes(permission)) return null;
  return new AppError('forbidden', '系统时间早于最近一次可信时间，现在只能查看，没有改动任何数据。请校正系统时间后重新登录。', {
    permission,
    readOnly: access.readOnly,
  });
}

const forbidden = (permission: string): AppError =>
  new AppError('forbidden', '您的角色不能进行这项操作，没有改动任何数据。如确有需要，请联系安全管理员。', { permission });
