// Handlers of the unified identity 统一用户: accounts, roles, authorisations by two persons, leases, keys, security settings.

import type { identityProcedures } from '#domain/contract/identity.ts';
import { permissions, holds, type PermissionId } from '#domain/policy/permissions.ts';
import { incompatibleWith, roles } from '#domain/policy/roles.ts';
import { createAccount, listAccounts, setAccountState } from '../identity/accounts.ts';
import { currentLease, decideGrant, listProposals, proposeGrant } from '../identity/grants.ts';
import { installLease } from '../identity/install-lease.ts';
import { rotateKeys } from '../identity/rotate-keys.ts';
import { configureSecurity } from '../identity/security.ts';
import { replicaOf, type HandlersOf } from './context.ts';

const permissionIds = Object.keys(permissions) as PermissionId[];

export const identityHandlers: HandlersOf<keyof typeof identityProcedures> = {
  'identity.users': async (_input, { context }) => ({ users: await listAccounts(context.session) }),

  'identity.roles': () => ({
    roles: roles.map(({ id, name, description, kind }) => ({
      id,
      label: name,
      kind,
      description,
      excludes: incompatibleWith(id),
      permissions: permissionIds
        .filter((permission) => permissions[permission].holders !== 'anyone' && holds(id, permission))
        .map((permission) => ({ id: permission, label: permissions[permission].label })),
    })),
  }),

  'identity.departments': async (_input, { context }) => ({ departments: await replicaOf(context).read.departments({}) }),

  'identity.createUser': ({ password, ...person }, { context }) => createAccount(context.session, person, password),

  'identity.setState': (change, { context }) => setAccountState(context.session, change),

  'identity.propose': (wanted, { context }) => proposeGrant(context.session, wanted),

  'identity.proposals': async ({ open }, { context }) => ({ proposals: await listProposals(context.session, open) }),

  'identity.decide': (decision, { context }) => decideGrant(context.session, decision),

  'lease.current': (_input, { context }) => ({ lease: currentLease(context.session) }),

  'lease.install': ({ text }, { context }) => installLease(context.session, text),

  'keys.rotate': ({ password, suite, reason }, { context, progress }) =>
    rotateKeys(context.session, { password, suite, reason }, (stage, done, total) => progress({ stage, done, total })),

  'security.settings': (_input, { context }) => replicaOf(context).read.securitySettings({}),

  'security.configure': async ({ password, ...settings }, { context }) => {
    await configureSecurity(context.session, settings, password);
    return {};
  },
};
