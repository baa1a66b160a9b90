// A purpose that says something: what a person types before seeing a personal value in clear.

import { AppError } from '../result.ts';

const shortest = 4;
const fewestDifferent = 3;

/** The purpose without blanks at its ends. Error `bad_input` for one that is too short or only repeats a few signs. */
export function refusePurpose(typed: string): string {
  const purpose = typed.trim();
  const letters = [...purpose.normalize('NFKC')].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  if (letters.length < shortest || new Set(letters).size < fewestDifferent) {
    throw new AppError('bad_input', '请写明查看个人信息的具体用途（至少 4 个字，如“电话通知评审会时间”）。没有显示任何内容。', { field: 'purpose' });
  }
  return purpose;
}
