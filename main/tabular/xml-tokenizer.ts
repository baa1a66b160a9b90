// A small streaming XML tokenizer for spreadsheet parts: local names, entities, nesting bound, no DTD ever.

import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';

/**
 * Receives the elements of a document in order. Names come without their prefix, because writers differ in prefixes
 * and namespaces (transitional, strict, `x:row`) but not in local names.
 */
export interface XmlHandler {
  open(name: string, xml: XmlTokenizer): void;
  close(name: string, xml: XmlTokenizer): void;
}

const SPACE = 0x20;
const BANG = 0x21;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

/** What a scan returns when the chunk ends inside the token: wait for more. */
const INCOMPLETE = -1;

/**
 * Push tokenizer: `write` text as it arrives, then `end`. Written for speed (attribute positions instead of objects,
 * text only when asked for); a general SAX parser took more than half of our time budget on a 100,000 × 30 sheet.
 * Throws `ReadProblem`: `spreadsheet_hostile` on DOCTYPE or absurd nesting, `spreadsheet_damaged` on malformed XML.
 */
export class XmlTokenizer {
  readonly #handler: XmlHandler;
  readonly #path: string[] = [];
  #pending = '';
  #rootSeen = false;

  #source = '';
  #attributeCount = 0;
  /** Four positions per attribute of the current tag: local name start, name end, value start, value end. */
  readonly #attributes: number[] = [];

  #capturing = false;
  #text = '';

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** Number of open elements, the current one included. */
  get depth(): number {
    return this.#path.length;
  }

  /** Value of an attribute of the element being opened, entities decoded. `local` is the name without prefix. */
  attribute(local: string): string | undefined {
    for (let at = 0; at < this.#attributeCount * 4; at += 4) {
      const start = this.#attributes[at] ?? 0;
      const end = this.#attributes[at + 1] ?? 0;
      if (end - start === local.length && this.#source.startsWith(local, start)) {
        return decodeText(this.#source.slice(this.#attributes[at + 2], this.#attributes[at + 3]));
      }
    }
    return undefined;
  }

  /** Starts collecting character data, dropping what was collected before. */
  captureText(): void {
    this.#capturing = true;
    this.#text = '';
  }

  /** Ends collecting and returns the character data since `captureText`. */
  takeText(): string {
    const text = this.#text;
    this.#capturing = false;
    this.#text = '';
    return text;
  }

  /** Adds text to what is being collected, as if it stood in the document (a line break element, for example). */
  addText(text: string): void {
    if (this.#capturing) this.#text += text;
  }

  write(chunk: string): void {
    const source = this.#pending === '' ? chunk : this.#pending + chunk;
    this.#source = source;
    let position = 0;
    for (;;) {
      const tag = source.indexOf('<', position);
      if (tag === -1) break;
      if (tag > position && this.#capturing) this.#text += decodeText(source.slice(position, tag));
      const after = this.#token(source, tag);
      position = after === INCOMPLETE ? tag : after;
      if (after === INCOMPLETE) break;
    }
    this.#pending = source.slice(position);
    if (this.#pending.length > readLimits.xmlToken) throw new ReadProblem('spreadsheet_hostile', '文件内部的 XML 标记过长');
  }

  /** Checks that the document is complete. */
  end(): void {
    if (!this.#rootSeen) throw malformed('没有内容');
    if (this.#path.length > 0) throw malformed(`<${this.#path.at(-1) ?? ''}> 没有结束`);
    if (this.#pending.includes('<')) throw malformed('结尾不完整');
  }

  /** Handles the markup that starts at `at` and returns the position after it. */
  #token(source: string, at: number): number {
    const next = source.charCodeAt(at + 1);
    if (next === SLASH) return this.#closeTag(source, at);
    if (next === BANG) return this.#declaration(source, at);
    if (next === QUESTION) return skipPast(source, '?>', at);
    return Number.isNaN(next) ? INCOMPLETE : this.#openTag(source, at);
  }

  #declaration(source: string, at: number): number {
    if (source.startsWith('<!--', at)) return skipPast(source, '-->', at + 4);
    if (source.startsWith('<![CDATA[', at)) {
      const end = source.indexOf(']]>', at);
      if (end === -1) return INCOMPLETE;
      this.addText(source.slice(at + 9, end));
      return end + 3;
    }
    // Nine characters decide; DTDs define entities, the way to a billion laughs and to outside files.
    if (source.length - at < 9) return INCOMPLETE;
    throw new ReadProblem('spreadsheet_hostile', '文件内部的 XML 含有 DOCTYPE 声明');
  }

  #closeTag(source: string, at: number): number {
    const end = source.indexOf('>', at);
    if (end === -1) return INCOMPLETE;
    let stop = end;
    while (source.charCodeAt(stop - 1) <= SPACE) stop--;
    const open = this.#path.pop();
    const start = stop - (open?.length ?? 0);
    const before = source.charCodeAt(start - 1);
    if (open === undefined || !source.startsWith(open, start) || (before !== SLASH && before !== COLON)) {
      throw malformed(`<${open ?? ''}> 与 ${source.slice(at, Math.min(end + 1, at + 40))} 不配对`);
    }
    this.#handler.close(open, this);
    return end + 1;
  }

  #openTag(source: string, at: number): number {
    let position = at + 1;
    let localStart = position;
    let code = source.charCodeAt(position);
    while (code > SPACE && code !== SLASH && code !== GREATER) {
      if (code === COLON) localStart = position + 1;
      code = source.charCodeAt(++position);
    }
    const name = source.slice(localStart, position);

    this.#attributeCount = 0;
    for (;;) {
      while (code <= SPACE) code = source.charCodeAt(++position);
      if (code === GREATER || code === SLASH) break;
      const after = this.#attribute(source, position);
      if (after === INCOMPLETE) return INCOMPLETE;
      position = after;
      code = source.charCodeAt(position);
    }
    const selfClosing = code === SLASH;
    if (selfClosing) code = source.charCodeAt(++position);
    if (Number.isNaN(code)) return INCOMPLETE;
    if (code !== GREATER || name === '') throw malformed(`标记 ${source.slice(at, Math.min(position, at + 40))} 有误`);

    if (this.#path.length === 0 && this.#rootSeen) throw malformed('有多个根元素');
    this.#rootSeen = true;
    if (this.#path.push(name) > readLimits.xmlDepth) throw new ReadProblem('spreadsheet_hostile', '文件内部的 XML 嵌套过深');
    this.#handler.open(name, this);
    if (selfClosing) {
      this.#path.pop();
      this.#handler.close(name, this);
    }
    return position + 1;
  }

  /** Records the attribute that starts at `start` and returns the position after its closing quote. */
  #attribute(source: string, start: number): number {
    let position = start;
    let localStart = start;
    let code = source.charCodeAt(position);
    while (code > SPACE && code !== EQUALS && code !== GREATER) {
      if (code === COLON) localStart = position + 1;
      code = source.charCodeAt(++position);
    }
    const nameEnd = position;
    while (code <= SPACE) code = source.charCodeAt(++position);
    if (Number.isNaN(code)) return INCOMPLETE;
    if (code !== EQUALS) throw malformed(`属性 ${source.slice(start, Math.min(position, start + 40))} 没有值`);
    code = source.charCodeAt(++position);
    while (code <= SPACE) code = source.charCodeAt(++position);
    if (Number.isNaN(code)) return INCOMPLETE;
    if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE) throw malformed('属性值没有引号');
    const close = source.indexOf(code === DOUBLE_QUOTE ? '"' : "'", position + 1);
    if (close === -1) return INCOMPLETE;
    const slot = this.#attributeCount++ * 4;
    this.#attributes[slot] = localStart;
    this.#attributes[slot + 1] = nameEnd;
    this.#attributes[slot + 2] = position + 1;
    this.#attributes[slot + 3] = close;
    return close + 1;
  }
}

function skipPast(source: string, terminator: string, from: number): number {
  const end = source.indexOf(terminator, from);
  return end === -1 ? INCOMPLETE : end + terminator.length;
}

const namedEntities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Resolves the five XML entities, numeric references and line ends; anything else would need a DTD and is refused. */
function decodeText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([^;&]{0,32}));?/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) {
      const value = whole.endsWith(';') ? namedEntities.get(name) : undefined;
      if (value === undefined) throw malformed(`无法识别的实体 ${whole.slice(0, 40)}`);
      return value;
    }
    const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
    if (!whole.endsWith(';') || code === 0 || code > 0x10ffff) throw malformed(`字符引用 ${whole} 有误`);
    return String.fromCodePoint(code);
  });
}

function malformed(detail: string): ReadProblem {
  return new ReadProblem('spreadsheet_damaged', `文件内部的 XML 有误（${detail}）`);
}
