// From what the replica and the key file say about a person to what they may do: nothing without a good grant.

import { verifyDocument } from '#crypto/signed-document.ts';
import type { SigningPublicKey } from '#crypto/suite.ts';
import type { Access } from '#domain/identity/access.ts';
import type { Account } from '#domain/identity/account.ts';
import { isWithdrawal, judgeGrants, readGrant, type GrantJudge, type GrantVerdict, type SignedGrant } from '#domain/identity/grant.ts';
import { AppError } from '#domain/result.ts';
import type { KeyFile } from '../keys/key-file.ts';

/** What the person reads at once, on every page until it no longer holds. */
export interface Notice {
  readonly code: string;
  readonly text: string;
}

/** The judge of a station: its own device, and the keys its key file trusts. A key counts for one side only. */
export function judgeOf({ deviceId, trust }: Pick<KeyFile, 'deviceId' | 'trust'>): GrantJudge {
  const { centre, security, system } = trust;
  return {
    deviceId,
    signedBy: (document) => {
      const signedByOne = (keys: readonly SigningPublicKey[]): boolean => verifyDocument(document, keys).length > 0;
      return {
        centre: centre !== null && signedByOne([centre]),
        // Under a data centre the two administrators propose and withdraw; only its signature grants.
        security: (centre === null || isWithdrawal(document)) && signedByOne(security),
        system: (centre === null || isWithdrawal(document)) && signedByOne(system),
      };
    },
  };
}

export interface Admission {
  readonly access: Access;
  /** The grant in force; null when there is none. */
  readonly grant: SignedGrant | null;
  /** Why everything is denied; null for a person with rights. */
  readonly denied: Notice | null;
}

/** The verdict on a person's grants, read from the replica and from what was brought since. */
export function judgePerson(account: Account, texts: readonly string[], installed: readonly SignedGrant[], judge: GrantJudge, now: string): GrantVerdict {
  const known = Math.max(account.grantSerial, ...installed.map(({ serial }) => serial));
  return judgeGrants([...texts, ...installed.map((document) => JSON.stringify(document))], { id: account.id, knownSerial: known }, judge, now);
}

/** What a person with this verdict may do. Error `lease_expired`: then nothing is opened at all. */
export function admit(account: Account, verdict: GrantVerdict, isClockBehind: boolean): Admission {
  const nobody: Access = { user: userOf(account), roles: [], regions: [], departments: [], clearance: '0', readOnly: isClockBehind ? 'clock' : null };
  switch (verdict.kind) {
    case 'valid': {
      const { roles, regions, departments, clearance } = verdict.document;
      if (roles.length === 0) return { access: nobody, grant: verdict.document, denied: withdrawn };
      return { access: { ...nobody, roles, regions, departments, clearance }, grant: verdict.document, denied: null };
    }
    case 'expired':
      throw new AppError('lease_expired', '授权已到期，请联网或导入授权包', { expires: verdict.document.expires });
    case 'not-yet':
    case 'tampered':
      return { access: nobody, grant: null, denied: tampered };
    case 'none':
      return { access: nobody, grant: null, denied: notAuthorised };
  }
}

const userOf = ({ id, login, name, staffNo, unit }: Account): Access['user'] => ({ id, login, name, staffNo, unit });

const tampered: Notice = {
  code: 'policy_tampered',
  text: '权限策略被篡改：本账号的授权没有通过签名核验，已停用全部权限，数据没有改动。请立即告知审计管理员和安全管理员。',
};
const notAuthorised: Notice = {
  code: 'not_authorised',
  text: '账号已激活，但还没有授权，暂时不能查看或修改数据。请联系安全管理员申请授权，经系统管理员复核后重新登录。',
};
const withdrawn: Notice = { code: 'not_authorised', text: '本账号的授权已被撤销，不能查看或修改数据。如有疑问，请联系安全管理员。' };

/** Times a grant vouches for: the clock cannot be before it was issued. */
export const issuedAt = (texts: readonly string[]): (string | undefined)[] => texts.map((text) => readGrant(text)?.issued_at);
