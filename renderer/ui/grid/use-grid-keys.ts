// The keyboard of the grid: what Excel users' hands already know.

import type { CellPosition, GridSelection } from './use-grid-selection.ts';

export interface GridKeyActions {
  readonly openFull: () => void;
  readonly editCell: () => void;
  readonly openFilter: () => void;
  readonly copy: (withHeaders: boolean) => void;
  readonly openMenu: () => void;
  /** After the focus moved to another row by key. */
  readonly visit: () => void;
}

interface GridShape {
  readonly rowCount: () => number;
  readonly columnCount: () => number;
  readonly rowsPerPage: () => number;
  readonly show: (position: CellPosition) => void;
}

/** Makes the key handler of a grid. Keys that a Chinese input method is using are left alone. */
export function gridKeys(selection: GridSelection, shape: GridShape, actions: GridKeyActions): (event: KeyboardEvent) => void {
  function target(event: KeyboardEvent): CellPosition | null {
    const { row, column } = selection.focus.value;
    const lastRow = shape.rowCount() - 1;
    const lastColumn = shape.columnCount() - 1;
    const far = event.ctrlKey || event.metaKey;
    switch (event.key) {
      case 'ArrowUp':
        return { row: far ? 0 : row - 1, column };
      case 'ArrowDown':
        return { row: far ? lastRow : row + 1, column };
      case 'ArrowLeft':
        return { row, column: far ? 0 : column - 1 };
      case 'ArrowRight':
        return { row, column: far ? lastColumn : column + 1 };
      case 'PageUp':
        return { row: row - shape.rowsPerPage(), column };
      case 'PageDown':
        return { row: row + shape.rowsPerPage(), column };
      case 'Home':
        return far ? { row: 0, column: 0 } : { row, column: 0 };
      case 'End':
        return far ? { row: lastRow, column: lastColumn } : { row, column: lastColumn };
      default:
        return null;
    }
  }

  function move(event: KeyboardEvent, wanted: CellPosition): void {
    const position = {
      row: Math.min(Math.max(0, wanted.row), Math.max(0, shape.rowCount() - 1)),
      column: Math.min(Math.max(0, wanted.column), Math.max(0, shape.columnCount() - 1)),
    };
    const changesRow = position.row !== selection.focus.value.row;
    selection.focusOn(position);
    shape.show(position);
    if (event.shiftKey && changesRow) void selection.selectTo(position.row);
    else if (changesRow) actions.visit();
  }

  function act(event: KeyboardEvent): boolean {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (control && key === 'a') selection.selectAll();
    else if (control && key === 'c') actions.copy(event.shiftKey);
    else if (control && key === 'f') actions.openFilter();
    else if (control) return false;
    else if (event.key === ' ') selection.toggleRow(selection.focus.value.row);
    else if (event.key === 'Enter') actions.openFull();
    else if (event.key === 'F2') actions.editCell();
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) actions.openMenu();
    else return false;
    return true;
  }

  return (event) => {
    if (event.isComposing || event.altKey || event.target !== event.currentTarget || shape.rowCount() === 0) return;
    const wanted = target(event);
    if (wanted !== null) move(event, wanted);
    else if (!act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
