// What a data centre's desk does with its key until the data centre does it by itself: issue leases, make start packages.

import { fromHex, toHex } from '#crypto/bytes.ts';
import { toReadable } from '#crypto/readable-code.ts';
import { signDocument } from '#crypto/signed-document.ts';
import { keyLength, suiteIds, type SigningKey } from '#crypto/suite.ts';
import { suites } from '#crypto/suites.ts';
import { grant, policyVersion, usualDays, type SignedGrant } from '#domain/identity/grant.ts';
import { refuseAssignment, type Holder } from '#domain/identity/separation.ts';
import { startAccount, startPackage, type SealedStartPackage, type StartPackage } from '#domain/identity/start-package.ts';
import { administratorRoleIds, isAdministratorRole } from '#domain/policy/roles.ts';
import { AppError } from '#domain/result.ts';
import { z } from '#domain/rpc/zod.ts';
import { newId } from '../session/new-id.ts';
import { sealStartPackage } from './start-package.ts';

const dayMs = 86_400_000;

const keyText = z.strictObject({ format: z.literal('centre-key/1'), suite: z.enum(suiteIds), seed: z.string().regex(/^[0-9a-f]{64}$/) });

/** Text of a new key file. To be kept off every station. */
export function newCentreKey(suite: 'intl' | 'gm'): string {
  return `${JSON.stringify({ format: 'centre-key/1', suite, seed: toHex(suites[suite].random(keyLength)) })}\n`;
}

/** Error `bad_input`. */
export function centreKeyFrom(text: string): SigningKey {
  const parsed = keyText.safeParse(json(text));
  if (!parsed.success) throw new AppError('bad_input', '密钥文件无法读取，没有签发。请给出数据中心的密钥文件。');
  const { suite, seed } = parsed.data;
  return suites[suite].signKeyFrom(fromHex(seed) ?? new Uint8Array(0));
}

/** What a lease is issued from: the grant without what the desk fills in. */
const leaseRequest = z.strictObject({
  ...grant.pick({ serial: true, user_id: true, device_id: true, roles: true, clearance: true }).shape,
  regions: grant.shape.regions.default('all'),
  departments: grant.shape.departments.default('all'),
  days: z.int().min(1).max(365).default(usualDays.centre),
});

/** A signed grant from a JSON description. Errors `bad_input`, `separation_of_duties`. */
export function issueLease(description: string, key: SigningKey, now: Date): SignedGrant {
  const { days, ...request } = described(leaseRequest, description);
  return signedLease(request, days, key, now);
}

function signedLease(request: Omit<z.output<typeof leaseRequest>, 'days'>, days: number, key: SigningKey, now: Date): SignedGrant {
  const at = now.toISOString();
  return signDocument(
    {
      kind: 'grant' as const,
      ...request,
      not_before: at,
      expires: new Date(now.getTime() + days * dayMs).toISOString(),
      issued_at: at,
      policy_version: policyVersion,
      issuer: 'centre' as const,
    },
    [key],
  ) as SignedGrant;
}

const startRequest = z.strictObject({
  zone: startPackage.shape.zone.default('office'),
  suite: startPackage.shape.suite.default('intl'),
  password_profile: startPackage.shape.password_profile.default('mlps3'),
  /** Days within which the package has to be used. */
  days: z.int().min(1).max(90).default(30),
  accounts: z.array(
    z.strictObject({
      ...startAccount.pick({ login: true, name: true }).shape,
      user_id: z.uuid().optional(),
      staff_no: z.string().trim().max(20).default(''),
      unit: z.string().trim().max(60).default(''),
      roles: grant.shape.roles,
      regions: grant.shape.regions.default('all'),
      departments: grant.shape.departments.default('all'),
      clearance: grant.shape.clearance.default('1'),
      days: z.int().min(1).max(365).optional(),
    }),
  ),
});

export interface MadePackage {
  readonly file: SealedStartPackage;
  /** To be read out to the person who sets the station up. */
  readonly code: string;
  readonly deviceId: string;
  readonly activation: readonly { readonly login: string; readonly name: string; readonly code: string }[];
}

/** A start package from a JSON description. Errors `bad_input`, `separation_of_duties`. */
export function makeStartPackage(description: string, key: SigningKey, now: Date): MadePackage {
  const request = described(startRequest, description);
  const people = request.accounts.map((account) => ({ ...account, id: account.user_id ?? newId() }));
  refuseIncomplete(people.map(({ id, login, name, staff_no: staffNo, unit, roles }) => ({ id, login, name, staffNo, unit, roles, state: 'active' })));
  const deviceId = newId();
  const at = now.toISOString();
  const lasting = request.zone === 'isolated' ? usualDays.isolated : usualDays.centre;
  const accounts = people.map(({ id, login, name, staff_no, unit }) => ({
    user_id: id,
    login,
    name,
    staff_no,
    unit,
    activation_code: toReadable(suites.intl.random(16)),
  }));
  const document: StartPackage = {
    kind: 'start-package',
    issued_at: at,
    expires: new Date(now.getTime() + request.days * dayMs).toISOString(),
    zone: request.zone,
    device_id: deviceId,
    suite: request.suite,
    password_profile: request.password_profile,
    centre: key.public,
    accounts,
    grants: people.map(({ id, roles, regions, departments, clearance, days }) =>
      signedLease({ serial: 1, user_id: id, device_id: deviceId, roles, regions, departments, clearance }, days ?? lasting, key, now),
    ),
  };
  return { ...sealStartPackage(document, key), deviceId, activation: accounts.map(({ login, name, activation_code: code }) => ({ login, name, code })) };
}

/** Every office held by one person, and nobody holding what excludes each other. */
function refuseIncomplete(holders: readonly Holder[]): void {
  const missing = administratorRoleIds.find((role) => holders.filter(({ roles }) => roles.includes(role)).length !== 1);
  if (missing !== undefined) throw new AppError('bad_input', `启动包要有且只有一位 ${missing}，没有制作。请补全三员。`, { role: missing });
  if (!holders.some(({ roles }) => roles.length > 0 && !roles.some(isAdministratorRole)))
    throw new AppError('bad_input', '启动包至少要有一位业务用户，没有制作。');
  for (const holder of holders) {
    const refusal = refuseAssignment(holder, holder.roles, holders);
    if (refusal !== null) throw new AppError('separation_of_duties', `${refusal}没有制作。`, { login: holder.login });
  }
}

function described<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const parsed = schema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('bad_input', `说明文件不合要求（${issue?.path.join('.') ?? ''}：${issue?.message ?? ''}），没有签发。请更正后重试。`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
