// Acts on accounts and grants, judged inside their transaction: what one person may not do alone is refused here, whoever calls.

import { isSamePerson, type Account } from '#domain/identity/account.ts';
import { isWithdrawal, type Grant, type SignedGrant } from '#domain/identity/grant.ts';
import { refuseAssignment, refuseEditing, refuseLastAuditor, type Holder } from '#domain/identity/separation.ts';
import { roleName, type RoleId } from '#domain/policy/roles.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb, WriteDb } from '../kernel/database.ts';
import { allHolders, readAccount, storeGrant } from './accounts.ts';
import { closeProposal, insertProposal, listProposals, readProposal, type Proposal } from './proposals.ts';

/** Error `separation_of_duties` with this sentence, unless there is none. */
function refuse(sentence: string | null): void {
  if (sentence !== null) throw new AppError('separation_of_duties', sentence);
}

function holderOf(holders: readonly Holder[], id: string): Holder {
  const found = holders.find((holder) => holder.id === id);
  if (found === undefined) throw new AppError('not_found', '没有这个账号，没有改动任何数据。请刷新后重试。');
  return found;
}

/** Everybody with what they hold and what they are proposed for: two proposals at once must not add up to what one may not. */
function holdersWithProposals(db: ReadDb, except: string | null): Holder[] {
  const open = listProposals(db, true).filter(({ id }) => id !== except);
  return allHolders(db).map((holder) => ({
    ...holder,
    roles: [...new Set([...holder.roles, ...open.filter(({ accountId }) => accountId === holder.id).flatMap(({ document }) => document.roles)])],
  }));
}

/** Why these roles may not be given to this account now, all rules of separation together. */
function refuseRoles(db: ReadDb, accountId: string, roles: readonly RoleId[], proposal: string | null): void {
  const holders = allHolders(db);
  const target = holderOf(holders, accountId);
  refuse(refuseSigningOffice(target, roles));
  refuse(refuseLastAuditor(target, roles, holders));
  refuse(refuseAssignment(target, roles, holdersWithProposals(db, proposal)));
}

/** The two whose signatures make a grant are fixed with the station's keys: changing them by a grant would let one of them appoint the other. */
function refuseSigningOffice(target: Holder, roles: readonly RoleId[]): string | null {
  const office = (['system_admin', 'security_admin'] as const).find((each) => target.roles.includes(each) !== roles.includes(each));
  return office === undefined ? null : `${roleName(office)}在建立工作站时确定，不能通过授权增减，没有改动。人员更换请由两位管理员用恢复单为继任者重设密码。`;
}

export interface StateChange {
  readonly userId: string;
  readonly state: 'invited' | 'disabled';
  /** Takes away what the account holds. An account comes back without rights: who hands out its new code could use it. */
  readonly withdrawal: SignedGrant | null;
}

/**
 * Disables an account, or lets it come back as `invited` with a new key and without rights. Errors `separation_of_duties`,
 * `not_found`, `stale_version`. The key slot is destroyed by the caller.
 */
export function setAccountState(db: WriteDb, actorId: string, at: string, { userId: accountId, state, withdrawal }: StateChange): Account {
  const holders = allHolders(db);
  const target = holderOf(holders, accountId);
  refuse(refuseEditing({ id: actorId }, target));
  if (state === 'disabled') refuse(refuseLastAuditor(target, [], holders));
  else {
    refuse(refuseAssignment(target, target.roles, holdersWithProposals(db, null)));
    if (target.roles.length > 0) {
      if (withdrawal === null || withdrawal.user_id !== accountId || !isWithdrawal(withdrawal)) throw new Error('an account comes back without rights');
      storeGrant(db, withdrawal, at);
    }
  }
  db.run('UPDATE account SET state = ?, password_set_at = NULL WHERE account_id = ?', [state, accountId]);
  return readAccount(db, accountId);
}

export interface NewProposal {
  readonly id: string;
  readonly accountId: string;
  readonly reason: string;
  readonly days: number;
  /** Signed by the proposer. */
  readonly document: SignedGrant;
}

/** Files a proposal. Errors `separation_of_duties`, `stale_version` when the person was given a grant meanwhile, `not_found`. */
export function propose(db: WriteDb, actorId: string, at: string, { id, accountId, reason, days, document }: NewProposal): Proposal {
  const target = readAccount(db, accountId);
  if (actorId === accountId) refuse('不能为自己申请授权，没有提交。请由另一位管理员办理。');
  if (target.state === 'disabled') throw new AppError('bad_input', `账号“${target.login}”已停用，没有提交。请先由系统管理员启用。`);
  if (document.user_id !== accountId || document.serial !== target.grantSerial + 1) throw overtaken();
  refuseRoles(db, accountId, document.roles, null);
  insertProposal(db, { id, accountId, proposedBy: actorId, at, reason, document, days });
  return readProposal(db, id);
}

export interface Decision {
  readonly id: string;
  readonly confirm: boolean;
  readonly reason: string;
  /** What was proposed, with the signature of the decider added when confirming. */
  readonly document: SignedGrant;
  /** Whether a confirmed grant takes effect here; under a data centre it first has to sign. */
  readonly takesEffect: boolean;
}

/** Decides a proposal, once, by a second person. Errors `separation_of_duties`, `stale_version`, `bad_input`, `not_found`. */
export function decide(db: WriteDb, actorId: string, at: string, { id, confirm, reason, document, takesEffect }: Decision): Proposal {
  const proposal = readProposal(db, id);
  if (proposal.state !== 'open') {
    throw new AppError('stale_version', '这个申请已经处理过，没有再次生效。如需改变授权，请提出新的申请。', { state: proposal.state });
  }
  const target = readAccount(db, proposal.accountId);
  refuse(refuseDecider(readAccount(db, actorId), readAccount(db, proposal.proposedBy), target));
  if (!sameContent(document, proposal.document))
    throw new AppError('policy_tampered', '复核的内容与申请的内容不一致，没有生效。请驳回后重新提出，并告知审计管理员。', { proposal: id });
  if (confirm) {
    if (target.state !== 'active') {
      throw new AppError('bad_input', `账号“${target.login}”还没有用激活码登录并设置自己的密码，授权没有生效。请本人先激活账号，再复核。`, {
        state: target.state,
      });
    }
    if (document.serial !== target.grantSerial + 1) throw overtaken();
    refuseRoles(db, proposal.accountId, document.roles, id);
  }
  closeProposal(db, id, { state: confirm ? 'confirmed' : 'rejected', by: actorId, at, reason, document });
  if (confirm && takesEffect) storeGrant(db, document, at);
  return readProposal(db, id);
}

function refuseDecider(decider: Account, proposer: Account, target: Account): string | null {
  if (decider.id === proposer.id) return '申请人不能复核自己的申请，没有生效。请由另一位管理员复核。';
  if (isSamePerson(decider, proposer)) return '复核人与申请人是同一人（工号相同，或姓名和单位相同），没有生效。请由另一位管理员复核。';
  return decider.id === target.id ? '不能复核给自己的授权，没有生效。请由另一位管理员复核。' : null;
}

const overtaken = (): AppError => new AppError('stale_version', '这个人的授权在此期间已经变化，这份申请不再适用，没有生效。请按现在的授权重新提出。');

/** Two texts of one grant say the same; signatures apart. */
function sameContent(one: SignedGrant, other: SignedGrant): boolean {
  const content = ({ signatures: _signatures, ...grant }: SignedGrant): Grant => grant;
  const ordered = (grant: Grant): string => JSON.stringify(Object.entries(grant).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return ordered(content(one)) === ordered(content(other));
}
