// Accounts as administrators handle them: list, create, disable and enable, with the key slot that goes with each.

import type { AccountRow, Asker } from '#db/client.ts';
import { isWithdrawal, policyVersion, type Grant, type SignedGrant } from '#domain/identity/grant.ts';
import type { Account } from '#domain/identity/account.ts';
import { AppError } from '#domain/result.ts';
import { addSlot, removeSlot, resetSlot } from '../keys/change-slots.ts';
import { slotOfUser } from '../keys/key-file.ts';
import { rememberSerial } from '../session/known-serial.ts';
import { newId } from '../session/new-id.ts';
import type { Session } from '../session/session.ts';

/** An account as the contract shows it. */
export function shownAccount({ grant, ...account }: AccountRow, self: string) {
  return {
    id: account.id,
    login: account.login,
    name: account.name,
    staffNo: account.staffNo,
    unit: account.unit,
    state: account.state,
    roles: grant?.roles ?? [],
    regions: grant?.regions ?? [],
    departments: grant?.departments ?? [],
    clearance: grant?.clearance ?? '0',
    expires: grant?.expires ?? null,
    authorised: grant !== null && grant.roles.length > 0,
    lastSignIn: account.lastSignIn,
    isSelf: account.id === self,
  };
}

/** All accounts, oldest first. */
export async function listAccounts(session: Session): Promise<ReturnType<typeof shownAccount>[]> {
  const self = session.access().user.id;
  return (await session.replica.read.accounts({})).map((account) => shownAccount(account, self));
}

async function accountRow(session: Session, id: string): Promise<AccountRow> {
  const found = (await session.replica.read.accounts({})).find((account) => account.id === id);
  if (found === undefined) throw new AppError('not_found', '没有这个账号，没有改动任何数据。请刷新后重试。');
  return found;
}

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly staffNo: string;
  readonly unit: string;
}

/** An account without any right, and the code its person activates it with. Errors `wrong_password`, `duplicate`. */
export async function createAccount(session: Session, person: NewAccount, password: string): Promise<{ user: ReturnType<typeof shownAccount>; code: string }> {
  refuseInDemo(session);
  await session.confirm(password);
  const asker = session.asker();
  const account: Account = { id: newId(), ...person, state: 'invited', createdAt: asker.at, passwordSetAt: null, lastSignIn: null, grantSerial: 0 };
  const created = await session.replica.write.createAccount({ ...asker, account });
  // Without its slot an account opens nothing: a kill in between leaves one that can be disabled or enabled again.
  const code = await newWayIn(session, created);
  return { user: shownAccount({ ...created, grant: null }, asker.actor.userId ?? ''), code };
}

/** A slot with a new activation code, whatever the person had before. */
async function newWayIn(session: Session, { id, login }: Account): Promise<string> {
  const { station, signedIn } = session;
  const store = await station.store(signedIn.keys.zone);
  const known = slotOfUser(station.requireKeyFile(), id) !== undefined;
  const { code } = known
    ? await resetSlot(station.dataDir, signedIn.ring, id, store)
    : await addSlot(station.dataDir, signedIn.ring, { userId: id, login, secret: { kind: 'activation' } }, store);
  session.keysChanged();
  return code ?? '';
}

/** Takes away what an account holds, signed by the person at work; null for one that holds nothing. */
function withdrawalOf(session: Session, { id, grantSerial, grant }: AccountRow, at: string): SignedGrant | null {
  if (grant === null || isWithdrawal(grant)) return null;
  const { keys, ring } = session.signedIn;
  const document: Grant = {
    kind: 'grant',
    serial: grantSerial + 1,
    user_id: id,
    device_id: keys.deviceId,
    roles: [],
    regions: [],
    departments: [],
    clearance: '0',
    not_before: at,
    expires: null,
    issued_at: at,
    policy_version: policyVersion,
    issuer: 'station',
  };
  return { ...document, signatures: [ring.sign(document)] };
}

/**
 * Disabling destroys the key slot at once; enabling makes a new one and withdraws what the account was granted: who hands
 * out the code could use it, and two persons have to grant again. Errors `wrong_password`, `separation_of_duties`, `not_found`.
 */
export async function setAccountState(
  session: Session,
  change: { userId: string; state: 'active' | 'disabled'; reason: string; password: string },
): Promise<{ user: ReturnType<typeof shownAccount>; code: string | null }> {
  refuseInDemo(session);
  await session.confirm(change.password);
  const asker: Asker = session.asker();
  const { userId, state, reason } = change;
  const withdrawal = state === 'active' ? withdrawalOf(session, await accountRow(session, userId), asker.at) : null;
  const account = await session.replica.write.setAccountState({ ...asker, userId, reason, state: state === 'active' ? 'invited' : 'disabled', withdrawal });
  if (withdrawal !== null) await rememberSerial(session.signedIn.outside, userId, withdrawal.serial);
  let code: string | null = null;
  if (state === 'active') code = await newWayIn(session, account);
  else if (slotOfUser(session.station.requireKeyFile(), userId) !== undefined) {
    removeSlot(session.station.dataDir, session.keys(), userId);
    session.keysChanged();
  }
  return { user: shownAccount(await accountRow(session, userId), asker.actor.userId ?? ''), code };
}

/** Everybody knows the password of a demonstration: who would be whom. Its people are fixed. */
export function refuseInDemo(session: Session): void {
  if (session.signedIn.keys.zone === 'demo') {
    throw new AppError('forbidden', '演示数据中的账号和授权是固定的，没有改动。请在正式工作站中管理账号。');
  }
}
