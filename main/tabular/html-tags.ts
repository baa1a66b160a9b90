// Splits an HTML page into tags and the text between them, as tolerantly as browsers do.

export interface HtmlTag {
  /** Source text since the tag before. */
  readonly before: string;
  /** Lower case. */
  readonly name: string;
  readonly closing: boolean;
  /** Source text of the attributes. */
  readonly attributes: string;
}

/** The start of a tag; or, to be passed over, a comment, a declaration, or an element whose content is no text. */
const markup = /<!--[^]*?(?:-->|$)|<(script|style|title|template)\b[^]*?(?:<\/\1\s*>|$)|<[!?][^>]*(?:>|$)|<(\/?)([a-z][\w:-]*)/gi;

/** A piece of the attributes. Quotes protect `>` only after `=`: a lost quote must not swallow the page. */
const attributePiece = /=\s*"[^"]*"|=\s*'[^']*'|[^>=]+|=/y;

/** Every tag of the page in order. */
export function* tagsOf(page: string): Generator<HtmlTag> {
  const search = new RegExp(markup);
  const piece = new RegExp(attributePiece);
  let textStart = 0;
  let before = '';
  for (let match = search.exec(page); match !== null; match = search.exec(page)) {
    before += page.slice(textStart, match.index);
    textStart = search.lastIndex;
    const name = match[3];
    if (name === undefined) continue;
    piece.lastIndex = textStart;
    let end = textStart;
    while (piece.test(page)) end = piece.lastIndex;
    yield { before, name: name.toLowerCase(), closing: match[2] === '/', attributes: page.slice(textStart, end) };
    before = '';
    textStart = end + 1;
    search.lastIndex = textStart;
  }
}
