// The refusal of a door that a role does not open.

import type { Access } from '#domain/identity/access.ts';
import { permits } from '#domain/policy/permissions.ts';
import { AppError } from '#domain/result.ts';

/** The same question `admit` asks, asked again where the rows are. Error `forbidden`. */
export function demand(access: Access, permission: string): void {
  if (!permits(access, permission))
    throw new AppError('forbidden', '您的角色不能进行这项操作，没有改动任何数据。如确有需要，请联系安全管理员。', { permission });
}
