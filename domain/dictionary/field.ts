// What a field declaration is: the one place a column of the ten databases is described.

import type { CodeTableId } from './code-tables/index.ts';

/** Entities a field may point to by id: the name is that of the table, see `refTarget` in tables/index.ts. */
export type RefEntity =
  | 'org'
  | 'person'
  | 'project'
  | 'project_approval'
  | 'annual_plan_item'
  | 'contract'
  | 'progress_report'
  | 'plan_document'
  | 'fund_program'
  | 'review_session'
  | 'expert'
  | 'policy_document'
  | 'policy_article'
  | 'penalty_item'
  | 'decision_resource'
  | 'macro_indicator';

/**
 * How a value is stored, checked and shown.
 * - `money`: INTEGER 元, shown in 万元.
 * - `decimal`: INTEGER scaled by 10^scale; `min` and `max` are in display units.
 * - `percent`: INTEGER basis points, shown with one decimal.
 * - `date` with `partial`: text `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the length is the precision and text order is time order.
 * - `codes`, `texts`, `refs`, `list`: JSON arrays; `list` holds flat objects with the named columns.
 * - `secret`: personal data; encrypted by itself and masked (never in lists, exports or search).
 */
export type FieldType =
  | { readonly kind: 'text'; readonly max: number; readonly multiline?: true }
  | { readonly kind: 'money' }
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'decimal'; readonly scale: number; readonly min?: number; readonly max?: number }
  | { readonly kind: 'percent' }
  | { readonly kind: 'date'; readonly partial?: true }
  | { readonly kind: 'month' }
  | { readonly kind: 'year' }
  | { readonly kind: 'datetime' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'code'; readonly table: CodeTableId }
  | { readonly kind: 'codes'; readonly table: CodeTableId }
  | { readonly kind: 'ref'; readonly entity: RefEntity }
  | { readonly kind: 'refs'; readonly entity: RefEntity }
  | { readonly kind: 'texts' }
  | { readonly kind: 'list'; readonly columns: readonly { readonly id: string; readonly label: string }[] }
  | { readonly kind: 'secret'; readonly form: 'id_number' | 'mobile' | 'bank_account' | 'contact' };

/** Field groups of the write-ownership matrix (domain.md §1.12); the right to edit is decided per group. */
export type FieldGroup = 'identity' | 'content' | 'review' | 'plan' | 'progress' | 'payment' | 'inspection' | 'library' | 'system';

/** Named checks run by `validate`; the code that does them lives in domain/codes. */
export type CheckId = 'project_code' | 'uscc' | 'document_number' | 'industry' | 'id_number' | 'mobile' | 'email' | 'person_name';

/** A flat record of one library: dictionary identifiers to stored values. */
export type RecordValues = Readonly<Record<string, StoredValue>>;
export type StoredValue = string | number | boolean | null | readonly (string | Readonly<Record<string, string | number | null>>)[];

/** What a field of personal information is kept for (个人信息保护法 §6, §28; security.md PI-01). */
export interface PersonalUse {
  readonly purpose: string;
  /** The ground of processing, with its source. */
  readonly basis: string;
  readonly retention: string;
  /** 敏感个人信息 of §28: separate consent or a duty imposed by law. */
  readonly isSensitive?: true;
}

/** A condition with the sentence a person reads: `text` completes 「…时必填」. */
export interface When {
  readonly text: string;
  readonly test: (record: RecordValues) => boolean;
}

export interface Field {
  /** snake_case identifier: column name, JSON key, the same everywhere. */
  readonly id: string;
  readonly label: string;
  readonly type: FieldType;
  /** Display unit when the type does not imply it (亩, ㎡, 月, 人, 分). Money is always 万元. */
  readonly unit?: string;
  /** `true` = always required before a record is complete; drafts may lack it, see `validate`. */
  readonly required?: true | When;
  readonly group: FieldGroup;
  /** `derived`: computed by the system, never typed or imported; the text says from what. */
  readonly derived?: string;
  readonly sensitivity?: 'internal' | 'personal';
  /** Set for every field that holds personal information, encrypted or not; see docs/personal-data.md. */
  readonly personal?: PersonalUse;
  readonly role?: 'dimension' | 'measure';
  /** Included in the full-text search. */
  readonly searched?: true;
  readonly check?: CheckId;
  /** Holds SHA-256 names in the file store: filled by attaching a file, never typed, imported or searched. */
  readonly attachment?: true;
  /** Further spellings of the Excel header; the label itself is always understood. */
  readonly aliases?: readonly string[];
  /** The rule in one Chinese sentence, shown as help. */
  readonly help?: string;
  /** Where the field comes from: tags of the domain dossier's annex (G3, L1 第16条, J …). */
  readonly source: string;
  /** Shown in the list by default, with this width in px; others can be chosen. */
  readonly column?: number;
  /** Section of the form; fields of one section stand together. */
  readonly section: string;
}

/** A rule over several fields of one record (domain.md §1.13). Returns true when it holds or cannot be judged yet. */
export interface RecordRule {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly fields: readonly [string, ...string[]];
  readonly message: string;
  readonly source: string;
  readonly holds: (record: RecordValues, context: RuleContext) => boolean;
}

export interface RuleContext {
  /** ISO date; rules never read a clock. */
  readonly today: string;
}

/** One stored table. Row metadata (version, created, updated, …) is common and not repeated here. */
export interface TableDeclaration {
  readonly name: string;
  readonly label: string;
  /** Name of the primary key, a UUIDv7; absent where the row's key is that of its record (extensions of the master). */
  readonly key?: string;
  /** The field a person recognises a row by; a reference to the row is shown and imported as this. */
  readonly title?: string;
  /** Column naming the row this one is part of (a declared `ref` field, or the parent's key); other `ref` fields only point. */
  readonly belongsTo?: string;
  readonly fields: readonly Field[];
  readonly rules?: readonly RecordRule[];
  readonly source: string;
}
