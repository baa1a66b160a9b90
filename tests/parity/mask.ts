// Makes answers of different replicas comparable: new identifiers and times become their place in the answer.

const identifier = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Codes that are read out: groups of five letters and digits. */
const readOut = /(?<![0-9A-Za-z])(?:[0-9A-HJKMNP-TV-Z]{5}-)+[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Za-z])/g;
/** Names of backups begin with the time. */
const backupName = /\b\d{8}-\d{9}-(?:daily|weekly|manual)\b/g;
/** Figures of a station as a whole: how often somebody signed in differs from host to host. */
const ownFigures = new Set(['auditSize', 'seq', 'size', 'checkpoints', 'records', 'bytes']);
/** Links of the audit and hashes of files that hold times. */
const hash = /\b[0-9a-f]{64}\b/g;
/** A time on the wall clock, as the audit shows it. */
const wallTime = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/g;
const auditFile = /_\d+-\d+\.jsonl$/;
const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Windows lock between persons, and every locking signs a checkpoint; a command does not. */
const isOwn = (key: string, value: unknown): boolean => key === 'signers' || (typeof value === 'number' && ownFigures.has(key));

/** `known` identifiers and times are in every replica and stay; the data folder is each host's own. Binary content becomes its length's magnitude: file dates differ. */
export function masked(value: unknown, known: ReadonlySet<string>, dataDir: string): unknown {
  const places = new Map<string, string>();
  const place = (kind: string, text: string): string => {
    if (known.has(text)) return text;
    const found = places.get(text) ?? `<${kind} ${places.size + 1}>`;
    places.set(text, found);
    return found;
  };
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string')
      return node
        .replaceAll(dataDir, '<data>')
        .replace(readOut, (code) => (known.has(code) ? code : '<code>'))
        .replace(hash, '<hash>')
        .replace(wallTime, '<time>')
        .replace(auditFile, '_<range>.jsonl')
        .replace(backupName, (name) => (known.has(name) ? name : '<backup>'))
        .replace(identifier, (id) => place('id', id))
        .replace(moment, (time) => (known.has(time) ? time : '<time>'));
    if (node instanceof Uint8Array) return { bytes: node.byteLength > 1000 ? 'a workbook' : Array.from(node) };
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node === 'object' && node !== null)
      return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, isOwn(key, child) ? '<own>' : visit(child)]));
    return node;
  };
  return visit(value);
}

/** Every identifier and time in a value. */
export const marksIn = (value: unknown): string[] => {
  const text = JSON.stringify(value);
  return [...(text.match(identifier) ?? []), ...(text.match(moment) ?? [])];
};
