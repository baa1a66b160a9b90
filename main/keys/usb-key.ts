// The second factor a person carries: a USB key that answers a challenge with what only it can compute.

/** A driver for one make of key implements this. The same challenge must always get the same answer. */
export interface UsbKey {
  /** Serial number of the key, kept in the person's slot. */
  readonly id: string;
  /** At least 16 bytes only this key can make from the challenge. */
  answer(challenge: Uint8Array): Promise<Uint8Array>;
}
