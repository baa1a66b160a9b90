// Feeds the bytes of an XML part through the tokenizer in the encoding the part declares.

import { ReadProblem } from './read-problem.ts';
import { XmlTokenizer, type XmlHandler } from './xml-tokenizer.ts';

const GREATER = 0x3e;

/**
 * Parses a whole XML document from byte chunks.
 * Chunks are cut after their last `>`, so that the tokenizer rarely has to join strings: a joined string reads half
 * as fast in V8. Throws `ReadProblem` when the document is not well-formed or not in its encoding.
 */
export async function parseXml(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const tokenizer = new XmlTokenizer(handler);
  let decode: ((bytes?: Uint8Array) => string) | undefined;
  let held: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    decode ??= strictDecoder(xmlEncoding(chunk));
    const cut = chunk.lastIndexOf(GREATER) + 1;
    tokenizer.write(decode(Buffer.concat([held, chunk.subarray(0, cut)])));
    held = chunk.subarray(cut);
  }
  if (decode !== undefined) tokenizer.write(decode(held) + decode());
  tokenizer.end();
}

/** Encoding by byte order mark, by the NUL bytes of UTF-16, or by the XML declaration; UTF-8 otherwise. */
export function xmlEncoding(head: Uint8Array): string {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declaration = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 200)).toString('latin1');
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(declaration)?.[1];
  // A part that can be read as ASCII up to here is not UTF-16, whatever it says.
  return declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}

/** Streaming decoder that refuses bytes outside the encoding; called without bytes it ends the text. */
function strictDecoder(encoding: string): (bytes?: Uint8Array) => string {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return (bytes) => {
      try {
        return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      } catch (error) {
        throw new ReadProblem('spreadsheet_damaged', '文件内部的 XML 字符编码有误', error);
      }
    };
  } catch (error) {
    throw new ReadProblem('spreadsheet_unsupported', `文件内部的 XML 使用了少见的编码 ${encoding}`, error);
  }
}
