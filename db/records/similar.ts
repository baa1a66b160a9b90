// Projects whose names are suspiciously alike: the near-duplicate warning (domain.md §1.13).

import type { ReadDb } from '../kernel/database.ts';
import { seesProject, type Sight } from '../policy/sight.ts';
import { nameKey } from '../spine/grams.ts';

/** Names this much alike (Dice over bigrams) are worth a question. */
const alikeEnough = 0.85;

/**
 * Share of its bigrams a name may lack in another that is alike enough: Dice = 2s/(n+m) ≥ 0.85 and s ≤ m give s ≥ 0.739 n.
 * So one more than this share of the name's bigrams, whichever they are, contains a shared one; the rarest are cheapest to look for.
 */
const mayLack = 1 - alikeEnough / (2 - alikeEnough);

const mostCandidates = 50;

export interface Similar {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
}

/** Projects the person sees that are alike enough to `name`, in the same region where both are known. */
export function similarProjects(db: ReadDb, sight: Sight, name: string, regionCode: string | null, exceptProjectId: string | null): Similar[] {
  const key = nameKey(name);
  const query = rarestGrams(db, key)
    .map((gram) => `"${gram}"`)
    .join(' OR ');
  if (query === '') return [];
  const candidates = db.all<{ id: string; title: string; region: string | null }>(
    `SELECT p.project_id AS id, p.project_name AS title, p.region_code AS region
     FROM search_text s JOIN search_entry n ON n.entry_no = s.rowid AND n.entity = 'project' JOIN project p ON p.project_no = n.entity_no
     WHERE search_text MATCH ? ORDER BY s.rank LIMIT ${mostCandidates}`,
    [query],
  );
  return candidates
    .filter(({ id, region }) => id !== exceptProjectId && (regionCode === null || region === null || region === regionCode))
    .map(({ id, title }) => ({ id, title, alike: similarity(key, nameKey(title)) }))
    .filter(({ id, alike }) => alike >= alikeEnough && seesProject(db, sight, id))
    .toSorted((a, b) => b.alike - a.alike)
    .map(({ id, title, alike }) => ({ id, title, reason: alike === 1 ? '名称相同' : `名称相似 ${Math.round(alike * 100)} %` }));
}

function rarestGrams(db: ReadDb, key: string): string[] {
  const grams = gramsIn(key);
  const seen = seenGrams(db);
  for (const gram of grams) seen.set(gram, (seen.get(gram) ?? 0) + 1);
  const frequency = (gram: string): number => seen.get(gram) ?? 0;
  return [...new Set(grams)].toSorted((a, b) => frequency(a) - frequency(b)).slice(0, Math.floor(grams.length * mayLack) + 1);
}

/** In nearly every project's name, before any was seen. */
const commonGrams = [
  '项目',
  '建设',
  '工程',
  '改造',
  '配套',
  '基础',
  '设施',
  '青岛',
  '一期',
  '二期',
  '三期',
  '中心',
  '产业',
  '目建',
  '设项',
  '程项',
  '造项',
  '岛市',
];

const seenBy = new WeakMap<ReadDb, Map<string, number>>();

/** How often each bigram occurred in the names asked about on this connection: which ones are rare is learned while importing. */
function seenGrams(db: ReadDb): Map<string, number> {
  let seen = seenBy.get(db);
  if (seen === undefined) {
    seen = new Map(commonGrams.map((gram) => [gram, 1_000_000]));
    seenBy.set(db, seen);
  }
  return seen;
}

const gramsIn = (key: string): string[] => {
  const characters = [...key];
  return characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''));
};

/** Dice coefficient of the bigram multisets; 1 for equal texts. */
function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const count = new Map<string, number>();
  for (let index = 0; index + 1 < a.length; index += 1) {
    const gram = a.slice(index, index + 2);
    count.set(gram, (count.get(gram) ?? 0) + 1);
  }
  let shared = 0;
  for (let index = 0; index + 1 < b.length; index += 1) {
    const gram = b.slice(index, index + 2);
    const left = count.get(gram) ?? 0;
    if (left > 0) {
      shared += 1;
      count.set(gram, left - 1);
    }
  }
  const size = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  return size === 0 ? 0 : (2 * shared) / size;
}
