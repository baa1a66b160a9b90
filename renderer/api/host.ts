// What can go wrong before the contract is there to carry an answer.

/** The host cannot be reached; the message is for the person. */
export class HostUnreachable extends Error {
  override readonly name = 'HostUnreachable';
}
