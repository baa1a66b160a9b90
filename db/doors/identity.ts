// What may be asked about accounts and grants: by the session before anybody is admitted, and by administrators after.

import type Database from 'better-sqlite3';
import type { Access } from '#domain/identity/access.ts';
import type { Account } from '#domain/identity/account.ts';
import type { SignedGrant } from '#domain/identity/grant.ts';
import type { SecuritySettings } from '#domain/identity/security-settings.ts';
import { AppError } from '#domain/result.ts';
import {
  allAccounts,
  grantTexts,
  insertAccount,
  newestGrant,
  readAccount,
  rememberedPasswords,
  rememberPassword,
  replaceSignatures,
  storeGrant,
  type RememberedPassword,
} from '../identity/accounts.ts';
import { decide, propose, setAccountState, type Decision, type NewProposal } from '../identity/acts.ts';
import { listProposals, readProposal, type Proposal } from '../identity/proposals.ts';
import { readSecuritySettings, writeSecuritySettings } from '../identity/settings.ts';
import { wrap, type ReadDb } from '../kernel/database.ts';
import { perform, type Writing } from '../spine/act.ts';
import type { AuditEntry } from '../spine/audit-chain.ts';
import type { Asker } from '../spine/asker.ts';
import { demand } from './demand.ts';

/** What the session judges a person by before admitting them. */
export interface Standing {
  readonly account: Account;
  readonly grants: readonly string[];
  readonly settings: SecuritySettings;
  /** Date-time of the newest audit record; null in an empty replica. */
  readonly lastAuditAt: string | null;
}

/** The part of the writer that answers while nobody is admitted: what sign-in needs, and first set-up. */
export function entryOf(connection: Database.Database) {
  const db = wrap(connection);
  return {
    /** Error `not_found` when the replica has no such account. */
    standing(input: { userId: string }): Standing {
      return {
        account: readAccount(db, input.userId),
        grants: grantTexts(db, input.userId),
        settings: readSecuritySettings(db),
        // Refusals may have happened under a clock that was wrong; only acts of people who got in vouch for the time.
        lastAuditAt: db.get<{ at: string }>("SELECT at FROM audit WHERE result = 'done' ORDER BY at DESC LIMIT 1")?.at ?? null,
      };
    },

    /** First set-up of an empty replica: accounts and their grants, whatever their order. */
    establish(
      input: Asker & {
        accounts: readonly Account[];
        grants: readonly SignedGrant[];
        settings: SecuritySettings;
        passwords: readonly (RememberedPassword & { userId: string })[];
        detail: Readonly<Record<string, unknown>>;
      },
    ): void {
      perform(
        connection,
        input,
        'session.created',
        (writing) => {
          if (writing.db.get('SELECT 1 FROM account LIMIT 1') !== undefined) throw new AppError('already_initialised', '副本中已有账号，没有改动任何数据。');
          for (const account of input.accounts) insertAccount(writing.db, { ...account, grantSerial: 0 });
          for (const document of input.grants) storeGrant(writing.db, document, input.at);
          for (const { userId, ...password } of input.passwords) rememberPassword(writing.db, userId, input.at, password);
          writeSecuritySettings(writing.db, input.settings);
        },
        () => ({ ...input.detail, accounts: input.accounts.map(({ login }) => login) }),
      );
    },

    remembered: (input: { userId: string; count: number }): RememberedPassword[] => rememberedPasswords(db, input.userId, input.count),

    /** The person set a password: the account is active from then on. Grants signed anew with a new personal key replace the signatures of the old. */
    passwordSet(input: Asker & { userId: string; password: RememberedPassword; event: string; resigned: readonly SignedGrant[] }): void {
      perform(
        connection,
        input,
        input.event,
        (writing) => {
          rememberPassword(writing.db, input.userId, input.at, input.password);
          for (const document of input.resigned) replaceSignatures(writing.db, document);
          return writing.db.run("UPDATE account SET password_set_at = ?, state = 'active' WHERE account_id = ? AND state <> 'disabled'", [
            input.at,
            input.userId,
          ]);
        },
        () => ({ user: input.userId }),
      );
    },

    /** The newest grants of everybody, for an administrator whose signing key changes. */
    standingGrants: (): SignedGrant[] => allAccounts(db).flatMap(({ id }) => newestGrant(db, id) ?? []),

    /** A person is signed in: recorded with what happened while the station was locked and with what was found on the way in. */
    signedIn(
      input: Asker & {
        userId: string;
        event: string;
        detail: Readonly<Record<string, unknown>>;
        notes: readonly AuditEntry[];
        installed: readonly SignedGrant[];
      },
    ): void {
      perform(
        connection,
        input,
        input.event,
        (writing) => {
          for (const entry of input.notes) writing.note(entry);
          for (const document of input.installed) storeGrant(writing.db, document, input.at);
          writing.db.run('UPDATE account SET last_sign_in = ? WHERE account_id = ?', [input.at, input.userId]);
        },
        () => input.detail,
      );
    },
  };
}
export type Entry = ReturnType<typeof entryOf>;

/** An account as a list shows it, with the newest grant it was given. */
export interface AccountRow extends Account {
  readonly grant: SignedGrant | null;
}

/** Accounts and proposals as administrators see them. */
export function identityReadsOf(db: ReadDb, access: Access) {
  return {
    accounts(): AccountRow[] {
      demand(access, 'identity.read');
      return allAccounts(db).map((account) => ({ ...account, grant: newestGrant(db, account.id) ?? null }));
    },

    /** Departments that are competent for some project of the replica, by name. */
    departments(): { id: string; name: string }[] {
      demand(access, 'identity.read');
      return db.all<{ id: string; name: string }>(
        `SELECT org_id AS id, org_name AS name FROM org
         WHERE is_deleted = 0 AND org_name IS NOT NULL AND org_id IN (SELECT competent_dept_id FROM project)
         ORDER BY org_name`,
      );
    },

    proposals(input: { onlyOpen: boolean }): Proposal[] {
      demand(access, 'identity.read');
      return listProposals(db, input.onlyOpen);
    },

    proposal(input: { id: string }): Proposal {
      demand(access, 'identity.read');
      return readProposal(db, input.id);
    },

    /** The account of the person who asks. */
    ownAccount: (): AccountRow => ({ ...readAccount(db, access.user.id), grant: newestGrant(db, access.user.id) ?? null }),

    securitySettings: (): SecuritySettings => readSecuritySettings(db),
  };
}
export type IdentityReads = ReturnType<typeof identityReadsOf>;

/** Acts of administrators: one transaction and one audit record each. */
export function identityWritesOf(connection: Database.Database, access: Access) {
  const act = <T>(
    asker: Asker,
    permission: string,
    event: string,
    work: (writing: Writing) => T,
    describe: (outcome: T) => Readonly<Record<string, unknown>>,
  ): T => {
    demand(access, permission);
    return perform(connection, asker, event, work, describe);
  };
  const self = access.user.id;

  return {
    createAccount(input: Asker & { account: Account }): Account {
      return act(
        input,
        'identity.manage',
        'identity.user_created',
        ({ db }) => {
          insertAccount(db, { ...input.account, state: 'invited', passwordSetAt: null, lastSignIn: null, grantSerial: 0 });
          return readAccount(db, input.account.id);
        },
        ({ id, login }) => ({ database: 'account', id, login }),
      );
    },

    setAccountState(input: Asker & { userId: string; state: 'invited' | 'disabled'; reason: string; withdrawal: SignedGrant | null }): Account {
      return act(
        input,
        'identity.manage',
        'identity.state_changed',
        ({ db }) => setAccountState(db, self, input.at, input),
        ({ login }) => ({ database: 'account', id: input.userId, login, state: input.state, reason: input.reason }),
      );
    },

    propose(input: Asker & { proposal: NewProposal }): Proposal {
      return act(
        input,
        'identity.propose',
        'identity.proposed',
        ({ db }) => propose(db, self, input.at, input.proposal),
        ({ id, accountId, document, reason }) => ({ database: 'account', id: accountId, proposal: id, roles: document.roles, serial: document.serial, reason }),
      );
    },

    decide(input: Asker & { decision: Decision }): Proposal {
      return act(
        input,
        'identity.confirm',
        'identity.decided',
        ({ db }) => decide(db, self, input.at, input.decision),
        ({ id, accountId, document, state }) => ({
          database: 'account',
          id: accountId,
          proposal: id,
          roles: document.roles,
          serial: document.serial,
          decision: state,
          reason: input.decision.reason,
        }),
      );
    },

    /** A grant that came from outside and was found good by its signatures. */
    installGrant(input: Asker & { document: SignedGrant }): void {
      act(
        input,
        'session.view',
        'lease.installed',
        ({ db }) => storeGrant(db, input.document, input.at),
        () => ({ database: 'account', id: input.document.user_id, serial: input.document.serial, issuer: input.document.issuer }),
      );
    },

    configureSecurity(input: Asker & { settings: SecuritySettings }): void {
      act(
        input,
        'security.configure',
        'security.configured',
        ({ db }) => writeSecuritySettings(db, input.settings),
        () => input.settings,
      );
    },
  };
}
export type IdentityWrites = ReturnType<typeof identityWritesOf>;
