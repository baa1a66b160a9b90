// HTML character references that occur in exported tables.

const named = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: '\u2002',
    emsp: '\u2003',
    middot: '·',
    bull: '•',
    ldquo: '“',
    rdquo: '”',
    lsquo: '‘',
    rsquo: '’',
    mdash: '—',
    ndash: '–',
    hellip: '…',
    times: '×',
    divide: '÷',
    plusmn: '±',
    deg: '°',
    sup2: '²',
    sup3: '³',
    yen: '¥',
    euro: '€',
    copy: '©',
    reg: '®',
    laquo: '«',
    raquo: '»',
    permil: '‰',
    rarr: '→',
  }),
);

/** Replaces references; an unknown one stays as written, as browsers do. */
export function decodeHtmlEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]\w{1,10}));?/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named.get(name.toLowerCase()) ?? whole;
    const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
