// Checks the house rules no other tool reads: first lines, file names and lengths, leftovers, SQL and remote addresses.

import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '..');

interface HouseRule {
  readonly says: string;
  /** Paths it reads, from the project's root with forward slashes. */
  readonly reads: RegExp;
  readonly except?: RegExp;
  /** Offsets in the text at which it is broken. */
  readonly find: (text: string) => readonly number[];
}

const tests = /\.(test|spec)\.ts$|^tests\/|\/testing\//;
const generated = /^renderer\/components\.d\.ts$/;
/** The rules and their test have to spell what they forbid. */
const ownText = /^(scripts|tests\/map)\/check-house(\.test)?\.ts$/;
const longest = 400;

const matches =
  (pattern: RegExp) =>
  (text: string): number[] =>
    [...text.matchAll(pattern)].map(({ index }) => index);
const unless =
  (pattern: RegExp) =>
  (text: string): number[] =>
    pattern.test(text) ? [] : [0];

/** Comments become blanks of the same length, so that offsets stay true; `://` does not begin one. */
const withoutComments = (text: string): string =>
  text.replaceAll(/(?<!:)\/\/.*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));

const rules: readonly HouseRule[] = [
  { says: 'the first line is a comment that says the one thing the file is for', reads: /\.(ts|mjs)$/, except: generated, find: unless(/^\/\/ ?\S/) },
  {
    says: 'the first line of the script is a comment that says the one thing the component is for',
    reads: /\.vue$/,
    find: unless(/^(<!-- \S|<script[^>]*>\n\/\/ \S)/),
  },
  {
    // oxlint counts the lines of .ts, where migrations are excused.
    says: `over ${longest} lines a file holds two things: split it`,
    reads: /\.(vue|mjs|css|html)$/,
    find: (text) => (text.split('\n').length > longest + 1 ? [0] : []),
  },
  { says: 'say what is left to do in an issue, not in the code', reads: /./, except: ownText, find: matches(/\b(TODO|FIXME)\b/g) },
  {
    says: 'a leftover of how or where the text was written',
    reads: /./,
    except: ownText,
    find: matches(/(?<!user-)\bagents?\b(?!\s*[:=.(])|\bhelper-|(?<![\w.])\/(work|root)\/|[A-Z]:\\Users\\/gi),
  },
  {
    says: 'name the columns: SELECT * changes meaning with the schema',
    reads: /^(db|bench)\/.*\.ts$/,
    except: tests,
    find: matches(/\bSELECT\s+(DISTINCT\s+)?(\w+\.)?\*/gi),
  },
  {
    says: 'pages load nothing from outside: no remote address in renderer/',
    reads: /^renderer\/.*\.(ts|vue|css|html)$/,
    except: tests,
    find: (text) => matches(/\b(https?|wss?):\/\/(?!www\.w3\.org\/)/g)(withoutComments(text)),
  },
  {
    says: 'domain/ is given the time and the dice as arguments, so that tests can hold them still',
    reads: /^domain\/.*\.ts$/,
    except: tests,
    find: (text) => matches(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/g)(withoutComments(text)),
  },
  {
    says: 'keys and codes are drawn from the generator of the system, never with Math.random',
    reads: /^(crypto|main\/(keys|session|identity|backup|audit))\/.*\.ts$/,
    except: tests,
    find: (text) => matches(/\bMath\s*(\.|\[\s*['"])\s*random\b/g)(withoutComments(text)),
  },
];

const bannedName = /(^|[-./])(utils?|helpers?|common|managers?|misc)(?=[-./]|$)/i;

/** What is wrong in one file, as `path:line: sentence`. */
export function houseFaults(path: string, text: string): string[] {
  const name = bannedName.exec(path)?.[2];
  const naming = name === undefined ? [] : [`${path}:1: "${name}" names no subject: name the file after what it does`];
  const found = rules
    .filter(({ reads, except }) => reads.test(path) && !(except?.test(path) ?? false))
    .flatMap(({ says, find }) => find(text).map((offset) => `${path}:${text.slice(0, offset).split('\n').length}: ${says}`));
  return [...naming, ...found];
}

const folders = ['domain', 'crypto', 'db', 'main', 'preload', 'renderer', 'scripts', 'bench', 'tests', 'docs', '.ci'];
const readable = /\.(ts|mjs|vue|css|html|json|md|yml)$|^\.ci\//;
const skipped = /(^|\/)node_modules\/|^package-lock\.json$/;

function projectFiles(): string[] {
  const inFolders = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const beside = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  return [...inFolders, ...beside].filter((path) => readable.test(path) && !skipped.test(path)).toSorted();
}

if (import.meta.main) {
  const files = projectFiles();
  const faults = files.flatMap((path) => houseFaults(path, readFileSync(join(root, path), 'utf8')));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`house rules: ${files.length} files, nothing to say`);
}
