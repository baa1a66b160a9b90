// Tells the security administrator when somebody met the refusal of a mark of state secrets.

import { AppError } from '#domain/result.ts';
import type { Workstation } from './context.ts';

interface Refusal {
  readonly mark: string;
  readonly place: Readonly<Record<string, unknown>>;
}

/** The mark an error is about, if it is; `validation_failed` may name one among other problems. */
function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { code, details = {} } = error;
  if (code === 'classified_refused') {
    const { mark, sheet, row, column } = details;
    return { mark: typeof mark === 'string' ? mark : '', place: { sheet: sheet ?? null, row: row ?? null, column: column ?? null } };
  }
  return code === 'validation_failed' ? refusalAmong(details['problems']) : undefined;
}

/** The same among the problems an answer or an error lists. */
function refusalAmong(problems: unknown): Refusal | undefined {
  if (!Array.isArray(problems)) return undefined;
  const found = (problems as readonly { code?: unknown; field?: unknown }[]).find(({ code }) => code === 'classified_refused');
  return found === undefined ? undefined : { mark: '', place: { field: found.field ?? null } };
}

/** Raises the alarm. The text itself, which may be secret, goes nowhere. */
async function alarm({ session }: Workstation, what: string, { mark, place }: Refusal): Promise<void> {
  const asker = session.asker();
  await session.replica.write.raiseAlarm({
    ...asker,
    kind: 'CLASSIFIED_REFUSED',
    text: `${asker.actor.name}${what}时发现国家秘密标志${mark === '' ? '' : `“${mark}”`}，已拒绝，没有写入。请立即与保密办公室联系，到场核查，不要让本人自行删除。`,
    facts: place,
  });
}

/** The same for an answer that lists refused rows instead of failing. */
export async function alarmAmong(context: Workstation, what: string, problems: unknown): Promise<void> {
  const refusal = refusalAmong(problems);
  if (refusal !== undefined) await alarm(context, what, refusal);
}

/** Does work; when it is refused for a mark of state secrets, the alarm is raised before the person hears of it. */
export async function watchingForMarks<T>(context: Workstation, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal !== undefined) await alarm(context, what, refusal);
    throw error;
  }
}
