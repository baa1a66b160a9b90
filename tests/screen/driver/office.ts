// A station of an office with its three administrators, made and used over the contract where a test is not about the wizard.

import type { WorkstationContract } from '#domain/contract/index.ts';
import type { OutputOf } from '#domain/rpc/define.ts';
import type { Colleague } from './colleague.ts';

export const passwords = {
  王敏: '浮山湾的早潮Tide2026',
  sysadmin: '崂山松涛Pine2026',
  secadmin: '栈桥回澜Pier2026',
  auditor: '八大关槐花Bloom26',
} as const;

export type Office = Pick<OutputOf<WorkstationContract, 'session.create'>, 'activation' | 'recovery'>;

/** Makes the station with everybody's password set, and locks it. */
export async function makeOffice(colleague: Colleague): Promise<Office> {
  const { activation, recovery } = await colleague.call('session.create', {
    user: '王敏',
    unit: '重点项目处',
    staffNo: '370201',
    password: passwords.王敏,
    administrators: [
      { role: 'system_admin', login: 'sysadmin', name: '宋立', staffNo: 'A01', password: passwords.sysadmin },
      { role: 'security_admin', login: 'secadmin', name: '安宁', staffNo: 'A02', password: passwords.secadmin },
      { role: 'audit_admin', login: 'auditor', name: '沈济', staffNo: 'A03', password: passwords.auditor },
    ],
  });
  await colleague.call('session.lock', {});
  return { activation, recovery };
}

/** Does something over the contract as one of them, and locks again. */
export async function actingAs<T>(colleague: Colleague, login: keyof typeof passwords, work: () => Promise<T>): Promise<T> {
  await colleague.call('session.unlock', { login, password: passwords[login] });
  try {
    return await work();
  } finally {
    await colleague.call('session.lock', {});
  }
}
