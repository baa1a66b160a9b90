// Checks package-lock.json against what npm lets pass silently: a package left out, a mirror's address, a loose version.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface LockedPackage {
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
  return [...missingOptional(lock), ...addresses(lock), ...looseVersions(manifest)];
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

if (import.meta.main) {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const faults = lockFaults(read('package-lock.json') as Lock, read('package.json') as Manifest);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log('package-lock.json: complete, no addresses, versions exact');
}
