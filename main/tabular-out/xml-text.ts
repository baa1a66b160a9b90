// Text into XML: markup escaped, and the characters XML cannot hold written the way Excel does.

// `_x` followed by four hex digits is how Excel spells such characters, so a literal underscore there is spelt too.
const special = /[&<>"\0-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[0-9a-fA-F]{4})/g;
const special1 = new RegExp(special.source);

const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const spell = (character: string): string => markup[character] ?? `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Escapes text for element content and attributes; control characters, CR included, become `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). */
export function xmlText(text: string): string {
  return special1.test(text) ? text.replace(special, spell) : text;
}

/** A `<t>` element; white space at the ends or a line break survives only when it says so. */
export function textElement(text: string): string {
  return /^\s|\s$|\n/.test(text) ? `<t xml:space="preserve">${xmlText(text)}</t>` : `<t>${xmlText(text)}</t>`;
}
