// The first people of a new station: who they are, what they are granted, and why a set-up is refused.

import { loginKey, type Account } from '#domain/identity/account.ts';
import { policyVersion, usualDays, type Grant } from '#domain/identity/grant.ts';
import type { PasswordProfileId } from '#domain/identity/password-profile.ts';
import { refuseAssignment, type Holder } from '#domain/identity/separation.ts';
import { administratorRoleIds, businessRoleIds, isAdministratorRole, isRoleId, roleName, type AdministratorRoleId, type RoleId } from '#domain/policy/roles.ts';
import { AppError } from '#domain/result.ts';
import { newId } from './new-id.ts';

/** Published on the sign-in page: demonstration data protect nothing. */
export const demoPassword = '演示数据2026';

export interface Founder {
  readonly account: Account;
  readonly roles: readonly RoleId[];
  readonly regions: Grant['regions'];
  readonly departments: Grant['departments'];
  /** Null: a one-time activation code is issued. */
  readonly password: string | null;
}

export interface FirstSetUp {
  readonly user: string;
  readonly unit: string;
  /** Null: the name serves as login. */
  readonly login: string | null;
  readonly staffNo: string;
  readonly password: string;
  /** Empty: every business role that may write. */
  readonly roles: readonly string[];
  readonly administrators: readonly { role: AdministratorRoleId; login: string; name: string; staffNo: string; password: string | null }[];
  readonly zone: 'office' | 'isolated' | 'demo';
  readonly passwordProfile: PasswordProfileId;
  readonly suite: 'intl' | 'gm';
}

const writingRoles = businessRoleIds.filter((id) => id !== 'auditor' && id !== 'leader');

/** The district the demonstration person of a district works in: 西海岸新区. */
const demoDistrict = '370211';

/** Everybody a set-up makes, the first user first. Errors `bad_input`, `separation_of_duties`, `duplicate`; nothing has been made then. */
export function foundersOf(setUp: FirstSetUp, at: string): readonly [Founder, ...Founder[]] {
  const first = founder(at, {
    login: setUp.login ?? setUp.user,
    name: setUp.user,
    staffNo: setUp.staffNo,
    unit: setUp.unit,
    password: setUp.password,
    roles: setUp.zone === 'demo' ? businessRoleIds : firstRoles(setUp.roles),
  });
  const administrators = administratorRoleIds.map((role) => {
    const given = setUp.administrators.filter((each) => each.role === role);
    if (given.length > 1) throw new AppError('bad_input', `${roleName(role)}只能登记一人，工作站没有建立。请核对三员名单。`, { role });
    const [person] = given;
    return founder(at, {
      login: person?.login ?? role,
      name: person?.name ?? roleName(role),
      staffNo: person?.staffNo ?? '',
      unit: setUp.unit,
      password: setUp.zone === 'demo' ? demoPassword : (person?.password ?? null),
      roles: [role],
    });
  });
  const founders = [first, ...administrators, ...(setUp.zone === 'demo' ? demoPeople(at, setUp.unit) : [])] as const;
  refuseDoubles(founders);
  return founders;
}

function firstRoles(given: readonly string[]): readonly RoleId[] {
  const known = given.filter((id): id is RoleId => isRoleId(id) && !isAdministratorRole(id));
  if (known.length !== given.length) {
    throw new AppError('bad_input', '首个用户只能授予业务角色，工作站没有建立。请核对角色代码（ws role list 列出全部角色）。', { roles: given });
  }
  return known.length === 0 ? writingRoles : known;
}

/** Demonstration persons have their role as login and in their name. */
export const demoName = (role: RoleId): string => (isAdministratorRole(role) ? roleName(role) : `${roleName(role)}演示员`);

const demoPeople = (at: string, unit: string): Founder[] =>
  businessRoleIds.map((role) => ({
    ...founder(at, { login: role, name: demoName(role), staffNo: '', unit, password: demoPassword, roles: [role] }),
    ...(role === 'district' ? { regions: [demoDistrict] } : {}),
  }));

function founder(
  at: string,
  person: { login: string; name: string; staffNo: string; unit: string; password: string | null; roles: readonly RoleId[] },
): Founder {
  const { login, name, staffNo, unit, password, roles } = person;
  const isActive = password !== null;
  const scope = roles.some(isAdministratorRole) ? [] : 'all';
  return {
    account: {
      id: newId(),
      login,
      name,
      staffNo,
      unit,
      state: isActive ? 'active' : 'invited',
      createdAt: at,
      passwordSetAt: isActive ? at : null,
      lastSignIn: null,
      grantSerial: 1,
    },
    roles,
    regions: scope,
    departments: scope,
    password,
  };
}

/** Two accounts of one login, or of one person whose roles exclude each other. */
function refuseDoubles(founders: readonly Founder[]): void {
  const logins = new Map<string, string>();
  for (const { account } of founders) {
    const key = loginKey(account.login);
    if (logins.has(key))
      throw new AppError('duplicate', `登录名“${account.login}”用了两次，工作站没有建立。请为每个人取不同的登录名。`, { login: account.login });
    logins.set(key, account.login);
  }
  const holders: Holder[] = founders.map(({ account, roles }) => ({ ...account, roles }));
  for (const holder of holders) {
    const refusal = refuseAssignment(holder, holder.roles, holders);
    if (refusal !== null) throw new AppError('separation_of_duties', `${refusal}工作站没有建立。`, { login: holder.login });
  }
}

const dayMs = 86_400_000;

/** The grant a founder gets; both administrators sign it. Administrators do not expire: nobody could renew them. Demonstration persons neither. */
export function foundingGrant({ account, roles, regions, departments }: Founder, deviceId: string, zone: FirstSetUp['zone'], at: string): Grant {
  const neverEnds = zone === 'demo' || roles.some(isAdministratorRole);
  return {
    kind: 'grant',
    serial: 1,
    user_id: account.id,
    device_id: deviceId,
    roles: [...roles],
    regions: regions === 'all' ? 'all' : [...regions],
    departments: departments === 'all' ? 'all' : [...departments],
    clearance: roles.some(isAdministratorRole) ? '1' : '2',
    not_before: at,
    expires: neverEnds ? null : new Date(Date.parse(at) + usualDays.station * dayMs).toISOString(),
    issued_at: at,
    policy_version: policyVersion,
    issuer: 'station',
  };
}
