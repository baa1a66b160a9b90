// Columns of a library's list, made from its fields.

import type { Field } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { isCellEditable } from '../../ui/format/parse.ts';
import { isNumeric, plainText, unitOf, valueText } from '../../ui/format/values.ts';
import type { ColumnLayout, FilterKind, GridColumn } from '../../ui/grid/grid-column.ts';

const usualWidth = 120;
const numberWidth = 110;
const textWidth = 180;

const filterKinds: Readonly<Record<Field['type']['kind'], FilterKind | null>> = {
  text: 'text',
  ref: 'text',
  money: 'money',
  integer: 'number',
  decimal: 'number',
  percent: 'number',
  year: 'number',
  date: 'date',
  month: 'date',
  datetime: 'date',
  boolean: 'boolean',
  code: 'choice',
  codes: 'choice',
  texts: 'choice',
  refs: null,
  list: null,
  secret: null,
};

/** Key under which a record carries the shown value of a field. */
export const shownKey = (field: Field): string => (field.type.kind === 'ref' || field.type.kind === 'refs' ? refNameId(field) : field.id);

/** Width at which the name and unit of a column are read whole, with room for the mark of sorting. */
const headPx = (field: Field): number => field.label.length * 13 + (unitOf(field)?.length ?? 0) * 11 + 38;

function columnOf(field: Field, mayFill: (field: Field) => boolean): GridColumn {
  const key = shownKey(field);
  return {
    field,
    key,
    label: field.label,
    unit: unitOf(field),
    isNumeric: isNumeric(field.type),
    isEditable: isCellEditable(field) && mayFill(field),
    filterKind: field.type.kind === 'text' && field.role === 'dimension' ? 'choice' : filterKinds[field.type.kind],
    defaultWidth: Math.max(field.column ?? (isNumeric(field.type) ? numberWidth : field.type.kind === 'text' ? textWidth : usualWidth), headPx(field)),
    text: (row) => valueText(field.type, row[key]),
    plain: (row) => plainText(field.type, row[key]),
  };
}

const isListed = ({ type, attachment }: Field): boolean => type.kind !== 'secret' && attachment === undefined;

/** Every column a library's list can show; personal data and files are not among them. `mayFill` says which cells may be changed. */
export const columnsOf = (library: Library, mayFill: (field: Field) => boolean = () => true): readonly GridColumn[] =>
  library.fields.filter(isListed).map((field) => columnOf(field, mayFill));

/** The title first, the code behind it, then what the dictionary shows by default. */
export function usualLayout(library: Library): ColumnLayout {
  const shown = library.fields.filter((field) => field.column !== undefined && isListed(field)).map(({ id }) => id);
  return { shown: [library.titleField, ...shown.filter((id) => id !== library.titleField)], widths: {} };
}

/** Shown columns in order; ids that the dictionary no longer has are left out. */
export function shownColumns(all: readonly GridColumn[], layout: ColumnLayout): readonly GridColumn[] {
  const byId = new Map(all.map((column) => [column.field.id, column]));
  return layout.shown.flatMap((id) => byId.get(id) ?? []);
}

/** A layout as it was remembered, or undefined when it is not one. */
export function parseLayout(stored: unknown): ColumnLayout | undefined {
  if (typeof stored !== 'object' || stored === null || !('shown' in stored) || !('widths' in stored)) return undefined;
  const { shown, widths } = stored;
  if (!Array.isArray(shown) || !shown.every((id) => typeof id === 'string') || shown.length === 0) return undefined;
  if (typeof widths !== 'object' || widths === null) return undefined;
  const numbers = Object.entries(widths).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { shown, widths: Object.fromEntries(numbers) };
}
