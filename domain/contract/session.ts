// Procedures of the session: what state the station is in, first set-up, sign-in, lock, own password, recovery.

import { bytes, procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';

const login = z.string().trim().min(2).max(40);
const password = z.string().min(1).max(256);

/** A code shown once to the person who hands it over: activation of an account, or one half of the recovery key. */
const issuedCode = z.strictObject({ login: z.string(), name: z.string(), role: z.string(), code: z.string() });

export const sessionState = z.strictObject({
  /** `new`: no replica yet; `locked`: a password is needed; `unlocked`: ready. */
  phase: z.enum(['new', 'locked', 'unlocked']),
  /** The zone shown in the title bar. */
  zone: z.enum(['office', 'isolated', 'demo']),
  user: z.string().nullable(),
  unit: z.string().nullable(),
  /** Who is signed in; null while locked. */
  identity: z
    .strictObject({
      userId: z.string(),
      login: z.string(),
      staffNo: z.string(),
      roles: z.array(z.string()),
      /** Names of the permissions held: pages and buttons without one are not shown. The host decides again on every call. */
      permissions: z.array(z.string()),
      clearance: z.string(),
      /** ISO date-time at which the authorisation ends; null for the administrators of a station without a data centre. */
      authorisedUntil: z.string().nullable(),
      /** ISO date-time at which this session ends however busy the person is. */
      sessionEndsAt: z.string(),
      /** Days until the password has to be changed; null when it never has to. */
      passwordDaysLeft: z.int().nullable(),
      /** The line of the watermark without its time: name, number, unit, device. */
      watermark: z.string(),
    })
    .nullable(),
  /** Why nothing may be written now; null in ordinary work. */
  readOnly: z.enum(['clock', 'lease']).nullable(),
  /** Where the device secret is kept: `file` and `none` are weaker and said so on screen. */
  deviceSecret: z.enum(['os', 'file', 'none']),
  /** First characters of the device's id, as printed in watermarks and said on the phone. */
  device: z.string(),
  suite: z.enum(['intl', 'gm']),
  passwordProfile: z.enum(['mlps3', 'asvs5']),
  /** Minutes without activity after which the station locks itself. */
  idleMinutes: z.int(),
  /** Login of the person who signed in last on this machine. */
  lastLogin: z.string().nullable(),
  /** Things the person has to know at once (key store lost, clock, weaker profile): code and sentence. */
  notices: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  /** ISO date-time of the newest accepted change; null while locked or empty. */
  dataDate: z.string().nullable(),
  programVersion: z.string(),
  /** Demonstration replicas are opened with this published password, so that the sign-in page can fill it in. */
  demoPassword: z.string().nullable(),
  /** The demonstration persons one may sign in as; empty outside the demonstration zone. */
  demoUsers: z.array(z.strictObject({ login: z.string(), name: z.string(), role: z.string() })),
});
export type SessionState = z.output<typeof sessionState>;

const administrator = z.strictObject({
  role: z.enum(['system_admin', 'security_admin', 'audit_admin']),
  login,
  name: z.string().trim().min(2).max(40),
  staffNo: z.string().trim().max(20).default(''),
  /** Null: a one-time activation code is issued instead. */
  password: password.nullable().default(null),
});

export const sessionProcedures = {
  'session.state': procedure({ input: z.strictObject({}), output: sessionState, permission: 'session.view', audit: null, access: 'open' }),
  /** First set-up: three administrators and the first business user; there is no default account. The codes are shown once and never stored. */
  'session.create': procedure({
    input: z.strictObject({
      user: z.string().trim().min(2).max(40),
      unit: z.string().trim().max(60).default(''),
      /** Null: the person's name serves as login. */
      login: login.nullable().default(null),
      staffNo: z.string().trim().max(20).default(''),
      password,
      /** Business roles of the first user; empty: all that may write, for a station where one person does everything. */
      roles: z.array(z.string().max(30)).max(12).default([]),
      administrators: z.array(administrator).max(3).default([]),
      isolated: z.boolean().default(false),
      passwordProfile: z.enum(['mlps3', 'asvs5']).default('mlps3'),
      suite: z.enum(['intl', 'gm']).default('intl'),
      demo: z.boolean().default(false),
    }),
    output: z.strictObject({ state: sessionState, activation: z.array(issuedCode), recovery: z.array(issuedCode) }),
    permission: 'session.open',
    audit: 'session.created',
    access: 'open',
  }),
  /** First set-up from the data centre's start package; the person types the code that came with it on another way. */
  'session.createFromPackage': procedure({
    input: z.strictObject({ package: bytes, code: z.string().min(1).max(200), login, newPassword: password }),
    output: z.strictObject({ state: sessionState, activation: z.array(issuedCode), recovery: z.array(issuedCode) }),
    permission: 'session.open',
    audit: 'session.created',
    access: 'open',
    maxInputBytes: 4 * 1024 * 1024,
  }),
  /** `password` may be an activation code; `newPassword` is needed then, and when the old one has served its time (`password_change_required`). */
  'session.unlock': procedure({
    input: z.strictObject({ login: login.nullable().default(null), password, newPassword: password.nullable().default(null) }),
    output: sessionState,
    permission: 'session.open',
    audit: 'session.unlocked',
    access: 'open',
  }),
  'session.lock': procedure({ input: z.strictObject({}), output: sessionState, permission: 'session.view', audit: 'session.locked', access: 'open' }),
  /** The page says that somebody is working; puts off the idle lock. */
  'session.touch': procedure({ input: z.strictObject({}), output: z.strictObject({}), permission: 'session.view', audit: null, access: 'unlocked' }),
  'session.changePassword': procedure({
    input: z.strictObject({ password, newPassword: password }),
    output: z.strictObject({}),
    permission: 'session.view',
    audit: 'session.password_changed',
    access: 'unlocked',
  }),
  /** Judges a password against the station's profile without setting it: one sentence per fault. */
  'session.checkPassword': procedure({
    input: z.strictObject({
      login: z.string().max(40),
      newPassword: z.string().max(256),
      passwordProfile: z.enum(['mlps3', 'asvs5']).nullable().default(null),
    }),
    output: z.strictObject({ faults: z.array(z.string()) }),
    permission: 'session.view',
    audit: null,
    access: 'open',
  }),
  /** Forgotten password, or key store lost: what to read to the two administrators. */
  'recovery.challenge': procedure({
    input: z.strictObject({ login }),
    output: z.strictObject({ challenge: z.string(), device: z.string() }),
    permission: 'session.open',
    audit: null,
    access: 'open',
  }),
  /** What an administrator reads back: computed from the recovery sheet on any machine, also a locked one; good for this login only. */
  'recovery.respond': procedure({
    input: z.strictObject({ sheet: z.string().max(200), challenge: z.string().max(200), login }),
    output: z.strictObject({ response: z.string() }),
    permission: 'session.open',
    audit: null,
    access: 'open',
  }),
  /** Both answers open the station once; the person sets a new password. Nothing in the replica is touched. */
  'recovery.complete': procedure({
    input: z.strictObject({ login, security: z.string().max(200), system: z.string().max(200), newPassword: password }),
    output: sessionState,
    permission: 'session.open',
    audit: 'recovery.completed',
    access: 'open',
  }),
};
