// JSON of the command line: one line out; binary content as `{"$base64": text}`, both ways.

const mark = '$base64';

export const toJson = (value: unknown): string =>
  `${JSON.stringify(value, (_key, each: unknown) => (each instanceof Uint8Array ? { [mark]: Buffer.from(each).toString('base64') } : each))}\n`;

/** Throws SyntaxError for text that is no JSON. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || !(mark in each) || Object.keys(each).length !== 1) return each;
    const content = each[mark];
    return typeof content === 'string' ? new Uint8Array(Buffer.from(content, 'base64')) : each;
  });
}
