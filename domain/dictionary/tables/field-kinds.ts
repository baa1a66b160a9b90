// One-line constructors of fields, so that a declaration reads like a row of the published table.

import type { CodeTableId } from '../code-tables/index.ts';
import type { CheckId, Field, FieldGroup, FieldType, RefEntity } from '../field.ts';

/** A field before its section gives it a place and an owner. */
export type Draft = Omit<Field, 'section' | 'group'> & { readonly group?: FieldGroup };
type More = Partial<Omit<Field, 'id' | 'label' | 'type' | 'source' | 'section'>>;
type SecretForm = Extract<FieldType, { kind: 'secret' }>['form'];
type Build = (id: string, label: string, source: string, more?: More) => Draft;

const of =
  (type: FieldType, usual: More = {}): Build =>
  (id, label, source, more = {}) => ({ id, label, type, source, ...usual, ...more });

/** Money is a measure, a code or a yes/no is a dimension: that is how they are counted unless a declaration says otherwise. */
export const money = of({ kind: 'money' }, { role: 'measure' });
export const percent = of({ kind: 'percent' }, { role: 'measure' });
export const year = of({ kind: 'year' }, { role: 'dimension' });
export const flag = of({ kind: 'boolean' }, { role: 'dimension' });
export const date = of({ kind: 'date' });
export const partialDate = of({ kind: 'date', partial: true });
export const month = of({ kind: 'month' });
export const datetime = of({ kind: 'datetime' });
export const texts = of({ kind: 'texts' });

export const text = (id: string, label: string, max: number, source: string, more?: More): Draft => of({ kind: 'text', max })(id, label, source, more);

export const longText = (id: string, label: string, max: number, source: string, more?: More): Draft =>
  of({ kind: 'text', max, multiline: true })(id, label, source, more);

/** A number of an official document, checked and normalised to 机关代字〔年份〕序号号. */
export const documentNumber: Build = of({ kind: 'text', max: 60 }, { check: 'document_number' });

export const integer = (id: string, label: string, unit: string, bounds: { min?: number; max?: number }, source: string, more?: More): Draft =>
  of({ kind: 'integer', ...bounds }, { unit })(id, label, source, more);

/** `bounds` are in display units; the stored value is scaled by 10^scale. */
export const decimal = (id: string, label: string, unit: string, shape: { scale: number; min?: number; max?: number }, source: string, more?: More): Draft =>
  of({ kind: 'decimal', ...shape }, unit === '' ? {} : { unit })(id, label, source, more);

export const code = (id: string, label: string, table: CodeTableId, source: string, more?: More): Draft =>
  of({ kind: 'code', table }, { role: 'dimension' })(id, label, source, more);

export const codes = (id: string, label: string, table: CodeTableId, source: string, more?: More): Draft =>
  of({ kind: 'codes', table }, { role: 'dimension' })(id, label, source, more);

export const ref = (id: string, label: string, entity: RefEntity, source: string, more?: More): Draft => of({ kind: 'ref', entity })(id, label, source, more);

export const refs = (id: string, label: string, entity: RefEntity, source: string, more?: More): Draft => of({ kind: 'refs', entity })(id, label, source, more);

/** A list of flat rows; `columns` maps column id to its label, in order. */
export const list = (id: string, label: string, columns: Readonly<Record<string, string>>, source: string, more?: More): Draft =>
  of({ kind: 'list', columns: Object.entries(columns).map(([column, title]) => ({ id: column, label: title })) })(id, label, source, more);

/** Personal data: encrypted by itself, masked, never listed, exported or searched. */
export const secret = (id: string, label: string, form: SecretForm, source: string, more?: More): Draft =>
  of({ kind: 'secret', form }, { sensitivity: 'personal', ...(form === 'id_number' || form === 'mobile' ? { check: form satisfies CheckId } : {}) })(
    id,
    label,
    source,
    more,
  );

/** One file, or several with `files`, by SHA-256 in the file store. */
export const file = of({ kind: 'text', max: 64 }, { attachment: true });
export const files = of({ kind: 'texts' }, { attachment: true });

/** Places fields in one section of the form; `group` says who may edit those that do not say it themselves. Derived fields belong to the system. */
export const section = (title: string, group: FieldGroup, drafts: readonly Draft[]): Field[] =>
  drafts.map((draft) => ({ ...draft, group: draft.group ?? (draft.derived === undefined ? group : 'system'), section: title }));
