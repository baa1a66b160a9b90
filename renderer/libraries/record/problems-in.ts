// The problems a refused save carries in its details.

import { problem, type Problem } from '#domain/contract/query.ts';
import type { AppErrorShape } from '#domain/result.ts';

/** Problems with their fields; empty when the failure is about something else. */
export function problemsIn(error: AppErrorShape): readonly Problem[] {
  const parsed = problem.array().safeParse(error.details?.['problems']);
  return parsed.success ? parsed.data : [];
}
