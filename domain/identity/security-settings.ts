// What the security administrator may set, and what holds until somebody does.

import { z } from '../rpc/zod.ts';
import { passwordProfileIds } from './password-profile.ts';

export const securitySettings = z.strictObject({
  /** Minutes without activity until the station locks itself (security.md DB-04: 1 to 15). */
  idleMinutes: z.int().min(1).max(15),
  /** Hours after which a session ends however busy the person is. */
  sessionHours: z.int().min(1).max(12),
  passwordProfile: z.enum(passwordProfileIds),
  /** Rows in one export from which a second person has to approve. */
  exportApprovalRows: z.int().min(100).max(1_000_000),
});
export type SecuritySettings = z.output<typeof securitySettings>;

export const usualSettings: SecuritySettings = { idleMinutes: 10, sessionHours: 12, passwordProfile: 'mlps3', exportApprovalRows: 10_000 };
