// What the Electron window, its preload script and its host agree on to hand over the contract's message port.

/** Sent by the preload script to the host with one port; the host answers calls on it. */
export const connectChannel = 'rpc:connect';

/** Posted by the preload script to its own page with the other port. */
export const portMessage = 'rpc:port';

/** The name under which the page finds `WindowHost`. */
export const windowHostName = '__host';

/** All that the page can reach of its host: it asks for a port, which then arrives as a `portMessage`. */
export interface WindowHost {
  connect(): void;
}

/** Origin of the page in the Electron window. */
export const windowOrigin = 'app://ws';
