// Puts on record what was refused because it is not the person's: an alarm follows when it goes on (security.md, abuse case 26).

import { isLibraryId, library } from '#domain/dictionary/index.ts';
import { hiddenInList } from '#domain/policy/fields.ts';
import { AppError } from '#domain/result.ts';
import { replicaOf, type Workstation } from './context.ts';

interface Refused {
  readonly code: string;
  readonly database?: string | undefined;
  readonly id?: string | undefined;
}

type Handler<Input, Call extends { readonly context: Workstation }, Answer> = (input: Input, call: Call) => Answer | Promise<Answer>;

/**
 * The same handlers; what they throw stays what it is. On record come fields that are not the person's, and identifiers of
 * rows that are there but not for him: his answer is that of a row that does not exist, the record says otherwise.
 */
export function recordingRefusals<Handlers extends object>(handlers: Handlers): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, recording(name, handler as Handler<object, { readonly context: Workstation }, unknown>)]),
  ) as Handlers;
}

function recording<Input extends object, Call extends { readonly context: Workstation }, Answer>(
  name: string,
  handler: Handler<Input, Call, Answer>,
): Handler<Input, Call, Answer> {
  return async (input, call) => {
    try {
      return await handler(input, call);
    } catch (error) {
      const { context } = call;
      const refused = error instanceof AppError ? await refusedIn(error, input, context) : null;
      if (refused !== null) await replicaOf(context).write.recordRefusal({ ...context.session.asker(), procedure: name, ...refused });
      throw error;
    }
  };
}

async function refusedIn({ code, details }: AppError, input: object, context: Workstation): Promise<Refused | null> {
  const database = 'database' in input && typeof input.database === 'string' ? input.database : undefined;
  switch (code) {
    case 'forbidden':
      // A record closed by its state is daily work; a field, library or batch of others is not.
      return details?.['closed'] === true ? null : { code, database, id: typeof details?.['id'] === 'string' ? details['id'] : undefined };
    case 'not_found': {
      const unseen = await replicaOf(context).write.unseenAmong({ ids: identifiersIn(input) });
      return unseen === null ? null : { code, ...unseen };
    }
    case 'bad_input':
      return database !== undefined && isLibraryId(database) && namesHidden(input, database, context) ? { code, database } : null;
    default:
      return null;
  }
}

/** Whether a question names a field the person may not read: it was answered like a field that does not exist. */
function namesHidden(input: object, database: string, { session }: Workstation): boolean {
  const hidden = new Set(hiddenInList(session.access(), library(database)).map(({ id }) => id));
  return [...textsIn(input)].some((text) => hidden.has(text));
}

/** Every identifier of a row in the input. */
const identifiersIn = (input: object): string[] =>
  [...textsIn(input)].filter((text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text));

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) for (const part of Object.values(value)) yield* textsIn(part);
}
