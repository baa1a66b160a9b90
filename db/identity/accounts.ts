// Accounts, their grants, earlier passwords and the security settings, as stored.

import { loginKey, type Account } from '#domain/identity/account.ts';
import { readGrant, type SignedGrant } from '#domain/identity/grant.ts';
import type { Holder } from '#domain/identity/separation.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb, WriteDb } from '../kernel/database.ts';

const accountColumns = `account_id AS id, login, name, staff_no AS staffNo, unit, state, created_at AS createdAt,
  password_set_at AS passwordSetAt, last_sign_in AS lastSignIn, grant_serial AS grantSerial`;

/** Error `not_found`. */
export function readAccount(db: ReadDb, id: string): Account {
  const found = db.get<Account>(`SELECT ${accountColumns} FROM account WHERE account_id = ?`, [id]);
  if (found === undefined) throw new AppError('not_found', '没有这个账号，没有改动任何数据。请刷新后重试。');
  return found;
}

/** Oldest first. */
export const allAccounts = (db: ReadDb): Account[] => db.all(`SELECT ${accountColumns} FROM account ORDER BY created_at, account_id`);

/** Error `duplicate` when the login is taken, whatever its case and width. */
export function insertAccount(db: WriteDb, account: Account): void {
  const key = loginKey(account.login);
  if (db.get('SELECT 1 FROM account WHERE login_key = ?', [key]) !== undefined) {
    throw new AppError('duplicate', `登录名“${account.login}”已被使用，没有建立账号。请换一个登录名。`, { login: account.login });
  }
  db.run(
    `INSERT INTO account (account_id, login, login_key, name, staff_no, unit, state, created_at, password_set_at, last_sign_in, grant_serial)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      account.id,
      account.login,
      key,
      account.name,
      account.staffNo,
      account.unit,
      account.state,
      account.createdAt,
      account.passwordSetAt,
      account.lastSignIn,
      account.grantSerial,
    ],
  );
}

/** Documents of one person, as they came. */
export const grantTexts = (db: ReadDb, accountId: string): string[] =>
  db.column('SELECT document FROM grant_document WHERE account_id = ? ORDER BY serial', [accountId]);

/** The newest grant of one person, unverified; undefined when there is none or it cannot be read. */
export function newestGrant(db: ReadDb, accountId: string): SignedGrant | undefined {
  const [text] = db.column<string>('SELECT document FROM grant_document WHERE account_id = ? ORDER BY serial DESC LIMIT 1', [accountId]);
  return text === undefined ? undefined : readGrant(text);
}

/** Stores a grant. Error `stale_version` when one with this serial or a later one is there: a grant is given once. */
export function storeGrant(db: WriteDb, document: SignedGrant, at: string): void {
  const { user_id: accountId, serial } = document;
  const { grantSerial } = readAccount(db, accountId);
  if (serial <= grantSerial) {
    throw new AppError('stale_version', `这份授权（第 ${serial} 号）已经用过或已被更新的授权（第 ${grantSerial} 号）取代，没有生效。请提出新的授权。`, {
      serial,
      current: grantSerial,
    });
  }
  db.run('INSERT INTO grant_document (account_id, serial, document, received_at) VALUES (?, ?, ?, ?)', [accountId, serial, JSON.stringify(document), at]);
  db.run('UPDATE account SET grant_serial = ? WHERE account_id = ?', [serial, accountId]);
}

/** Puts more signatures on a grant that is there; its content stays. */
export function replaceSignatures(db: WriteDb, document: SignedGrant): void {
  db.run('UPDATE grant_document SET document = ? WHERE account_id = ? AND serial = ?', [JSON.stringify(document), document.user_id, document.serial]);
}

/** All accounts with the roles of their newest grants: what separation of duties is judged on. */
export const allHolders = (db: ReadDb): Holder[] => allAccounts(db).map((account) => ({ ...account, roles: newestGrant(db, account.id)?.roles ?? [] }));

export interface RememberedPassword {
  readonly salt: Uint8Array;
  readonly stretched: Uint8Array;
}

/** Newest first. */
export const rememberedPasswords = (db: ReadDb, accountId: string, count: number): RememberedPassword[] =>
  db.all('SELECT salt, stretched FROM password_history WHERE account_id = ? ORDER BY set_at DESC LIMIT ?', [accountId, count]);

const keptPasswords = 5;

export function rememberPassword(db: WriteDb, accountId: string, at: string, { salt, stretched }: RememberedPassword): void {
  db.run('INSERT OR REPLACE INTO password_history (account_id, set_at, salt, stretched) VALUES (?, ?, ?, ?)', [accountId, at, salt, stretched]);
  db.run(
    `DELETE FROM password_history WHERE account_id = ?1
     AND set_at NOT IN (SELECT set_at FROM password_history WHERE account_id = ?1 ORDER BY set_at DESC LIMIT ${keptPasswords})`,
    { 1: accountId },
  );
}
