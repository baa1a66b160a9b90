// How large an input is, counted alike for every transport.

/**
 * Bytes of a plain value: UTF-8 text plus JSON punctuation plus raw binary. Counting stops once `limit` is passed, so
 * a hostile value costs no more than an allowed one. Nesting is followed without recursion.
 */
export function measureInput(value: unknown, limit: number): number {
  let total = 0;
  const rest: unknown[] = [value];
  while (rest.length > 0 && total <= limit) {
    const item = rest.pop();
    if (typeof item === 'string') total += 2 + utf8Length(item);
    else if (item instanceof Uint8Array) total += item.byteLength;
    else if (Array.isArray(item)) {
      total += 2 + item.length;
      if (total <= limit) for (const element of item) rest.push(element);
    } else if (typeof item === 'object' && item !== null) {
      total += 2;
      for (const [key, element] of Object.entries(item)) {
        total += 4 + utf8Length(key);
        rest.push(element);
      }
    } else total += String(item).length;
  }
  return total;
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) length += 1;
    // Each half of a surrogate pair counts two: four bytes for the pair.
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) length += 1;
  }
  return length;
}
