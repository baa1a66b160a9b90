// Which rows are selected: some ids, or everything the filter finds except some.

export type Selection = { readonly mode: 'some'; readonly ids: ReadonlySet<string> } | { readonly mode: 'all'; readonly except: ReadonlySet<string> };

export const noSelection: Selection = { mode: 'some', ids: new Set() };
export const allSelected: Selection = { mode: 'all', except: new Set() };

export const selectOnly = (ids: Iterable<string>): Selection => ({ mode: 'some', ids: new Set(ids) });

export function isSelected(selection: Selection, id: string): boolean {
  return selection.mode === 'some' ? selection.ids.has(id) : !selection.except.has(id);
}

/** Adds the row when it is not selected, takes it out when it is. */
export function toggled(selection: Selection, id: string): Selection {
  if (selection.mode === 'some') return { mode: 'some', ids: flip(selection.ids, id) };
  return { mode: 'all', except: flip(selection.except, id) };
}

function flip(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** How many rows are selected out of `total`. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.mode === 'some' ? selection.ids.size : Math.max(0, total - selection.except.size);
}
