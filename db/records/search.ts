// Global search over projects and support libraries by any substring of the searched fields.

import { libraries, library } from '#domain/dictionary/index.ts';
import { hiddenInList } from '#domain/policy/fields.ts';
import type { ReadDb } from '../kernel/database.ts';
import { rowKeyOf } from '../kernel/row-key.ts';
import type { Sight } from '../policy/sight.ts';
import { gramQuery } from '../spine/grams.ts';
import { reasonOf } from './hit-reason.ts';
import { readRecord } from './read.ts';
import { shown } from './shown.ts';
import { recordKey, storageOf } from './storage.ts';

export interface Hit {
  readonly database: string;
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly projectId: string | null;
}

/**
 * Best hits first (bm25); blanks in the query separate terms that must all occur. `total` counts every matching entry the
 * person sees. Hidden fields are not searched (held by a test of the policy).
 */
export function search(db: ReadDb, sight: Sight, text: string, limit: number): { hits: Hit[]; total: number } {
  const terms = text.split(/\s+/u).flatMap((term) => gramQuery(term) ?? []);
  if (terms.length === 0) return { hits: [], total: 0 };
  const query = terms.join(' AND ');
  const seen = sight.entities(false);
  const entries = db.all<{ entity: string; no: number }>(
    `SELECT n.entity, n.entity_no AS no FROM search_text s JOIN search_entry n ON n.entry_no = s.rowid WHERE search_text MATCH ? AND ${seen.sql} ORDER BY s.rank LIMIT ?`,
    [query, ...seen.params, limit],
  );
  const counted = sight.isWhole ? 'search_text' : 'search_text s JOIN search_entry n ON n.entry_no = s.rowid';
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${counted} WHERE search_text MATCH ? AND ${seen.sql}`, [query, ...seen.params])?.n ?? 0;
  const hits = new Map<string, Hit>();
  for (const { entity, no } of entries) {
    const hit =
      entity === 'project'
        ? projectHit(db, sight, 'p.project_no', no)
        : entity === 'project_membership'
          ? projectHit(db, sight, 'm.membership_no', no)
          : supportHit(db, entity, no);
    if (hit !== undefined && !hits.has(hit.id)) hits.set(hit.id, { ...hit, detail: reasonFor(db, sight, hit, text) ?? hit.detail });
  }
  return { hits: [...hits.values()], total };
}

function reasonFor(db: ReadDb, sight: Sight, hit: Hit, text: string): string | undefined {
  const target = library(hit.database);
  return reasonOf(
    target,
    shown(readRecord(db, storageOf(target), hit.id), hiddenInList(sight.access, target)),
    text.split(/\s+/u).filter((word) => gramQuery(word) !== undefined),
  );
}

/** A project shows in the library it entered last, of those where the person sees it. */
function projectHit(db: ReadDb, sight: Sight, column: string, no: number): Hit | undefined {
  const row = db.get<{ database: string; id: string; title: string; code: string | null; projectId: string }>(
    `SELECT m.library AS database, m.membership_id AS id, p.project_name AS title, p.national_code AS code, p.project_id AS projectId
     FROM project p JOIN project_membership m ON m.project_no = p.project_no AND m.is_deleted = 0
     WHERE ${column} = ? AND ${sight.memberships.sql} ORDER BY m.mgmt_year DESC, m.membership_no DESC LIMIT 1`,
    [no, ...sight.memberships.params],
  );
  return row && { database: row.database, id: row.id, title: row.title, detail: row.code ?? '', projectId: row.projectId };
}

function supportHit(db: ReadDb, entity: string, no: number): Hit | undefined {
  const owner = libraries.find((candidate) => candidate.kind === 'support' && candidate.table.name === entity);
  if (owner === undefined) return undefined;
  const row = db.get<{ id: string; title: string }>(
    `SELECT ${recordKey(owner)} AS id, ${owner.titleField} AS title FROM ${entity} WHERE ${rowKeyOf(entity)} = ? AND is_deleted = 0`,
    [no],
  );
  return row && { database: owner.id, id: row.id, title: row.title, detail: owner.label, projectId: null };
}
