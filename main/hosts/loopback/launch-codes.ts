// One-time codes that open the page, and the session keys they are swapped for. Only hashes are kept.
import { createHash, randomBytes } from 'node:crypto';

const codeBytes = 16;
const keyBytes = 32;

const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64');

export interface LaunchCodes {
  /** A new code, good for one swap within its life. */
  mint(lifeMs: number): string;
  /** The session key for a code, or null when the code is unknown, used or too old. */
  swap(code: string): string | null;
  isSession(key: string): boolean;
}

/** Codes and sessions live as long as this object, in memory only. `now` is in milliseconds. */
export function createLaunchCodes(now: () => number = () => performance.now()): LaunchCodes {
  const expiries = new Map<string, number>();
  const sessions = new Set<string>();
  return {
    mint(lifeMs) {
      for (const [known, expiry] of expiries) if (expiry <= now()) expiries.delete(known);
      const code = randomBytes(codeBytes).toString('base64url');
      expiries.set(hash(code), now() + lifeMs);
      return code;
    },
    swap(code) {
      const hashed = hash(code);
      const expiry = expiries.get(hashed);
      expiries.delete(hashed);
      if (expiry === undefined || expiry <= now()) return null;
      const key = randomBytes(keyBytes).toString('base64url');
      sessions.add(hash(key));
      return key;
    },
    // Looking up a hash tells by its timing nothing about the key.
    isSession: (key) => sessions.has(hash(key)),
  };
}
