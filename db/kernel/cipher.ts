// Which page cipher a replica uses, and how its raw key is handed to SQLite.

import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';

/** Authenticated page ciphers: AEGIS where the processor has AES instructions, ChaCha20-Poly1305 elsewhere. */
export const ciphers = ['aegis', 'chacha20'] as const;
export type Cipher = (typeof ciphers)[number];

/** The cipher a new replica gets on this machine. x64 Windows and Apple machines of the last decade all have AES instructions. */
export function preferredCipher(): Cipher {
  if (process.platform !== 'linux') return 'aegis';
  try {
    return /\baes\b/.test(readFileSync('/proc/cpuinfo', 'utf8')) ? 'aegis' : 'chacha20';
  } catch {
    return 'chacha20';
  }
}

/** Applies cipher and raw 32-byte key. The key was stretched by Argon2id already, so SQLite must not stretch it again. */
export function applyKey(connection: Database.Database, cipher: Cipher, key: Uint8Array): void {
  connection.pragma(`cipher='${cipher}'`);
  connection.pragma(`key="raw:${Buffer.from(key).toString('hex')}"`);
}
