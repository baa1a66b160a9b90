// What changes the chosen rows of a list as a whole: deleting them, reporting, returning, locking.

import { shallowRef, type ShallowRef } from 'vue';
import type { Row } from '#domain/contract/query.ts';
import type { TransitionId } from '#domain/policy/record-state.ts';
import { countText } from '../../ui/format/numbers.ts';
import type { BlockRows } from '../../ui/grid/block-rows.ts';
import { rowText, type GridQuestion, type GridSource } from '../../ui/grid/grid-column.ts';
import type { GridSelection } from '../../ui/grid/use-grid-selection.ts';
import type { MenuItem } from '../../ui/menu-item.ts';
import { tellProblem } from '../../api/notices.ts';
import { mayIn } from '../../api/permission.ts';
import { offeredTransitions } from '../record/offered-transitions.ts';
import type { ListState } from './list-state.ts';

const mostRemoved = 20_000;
const mostMoved = 2000;

interface Chosen {
  readonly ids: readonly string[];
  /** Name of the row the menu was opened on. */
  readonly title: string;
}

export interface RowChanges {
  /** Rows about to be deleted, or moved to another state; null while nothing is asked. */
  readonly removing: ShallowRef<Chosen | null>;
  readonly moving: ShallowRef<(Chosen & { readonly action: TransitionId }) | null>;
  /** Lines of the menu; none for those who may do nothing of it. */
  readonly items: (row: Row) => readonly MenuItem[];
}

/** The changes offered on the rows chosen in a list. */
export function useRowChanges(
  { library }: ListState,
  { source, question, rows, selection }: { source: GridSource; question: () => GridQuestion; rows: BlockRows; selection: GridSelection },
): RowChanges {
  const removing = shallowRef<Chosen | null>(null);
  const moving = shallowRef<(Chosen & { action: TransitionId }) | null>(null);

  async function chosenRows(row: Row, verb: string, most: number): Promise<Chosen | null> {
    const chosen = selection.selection.value;
    const title = rowText(row, library.titleField);
    const count = selection.count.value;
    if (count > most) {
      tellProblem({ code: 'too_large', message: `一次最多${verb} ${countText(most)} 项，现选中 ${countText(count)} 项，没有${verb}。请缩小选择。` });
      return null;
    }
    if (chosen.mode === 'some') return { ids: [...chosen.ids], title };
    const result = await source.ids({ ...question(), offset: 0, limit: rows.total.value });
    if (!result.ok) {
      tellProblem(result.error);
      return null;
    }
    return { ids: result.value.filter((id) => !chosen.except.has(id)), title };
  }

  async function askRemove(row: Row): Promise<void> {
    removing.value = await chosenRows(row, '删除', mostRemoved);
  }

  async function askMove(row: Row, action: TransitionId, name: string): Promise<void> {
    const chosen = await chosenRows(row, name, mostMoved);
    moving.value = chosen === null ? null : { ...chosen, action };
  }

  function items(row: Row): readonly MenuItem[] {
    const chosen = `所选 ${countText(selection.count.value)} 项`;
    const moves = offeredTransitions(library.id).map(({ id, name }): MenuItem => ({ label: `${name}${chosen}…`, run: () => void askMove(row, id, name) }));
    const removal: MenuItem[] = mayIn('remove', library.id) ? [{ label: `删除${chosen}…`, run: () => void askRemove(row) }] : [];
    return [...moves, ...removal].map((item, index) => (index === 0 ? { ...item, startsGroup: true } : item));
  }

  return { removing, moving, items };
}
