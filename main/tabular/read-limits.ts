// The bounds an untrusted spreadsheet must stay within; each one stops a known way to exhaust memory or time.

const MB = 1024 * 1024;

export const readLimits = {
  /** Bytes of the file as given. */
  fileBytes: 50 * MB,
  /** Entries in a zip package. */
  zipEntries: 2_000,
  /** Bytes of one inflated entry held or parsed as a whole. */
  entryBytes: 100 * MB,
  /** Bytes of everything inflated from one package; also the bound of a worksheet, which is streamed and never held. */
  totalBytes: 300 * MB,
  /** Inflated bytes per compressed byte; worksheets reach 20–60, bombs 1,000. */
  inflateRatio: 200,
  /** The ratio is not judged before this many bytes. */
  inflateRatioFrom: 1 * MB,
  /** Nesting of XML elements. */
  xmlDepth: 64,
  /** Characters of one XML tag, comment or run of text. */
  xmlToken: 4 * MB,
  /** Characters in one cell: Excel's own limit. */
  cellCharacters: 32_767,
  /** Excel's own limits for one sheet. */
  rows: 1_048_576,
  columns: 16_384,
  merges: 50_000,
  sheets: 1_000,
  /** Cells of one workbook after repetition counts are expanded. */
  cells: 10_000_000,
} as const;
