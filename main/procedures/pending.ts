// Procedures declared but not yet handled: this file empties as they arrive and then goes.

import type { auditProcedures } from '#domain/contract/audit.ts';
import type { backupProcedures } from '#domain/contract/backup.ts';
import type { identityProcedures } from '#domain/contract/identity.ts';
import type { protectProcedures } from '#domain/contract/protect.ts';
import type { sessionProcedures } from '#domain/contract/session.ts';
import { AppError } from '#domain/result.ts';
import type { HandlersOf } from './context.ts';

type Pending =
  | keyof typeof auditProcedures
  | keyof typeof backupProcedures
  | keyof typeof identityProcedures
  | keyof typeof protectProcedures
  | Exclude<keyof typeof sessionProcedures, 'session.state' | 'session.create' | 'session.unlock' | 'session.lock'>;

const refuse = (): never => {
  throw new AppError('internal', '该功能尚在建设中。');
};

export const pendingHandlers = new Proxy({}, { get: () => refuse, ownKeys: () => [] }) as HandlersOf<Pending>;
