// The start package 启动包: what a data centre gives a new station to begin with, as a signed document.

import { z } from '../rpc/zod.ts';
import { signedGrant } from './grant.ts';
import { passwordProfileIds } from './password-profile.ts';

const signingKey = z.strictObject({ algorithm: z.enum(['ed25519', 'sm2-sm3']), key: z.string().regex(/^([0-9a-f]{2}){32,100}$/) });

const signatures = signedGrant.shape.signatures;

export const startAccount = z.strictObject({
  user_id: z.uuid(),
  login: z.string().trim().min(2).max(40),
  name: z.string().trim().min(2).max(40),
  staff_no: z.string().trim().max(20),
  unit: z.string().trim().max(60),
  /** Handed to the person on another way than the package. */
  activation_code: z.string().min(10).max(100),
});

export const startPackage = z.strictObject({
  kind: z.literal('start-package'),
  issued_at: z.iso.datetime(),
  /** A package left lying about makes no station after this. */
  expires: z.iso.datetime(),
  zone: z.enum(['office', 'isolated']),
  device_id: z.uuid(),
  suite: z.enum(['intl', 'gm']),
  password_profile: z.enum(passwordProfileIds),
  /** The key this station will trust from now on. */
  centre: signingKey,
  accounts: z.array(startAccount).min(4).max(200),
  grants: z.array(signedGrant).min(4).max(200),
});
export type StartPackage = z.output<typeof startPackage>;

export const signedStartPackage = startPackage.extend({ signatures });
export type SignedStartPackage = z.output<typeof signedStartPackage>;

/** The file: the signed document under a key made from the spoken code. */
export const sealedStartPackage = z.strictObject({
  format: z.literal('start-package/1'),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  box: z.strictObject({
    algorithm: z.enum(['aes-256-gcm', 'sm4-gcm']),
    nonce: z.string().regex(/^[0-9a-f]{24}$/),
    text: z.string().regex(/^([0-9a-f]{2})*$/),
    tag: z.string().regex(/^[0-9a-f]{32}$/),
  }),
});
export type SealedStartPackage = z.output<typeof sealedStartPackage>;
