// One contract call from the command line; a refusal is thrown so that every verb ends the same way.

import type { WorkstationClient, WorkstationContract } from '#domain/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';

export interface Caller {
  readonly client: WorkstationClient;
  /** Progress for a person, on standard error. */
  readonly say: (line: string) => void;
  /** What the person signed in with: acts on keys and rights are confirmed with it. Absent where nobody signed in. */
  readonly password?: string;
}

export async function call<K extends ProcedureName<WorkstationContract>>(
  { client, say }: Caller,
  name: K,
  input: InputOf<WorkstationContract, K>,
): Promise<OutputOf<WorkstationContract, K>> {
  const result = await client.call(name, input, { onProgress: (value: unknown) => say(JSON.stringify(value)) });
  if (result.ok) return result.value;
  throw new AppError(result.error.code, result.error.message, result.error.details);
}
