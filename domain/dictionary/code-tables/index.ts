// All code tables by id: the registry every other part asks.

import type { CodeItem, CodeTable } from './code-table.ts';
import * as expert from './expert.ts';
import * as filing from './filing.ts';
import * as funds from './funds.ts';
import * as key from './key.ts';
import * as knowledge from './knowledge.ts';
import { physicalNode } from './physical.ts';
import * as place from './place.ts';
import * as planning from './planning.ts';
import * as project from './project.ts';
import * as work from './work.ts';

const declared = { ...project, ...place, ...planning, ...funds, physicalNode, ...key, ...filing, ...expert, ...knowledge, ...work };

type Declared = (typeof declared)[keyof typeof declared];
export type CodeTableId = Declared['id'];

const byId: ReadonlyMap<string, CodeTable> = new Map(Object.values(declared).map((table) => [table.id, table]));

/** All code tables, in declaration order. */
export const codeTables: readonly CodeTable[] = [...byId.values()];

/** The table with this id. Throws when the id is not declared, which the type already forbids. */
export function codeTable(id: CodeTableId): CodeTable {
  const table = byId.get(id);
  if (table === undefined) throw new Error(`undeclared code table ${id}`);
  return table;
}

const itemIndex = new Map<string, ReadonlyMap<string, CodeItem>>();

/** The item with this code, in any validity period, or undefined. */
export function codeItem(id: CodeTableId, code: string): CodeItem | undefined {
  let index = itemIndex.get(id);
  if (index === undefined) {
    index = new Map(codeTable(id).items.map((item) => [item.code, item]));
    itemIndex.set(id, index);
  }
  return index.get(code);
}

/** Items in force on an ISO date (`validTo` exclusive). */
export const itemsOn = (id: CodeTableId, date: string): readonly CodeItem[] =>
  codeTable(id).items.filter((item) => (item.validFrom === undefined || item.validFrom <= date) && (item.validTo === undefined || date < item.validTo));
