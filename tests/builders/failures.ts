// What a call failed with, as a value a test can compare.

import { AppError, type AppErrorShape } from '#domain/result.ts';

/** The foreseen failure of a call. Fails the test when it succeeds or fails otherwise. */
export function failureOf(work: () => unknown): AppErrorShape {
  try {
    work();
  } catch (error) {
    return shapeOf(error);
  }
  throw new Error('the call was expected to fail');
}

/** The same for a promise. */
export async function rejectionOf(work: Promise<unknown>): Promise<AppErrorShape> {
  try {
    await work;
  } catch (error) {
    return shapeOf(error);
  }
  throw new Error('the call was expected to fail');
}

function shapeOf(error: unknown): AppErrorShape {
  if (error instanceof AppError) return error.toJSON();
  throw error;
}
