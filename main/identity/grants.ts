// Authorisations by two persons: the security administrator proposes and signs, the system administrator confirms and signs the same document.

import type { Proposal } from '#db/client.ts';
import { isProperlySigned, policyVersion, type Grant, type SignedGrant } from '#domain/identity/grant.ts';
import { isLabelCode } from '#domain/policy/labels.ts';
import { isAdministratorRole, isRoleId, type RoleId } from '#domain/policy/roles.ts';
import { AppError } from '#domain/result.ts';
import { keyIdOf, verifyDocument } from '#crypto/signed-document.ts';
import { judgeOf } from '../session/admission.ts';
import { rememberSerial } from '../session/known-serial.ts';
import { newId } from '../session/new-id.ts';
import type { Session } from '../session/session.ts';
import { refuseInDemo } from './accounts.ts';

const dayMs = 86_400_000;

export interface WantedGrant {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly regions: Grant['regions'];
  readonly departments: Grant['departments'];
  readonly clearance: string;
  readonly days: number;
  readonly reason: string;
  readonly password: string;
}

/** A proposal as the contract shows it. */
export const shownProposal = ({ document, proposedAt, accountId, ...proposal }: Proposal) => ({
  id: proposal.id,
  at: proposedAt,
  proposer: proposal.proposer,
  person: proposal.person,
  userId: accountId,
  roles: document.roles,
  regions: document.regions,
  departments: document.departments,
  clearance: document.clearance,
  days: proposal.days,
  reason: proposal.reason,
  state: proposal.state,
  decidedBy: proposal.decider,
  decidedAt: proposal.decidedAt,
});

function rolesOf(given: readonly string[]): RoleId[] {
  const unknown = given.find((id) => !isRoleId(id));
  if (unknown !== undefined)
    throw new AppError('bad_input', `没有名为“${unknown}”的角色，没有提交。请用 ws role list 或授权页面查看全部角色。`, { role: unknown });
  return [...new Set(given.filter(isRoleId))];
}

/** Files a proposal signed by the person at work. Errors `wrong_password`, `separation_of_duties`, `bad_input`, `not_found`. */
export async function proposeGrant(session: Session, wanted: WantedGrant): Promise<ReturnType<typeof shownProposal>> {
  refuseInDemo(session);
  const roles = rolesOf(wanted.roles);
  const { clearance } = wanted;
  if (!isLabelCode(clearance)) throw new AppError('bad_input', `没有代码为“${clearance}”的密级，没有提交。请选择公开、内部、敏感或工作秘密。`, { clearance });
  await session.confirm(wanted.password);
  const { keys, ring } = session.signedIn;
  const asker = session.asker();
  const target = (await session.replica.read.accounts({})).find(({ id }) => id === wanted.userId);
  if (target === undefined) throw new AppError('not_found', '没有这个账号，没有提交。请刷新后重试。');
  const neverEnds = keys.trust.centre === null && roles.some(isAdministratorRole);
  const grant: Grant = {
    kind: 'grant',
    serial: target.grantSerial + 1,
    user_id: target.id,
    device_id: keys.deviceId,
    roles,
    regions: wanted.regions,
    departments: wanted.departments,
    clearance,
    not_before: asker.at,
    expires: neverEnds ? null : new Date(Date.parse(asker.at) + wanted.days * dayMs).toISOString(),
    issued_at: asker.at,
    policy_version: policyVersion,
    issuer: 'station',
  };
  const document: SignedGrant = { ...grant, signatures: [ring.sign(grant)] };
  const proposal = await session.replica.write.propose({
    ...asker,
    proposal: { id: newId(), accountId: target.id, reason: wanted.reason, days: wanted.days, document },
  });
  return shownProposal(proposal);
}

/** Decides a proposal; confirming adds the second signature. Errors `wrong_password`, `separation_of_duties`, `stale_version`, `policy_tampered`, `bad_input`. */
export async function decideGrant(
  session: Session,
  { id, confirm, reason, password }: { id: string; confirm: boolean; reason: string; password: string },
): Promise<ReturnType<typeof shownProposal>> {
  refuseInDemo(session);
  await session.confirm(password);
  const { keys, ring } = session.signedIn;
  const { document: proposed } = await session.replica.read.proposal({ id });
  const document = confirm ? { ...proposed, signatures: [...proposed.signatures, ring.sign(proposed)] } : proposed;
  const hasCentre = keys.trust.centre !== null;
  if (confirm && !hasCentre && !isProperlySigned(document, judgeOf(keys))) {
    throw new AppError('policy_tampered', '申请的签名没有通过核验（提出人的密钥可能已更换），没有生效。请驳回，由安全管理员重新提出。', { proposal: id });
  }
  const decided = await session.replica.write.decide({ ...session.asker(), decision: { id, confirm, reason, document, takesEffect: !hasCentre } });
  if (confirm && !hasCentre) await rememberSerial(session.signedIn.outside, document.user_id, document.serial);
  return shownProposal(decided);
}

export const listProposals = async (session: Session, onlyOpen: boolean): Promise<ReturnType<typeof shownProposal>[]> =>
  (await session.replica.read.proposals({ onlyOpen })).map(shownProposal);

/** The grant of the person at work, with who signed it. */
export function currentLease({ signedIn: { keys, admission } }: Session) {
  const { grant } = admission;
  if (grant === null) return null;
  const { centre, system, security } = keys.trust;
  const sides = [
    { label: '数据中心', keys: centre === null ? [] : [centre] },
    { label: '安全管理员', keys: security },
    { label: '系统管理员', keys: system },
  ];
  const good = new Set(verifyDocument(grant, [...(centre === null ? [] : [centre]), ...security, ...system]));
  return {
    serial: grant.serial,
    issuer: grant.issuer,
    roles: grant.roles,
    regions: grant.regions,
    departments: grant.departments,
    clearance: grant.clearance,
    notBefore: grant.not_before,
    expires: grant.expires,
    signedBy: sides.filter((side) => side.keys.some((key) => good.has(keyIdOf(key)))).map(({ label }) => label),
  };
}
