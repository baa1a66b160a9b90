// What a code table is: dated items with a source.

export interface CodeItem {
  readonly code: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly parent?: string;
  readonly group?: string;
  /** ISO dates; absent means open. `validTo` is exclusive. */
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly note?: string;
}

export interface CodeTable {
  readonly id: string;
  readonly name: string;
  /** Standard or document the table is taken from. */
  readonly standard?: string;
  readonly source: string;
  readonly items: readonly CodeItem[];
}

/** Builds items from code → `名称` or `名称|别名|别名`, in code order (integer-like object keys lose their written order). */
export const itemsOf = (pairs: Readonly<Record<string, string>>): CodeItem[] =>
  Object.entries(pairs)
    .map(([code, spellings]) => {
      const [name = '', ...aliases] = spellings.split('|');
      return aliases.length === 0 ? { code, name } : { code, name, aliases };
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
