// The dictionary: the ten libraries by id, the one declaration everything else is derived from.

import { AppError } from '../result.ts';
import { plan } from './libraries/01-plan.ts';
import { reserve } from './libraries/02-reserve.ts';
import { central } from './libraries/03-central.ts';
import { special } from './libraries/04-special.ts';
import { fiscal } from './libraries/05-fiscal.ts';
import { key } from './libraries/06-key.ts';
import { filing } from './libraries/07-filing.ts';
import { expert } from './libraries/08-expert.ts';
import { policy } from './libraries/09-policy.ts';
import { decision } from './libraries/10-decision.ts';
import { libraryIds, type Library, type LibraryId } from './libraries/library.ts';

export { libraryIds, type Library, type LibraryId } from './libraries/library.ts';

/** The ten databases in the order of the published design. */
export const libraries: readonly Library[] = [plan, reserve, central, special, fiscal, key, filing, expert, policy, decision];

const byId: ReadonlyMap<string, Library> = new Map(libraries.map((library) => [library.id, library]));

/** The library with this id. Throws `unknown_library` naming the ids that exist. */
export function library(id: string): Library {
  const found = byId.get(id);
  if (found === undefined) {
    throw new AppError('unknown_library', `没有名为“${id}”的数据库。可用的数据库：${libraryIds.join('、')}。`, { database: id });
  }
  return found;
}

export const isLibraryId = (id: string): id is LibraryId => byId.has(id);
