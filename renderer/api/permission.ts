// What the signed-in person may ask for: pages and buttons without it are not shown. The host decides again on every call.

import { contract, type WorkstationContract } from '#domain/contract/index.ts';
import { writes } from '#domain/policy/permissions.ts';
import type { ProcedureName } from '#domain/rpc/define.ts';
import { session } from './session.ts';

export type AskedFor = ProcedureName<WorkstationContract>;

/** Whether the person holds the permission of this procedure. */
export const may = (procedure: AskedFor): boolean => session.value?.identity?.permissions.includes(contract.procedures[procedure].permission) ?? false;

/** Why this procedure is refused although the person may ask for it: nothing may be written now. Null when it is not. */
export function refusedNow(procedure: AskedFor): string | null {
  const why = session.value?.readOnly ?? null;
  if (why === null || !writes(contract.procedures[procedure].permission)) return null;
  return why === 'clock' ? '系统时间异常，暂时只能查看。' : '授权已到期，暂时只能查看。';
}

/** Whether the person may ask for it and it would be done now. */
export const mayNow = (procedure: AskedFor): boolean => may(procedure) && refusedNow(procedure) === null;
