// The six frames that travel on a channel.
import { errorCodes } from '../result.ts';
import { z } from './zod.ts';

const id = z.int().nonnegative();

/** From the caller to the host. */
export const callerFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, name: z.string().max(200), input: z.unknown() }),
  z.object({ kind: z.literal('cancel'), id }),
]);

const error = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).exactOptional(),
});

/** From the host to the caller. */
export const hostFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result'), id, value: z.unknown() }),
  z.object({ kind: z.literal('error'), id, error }),
  z.object({ kind: z.literal('progress'), id, value: z.unknown() }),
  z.object({ kind: z.literal('event'), name: z.string(), value: z.unknown() }),
]);

export type CallerFrame = z.output<typeof callerFrame>;
export type HostFrame = z.output<typeof hostFrame>;
