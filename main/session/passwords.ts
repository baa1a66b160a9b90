// Judges a new password: by the station's profile, by the list of leaked passwords, and by the person's earlier ones.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { RememberedPassword } from '#db/client.ts';
import { passwordFaults, passwordProfiles, type PasswordProfileId } from '#domain/identity/password-profile.ts';
import { AppError } from '#domain/result.ts';
import { stretch, stretchingFloor } from '../keys/stretching.ts';

let common: Promise<ReadonlySet<string>> | undefined;

/** The 50,000 passwords that leaked most often; read when the first password is judged. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'].map(String)));
  return common;
}

export interface PasswordOwner {
  readonly login: string;
  readonly name?: string;
  readonly staffNo?: string;
  readonly unit?: string;
}

/** One sentence per fault; empty for a password that may be set. */
export async function faultsOf(profile: PasswordProfileId, password: string, { login, name = '', staffNo = '', unit = '' }: PasswordOwner): Promise<string[]> {
  const known = await commonPasswords();
  return passwordFaults(profile, password, { words: [login, name, staffNo, unit], isCommon: (text) => known.has(text) });
}

/** Error `weak_password` with the first fault, and all of them in its details. */
export async function requireGoodPassword(profile: PasswordProfileId, password: string, owner: PasswordOwner): Promise<void> {
  const faults = await faultsOf(profile, password, owner);
  const [first] = faults;
  if (first !== undefined) throw new AppError('weak_password', `${first}密码没有设置，数据没有改动。`, { faults, login: owner.login });
}

/** Error `weak_password` when the password is one of the person's last ones. One stretching: all of a person's share their salt. */
export async function requireNewPassword(profile: PasswordProfileId, password: string, remembered: readonly RememberedPassword[]): Promise<void> {
  const recent = remembered.slice(0, passwordProfiles[profile].remembered);
  const [newest] = recent;
  if (newest === undefined) return;
  const { stretched } = await remember(password, newest.salt);
  if (recent.some((each) => Buffer.from(each.salt).equals(newest.salt) && timingSafeEqual(each.stretched, stretched))) {
    throw new AppError('weak_password', `这个密码最近用过（最近 ${recent.length} 次之内），没有设置。请换一个没有用过的密码。`);
  }
}

/** What is kept of a password to know it again: as expensive to guess as the key slot. */
export async function remember(password: string, salt: Uint8Array = randomBytes(16)): Promise<RememberedPassword> {
  return { salt: new Uint8Array(salt), stretched: await stretch(password, salt, stretchingFloor) };
}
