// The recogniser's input and output shapes: import targets in, understood sheets out.

import type { MoneyUnit } from './amounts.ts';

export type { MoneyUnit } from './amounts.ts';

export type TargetKind =
  | 'text'
  | 'money'
  | 'integer'
  | 'decimal'
  | 'percent'
  | 'date'
  | 'month'
  | 'year'
  | 'boolean'
  | 'code'
  | 'codes'
  | 'ref'
  | 'texts'
  | 'list';

export interface CodeChoice {
  readonly code: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** One field a table may fill. Derived from the dictionary by the caller. */
export interface ImportTarget {
  readonly id: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly kind: TargetKind;
  /** `decimal`: the value is the integer number × 10^scale. */
  readonly scale?: number;
  readonly unit?: string;
  /** `date`: YYYY and YYYY-MM are accepted as they are. Otherwise only a full day is. */
  readonly partialDate?: boolean;
  readonly codeItems?: readonly CodeChoice[];
  /** The column whose text names the row, such as 项目名称. Exactly one target carries it. */
  readonly isTitle?: boolean;
  /** The target that identifies a project (项目代码): rows with equal codes are one project. */
  readonly identifies?: boolean;
  /** Start date whose column may also be a 「起止年限」 column; names the finish-date target. */
  readonly pairedWith?: string;
  /** Filled from the group rows in force when the table has no value of its own. */
  readonly fromContext?: 'status' | 'district';
}

export interface SheetOverride {
  readonly sheet: string;
  /** 1-based header rows, top to bottom. */
  readonly headerRows?: readonly number[];
  /** Zero-based column index → target id, or null to leave the column out. */
  readonly columns?: Readonly<Record<number, string | null>>;
  readonly unit?: MoneyUnit;
}

export interface UnderstandOptions {
  readonly targets: readonly ImportTarget[];
  /** Read this sheet only, even when it is hidden or looks out of date. */
  readonly sheet?: string;
  /** Plan year the person imports for; the table's own title wins for reading its headers. */
  readonly year?: number;
  /** ISO date; nothing here reads a clock. */
  readonly today: string;
  readonly overrides?: readonly SheetOverride[];
  /** Target id → text to code, for codes resolved by more than a list of names (regions). */
  readonly parseCode?: Readonly<Record<string, (text: string) => string | undefined>>;
}

export type ProblemSeverity = 'error' | 'warning' | 'info';

export interface UnderstandProblem {
  readonly sheet: string;
  /** 1-based physical row. */
  readonly row?: number;
  /** Excel column letter. */
  readonly column?: string;
  /** Stable identifier of the kind of problem. */
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly message: string;
}

export type RowKind = 'project' | 'section' | 'district' | 'status' | 'subtotal' | 'note' | 'header_repeat' | 'continuation' | 'blank';

export interface ClassifiedRow {
  /** 1-based physical row. */
  readonly row: number;
  readonly kind: RowKind;
  readonly reason: string;
}

export interface UnderstoodColumn {
  /** Zero-based. */
  readonly index: number;
  readonly letter: string;
  /** Header cells joined from top to bottom, such as 资金来源/总投资. */
  readonly header: string;
  readonly field: string | null;
  /** The finish-date target when one column holds 「起止」. */
  readonly alsoField?: string;
  readonly unit?: MoneyUnit;
  /** 0–1. */
  readonly confidence: number;
  readonly reason: string;
}

export type StoredCell = string | number | boolean | readonly string[];

export interface GroupContext {
  /** Labels of all group rows in force, outermost first, without ordinals and counts. */
  readonly path: readonly string[];
  readonly district: string | null;
  readonly status: string | null;
}

export interface UnderstoodProject {
  /** 1-based first physical row. */
  readonly row: number;
  readonly rows: readonly number[];
  /** Target id → stored value. A field without a usable value is absent, never 0. */
  readonly values: Readonly<Record<string, StoredCell>>;
  /** Target id → the text as printed. */
  readonly raw: Readonly<Record<string, string>>;
  readonly context: GroupContext;
  /** Footnote marks taken off the name (★ ▲ …). */
  readonly marks: readonly string[];
}

/** What a group or total row says about itself, beside what was read. Amounts in 元. */
export interface DeclaredTotal {
  readonly row: number;
  readonly label: string;
  readonly count: number | null;
  readonly found: number;
  readonly amounts: readonly { readonly field: string; readonly declared: number; readonly found: number }[];
}

export interface UnitFinding {
  readonly unit: MoneyUnit;
  readonly from: 'override' | 'header' | 'unit_line' | 'title' | 'note' | 'cell' | 'declared_total' | 'other_sheet';
  readonly text: string;
}

export interface RowCounts {
  readonly project: number;
  readonly section: number;
  readonly subtotal: number;
  readonly note: number;
  readonly skipped: number;
}

export interface UnderstoodSheet {
  readonly name: string;
  /** 1 for the first table of the sheet, 2 for the next with its own header, … */
  readonly table: number;
  /** Chinese sentence why nothing was read. */
  readonly skipped?: string;
  readonly title: string;
  readonly headerRows: readonly number[];
  readonly unit: MoneyUnit | null;
  readonly unitFrom: UnitFinding | null;
  readonly columns: readonly UnderstoodColumn[];
  readonly rows: readonly ClassifiedRow[];
  readonly counts: RowCounts;
  readonly projects: readonly UnderstoodProject[];
  readonly declared: readonly DeclaredTotal[];
  readonly problems: readonly UnderstandProblem[];
}

export interface Understood {
  readonly sheets: readonly UnderstoodSheet[];
  /** Every problem of every sheet, and those that concern the whole workbook. */
  readonly problems: readonly UnderstandProblem[];
}
