// Procedures declared but not yet handled: this file empties as they arrive and then goes.

import type { backupProcedures } from '#domain/contract/backup.ts';
import { AppError } from '#domain/result.ts';
import type { HandlersOf } from './context.ts';

type Pending =
  | keyof typeof backupProcedures
;

const refuse = (): never => {
  throw new AppError('internal', '该功能尚在建设中。');
};

export const pendingHandlers = new Proxy({}, { get: () => refuse, ownKeys: () => [] }) as HandlersOf<Pending>;
