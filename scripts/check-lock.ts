// Checks package-lock.json against what npm lets pass silently: a package left out, a mirror's address, a loose version, a known hole.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

/** One sentence per fault; empty when the lock is good on every machine and mirror. */
export function lockFaults(lock: Lock, manifest: Manifest): string[] {
  return [...missingOptional(lock), ...addresses(lock), ...looseVersions(manifest), ...knownHoles(lock)];
}

/** Where the registry lacks a platform's package, npm writes a lock without it, and `npm ci` refuses that lock. */
function missingOptional({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesFor(path, name).some((place) => place in packages))
      .map((name) => `${name}, optional for ${path || 'the project'}, is not locked: take a version whose packages all exist`),
  );
}

/** Where Node looks for a package asked for by the one at `path`, nearest first. */
function placesFor(path: string, name: string): string[] {
  const places: string[] = [];
  for (let holder = path; holder !== ''; holder = holder.slice(0, Math.max(0, holder.lastIndexOf('/node_modules/')))) {
    places.push(`${holder}/node_modules/${name}`);
  }
  return [...places, `node_modules/${name}`];
}

/** An address ties everyone to the mirror of whoever ran npm last. */
function addresses({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { resolved, integrity, link = false }]) => [
    ...(resolved === undefined || link ? [] : [`${path} is locked to ${resolved}: run npm with omit-lockfile-registry-resolved (.npmrc)`]),
    ...(path === '' || link || integrity !== undefined ? [] : [`${path} is locked without a checksum`]),
  ]);
}

function looseVersions({ dependencies = {}, devDependencies = {}, optionalDependencies = {}, overrides = {} }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is asked for as "${version}": name one version`);
}

/**
 * Packages with known holes: the first version without them, or null where no version is. A closed network has no
 * `npm audit`, so the list stands here; reasons are the advisories.
 */
const safeFrom: Readonly<Record<string, readonly [version: string | null, why: string]>> = {
  electron: ['45.4.1', 'CVE-2026-70604 and its neighbours'],
  'better-sqlite3-multiple-ciphers': ['12.11.1', 'the WAL-reset bug of SQLite before 3.51.3'],
  libsql: [null, 'its cipher is not authenticated, its SQLite has the WAL-reset bug'],
  xlsx: [null, 'CVE-2023-30533, CVE-2024-22363, CVE-2026-38358, CVE-2026-38359; use @e965/xlsx in the parser'],
  'adm-zip': [null, 'CVE-2026-76845'],
  'extract-zip': [null, 'CVE-2026-56876, CVE-2026-19693'],
  'sm-crypto': [null, 'CVE-2026-23966, CVE-2026-73567'],
  argon2: [null, 'ends the process on Node 20; use @node-rs/argon2'],
  unzipper: ['0.12.5', 'zip slip by a common prefix'],
  jszip: ['3.8.0', 'CVE-2021-23413, CVE-2022-48285'],
  fflate: ['0.8.3', 'CVE-2026-45820'],
  'maplibre-gl': ['6.8.0', 'CVE-2026-85061'],
  echarts: ['6.1.0', 'CVE-2026-45249'],
  sharp: ['0.35.5', 'CVE-2026-114113'],
};

function knownHoles({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { version = '0.0.0' }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (path === '' || !Object.hasOwn(safeFrom, name)) return [];
    const [safe, why] = safeFrom[name] ?? [null, ''];
    if (safe === null) return [`${path} has known holes in every version (${why})`];
    return isOlder(version, safe) ? [`${path} ${version} has known holes before ${safe} (${why})`] : [];
  });
}

/** By the three numbers; a preview of a version counts as older than the version. */
function isOlder(version: string, than: string): boolean {
  const order = version.split('-', 1).join('').localeCompare(than, 'en', { numeric: true });
  return order < 0 || (order === 0 && version.includes('-'));
}

if (import.meta.main) {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const faults = lockFaults(read('package-lock.json') as Lock, read('package.json') as Manifest);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log('package-lock.json: complete, no addresses, versions exact, no known holes');
}
