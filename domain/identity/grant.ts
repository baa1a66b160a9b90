// The grant 授权: one signed document that says what one person may do on one device, for how long, and who answers for it.

import { labelCodes } from '../policy/labels.ts';
import { roleIds } from '../policy/roles.ts';
import { z } from '../rpc/zod.ts';

const moment = z.iso.datetime();
const scope = z.union([z.literal('all'), z.array(z.string().min(1).max(60)).max(200)]);

export const grant = z.strictObject({
  kind: z.literal('grant'),
  /** Per person, ascending; the highest counts, an earlier one never again. */
  serial: z.int().min(1),
  user_id: z.uuid(),
  device_id: z.string().min(1).max(64),
  /** Empty: the person's rights are withdrawn. */
  roles: z.array(z.enum(roleIds)).max(roleIds.length),
  regions: scope,
  departments: scope,
  clearance: z.enum(labelCodes),
  not_before: moment,
  /** Null: administrators of a station without a data centre, who could otherwise not renew anybody. */
  expires: moment.nullable(),
  issued_at: moment,
  policy_version: z.int().min(1),
  issuer: z.enum(['centre', 'station']),
});
export type Grant = z.output<typeof grant>;

export const signedGrant = grant.extend({
  signatures: z
    .array(
      z.strictObject({
        key_id: z.string().regex(/^[0-9a-f]{32}$/),
        algorithm: z.enum(['ed25519', 'sm2-sm3']),
        value: z.string().regex(/^[0-9a-f]{2,512}$/),
      }),
    )
    .min(1)
    .max(8),
});
export type SignedGrant = z.output<typeof signedGrant>;

/** Version of the rules in domain/policy a grant is issued under. */
export const policyVersion = 1;

/** Days a grant lasts when nobody says otherwise: a station with a data centre renews at every contact, one without by two persons. */
export const usualDays = { centre: 7, isolated: 90, station: 90 } as const;

/** The parts of a station's keys that judge a grant. */
export interface GrantJudge {
  readonly deviceId: string;
  /** Which of these sides signed the document, as found by its cryptographic check. */
  readonly signedBy: (document: SignedGrant) => { readonly centre: boolean; readonly security: boolean; readonly system: boolean };
}

export type GrantVerdict =
  | { readonly kind: 'valid'; readonly document: SignedGrant }
  | { readonly kind: 'expired'; readonly document: SignedGrant }
  | { readonly kind: 'not-yet'; readonly document: SignedGrant }
  | { readonly kind: 'tampered'; readonly reason: 'unreadable' | 'signature' | 'device' | 'person' | 'missing' }
  | { readonly kind: 'none' };

/**
 * Whether the signatures are those this document needs: the data centre's, or both administrators' of the station; to
 * withdraw, one of the two suffices.
 */
export function isProperlySigned(document: SignedGrant, judge: GrantJudge): boolean {
  const { centre, security, system } = judge.signedBy(document);
  if (document.issuer === 'centre') return centre;
  return isWithdrawal(document) ? security || system : security && system;
}

/** A grant of no role takes away what was granted before. */
export const isWithdrawal = ({ roles }: Pick<Grant, 'roles'>): boolean => roles.length === 0;

/**
 * Judges what a store holds for a person: the newest grant decides, and a store that lost the newest grant ever given
 * (`knownSerial`) or holds one that does not verify is a tampered store. `now` is a time that is not before the trusted floor.
 */
export function judgeGrants(
  texts: readonly string[],
  person: { readonly id: string; readonly knownSerial: number },
  judge: GrantJudge,
  now: string,
): GrantVerdict {
  const parsed = texts.map(readGrant);
  if (parsed.includes(undefined)) return { kind: 'tampered', reason: 'unreadable' };
  const documents = parsed.filter((document) => document !== undefined);
  if (documents.some(({ user_id: user }) => user !== person.id)) return { kind: 'tampered', reason: 'person' };
  const newest = documents.toSorted((a, b) => b.serial - a.serial)[0];
  if (newest === undefined) return person.knownSerial === 0 ? { kind: 'none' } : { kind: 'tampered', reason: 'missing' };
  if (newest.serial < person.knownSerial) return { kind: 'tampered', reason: 'missing' };
  if (newest.device_id !== judge.deviceId) return { kind: 'tampered', reason: 'device' };
  if (!isProperlySigned(newest, judge)) return { kind: 'tampered', reason: 'signature' };
  if (Date.parse(now) < Date.parse(newest.not_before) - clockToleranceMs) return { kind: 'not-yet', document: newest };
  if (hasEnded(newest, now)) return { kind: 'expired', document: newest };
  return { kind: 'valid', document: newest };
}

/** Clocks of two machines, and of one machine before and after a correction, differ by a little. */
export const clockToleranceMs = 5 * 60_000;

export const hasEnded = ({ expires }: Pick<Grant, 'expires'>, now: string): boolean => expires !== null && Date.parse(now) >= Date.parse(expires);

/** The grant in a text; undefined when it is none. */
export function readGrant(text: string): SignedGrant | undefined {
  try {
    const parsed = signedGrant.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
