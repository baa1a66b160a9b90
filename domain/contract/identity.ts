// Procedures of the unified identity 统一用户: accounts, roles, authorisations by two persons, leases, keys.

import { procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';

const userId = z.uuid();
/** Acts on keys and rights ask for the password again. */
const password = z.string().min(1).max(256);
const reason = z.string().trim().min(2).max(200);
const scope = z.union([z.literal('all'), z.array(z.string().max(60)).max(200)]);

const account = z.strictObject({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  staffNo: z.string(),
  unit: z.string(),
  state: z.enum(['invited', 'active', 'disabled']),
  roles: z.array(z.string()),
  regions: scope,
  departments: scope,
  clearance: z.string(),
  /** End of the authorisation; null when it has none yet, or never ends. */
  expires: z.string().nullable(),
  authorised: z.boolean(),
  lastSignIn: z.string().nullable(),
  isSelf: z.boolean(),
});

const grant = {
  userId,
  roles: z.array(z.string().max(30)).max(12),
  regions: scope,
  departments: scope,
  clearance: z.string().max(4),
  /** Days the authorisation lasts. */
  days: z.int().min(1).max(365),
};

const proposal = z.strictObject({
  id: z.string(),
  at: z.string(),
  proposer: z.string(),
  person: z.string(),
  ...grant,
  reason: z.string(),
  state: z.enum(['open', 'confirmed', 'rejected']),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
});

const role = z.strictObject({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['business', 'administrator']),
  description: z.string(),
  /** Roles the same person must not hold. */
  excludes: z.array(z.string()),
  permissions: z.array(z.strictObject({ id: z.string(), label: z.string() })),
});

export const identityProcedures = {
  'identity.users': procedure({
    input: z.strictObject({}),
    output: z.strictObject({ users: z.array(account) }),
    permission: 'identity.read',
    audit: null,
    access: 'unlocked',
  }),
  'identity.roles': procedure({
    input: z.strictObject({}),
    output: z.strictObject({ roles: z.array(role) }),
    permission: 'session.view',
    audit: null,
    access: 'open',
  }),
  /** Departments a grant can name: those that are competent for some project here. Names only, no business data. */
  'identity.departments': procedure({
    input: z.strictObject({}),
    output: z.strictObject({ departments: z.array(z.strictObject({ id: z.string(), name: z.string() })) }),
    permission: 'identity.read',
    audit: null,
    access: 'unlocked',
  }),
  /** A new account without any right. The activation code is shown once. */
  'identity.createUser': procedure({
    input: z.strictObject({
      login: z.string().trim().min(2).max(40),
      name: z.string().trim().min(2).max(40),
      staffNo: z.string().trim().max(20).default(''),
      unit: z.string().trim().max(60).default(''),
      password,
    }),
    output: z.strictObject({ user: account, code: z.string() }),
    permission: 'identity.manage',
    audit: 'identity.user_created',
    access: 'unlocked',
  }),
  /** Disabling destroys the person's key slot on this station at once; enabling issues a new activation code. */
  'identity.setState': procedure({
    input: z.strictObject({ userId, state: z.enum(['active', 'disabled']), reason, password }),
    output: z.strictObject({ user: account, code: z.string().nullable() }),
    permission: 'identity.manage',
    audit: 'identity.state_changed',
    access: 'unlocked',
  }),
  /** The security administrator proposes and signs; nothing changes until the system administrator confirms. Renewal is a proposal of the same rights. */
  'identity.propose': procedure({
    input: z.strictObject({ ...grant, reason, password }),
    output: proposal,
    permission: 'identity.propose',
    audit: 'identity.proposed',
    access: 'unlocked',
  }),
  'identity.proposals': procedure({
    input: z.strictObject({ open: z.boolean().default(true) }),
    output: z.strictObject({ proposals: z.array(proposal) }),
    permission: 'identity.read',
    audit: null,
    access: 'unlocked',
  }),
  /** A second person decides: never the proposer, never for oneself. */
  'identity.decide': procedure({
    input: z.strictObject({ id: z.uuid(), confirm: z.boolean(), reason: z.string().trim().max(200).default(''), password }),
    output: proposal,
    permission: 'identity.confirm',
    audit: 'identity.decided',
    access: 'unlocked',
  }),
  /** The authorisations this station holds for the signed-in person. */
  'lease.current': procedure({
    input: z.strictObject({}),
    output: z.strictObject({
      lease: z
        .strictObject({
          serial: z.int(),
          issuer: z.string(),
          roles: z.array(z.string()),
          regions: scope,
          departments: scope,
          clearance: z.string(),
          notBefore: z.string(),
          expires: z.string().nullable(),
          signedBy: z.array(z.string()),
        })
        .nullable(),
    }),
    permission: 'session.view',
    audit: null,
    access: 'unlocked',
  }),
  /** Takes an authorisation brought by file or over the network; judged by its signatures, so also before sign-in. */
  'lease.install': procedure({
    input: z.strictObject({ text: z.string().max(64 * 1024) }),
    output: z.strictObject({ person: z.string(), serial: z.int(), expires: z.string().nullable() }),
    permission: 'session.open',
    audit: 'lease.installed',
    access: 'open',
  }),
  /** New data key and database key: made on a copy, verified, then swapped. Everybody keeps the own password. */
  'keys.rotate': procedure({
    input: z.strictObject({ password, suite: z.enum(['intl', 'gm']).nullable().default(null), reason }),
    output: z.strictObject({
      generation: z.int(),
      suite: z.string(),
      recovery: z.array(z.strictObject({ login: z.string(), name: z.string(), role: z.string(), code: z.string() })),
    }),
    progress: z.strictObject({ stage: z.string(), done: z.int(), total: z.int() }),
    permission: 'keys.rotate',
    audit: 'keys.rotated',
    access: 'unlocked',
    longRunning: true,
  }),
  'security.settings': procedure({
    input: z.strictObject({}),
    output: z.strictObject({
      idleMinutes: z.int(),
      sessionHours: z.int(),
      passwordProfile: z.enum(['mlps3', 'asvs5']),
      /** Rows in one export from which a second person has to approve. */
      exportApprovalRows: z.int(),
    }),
    permission: 'session.view',
    audit: null,
    access: 'unlocked',
  }),
  'security.configure': procedure({
    input: z.strictObject({
      idleMinutes: z.int().min(1).max(15),
      sessionHours: z.int().min(1).max(12),
      passwordProfile: z.enum(['mlps3', 'asvs5']),
      exportApprovalRows: z.int().min(100).max(1_000_000),
      password,
    }),
    output: z.strictObject({}),
    permission: 'security.configure',
    audit: 'security.configured',
    access: 'unlocked',
  }),
};
