// The state a page is told: who is signed in, until when, with which rights, and what they have to know at once.

import type { SessionState } from '#domain/contract/session.ts';
import { loginKey } from '#domain/identity/account.ts';
import { passwordDaysLeft } from '#domain/identity/password-profile.ts';
import { usualSettings } from '#domain/identity/security-settings.ts';
import { permissions, permits } from '#domain/policy/permissions.ts';
import { roleIds, roleName } from '#domain/policy/roles.ts';
import type { DeviceStoreKind } from '../keys/device-store.ts';
import type { KeyFile } from '../keys/key-file.ts';
import type { Notice } from './admission.ts';
import { shortDevice } from './asker.ts';
import { demoName, demoPassword } from './founding.ts';
import type { SignedIn } from './sign-in.ts';

const dayMs = 86_400_000;

/** State of a folder without a station. */
export const newState = (programVersion: string): SessionState => ({
  phase: 'new',
  zone: 'office',
  user: null,
  unit: null,
  identity: null,
  readOnly: null,
  deviceSecret: 'none',
  device: '',
  suite: 'intl',
  passwordProfile: usualSettings.passwordProfile,
  idleMinutes: usualSettings.idleMinutes,
  lastLogin: null,
  notices: [],
  dataDate: null,
  programVersion,
  demoPassword: null,
  demoUsers: [],
});

/** State of a locked station. */
export function lockedState(keys: KeyFile, programVersion: string, lastLogin: string | null): SessionState {
  const isDemo = keys.zone === 'demo';
  return {
    ...newState(programVersion),
    phase: 'locked',
    zone: keys.zone,
    deviceSecret: weakestOf(keys),
    device: shortDevice(keys),
    suite: keys.suite,
    passwordProfile: keys.profile,
    lastLogin,
    demoPassword: isDemo ? demoPassword : null,
    demoUsers: isDemo ? demoUsersOf(keys) : [],
  };
}

const weakestOf = ({ slots }: KeyFile): DeviceStoreKind =>
  (['none', 'file', 'os'] as const).find((kind) => slots.some(({ device }) => device.kind === kind)) ?? 'none';

function demoUsersOf({ slots }: KeyFile): SessionState['demoUsers'] {
  return slots.map(({ login }) => {
    const role = roleIds.find((id) => id === loginKey(login));
    return role === undefined ? { login, name: login, role: '全部业务角色' } : { login, name: demoName(role), role: roleName(role) };
  });
}

/** State while somebody works. */
export function unlockedState(signedIn: SignedIn, programVersion: string, dataDate: string | null): SessionState {
  const { account, admission, settings, clock, keys, notices } = signedIn;
  const { access, grant } = admission;
  const device = shortDevice(keys);
  const now = clock.at();
  const daysLeft = keys.zone === 'demo' ? null : passwordDaysLeft(settings.passwordProfile, account.passwordSetAt, now);
  return {
    ...lockedState(keys, programVersion, account.login),
    phase: 'unlocked',
    user: account.name,
    unit: account.unit,
    identity: {
      userId: account.id,
      login: account.login,
      staffNo: account.staffNo,
      roles: [...access.roles],
      permissions: Object.keys(permissions).filter((permission) => permits(access, permission)),
      clearance: access.clearance,
      authorisedUntil: grant?.expires ?? null,
      sessionEndsAt: new Date(clock.now().getTime() - clock.elapsedMs + settings.sessionHours * 3_600_000).toISOString(),
      passwordDaysLeft: daysLeft,
      watermark: [account.name, account.staffNo, account.unit, device].filter((part) => part !== '').join(' '),
    },
    readOnly: access.readOnly,
    idleMinutes: settings.idleMinutes,
    passwordProfile: settings.passwordProfile,
    notices: [...notices, ...soonEnding(grant?.expires ?? null, daysLeft, now)],
    dataDate,
  };
}

/** A week before something ends, the person is told. */
function soonEnding(expires: string | null, passwordLeft: number | null, now: string): Notice[] {
  const leaseLeft = expires === null ? null : Math.floor((Date.parse(expires) - Date.parse(now)) / dayMs);
  return [
    ...(leaseLeft !== null && leaseLeft < 7
      ? [{ code: 'lease_soon', text: `授权还有 ${leaseLeft} 天到期，到期后不能登录。请联网续期、导入授权包，或请管理员重新授权。` }]
      : []),
    ...(passwordLeft !== null && passwordLeft <= 7 ? [{ code: 'password_soon', text: `密码还有 ${passwordLeft} 天到期，请尽快修改。` }] : []),
  ];
}
